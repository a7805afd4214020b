"""The map's saved views: listed, opened, saved, renamed, replaced and retired; and the link to what is shown now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, quote
from uuid import UUID, uuid4

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard import viewinreport
from dashboard.auth import Ask, Guarded
from dashboard.forms.beginning import OWN
from dashboard.gone import without_gone_areas
from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs, notice, small
from dashboard.sentback import id_of
from dashboard.view import link, parse
from geodata.casebook import Casebook
from geodata.editing import Entry
from geodata.errors import BadSetting
from geodata.model import LONGEST_QUERY, Deed, SavedView

_NOT_KEPT = frozenset({"kommun", "sprak"})
NEW = "new"
LONGEST_NAME, LONGEST_REASON = 120, 500


class Ids(StrEnum):
    """FOLD: what opens.  ROOM: what is drawn anew.  DO, FIELD: patterns of buttons and inputs.  ASK: what is asked."""

    FOLD = "karta-views"
    ROOM = "views-room"
    DO = "views-do"
    FIELD = "views-field"
    ASK = "views-ask"
    COPY = "views-copy"
    SAID = "views-said"
    BY_HAND = "views-by-hand"


class Act(StrEnum):
    """What the buttons do. TAKE: the view becomes what the map shows now.  BACK: a retirement is undone.

    REPORT: the view, or without one what the map shows now, is put into a draft lägesbild.
    """

    SAVE = "save"
    CHANGE = "change"
    TAKE = "take"
    RETIRE = "retire"
    BACK = "back"
    REPORT = "report"


def fold(ask: Ask, casebook: Casebook, municipality: str) -> Component:
    """The button on the map page and what it opens."""
    t = ask.t
    return html.Details(
        [
            dcc.Store(id=Ids.ASK.value),
            html.Summary(t("views.open")),
            html.Div(
                [
                    html.Div(
                        [
                            html.Button(t("views.copy"), id=Ids.COPY.value, type="button", className="views-copy"),
                            html.P("", id=Ids.SAID.value, role="status", className="source"),
                            html.Div(id=Ids.BY_HAND.value),
                        ],
                        className="views-link",
                        **attrs(
                            data_copied=t("views.copied"),
                            data_by_hand=t("views.copy_by_hand"),
                            data_link=t("views.link"),
                        ),
                    ),
                    html.Div(room(ask, casebook, municipality), id=Ids.ROOM.value, className="views-room"),
                ],
                className="views-open",
            ),
        ],
        id=Ids.FOLD.value,
        className="fold views",
    )


def room(ask: Ask, casebook: Casebook, municipality: str) -> list[Component]:
    """The list, and for those who may, the form."""
    t, may_edit = ask.t, ask.actor.may(Deed.EDIT_REGISTER)
    kept = sorted(casebook.entries(ask.actor, SavedView, municipality), key=lambda entry: entry.record.name.casefold())
    if not kept and not may_edit:
        return []
    drafts = may_edit and bool(casebook.drafts(ask.actor, municipality))
    lines = [html.Li(_line(ask, casebook, entry, may_edit=may_edit, drafts=drafts)) for entry in kept]
    drawn: list[Component] = [html.H3(t("views.title"))]
    drawn.append(html.Ul(lines, className="views-list") if lines else small(t("views.none")))
    return [*drawn, *([_form(t), _report(ask, casebook, municipality)] if may_edit else [])]


def _report(ask: Ask, casebook: Casebook, municipality: str) -> Component:
    ids: dict[str, Any] = {
        name: {"type": Ids.FIELD.value, "view": viewinreport.REPORT, "field": name}
        for name in (viewinreport.TITLE, viewinreport.DRAFT)
    }
    ids["button"] = {"type": Ids.DO.value, "act": Act.REPORT.value, "view": viewinreport.REPORT, "version": 0}
    return html.Div(viewinreport.form(ask, casebook, municipality, ids), className="views-form")


def _line(ask: Ask, casebook: Casebook, entry: Entry[SavedView], *, may_edit: bool, drafts: bool) -> list[Component]:
    t, view = ask.t, entry.record
    address = "&".join(part for part in (link("/", view.municipality), view.query) if part)
    asked, ignored = parse(view.query, view.municipality)
    _, gone = without_gone_areas(ask, casebook, asked)
    missing = [*gone, *ignored]
    # the server says what is missing, so it must be asked; the map itself answers the rest
    asks_server = bool(missing or asked.chosen)
    way = html.A(view.name, href=address) if asks_server else anchor(view.name, address)
    said = [small(view.reason)] if view.reason else []
    if missing:
        said.append(html.P(t("views.gone", names=t.listing(missing)), className="late-word"))
    return [way, *said, *([_change(t, entry, drafts=drafts)] if may_edit else [])]


def _field(t: Translate, view: str, field: str, value: str, most: int) -> Any:
    return dmc.TextInput(
        id={"type": Ids.FIELD.value, "view": view, "field": field},
        label=t(f"views.{field}"),
        value=value,
        attributes={"input": {"maxLength": most}},
        size="sm",
    )


def _button(t: Translate, word: str, act: Act, view: str = NEW, version: int = 0) -> Any:
    return dmc.Button(
        t(word),
        id={"type": Ids.DO.value, "act": act.value, "view": view, "version": version},
        variant="default",
        size="compact-md",
    )


def _change(t: Translate, entry: Entry[SavedView], *, drafts: bool) -> Component:
    view, identity = entry.record, str(entry.record.id)
    buttons = [(Act.CHANGE, "views.rename"), (Act.TAKE, "views.take"), (Act.RETIRE, "views.retire")]
    if drafts:
        buttons.append((Act.REPORT, "views.report_do"))
    return html.Details(
        [
            html.Summary([t("views.change"), html.Span(f" {view.name}", className="sr-only")]),
            _field(t, identity, "name", view.name, LONGEST_NAME),
            _field(t, identity, "reason", view.reason or "", LONGEST_REASON),
            html.Div([_button(t, word, act, identity, entry.version) for act, word in buttons], className="buttons"),
        ],
        className="fold",
    )


def _form(t: Translate) -> Component:
    return html.Div(
        [
            small(t("views.means")),
            _field(t, NEW, "name", "", LONGEST_NAME),
            _field(t, NEW, "reason", "", LONGEST_REASON),
            html.Div(_button(t, "views.save", Act.SAVE), className="buttons"),
        ],
        className="views-form",
    )


def kept_query(query: str) -> str:
    """What of an address is kept: all but the municipality and the language. Raises: BadSetting."""
    parts = parse_qsl(query.removeprefix("?"))
    kept = "&".join(f"{quote(name)}={quote(value, safe=',')}" for name, value in parts if name not in _NOT_KEPT)
    if len(kept) > LONGEST_QUERY:
        raise BadSetting(f"the view's address has {len(kept)} characters, at most {LONGEST_QUERY} can be kept")
    return kept


def carry_out(
    ask: Ask, casebook: Casebook, asked: object, fields: Sequence[tuple[object, object]]
) -> tuple[str, Component]:
    """Do what a button asks: the municipality, and what was done, with the way back.

    asked: {"act", "view", "version", "query"} with the whole query of what the map shows.  fields: id and value of
    each input.  Raises: BadSetting, NotAllowed, NotFound, EditConflict, InvalidRecord.
    """
    match asked:
        case {"act": str(act), "view": str(view), "version": int(version), "query": str(query)} if act in set(Act):
            code = parse(query, "")[0].view.municipality
            typed = {name: _typed(fields, view, name) for name in ("name", "reason")}
            put = {name: _typed(fields, viewinreport.REPORT, name) for name in (viewinreport.TITLE, viewinreport.DRAFT)}
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")
    if act == Act.REPORT and view == viewinreport.REPORT:
        shown = parse(query, "")[0].view
        return code, viewinreport.attach(ask, casebook, shown, kept_query(query), put)
    if act == Act.REPORT:
        saved = casebook.entry(ask.actor, SavedView, _identity(view)).record
        shown = parse(saved.query, saved.municipality)[0].view
        said = viewinreport.attach(ask, casebook, shown, saved.query, {**put, viewinreport.TITLE: saved.name})
        return saved.municipality, said
    if act == Act.SAVE:
        return code, _saved(ask, casebook, code, query, typed)
    return _changed(ask, casebook, Act(act), _identity(view), version, query, typed)


def _saved(ask: Ask, casebook: Casebook, code: str, query: str, typed: dict[str, str]) -> Component:
    if not typed["name"]:
        return notice(ask.t("views.needs_name"), tone="wrong")
    made = SavedView(
        id=uuid4(),
        municipality=code,
        provenance=OWN,
        name=typed["name"],
        query=kept_query(query),
        reason=typed["reason"] or None,
    )
    casebook.save(ask.actor, made, base_version=0)
    return notice(ask.t("views.saved", name=made.name))


def _changed(  # noqa: PLR0917 - one press says all of it
    ask: Ask, casebook: Casebook, act: Act, identity: UUID, version: int, query: str, typed: dict[str, str]
) -> tuple[str, Component]:
    t, actor = ask.t, ask.actor
    if act is Act.BACK:
        view = casebook.bring_back(actor, SavedView, identity).record
        return view.municipality, notice(t("views.back", name=view.name))
    view = casebook.entry(actor, SavedView, identity).record
    if act is Act.RETIRE:
        casebook.retire(actor, SavedView, identity, base_version=version)
        undo = _button(t, "undo", Act.BACK, str(identity))
        return view.municipality, notice(t("views.retired", name=view.name), undo)
    if act is Act.CHANGE and not typed["name"]:
        return view.municipality, notice(t("views.needs_name"), tone="wrong")
    change = {"name": typed["name"], "reason": typed["reason"] or None}
    edited = SavedView(**{**dict(view), **({"query": kept_query(query)} if act is Act.TAKE else change)})
    casebook.save(actor, edited, base_version=version)
    return view.municipality, notice(t("views.changed", name=edited.name))


def _typed(fields: Sequence[tuple[object, object]], view: str, field: str) -> str:
    for identity, value in fields:
        match identity, value:
            case {"view": str(of), "field": str(name)}, str(text) if (of, name) == (view, field):
                return text.strip()
            case _:
                pass
    return ""


def _identity(text: str) -> UUID:
    return id_of(text, BadSetting("the view could not be understood; load the page again"))


def register(guarded: Guarded, casebook: Casebook, notices: str) -> None:
    """The buttons. notices: id of the element that says what was done.

    In the browser, `lofteskartan_views.ask(clicks)` adds what the map shows now to what was pressed.
    """
    guarded.clientside(
        ClientsideFunction("lofteskartan_views", "ask"),
        Output(Ids.ASK, "data"),
        Input({"type": Ids.DO.value, "act": ALL, "view": ALL, "version": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input(Ids.ASK, "data", allow_optional=True),
        State({"type": Ids.FIELD.value, "view": ALL, "field": ALL}, "id"),
        State({"type": Ids.FIELD.value, "view": ALL, "field": ALL}, "value"),
        prevent_initial_call=True,
    )
    def pressed(ask: Ask, asked: Any, ids: list[Any], values: list[Any]) -> Any:
        code, said = carry_out(ask, casebook, asked, list(zip(ids, values, strict=False)))
        return room(ask, casebook, code), said
