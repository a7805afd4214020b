"""What the buttons of the log do: every answer draws the form anew with all that was typed, whatever became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.forms import clash
from dashboard.forms.beginning import OWN
from dashboard.forms.exchange import Answer, Held
from dashboard.forms.faults import Fault, Faults, faults_of_names
from dashboard.forms.ids import Act
from dashboard.forms.merge import Difference, Side
from dashboard.forms.standing import Asked, Clash, Standing, as_content, not_understood
from dashboard.pages.logga import drawn, versions
from dashboard.pages.logga.values import Values, empty_values, parse, to_values
from dashboard.parts import notice
from dashboard.sentback import id_of
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.casebook.activities import Loggable, Logged
from geodata.editing import EditConflict, Entry, NamesAPerson
from geodata.errors import Conflict, InvalidRecord, NotFound
from geodata.model import Action, Activity, Actor, Deed, Party


def fresh(action_id: UUID, municipality: str) -> Standing:
    """A new log of an action: its id is made before it is kept."""
    identity = uuid4()
    content = {
        "id": str(identity),
        "municipality": municipality,
        "provenance": OWN.model_dump(mode="json"),
        "action_id": str(action_id),
    }
    return Standing(Activity, identity, municipality, 0, json.dumps(content), f"activity/ny/{action_id}")


def of_entry(entry: Entry[Activity]) -> Standing:
    """The correction of an activity."""
    record = entry.record
    draft = f"activity/{record.id}"
    return Standing(Activity, record.id, record.municipality, entry.version, record.model_dump_json(), draft)


def action_of(standing: Standing) -> UUID:
    """The action that is logged. Raises: BadSetting."""
    return _identity(str(standing.content.get("action_id")))


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
    initial = initial_of(standing, chosen.line.action, today)
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
    action_id = action_of(standing)
    for one in casebook.loggable(actor, standing.municipality):
        if one.line.action.id == action_id:
            return one
    raise NotFound(f"no action with the id {action_id}; it may have been retired")


def initial_of(standing: Standing, action: Action, today: date) -> Values:
    """What stands in the form before anybody writes."""
    return to_values(action, Activity.from_json(standing.base)) if standing.version else empty_values(action, today)


def answer(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    """Do what a button asks. Raises: NotAllowed, NotFound, BadSetting."""
    ask.actor.require(Deed.EDIT_REGISTER, standing.municipality)
    standing = replace(standing, step=standing.step + 1)
    match asked.act:
        case Act.SAVE:
            return _save(ask, casebook, standing, asked.texts, op_id=asked.op_id)
        case Act.SETTLE:
            return _settle(ask, casebook, standing, asked)
        case Act.REPEAT | Act.ANEW:
            return _begun(ask, casebook, standing, repeats=asked.act is Act.REPEAT)
        case Act.RESTORE:
            said = (notice(ask.t("log.restored")),)
            inside, initial = room(ask, casebook, standing, values=asked.texts, said=said)
            return Answer(inside, standing, initial=initial)
        case Act.TAKE_BACK:
            return _take_back(ask, casebook, standing, _entry_of(casebook, ask.actor, asked.at))
        case Act.LOG_AGAIN:
            return _kept(ask, casebook, standing, casebook.log_again(ask.actor, _identity(asked.at)))
        case _:
            raise not_understood()


def _begun(ask: Ask, casebook: Casebook, standing: Standing, *, repeats: bool) -> Answer:
    """A new log: empty, or with what the last one said."""
    chosen = _chosen(casebook, ask.actor, standing)
    today = casebook.today(ask.actor, standing.municipality)
    values = to_values(chosen.line.action, chosen.last, on=today) if chosen.last and repeats else None
    inside, initial = room(ask, casebook, standing, values=values)
    return Answer(inside, standing, initial=initial)


def _save(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    values: Values,
    *,
    op_id: UUID | None,
    own: Mapping[str, Any] | None = None,
) -> Answer:
    """Save what stands in the form. own: what no form shows; None for as it was read."""
    today = casebook.today(ask.actor, standing.municipality)
    base = {**(standing.content if own is None else own), **_fixed(casebook, ask.actor, standing)}
    parsed = parse(values, base, today=today)
    if parsed.activity is None:
        return _faulty(ask, casebook, standing, values, parsed.faults)
    faults: Faults = {}
    logged: Logged | None = None
    try:
        logged = casebook.log_activity(ask.actor, parsed.activity, base_version=standing.version, op_id=op_id)
    except EditConflict as met:
        return _met(ask, casebook, standing, values, met)
    except NamesAPerson as error:
        faults = faults_of_names(error, {})
    except Conflict:
        return _faulty(ask, casebook, replace(standing, version=0), values, {}, notice(ask.t("log.gone"), tone="wrong"))
    except InvalidRecord as error:
        faults = {"": Fault("", {"sentence": str(error)})}
    if logged is None:
        return _faulty(ask, casebook, standing, values, faults)
    return _kept(ask, casebook, standing, logged)


def _fixed(casebook: Casebook, actor: Actor, standing: Standing) -> dict[str, Any]:
    """What nobody writes by hand, as it stands."""
    own: dict[str, Any] = {
        "id": str(standing.identity),
        "municipality": standing.municipality,
        "provenance": OWN.model_dump(mode="json"),
        "action_id": str(action_of(standing)),
    }
    if not standing.version:
        return own
    try:
        now = as_content(casebook.entry(actor, Activity, standing.identity).record)
    except NotFound:  # taken back in between
        return own
    return {name: now[name] for name in own}


def _met(ask: Ask, casebook: Casebook, standing: Standing, values: Values, met: EditConflict) -> Answer:
    """Another version stands: this form's own, the same in other words, or another person's, to choose among."""
    after = replace(standing, version=met.current_version, base=met.theirs.model_dump_json())
    if not standing.version:
        # an earlier answer was lost on its way: the id is this form's own, so what stands is its own too
        return _save(ask, casebook, after, values, op_id=None)
    both = Clash(met.mine.model_dump_json(), met.theirs.model_dump_json(), met.current_version)
    after = replace(standing, clash=both)
    found = _differences(casebook, ask.actor, after, both)
    if not found:
        entry = casebook.entry(ask.actor, Activity, standing.identity)
        return _kept(ask, casebook, standing, Logged(entry, _chosen(casebook, ask.actor, standing).line))
    return _versions(ask, casebook, after, found)


def _differences(casebook: Casebook, actor: Actor, standing: Standing, met: Clash) -> tuple[Difference, ...]:
    base, theirs, mine = (Activity.from_json(one) for one in (standing.base, met.theirs, met.mine))
    return versions.differences(_chosen(casebook, actor, standing).line.action, base, theirs, mine)


def _versions(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    found: Sequence[Difference],
    *,
    choice: Mapping[str, Side] | None = None,
    unchosen: Sequence[str] = (),
) -> Answer:
    """Both versions side by side, and a choice for each field."""
    action = _chosen(casebook, ask.actor, standing).line.action
    voice = versions.voice(ask.t, names_of(casebook, ask.actor, standing.municipality))
    inside = [
        *drawn.head(ask.t, action, is_new=False),
        clash.draw(ask.t, found, voice, choice=choice or {}, unchosen=unchosen),
    ]
    return Answer(inside, standing, faulty=True)


def _settle(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    met = standing.clash
    if met is None or not standing.version:
        raise not_understood()
    action = _chosen(casebook, ask.actor, standing).line.action
    found = _differences(casebook, ask.actor, standing, met)
    theirs, mine = Activity.from_json(met.theirs), Activity.from_json(met.mine)
    merged = versions.merge(action, theirs, mine, found, asked.choice)
    after = replace(standing, version=met.version, base=met.theirs, clash=None)
    if asked.at == "edit":
        # where nobody has chosen, one's own words go on: the other's stand in the log and in the history
        chosen = dict.fromkeys(merged.unchosen, Side.MINE) | asked.choice
        merged = versions.merge(action, theirs, mine, found, chosen)
        inside, initial = room(ask, casebook, after, values=merged.values)
        return Answer(inside, after, initial=initial)
    if merged.unchosen:
        return _versions(ask, casebook, standing, found, choice=asked.choice, unchosen=merged.unchosen)
    return _save(ask, casebook, after, merged.values, op_id=asked.op_id, own=merged.own)


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
    return Answer(inside, standing, faulty=True, initial=initial)


def _kept(ask: Ask, casebook: Casebook, standing: Standing, logged: Logged) -> Answer:
    t, record = ask.t, logged.entry.record
    after = replace(fresh(record.action_id, record.municipality), step=standing.step)
    names = names_of(casebook, ask.actor, record.municipality)
    said = [words.done(t, logged.line.progress), words.pace(t, logged.line.progress)] if logged.line else []
    told = t("log.kept_notice", stands=", ".join(said)) if said else t("log.kept")
    undo = drawn.undo(t, Act.TAKE_BACK, f"{record.id}:{logged.entry.version}")
    return Answer(drawn.kept(t, logged, names), after, notice(told, undo), saved=True, initial={})


def _take_back(ask: Ask, casebook: Casebook, standing: Standing, entry: Entry[Activity]) -> Answer:
    t = ask.t
    logged = casebook.take_back_activity(ask.actor, entry.record.id, base_version=entry.version)
    after = replace(fresh(entry.record.action_id, entry.record.municipality), step=standing.step)
    values = to_values(logged.line.action, entry.record) if logged.line else None
    inside, initial = room(ask, casebook, after, values=values)
    undo = drawn.undo(t, Act.LOG_AGAIN, str(entry.record.id))
    return Answer(inside, after, notice(t("log.taken_back"), undo), saved=True, initial=initial)


def _entry_of(casebook: Casebook, actor: Actor, at: str) -> Entry[Activity]:
    """The activity of a version that a button was drawn with. Raises: BadSetting, NotFound."""
    identity, _, version = at.partition(":")
    entry = casebook.entry(actor, Activity, _identity(identity))
    return Entry(entry.record, int(version), entry.changed_at) if version.isdigit() and len(version) < 10 else entry


def _identity(text: str) -> UUID:
    return id_of(text, not_understood())


def held(ask: Ask, casebook: Casebook, found: Answer, _address: str = "") -> Held:
    """What the browser keeps of a log."""
    standing = found.standing
    action_id = action_of(standing)
    try:
        action: Action | None = casebook.entry(ask.actor, Action, action_id).record
    except NotFound:  # retired in between: what was logged of it is still told
        action = None
    initial = found.initial
    if initial is None:
        today = casebook.today(ask.actor, standing.municipality)
        initial = initial_of(standing, action, today) if action is not None else {}
    rest = f"&rad={standing.identity}" if standing.version else ""
    return Held(
        initial,
        f"{ask.t('log.draft_title')}: {action.title if action is not None else ask.t('form.gone')}",
        link(f"/logga/{action_id}", standing.municipality) + rest,
        to_top=True,
    )
