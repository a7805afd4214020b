"""The presentation as one HTML document: all screens, the overview, the keys, and what a screen reader is told.

Without a script the screens stand below each other, to be read and printed; with it one is shown at a time.
"""

from __future__ import annotations

import html as text
from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboard import situationwords as told
from dashboard.i18n import Translate
from dashboard.markup import markup
from dashboard.namnd import screens as made
from dashboard.namnd.promises import promises
from dashboard.namnd.screens import Screen
from dashboard.namnd.telling import Teller
from dashboard.parts import Child, attrs
from dashboard.view import link
from geodata.casebook.situations import Draw, SituationStory
from geodata.model import LOCAL_TIME, Section

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the document may load: its script and its style, and the answer to whether the server is there."""
BEFORE = (Section.SITUATION, Section.ANALYSIS, Section.PRIORITIES)
AFTER = (Section.ACTIONS, Section.RESPONSIBLE, Section.FOLLOW_UP)
"""Sections whose own texts are shown before the promises, and after them."""
SIGNS = ("\u2039", "\u203a", "?")
"""On buttons that have no word."""
KEYS = ("next", "previous", "ends", "overview", "notes", "full", "theme", "keys", "leave")
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%234b1d80' "
    "stroke-width='2'%3E%3Crect x='3' y='4' width='18' height='12' rx='1'/%3E%3Cpath d='M12 16v4M8 20h8'/%3E%3C/svg%3E"
)


def screens(t: Translate, story: SituationStory, draw: Draw | None) -> tuple[Screen, ...]:
    """All screens, in their order."""
    report, content = story.line.entry.record, story.content
    if content is None or draw is None:
        return tuple(made.summary(t, report.title, told.standing(t, story), report.summary))
    tell = Teller(t, story, content)
    parts: tuple[Iterator[Screen], ...] = (
        made.opening(tell, draw),
        made.brief(tell),
        made.evidence(tell),
        made.areas(tell),
        made.hotspots(tell),
        made.written(tell, BEFORE),
        promises(tell, draw),
        made.written(tell, AFTER),
        made.gaps(tell),
        made.since(tell),
        made.decisions(tell),
        made.sources(tell),
    )
    return tuple(screen for one in parts for screen in one)


def page(t: Translate, story: SituationStory, draw: Draw | None, *, notes: bool) -> str:
    """The whole document. notes: whether those of whoever presents are in it."""
    report = story.line.entry.record
    shown = screens(t, story, draw)
    address = link(f"/lagesbild/{report.id}", report.municipality, t.language.value)
    said = {
        "data-unreached": t("namnd.unreached", day=report.frozen_at.astimezone(LOCAL_TIME).date()),
        "data-no-full": t("namnd.no_full"),
    }
    parts: list[Component] = [
        html.Header([html.H1(report.title), _standing(t, story)], className="top"),
        html.Main([_screen(t, n, one, len(shown)) for n, one in enumerate(shown, start=1)], id="stage", tabIndex=-1),
        *([_notes(t, story, shown)] if notes else []),
        _bar(t, len(shown), notes=notes),
        _overview(t, shown, address, notes=notes),
        _keys(t, notes=notes),
        html.P("", id="told", className="sr-only", role="status", **attrs(aria_live="polite")),
        html.P("", id="notice", role="alert", className="notice"),
    ]
    body = markup(parts)
    attributes = "".join(f' {name}="{text.escape(value)}"' for name, value in said.items())
    title = text.escape(f"{report.title}. {t('namnd.title')}")
    return (
        f'<!DOCTYPE html>\n<html lang="{t.language.value}" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<link rel="icon" href="{_ICON}">\n<link rel="stylesheet" href="/assets/namnd.css">\n'
        f'<script src="/assets/namnd.js"></script>\n</head>\n<body{attributes}>\n{body}\n</body>\n</html>\n'
    )


def _standing(t: Translate, story: SituationStory) -> Component:
    """When it was frozen, and whether it is approved: on each screen."""
    report, content = story.line.entry.record, story.content
    municipality: list[Child] = [f"{content.name}. "] if content else []
    made_up: list[Child] = [" ", html.Span(t("made_up"), className="mark")] if content and content.made_up else []
    day = html.Strong(t("namnd.frozen", day=report.frozen_at.astimezone(LOCAL_TIME).date()))
    return html.P([*municipality, day, " ", told.state(t, story), *made_up], className="frozen")


def _screen(t: Translate, n: int, one: Screen, total: int) -> Component:
    eyebrow = [html.P(one.eyebrow, className="eyebrow")] if one.eyebrow else []
    heading = html.H2(one.title, id=f"title-{n}")
    return html.Section(
        [html.Div([*eyebrow, heading], className="head"), html.Div(list(one.body), className="body")],
        id=str(n),
        className=f"screen screen-{one.kind}",
        tabIndex=-1,
        **attrs(aria_labelledby=f"title-{n}", data_said=t("namnd.said", n=n, all=total, title=_name(one))),
    )


def _name(one: Screen) -> str:
    """What a screen is called in the overview."""
    return f"{one.eyebrow}: {one.title}" if one.eyebrow else one.title


def _notes(t: Translate, story: SituationStory, shown: tuple[Screen, ...]) -> Component:
    """The presenter's own text, and where the figures of each screen come from."""
    own = story.line.entry.record.text(Section.NOTES)
    said = [html.P(line) for line in (own or "").splitlines() if line.strip()] or [html.P(t("namnd.no_notes"))]
    each = [
        html.Div(
            [
                html.H3(t("namnd.origins_of", n=n, title=one.title)),
                html.Ul([html.Li(line) for line in one.notes]) if one.notes else html.P(t("namnd.no_origins")),
            ],
            className="origins",
            **attrs(data_of=str(n)),
        )
        for n, one in enumerate(shown, start=1)
    ]
    return html.Aside(
        [html.H2(t("sit.notes")), *said, *each],
        id="notes",
        tabIndex=0,
        **attrs(aria_label=t("sit.notes")),
    )


