"""What the buttons of the log do: every answer draws the form anew with all that was typed, whatever became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.forms.beginning import OWN
from dashboard.forms.faults import Fault, Faults, faults_of_names
from dashboard.i18n import Translate
from dashboard.pages.logga import drawn
from dashboard.pages.logga.ids import Act
from dashboard.pages.logga.values import Values, empty_values, parse, to_values
from dashboard.parts import notice
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.casebook.activities import Loggable, Logged
from geodata.editing import EditConflict, Entry, NamesAPerson
from geodata.errors import BadSetting, Conflict, InvalidRecord, NotFound
from geodata.model import Activity, Actor, Deed, Party


@dataclass(frozen=True, slots=True)
class Standing:
    """What is being logged.

    identity: of the activity, made before it is kept.  version: that was read, 0 for a new one.  draft: what the
    browser's draft goes by.  token: of this opening; a new one begins anew.  step: how often the form was drawn.
    """

    action_id: UUID
    municipality: str
    identity: UUID
    version: int
    draft: str
    token: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act leaves on the screen. forget: the draft that is kept no longer.  faulty: something needs mending."""

    room: list[Component]
    standing: Standing
    initial: Values
    said: Component | None = None
    forget: str = ""
    faulty: bool = False


def fresh(action_id: UUID, municipality: str) -> Standing:
    """A new log of an action."""
    return Standing(action_id, municipality, uuid4(), 0, f"activity/ny/{action_id}", uuid4().hex)


def of_entry(entry: Entry[Activity]) -> Standing:
    """The correction of an activity."""
    record = entry.record
    return Standing(
        record.action_id, record.municipality, record.id, entry.version, f"activity/{record.id}", uuid4().hex
    )


def names_of(casebook: Casebook, actor: Actor, municipality: str) -> dict[str, str]:
    """Places and parties by id as text."""
    parties = {str(entry.record.id): entry.record.name for entry in casebook.entries(actor, Party, municipality)}
    return {**words.names(casebook, actor, municipality), **parties}


def room(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    *,
    values: Values | None = None,
    faults: Faults | None = None,
    said: tuple[Component, ...] = (),
) -> tuple[list[Component], Values]:
    """The form, and what stands in it before anybody writes. Raises: NotFound, NotAllowed."""
    actor, code = ask.actor, standing.municipality
    actor.require(Deed.EDIT_REGISTER, code)
    chosen = _chosen(casebook, actor, standing)
    today = casebook.today(actor, code)
    initial = _initial(casebook, actor, standing, chosen, today)
    sheet = drawn.Sheet(
        ask.t,
        chosen.line,
        values or initial,
        faults or {},
        today,
        casebook.places(actor, code),
        [entry.record for entry in casebook.entries(actor, Party, code)],
        chosen.last,
        at=f"{standing.identity}:{standing.version}",
        is_new=not standing.version,
    )
    return drawn.form(sheet, said), initial


def _chosen(casebook: Casebook, actor: Actor, standing: Standing) -> Loggable:
    for one in casebook.loggable(actor, standing.municipality):
        if one.line.action.id == standing.action_id:
            return one
    raise NotFound(f"no action with the id {standing.action_id}; it may have been retired")


def _initial(casebook: Casebook, actor: Actor, standing: Standing, chosen: Loggable, today: date) -> Values:
    if not standing.version:
        return empty_values(chosen.line.action, today)
    return to_values(chosen.line.action, casebook.entry(actor, Activity, standing.identity).record)


def answer(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    act: Act,
    values: Values,
    *,
    at: str = "",
    op_id: UUID | None = None,
) -> Answer:
    """Do what a button asks. Raises: NotAllowed, NotFound, BadSetting."""
    standing = replace(standing, step=standing.step + 1)
    match act:
        case Act.SAVE:
            return _save(ask, casebook, standing, values, op_id)
        case Act.REPEAT | Act.ANEW:
            return _begun(ask, casebook, standing, repeats=act is Act.REPEAT)
        case Act.RESTORE:
            inside, initial = room(ask, casebook, standing, values=values, said=(notice(ask.t("log.restored")),))
            return Answer(inside, standing, initial)
        case Act.TAKE_BACK:
            return _take_back(ask, casebook, standing, _entry_of(casebook, ask.actor, at))
        case Act.LOG_AGAIN:
            return _kept(ask, casebook, standing, casebook.log_again(ask.actor, _identity(at)))


def _begun(ask: Ask, casebook: Casebook, standing: Standing, *, repeats: bool) -> Answer:
    """A new log: empty, or with what the last one said."""
    chosen = _chosen(casebook, ask.actor, standing)
    today = casebook.today(ask.actor, standing.municipality)
    values = to_values(chosen.line.action, chosen.last, on=today) if chosen.last and repeats else None
    inside, initial = room(ask, casebook, standing, values=values)
    return Answer(inside, standing, initial)


