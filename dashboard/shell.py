"""The frame round every page: top bar, navigation, notices, help. It holds no data until the router fills it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard import finding, tour
from dashboard.auth import LANGUAGE_STORE, Guarded
from dashboard.i18n import Language, Translate
from dashboard.parts import CHOICE, anchor, attrs, icon, is_made_up, notice
from dashboard.view import link
from geodata.model import Municipality, Role


class Ids(StrEnum):
    """What the frame's callbacks go by."""

    ADDRESS = "address"
    FRAME = "frame"
    MUNICIPALITY = "frame-municipality"
    NOTICE = "frame-notice"
    HELP = "frame-help"
    HELP_OPEN = "frame-help-open"
    SEARCH_OPEN = "frame-search-open"
    GONE_TO = "frame-gone-to"
    PAGE = "page"


INBOX = "/inkorg"
_Page = tuple[str, str, str, tuple[str, ...]]
PAGES: tuple[_Page, ...] = (
    ("/", "nav.map", "map", ("/hotspot",)),
    (
        "/loften",
        "nav.promises",
        "promise",
        ("/atgard", "/las-in", "/logga", "/operativ", "/kommunikation", "/nyhetsbrev", "/register", "/redigera"),
    ),
    (INBOX, "nav.inbox", "inbox", ()),
    ("/vandringar", "nav.walks", "walks", ("/protokoll",)),
    ("/statistik", "nav.statistics", "statistics", ()),
    ("/tackning", "nav.coverage", "coverage", ("/farskhet",)),
    ("/lagesbild", "nav.situation", "situation", ()),
    ("/data", "nav.data", "data", ()),
)
"""Address, word, icon, and further beginnings of addresses that belong to it. Only pages that exist.

The inbox is for those who review.
"""

ON_A_PHONE = 4
"""So many pages stand in a phone's bar; the others behind one more."""

THEME = {
    "primaryColor": "blue",
    "primaryShade": {"light": 8, "dark": 8},
    "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    "headings": {"fontFamily": "inherit"},
    "defaultRadius": "sm",
    "respectReducedMotion": True,
    "fontSizes": {"xs": "13px", "sm": "13px", "md": "15px", "lg": "18px", "xl": "24px"},
}

NAME = "Löfteskartan"
KEYS = (
    ("?", "help.key_help"),
    ("/", "help.key_search"),
    (f"1\u2013{len(PAGES)}", "help.key_pages"),
    ("Tab", "help.key_tab"),
    ("Enter", "help.key_enter"),
    ("Enter", "help.key_enter_map"),
    ("Esc", "help.key_escape"),
    ("\u2190 \u2191 \u2192 \u2193", "help.key_arrows"),
    ("+ \u2212", "help.key_zoom"),
    ("R L O", "help.key_draw"),
    ("Ctrl+Z, Ctrl+Shift+Z", "help.key_undo"),
)


def static_layout() -> Any:
    """What anybody may fetch: empty rooms."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=Ids.ADDRESS.value, refresh="callback-nav"),
            dcc.Store(id=Ids.GONE_TO.value),
            html.Div(id=Ids.FRAME.value),
        ],
        theme=THEME,
        defaultColorScheme="auto",
    )


def frame(
    t: Translate,
    *,
    path: str,
    municipality: Municipality | None,
    municipalities: Sequence[Municipality],
    today: date | None,
    role: Role,
    language_asked: str | None,
    content: Component,
    ignored: Sequence[str] = (),
    gone: Sequence[str] = (),
    unread: int | None = None,
) -> Any:
    """The whole screen.

    language_asked: kept in links where the address named it.  ignored: damaged parameters.  gone: what the address
    names and is no longer there, in words.  unread: findings that nobody has decided, None for those
    who have no inbox.
    """
    code = municipality.code if municipality else None
    said = [notice(t("notice.ignored", names=", ".join(ignored)))] if ignored else []
    said += [notice(t("notice.gone", names=t.listing(list(gone))))] if gone else []
    search = [_search(t, municipality, language_asked)] if municipality else []
    inside = [
        dcc.Store(id=LANGUAGE_STORE, data=t.language.value),
        html.A(t("skip"), href=f"#{Ids.PAGE.value}", className="skip"),
        html.Header(
            [
                anchor(
                    [icon("mark"), html.Span("Löfteskartan")], link("/", code, language_asked), className="wordmark"
                ),
                _navigation(t, path, code, language_asked, unread),
                html.Div([*search, *_tools(t, municipality, municipalities, today, role)], className="tools"),
            ],
            className="top",
        ),
        html.Div(said, id=Ids.NOTICE.value, role="status", className="notices", **attrs(aria_live="polite")),
        html.Main(content, id=Ids.PAGE.value, tabIndex=-1, className=f"page page-{_page_name(path)}"),
        _help(t, link("/", code, language_asked)),
    ]
    whole = html.Div(
        inside, className="frame", **attrs(data_municipality=code or "", data_unanswered=t("notice.unanswered"))
    )
    return dmc.DatesProvider(whole, settings={"locale": t.language.value, "firstDayOfWeek": 1})


def _page_name(path: str) -> str:
    return path.strip("/").split("/")[0] or "karta"


def _navigation(
    t: Translate, path: str, code: str | None, language: str | None, unread: int | None = None
) -> Component:
    def is_here(home: str, also: tuple[str, ...]) -> bool:
        own = path == home if home == "/" else path.startswith(home)
        return own or path.startswith(also)

    def inside(home: str, word: str, sign: str) -> list[Component | str]:
        count = html.Span(str(unread or ""), id="nav-count-inbox", className="nav-count")
        return [icon(sign), html.Span(t(word)), *([count] if home == INBOX else [])]

    def way(page: _Page, number: int | None) -> Component:
        home, word, sign, also = page
        here = is_here(home, also)
        named = {"id": f"nav-{number}"} if number else {}
        return html.Span(
            anchor(inside(home, word, sign), link(home, code, language), className="nav-link", **named),
            className="here" if here else None,
            **(attrs(aria_current="page") if here else {}),
        )

    shown = [one for one in PAGES if one[0] != INBOX or unread is not None]
    ways = [
        html.Li(way(page, number), className="only-wide" if number > ON_A_PHONE else None)
        for number, page in enumerate(shown, start=1)
    ]
    return html.Nav(
        html.Ul([*ways, html.Li(_more(t, [way(page, None) for page in shown[ON_A_PHONE:]]), className="only-narrow")]),
        className="nav",
        **attrs(aria_label=t("nav.label")),
    )


def _more(t: Translate, ways: Sequence[Component]) -> Component:
    """What has no room in a phone's bar. The wide bar has it all, so that only one of the two is ever there."""
    is_here = any(getattr(way, "className", None) for way in ways)
    summary = html.Summary([icon("more"), html.Span(t("nav.more"))], className="nav-link")
    return html.Details([summary, html.Ul([html.Li(way) for way in ways])], className="here" if is_here else None)