def _button(t: Translate, deed: str, said: str, *, looks: str = "") -> Component:
    does = t(f"namnd.do.{deed}")
    # a sign alone is named by what it does; a word is its own name
    named = attrs(data_deed=deed, **({"aria_label": does} if said in SIGNS else {}))
    return html.Button(said, type="button", className=looks, title=does, **named)


def _bar(t: Translate, total: int, *, notes: bool) -> Component:
    count = html.Span(f"1 / {total}", id="count")
    more = [_button(t, "notes", t("namnd.notes"), looks="wide")] if notes else []
    return html.Nav(
        [
            _button(t, "previous", SIGNS[0]),
            count,
            _button(t, "next", SIGNS[1]),
            _button(t, "overview", t("namnd.overview")),
            *more,
            _button(t, "full", t("namnd.full"), looks="wide"),
            _button(t, "theme", t("namnd.theme"), looks="wide"),
            _button(t, "keys", SIGNS[2], looks="wide"),
        ],
        className="bar",
        **attrs(aria_label=t("namnd.steer")),
    )


def _overview(t: Translate, shown: tuple[Screen, ...], address: str, *, notes: bool) -> Component:
    listed = [html.Li(html.A(f"{n}. {_name(one)}", href=f"#{n}")) for n, one in enumerate(shown, start=1)]
    deeds = ("notes", "full", "theme", "keys") if notes else ("full", "theme", "keys")
    return html.Dialog(
        [
            html.H2(t("namnd.overview"), id="overview-title"),
            html.Ol(listed),
            html.P(
                [*(_button(t, deed, t(f"namnd.{deed}")) for deed in deeds), _button(t, "close", t("namnd.close"))],
                className="deeds",
            ),
            html.P(html.A(t("namnd.back"), href=address)),
        ],
        id="overview",
        **attrs(aria_labelledby="overview-title"),
    )


def _keys(t: Translate, *, notes: bool) -> Component:
    told_keys = [one for one in KEYS if notes or one != "notes"]
    rows = [html.Div([html.Dt(t(f"namnd.key.{one}")), html.Dd(t(f"namnd.key.{one}.does"))]) for one in told_keys]
    return html.Dialog(
        [
            html.H2(t("namnd.keys"), id="keys-title"),
            html.Dl(rows),
            html.P(t("namnd.figures_open")),
            html.P(_button(t, "close", t("namnd.close")), className="deeds"),
        ],
        id="keys",
        **attrs(aria_labelledby="keys-title"),
    )