def _save(ask: Ask, casebook: Casebook, standing: Standing, values: Values, op_id: UUID | None) -> Answer:
    today = casebook.today(ask.actor, standing.municipality)
    parsed = parse(values, _base(casebook, ask.actor, standing), today=today)
    if parsed.activity is None:
        return _faulty(ask, casebook, standing, values, parsed.faults)
    faults: Faults = {}
    logged: Logged | None = None
    try:
        logged = casebook.log_activity(ask.actor, parsed.activity, base_version=standing.version, op_id=op_id)
    except EditConflict as met:
        after = replace(standing, version=met.current_version)
        if not standing.version:
            # an earlier answer was lost on its way: the id is this form's own, so what stands is its own too
            return _save(ask, casebook, after, values, None)
        names = ", ".join(ask.t(f"log.changed.{change.field}") for change in met.both)
        return _faulty(ask, casebook, after, values, {}, notice(ask.t("log.conflict", names=names), tone="wrong"))
    except NamesAPerson as error:
        faults = faults_of_names(error, {})
    except Conflict:
        return _faulty(ask, casebook, replace(standing, version=0), values, {}, notice(ask.t("log.gone"), tone="wrong"))
    except InvalidRecord as error:
        faults = {"": Fault("", {"sentence": str(error)})}
    if logged is None:
        return _faulty(ask, casebook, standing, values, faults)
    return _kept(ask, casebook, standing, logged)


def _base(casebook: Casebook, actor: Actor, standing: Standing) -> dict[str, Any]:
    """What no form shows, as it stands."""
    if standing.version:
        content: dict[str, Any] = json.loads(
            casebook.entry(actor, Activity, standing.identity).record.model_dump_json()
        )
        return content
    return {
        "id": str(standing.identity),
        "municipality": standing.municipality,
        "provenance": OWN.model_dump(mode="json"),
        "action_id": str(standing.action_id),
    }


def _faulty(
    ask: Ask, casebook: Casebook, standing: Standing, values: Values, faults: Faults, *more: Component
) -> Answer:
    t = ask.t
    whole = [faults[""].said(t)] if "" in faults else []
    count = len([name for name in faults if name])
    said = [*more, *(notice(text, tone="wrong") for text in whole)]
    if count:
        said.append(notice(t.count("form.faults", count), tone="wrong"))
    inside, initial = room(ask, casebook, standing, values=values, faults=faults, said=tuple(said))
    return Answer(inside, standing, initial, faulty=True)


def _kept(ask: Ask, casebook: Casebook, standing: Standing, logged: Logged) -> Answer:
    t, record = ask.t, logged.entry.record
    after = replace(fresh(record.action_id, record.municipality), step=standing.step)
    names = names_of(casebook, ask.actor, record.municipality)
    said = [words.done(t, logged.line.progress), words.pace(t, logged.line.progress)] if logged.line else []
    told = t("log.kept_notice", stands=", ".join(said)) if said else t("log.kept")
    undo = drawn.undo(t, Act.TAKE_BACK, f"{record.id}:{logged.entry.version}")
    return Answer(drawn.kept(t, logged, names), after, {}, notice(told, undo), forget=standing.draft)


def _take_back(ask: Ask, casebook: Casebook, standing: Standing, entry: Entry[Activity]) -> Answer:
    t = ask.t
    logged = casebook.take_back_activity(ask.actor, entry.record.id, base_version=entry.version)
    after = replace(fresh(entry.record.action_id, entry.record.municipality), step=standing.step)
    values = to_values(logged.line.action, entry.record) if logged.line else None
    inside, initial = room(ask, casebook, after, values=values)
    undo = drawn.undo(t, Act.LOG_AGAIN, str(entry.record.id))
    return Answer(inside, after, initial, notice(t("log.taken_back"), undo), forget=standing.draft)


def _entry_of(casebook: Casebook, actor: Actor, at: str) -> Entry[Activity]:
    """The activity of a version that a button was drawn with. Raises: BadSetting, NotFound."""
    identity, _, version = at.partition(":")
    entry = casebook.entry(actor, Activity, _identity(identity))
    return Entry(entry.record, int(version), entry.changed_at) if version.isdigit() and len(version) < 10 else entry


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadSetting(
            "what was asked for could not be understood; what you wrote is kept, load the page again"
        ) from None


def to_browser(t: Translate, standing: Standing, initial: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What the page's store holds: the standing, and what the browser's code needs for drafts."""
    rest = "" if not standing.version else f"&rad={standing.identity}"
    return {
        "action": str(standing.action_id),
        "municipality": standing.municipality,
        "id": str(standing.identity),
        "version": standing.version,
        "draft": standing.draft,
        "token": standing.token,
        "step": standing.step,
        "initial": dict(initial),
        "title": t("log.draft_title"),
        "address": link(f"/logga/{standing.action_id}", standing.municipality) + rest,
        "words": {
            "draft": t("form.draft", time="{time}"),
            "saving": t("form.saving"),
            "failed": t("form.failed"),
            "left": t("form.left"),
        },
        **more,
    }


def standing_of(given: object) -> Standing:
    """What a browser says that it logs. Raises: BadSetting."""
    match given:
        case {
            "action": str() as action,
            "municipality": str() as municipality,
            "id": str() as identity,
            "version": int() as version,
            "draft": str() as draft,
            "token": str() as token,
            "step": int() as step,
        } if 0 <= version < 10**9:
            return Standing(
                _identity(action), municipality[:8], _identity(identity), version, draft[:200], token[:64], step
            )
        case _:
            raise BadSetting("what the log sent could not be understood; what you wrote is kept, load the page again")


def question_of(given: Any) -> tuple[Act, str, Values, UUID | None]:
    """What a browser asks: act, what about, what stands in the form, the id of the deed. Raises: BadSetting."""
    match given:
        case {"act": str() as act, "values": dict() as values} if act in set(Act):
            at, op = given.get("at"), given.get("op")
            return (
                Act(act),
                at[:80] if isinstance(at, str) else "",
                {str(name)[:80]: value for name, value in values.items() if isinstance(value, str | list)},
                _identity(op) if isinstance(op, str) else None,
            )
        case _:
            raise BadSetting("what the log sent could not be understood; what you wrote is kept, load the page again")