def _tools(
    t: Translate,
    municipality: Municipality | None,
    municipalities: Sequence[Municipality],
    today: date | None,
    role: Role,
) -> list[Component]:
    tools: list[Component] = []
    if municipality is not None and is_made_up(municipality):
        tools.append(html.Span(t("made_up"), className="badge badge-made-up", title=t("made_up.means")))
    if municipality is not None and municipality.shown_as_of and today:
        tools.append(html.Span(t("shown_as_of", day=today), className="as-of"))
    if municipality is not None:
        tools.append(
            dmc.Select(
                id=Ids.MUNICIPALITY.value,
                data=[{"value": one.code, "label": one.name} for one in municipalities],
                value=municipality.code,
                allowDeselect=False,
                w=120,
                size="sm",
                **CHOICE,
                **attrs(aria_label=t("municipality")),
            )
        )
    other = Language.EN if t.language is Language.SV else Language.SV
    tools += [
        html.A(
            [html.Span(t("language.other_short")), html.Span(f": {t('language.other')}", className="sr-only")],
            href=f"?sprak={other.value}",
            className="tool-link",
            title=t("language.other"),
            lang=other.value,
            **attrs(data_language=other.value),
        ),
        dmc.ColorSchemeToggle(
            lightIcon=icon("sun"),
            darkIcon=icon("moon"),
            variant="subtle",
            color="gray",
            **attrs(aria_label=t("theme.switch")),
        ),
        dmc.ActionIcon(
            html.Span("?", **attrs(aria_hidden="true")),
            id=Ids.HELP_OPEN.value,
            variant="subtle",
            color="gray",
            buttonProps={"aria-label": t("help.open")},
        ),
        html.Span([icon("person"), html.Span(t.label(role))], className="who", title=t("who.means")),
    ]
    return tools


def _search(t: Translate, municipality: Municipality, language_asked: str | None) -> Component:
    """The way into the search; the browser draws the rest, see assets/src/shell/search.ts."""
    kept = f"&kvar={language_asked}" if language_asked else ""
    words = {
        "title": t("find.title"),
        "label": t("find.label", name=municipality.name),
        "hint": t("find.hint"),
        "none": t("find.none", name=municipality.name),
        "noneWhy": t("find.none_why"),
        "failed": t("find.failed"),
        "close": t("close"),
    }
    return html.Button(
        [icon("search"), html.Span(t("find.open")), html.Kbd("/", **attrs(aria_hidden="true"))],
        id=Ids.SEARCH_OPEN.value,
        type="button",
        className="search-open",
        title=t("find.title"),
        **attrs(
            aria_haspopup="dialog",
            aria_keyshortcuts="/",
            data_address=f"{finding.ADDRESS}?municipality={municipality.code}&sprak={t.language.value}{kept}",
            data_texts=json.dumps(words),
        ),
    )


def _help(t: Translate, home: str) -> Component:
    keys = html.Dl(
        [html.Div([html.Dt(html.Kbd(key)), html.Dd(t(what))], className="fact") for key, what in KEYS],
        className="facts",
    )
    return html.Dialog(
        [
            html.H2(t("help.title"), id="frame-help-title"),
            html.P(t("help.intro")),
            html.H3(t("help.keys")),
            keys,
            html.Div(
                [
                    tour.start(t, home),
                    html.Form(
                        dmc.Button(t("close"), buttonProps={"type": "submit"}, variant="default"), method="dialog"
                    ),
                ],
                className="help-buttons",
            ),
        ],
        id=Ids.HELP.value,
        className="help",
        **attrs(aria_labelledby="frame-help-title"),
    )


def register(guarded: Guarded) -> None:
    """What the frame does in the browser alone: the municipality's choice, help, focus after a change of page."""
    guarded.clientside(
        ClientsideFunction("lofteskartan_shell", "municipality"),
        Output(Ids.ADDRESS, "href"),
        Input(Ids.MUNICIPALITY, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_shell", "help"), Input(Ids.HELP_OPEN, "n_clicks", allow_optional=True)
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_shell", "arrived"),
        Output(Ids.GONE_TO, "data"),
        Input(Ids.FRAME, "children"),
        State(Ids.ADDRESS, "pathname"),
        State(Ids.GONE_TO, "data"),
    )
