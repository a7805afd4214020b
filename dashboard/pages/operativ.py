"""Operativa gruppen: an agenda that makes itself, minutes by function, and decisions that are followed until done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask, Guarded
from dashboard.forms.ways import change
from dashboard.i18n import Translate
from dashboard.parts import CHOICE, anchor, empty, notice, progress_bar, section, small, table
from dashboard.sentback import id_of
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.chain import ActionLine
from geodata.errors import BadSetting, NotFound
from geodata.meetings import A_YEAR, Agenda, DecisionState, Point, Topic, was_held
from geodata.model import ActionType, Deed, IdeaKind, Measure, Meeting
from geodata.progress import Pace

SHOWN = 8
_PAGES = {"hotspot": "/hotspot/", "action": "/atgard/", "promise": "/loften/", "meeting": "/operativ/"}


class Ids(StrEnum):
    """What the page of a meeting goes by."""

    ROOM = "meeting-room"
    MAKE = "meeting-make"
    PROMISE = "meeting-promise"
    TYPE = "meeting-type"


def load(where: Where) -> Component:
    """The agenda with the meetings, or the meeting that the address names. Raises: NotFound."""
    if not where.rest:
        return overview(where)
    inside = minutes(where.ask, where.casebook, _identity(where.rest))
    return html.Div(inside, id=Ids.ROOM.value, className="sheet")


def overview(where: Where) -> Component:
    """What the next meeting has to speak of, how many were held, and those before."""
    t, casebook, actor, code = where.t, where.casebook, where.actor, where.code
    agenda = casebook.agenda(actor, code)
    lines = casebook.actions(actor, code)
    group = next((line for line in lines if line.action.action_type is ActionType.OPERATIVE_GROUP), None)
    ways: list[Component] = []
    if actor.may(Deed.EDIT_REGISTER):
        address = link("/redigera/meeting/ny", code)
        if group:
            address += f"&atgard={group.action.id}"
        ways.append(anchor(t("meet.write"), address, className="button-link"))
    ways.append(html.A(t("meet.calendar"), href=link("/kalender.ics", code), className="button-link"))
    since = t("meet.since", day=agenda.since) if agenda.since else t("meet.first")
    return html.Div(
        [
            html.P(anchor(t("promises.back"), link("/loften", code)), className="ways"),
            html.H1(t("meet.title")),
            html.P(t("meet.intro"), className="lead"),
            html.Div(ways, className="button-links"),
            _counter(t, agenda, group),
            section(t("meet.agenda", day=where.today), small(since), *_agenda(t, agenda, code)),
            _meetings(t, [entry.record for entry in casebook.meetings(actor, code)], agenda, code),
            small(t("source.register", day=where.today)),
        ],
        className="sheet",
    )


def _counter(t: Translate, agenda: Agenda, group: ActionLine | None) -> Component:
    said: list[Component] = [html.P(t("meet.held_year", held=agenda.held, asked=A_YEAR), className="done-amount")]
    if group is not None:
        said.append(anchor(group.action.title, link(f"/atgard/{group.action.id}", group.action.municipality)))
        said.append(progress_bar(t, group.progress))
    return html.Div(said, className="card")


def _agenda(t: Translate, agenda: Agenda, code: str) -> list[Component]:
    parts: list[Component] = []
    for topic in Topic:
        points = agenda.of(topic)
        if points:
            rows = [html.Li(_point(t, point, code), className=_sign(topic)) for point in points]
            shown: list[Component] = [html.Ul(rows[:SHOWN], className="gaps")]
            if rows[SHOWN:]:
                more = html.Summary(t.count("meet.more", len(rows) - SHOWN))
                shown.append(html.Details([more, html.Ul(rows[SHOWN:], className="gaps")], className="fold"))
            parts.append(section(f"{t.label(topic)} ({t.number(len(points))})", *shown, level=3))
    return parts or [empty(t("meet.agenda_empty"), t("meet.agenda_empty_why"))]


def _sign(topic: Topic) -> str:
    late = {Topic.OVERDUE, Topic.SILENT, Topic.UNMEASURED, Topic.UNREPLIED, Topic.UNPUBLISHED, Topic.DECIDED}
    return "gap is-late" if topic in late else "gap is-missing"


def _point(t: Translate, point: Point, code: str) -> list[Component | str]:
    page = _PAGES.get(point.subject_kind)
    name = t.label(IdeaKind(point.name)) if point.subject_kind == "idea" else point.name
    address = link(f"{page}{point.ref}", code) if page else link("/kommunikation", code)
    if point.subject_kind == "idea":
        address = link(f"/redigera/idea/{point.ref}", code)
    return [anchor(name, address), html.Span(_detail(t, point), className="gap-detail")]


def _detail(t: Translate, point: Point) -> str:
    about: Mapping[str, Any] = point.about
    match point.subject_kind:
        case "hotspot":
            said = t(
                "point.hotspot", rows=t.count("count.evidence", about["rows"]), trend=words.trend(t, about["trend"])
            )
            unanswered = not about["actions"] and point.topic is not Topic.UNANSWERED
            return f"{said}, {t('point.unanswered')}" if unanswered else said
        case "meeting":
            key = "point.meeting_action" if about["action"] else "point.meeting"
            return t(key, day=about["held"], action=about["action"], state=t.label(DecisionState(about["state"])))
        case "idea":
            return t("point.due", day=about["due"])
        case "promise":
            return t("point.unmeasured", day=about["ended"])
        case "communication":
            return t("point.planned", day=about["planned"])
        case _:
            return _pace(t, about)


def _pace(t: Translate, about: Mapping[str, Any]) -> str:
    if about["pace"] is Pace.SILENT:
        return t("point.silent", days=about["days"])
    amount = words.amount(t, Measure(about["measure"]), about["target"] or about["done"])
    done = t("progress.of", done=about["done"], amount=amount) if about["target"] else amount
    if about["pace"] is Pace.OVERDUE or about["expected"] is None:
        return t("point.action_over", done=done)
    return t("point.action", done=done, expected=about["expected"])


def _meetings(t: Translate, found: Sequence[Meeting], agenda: Agenda, code: str) -> Component:
    if not found:
        return section(t("meet.previous"), empty(t("meet.none"), t("meet.none_why")))
    rows = [
        (
            html.Span(one.held_on.isoformat(), className="log-date"),
            anchor(one.title, link(f"/operativ/{one.id}", code)),
            t.count("meet.came", sum(part.number for part in one.attendance))
            if was_held(one, on=agenda.on)
            else t("meet.planned"),
            t.count("meet.decisions_n", len(one.decisions)),
        )
        for one in found
    ]
    heads = (t("record.day"), t("kind.meeting"), t("meet.attendance"), t("meet.decisions"))
    return section(t("meet.previous"), table(t("meet.caption"), heads, rows))


def minutes(ask: Ask, casebook: Casebook, identity: UUID) -> list[Component]:
    """A meeting: who came by function, what was decided and what became of it. Raises: NotFound."""
    t, actor = ask.t, ask.actor
    entry = casebook.entry(actor, Meeting, identity)
    meeting, code = entry.record, entry.record.municipality
    may_write = actor.may(Deed.EDIT_REGISTER)
    names = words.names(casebook, actor, code)
    lines = {line.action.id: line for line in casebook.actions(actor, code)}
    waiting = {
        int(str(point.about["number"])): DecisionState(str(point.about["state"]))
        for point in casebook.agenda(actor, code).of(Topic.DECIDED)
        if point.ref == str(identity)
    }
    came = [(one.function, t.number(one.number)) for one in meeting.attendance]
    decided = []
    for number, decision in enumerate(meeting.decisions):
        about = [names[str(place)] for place in decision.place_ids if str(place) in names]
        about += [t.label(category).lower() for category in decision.categories]
        state = waiting.get(number, DecisionState.DONE)
        line = lines.get(decision.action_id) if decision.action_id else None
        inside: list[Component | str] = [html.Strong(decision.text)]
        inside += [html.Span(", ".join(about), className="gap-detail")] if about else []
        if line is not None:
            inside.append(anchor(line.action.title, link(f"/atgard/{line.action.id}", code)))
            inside.append(html.Span(t.label(state), className="late-word" if waiting.get(number) else "all-well"))
            if may_write:
                inside.append(anchor(t("log.do"), link(f"/logga/{line.action.id}", code)))
        else:
            inside.append(html.Span(t.label(DecisionState.UNTIED), className="gap-word"))
            inside += [_making(ask, casebook, meeting, number, entry.version)] if may_write else []
        decided.append(html.Li(inside, className="card"))
    return [
        html.P(anchor(t("meet.back"), link("/operativ", code)), className="ways"),
        html.H1(meeting.title),
        html.P(t.day(meeting.held_on), className="lead"),
        *([html.Div([change(t, meeting)], className="button-links")] if may_write else []),
        section(
            t("meet.attendance"),
            table(t("meet.attendance_caption"), (t("field.function"), t("field.came")), came, frozenset({1}))
            if came
            else small(t("meet.no_attendance")),
        ),
        section(
            t("meet.decisions"),
            html.Ul(decided, className="cards") if decided else small(t("meet.no_decisions")),
        ),
        small(words.source(t, meeting.provenance)),
    ]


def _making(ask: Ask, casebook: Casebook, meeting: Meeting, number: int, version: int) -> Component:
    """What makes an action of a decision: the promise it serves, its kind, one press."""
    t = ask.t
    promises = [story.promise for story in casebook.promises(ask.actor, meeting.municipality)]
    return html.Details(
        [
            html.Summary(t("meet.make_action")),
            small(t("meet.make_why")),
            dmc.Select(
                id={"type": Ids.PROMISE.value, "number": number},
                label=t("meet.which_promise"),
                data=[{"value": str(one.id), "label": one.title} for one in promises],
                clearable=True,
                clearButtonProps={"aria-label": t("form.clear")},
                **CHOICE,
            ),
            dmc.Select(
                id={"type": Ids.TYPE.value, "number": number},
                label=t("meet.which_type"),
                data=[{"value": one.value, "label": t.label(one)} for one in ActionType],
                value=ActionType.OTHER.value,
                allowDeselect=False,
                **CHOICE,
            ),
            dmc.Button(
                t("meet.make_action"),
                id={"type": Ids.MAKE.value, "number": number, "meeting": str(meeting.id), "version": version},
                variant="default",
            ),
        ],
        className="fold",
    )


def _identity(text: str) -> UUID:
    return id_of(text, NotFound(f'no meeting has the address "{text[:60]}"; open the list of meetings'))


def register(guarded: Guarded, casebook: Casebook, *, notices: str) -> None:
    """Making an action of a decision. notices: the id of where the frame says what was done."""

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.MAKE.value, "number": ALL, "meeting": ALL, "version": ALL}, "n_clicks"),
        State({"type": Ids.PROMISE.value, "number": ALL}, "value"),
        State({"type": Ids.PROMISE.value, "number": ALL}, "id"),
        State({"type": Ids.TYPE.value, "number": ALL}, "value"),
        prevent_initial_call=True,
    )
    def make(ask: Ask, clicks: list[Any], promises: list[Any], asked: list[Any], types: list[Any]) -> Any:
        pressed = ctx.triggered_id
        if not any(clicks) or not isinstance(pressed, dict):
            return no_update, no_update
        return make_action(ask, casebook, pressed, _beside(pressed, asked, promises), _beside(pressed, asked, types))


def _beside(pressed: Mapping[str, Any], asked: Sequence[Any], values: Sequence[Any]) -> object:
    """What stands beside the button that was pressed."""
    numbers = [one.get("number") if isinstance(one, dict) else None for one in asked]
    number = pressed.get("number")
    # compared, not looked up: what a request holds may be anything
    return next((value for one, value in zip(numbers, values, strict=False) if one == number), None)


def make_action(
    ask: Ask, casebook: Casebook, pressed: Mapping[str, Any], promise: object, kind: object
) -> tuple[list[Component], Component]:
    """The meeting after a decision was made an action, and what is said of it. Raises: as Casebook.carry_out."""
    match pressed:
        case {"meeting": str() as meeting, "number": int() as number, "version": int() as version}:
            made = casebook.carry_out(
                ask.actor,
                _identity(meeting),
                number,
                base_version=version,
                promise_ids=[_identity(promise)] if isinstance(promise, str) and promise else [],
                action_type=next((one for one in ActionType if one.value == kind), ActionType.OTHER),
            )
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")
    t = ask.t
    to_form = anchor(t("form.change"), link(f"/redigera/action/{made.id}", made.municipality))
    return minutes(ask, casebook, _identity(meeting)), notice(t("meet.made"), to_form)
