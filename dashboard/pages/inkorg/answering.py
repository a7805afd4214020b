"""What the inbox's buttons do: one deed, then the finding as it stands, what is said of it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.blureditor import rectangles_of
from dashboard.pages.inkorg import form, handover, opened, telling
from dashboard.pages.inkorg.ids import Act, button_id
from dashboard.parts import notice
from dashboard.sentback import id_of
from geodata.casebook import Casebook
from geodata.casebook.inbox import InboxItem
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import BadSetting, InvalidRecord, NotFound
from geodata.inbox import FindingDecision
from geodata.model import CaseStatus, ContactOutcome, Finding, OwnerContact, Position

Values = Mapping[str, str]
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Standing:
    """Which finding is open, as the browser keeps it. version: that is shown. back: the query of the list."""

    id: UUID
    version: int
    back: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed. values: of all fields. boxes: what is hidden in each photo, as the browser has it."""

    act: Act
    at: str
    values: Values
    boxes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown after a deed. line: how the list says that the finding stands. focus: where the reader goes."""

    room: list[Component]
    standing: Standing
    said: Component | str = ""
    line: str = ""
    is_faulty: bool = False


class _Faults(Exception):
    """What somebody wrote that cannot be kept, by field."""

    def __init__(self, **faults: str) -> None:
        super().__init__(*faults.values())
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Deed:
    ask: Ask
    casebook: Casebook
    standing: Standing
    item: InboxItem
    pressed: Pressed

    @property
    def finding(self) -> Finding:
        return self.item.finding


def show(ask: Ask, casebook: Casebook, finding_id: UUID, back: str, typed: Values | None = None) -> Answer:
    """A finding as it stands. typed: what stands in fields instead. Raises: NotFound, NotAllowed."""
    item = casebook.finding_story(ask.actor, finding_id)
    standing = Standing(finding_id, item.entry.version, back)
    room = opened.room(ask, casebook, item, back=back, values=typed)
    return Answer(room, standing, line=telling.state(ask.t, item.finding))


def answer(ask: Ask, casebook: Casebook, standing: Standing, pressed: Pressed) -> Answer:
    """Do what a button asks. Raises: NotAllowed, NotFound, Conflict, InvalidRecord, BadSetting."""
    item = casebook.finding_story(ask.actor, standing.id)
    deed = _Deed(ask, casebook, standing, item, pressed)
    try:
        said = _DOING[pressed.act](deed)
    except _Faults as wrong:
        room = opened.room(ask, casebook, item, back=standing.back, values=pressed.values, faults=wrong.faults)
        return Answer(room, standing, is_faulty=True)
    except NamesAPerson as error:
        room = opened.room(ask, casebook, item, back=standing.back, values=pressed.values, faults=_names(ask, error))
        return Answer(room, standing, is_faulty=True)
    except EditConflict as met:
        if met.both:
            return _clash(deed, met)
        said = ask.t("inbox.same_said")  # both wrote the same
    after = show(ask, casebook, standing.id, standing.back, _typed(deed))
    undo = [] if pressed.act is Act.UNDO else _undo(deed, after.standing.version)
    return replace(after, said=notice(said, *undo))


def _typed(deed: _Deed) -> dict[str, str]:
    """What was written of a decision when another button was pressed: it is not saved, and not lost either."""
    act, values = deed.pressed.act, deed.pressed.values
    if act in {Act.DECIDE, Act.UNDO} or deed.standing.version != deed.item.entry.version:
        return {}  # what somebody else has changed meanwhile would look as if it were typed
    drawn = form.as_values(deed.finding)
    decided = {"status"} if act is Act.QUICK else set()
    return {name: values[name] for name in drawn.keys() - decided if values.get(name, drawn[name]) != drawn[name]}


def _undo(deed: _Deed, now: int) -> list[Component]:
    """The button that takes a deed upon the finding itself back; nothing where none changed it."""
    before = deed.item.entry.version
    if now == before:
        return []
    at = f"{deed.standing.id}/{before}/{now}"
    return [dmc.Button(deed.ask.t("undo"), id=button_id(Act.UNDO, at), variant="subtle", size="compact-md")]


def _clash(deed: _Deed, met: EditConflict) -> Answer:
    """Somebody else was first: how it stands now, with what was typed still in the fields."""
    t, casebook = deed.ask.t, deed.casebook
    item = casebook.finding_story(deed.ask.actor, deed.standing.id)
    names = t.listing([telling.field_name(t, one.field).lower() for one in met.both])
    said = notice(t("inbox.clash", names=names), tone="wrong")
    room = opened.room(deed.ask, casebook, item, back=deed.standing.back, values=deed.pressed.values, said=[said])
    standing = replace(deed.standing, version=item.entry.version)
    return Answer(room, standing, line=telling.state(t, item.finding), is_faulty=True)


def _names(ask: Ask, error: NamesAPerson) -> dict[str, str]:
    """What names somebody, at the field in which it was written."""
    at = {
        "status_reason": "reason",
        "responsible_unit": "unit",
        "consent": "consent_reason",
        "contacts": "contact_note",
    }
    found = {}
    for name, marks in error.marks.items():
        where = at.get(name.partition(".")[0], "note")
        if name.startswith("contacts") and name.endswith("owner"):
            where = "contact_owner"
        said = ask.t("inbox.fault.names", found=f'"{marks[0].found}"', what=ask.t.label(marks[0].kind))
        found[where] = said
    return found


# The deeds, each with what is said of it


def _quick(deed: _Deed) -> str:
    status = _one_of(CaseStatus, deed.pressed.at)
    entry = deed.casebook.decide(
        deed.ask.actor,
        deed.finding.id,
        FindingDecision.upon(deed.finding, status),
        base_version=deed.standing.version,
    )
    return deed.ask.t("inbox.decided", status=deed.ask.t.label(entry.record.status))


def _decide(deed: _Deed) -> str:
    t, values = deed.ask.t, deed.pressed.values
    if not values.get("status"):
        raise _Faults(status=t("clash.choose"))
    status = _one_of(CaseStatus, values["status"])
    reason, party = values.get("reason", "").strip(), values.get("party")
    if status is CaseStatus.DECLINED and not reason:
        raise _Faults(reason=t("inbox.fault.reason"))
    if status is CaseStatus.OTHER_PARTY and not party:
        raise _Faults(party=t("inbox.fault.party"))
    note = values.get("note", "")
    decision = FindingDecision(
        status=status,
        reason=reason or None,
        responsible_id=id_of(party) if party else None,
        responsible_unit=values.get("unit"),
        due_on=_day(deed, "due"),
        action_id=id_of(values["action"]) if values.get("action") else None,
        note=None if note == (deed.finding.note or "") else note,
    )
    deed.casebook.decide(deed.ask.actor, deed.finding.id, decision, base_version=deed.standing.version)
    return t("inbox.decided", status=t.label(status))


def _answer_consent(deed: _Deed) -> str:
    t, accepted = deed.ask.t, deed.pressed.act is Act.ACCEPT
    on = _day(deed, "consent_on")
    reason = deed.pressed.values.get("consent_reason", "").strip()
    if not accepted and not reason:
        raise _Faults(consent_reason=t("inbox.fault.no_reason"))
    consent = deed.finding.consent
    if on is not None and (on > deed.item.today or (consent is not None and on < consent.on)):
        raise _Faults(consent_on=t("inbox.fault.ahead"))
    deed.casebook.answer_consent(
        deed.ask.actor,
        deed.finding.id,
        accepted=accepted,
        on=on,
        reason=reason,
        base_version=deed.standing.version,
    )
    return t("inbox.consent.kept")


def _locate(deed: _Deed) -> str:
    t, found = deed.ask.t, {}
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        try:
            found[name] = float(deed.pressed.values.get(name, "").strip().replace(",", "."))
        except ValueError:
            raise _Faults(**{name: t("inbox.fault.degrees")}) from None
        if not abs(found[name]) <= most:
            raise _Faults(**{name: t("inbox.fault.degrees")})
    try:
        deed.casebook.locate(
            deed.ask.actor,
            deed.finding.id,
            Position(lon=found["lon"], lat=found["lat"]),
            base_version=deed.standing.version,
        )
    except NamesAPerson:
        raise
    except InvalidRecord:
        raise _Faults(lat=t("inbox.fault.outside")) from None
    return t("inbox.by_hand")


def _contact(deed: _Deed) -> str:
    t, values = deed.ask.t, deed.pressed.values
    on = _day(deed, "contact_on") or deed.item.today
    if on > deed.item.today:
        raise _Faults(contact_on=t("inbox.fault.ahead"))
    contact = OwnerContact(
        on=on,
        outcome=_one_of(ContactOutcome, values.get("contact_outcome") or ContactOutcome.ASKED.value),
        owner=values.get("contact_owner", "").strip() or None,
        note=values.get("contact_note", "").strip() or None,
    )
    deed.casebook.log_owner_contact(deed.ask.actor, deed.finding.id, contact, base_version=deed.standing.version)
    return t("inbox.contact.kept")


def _propose(deed: _Deed) -> str:
    deed.casebook.propose_duplicate(
        deed.ask.actor, deed.finding.id, id_of(deed.pressed.at), base_version=deed.standing.version
    )
    return deed.ask.t("inbox.proposed")


def _merge(deed: _Deed) -> str:
    which, version = _which(deed)
    deed.casebook.confirm_duplicate(deed.ask.actor, which, base_version=version)
    return deed.ask.t("inbox.merged")


def _apart(deed: _Deed) -> str:
    which, version = _which(deed)
    deed.casebook.unmerge(deed.ask.actor, which, base_version=version)
    return deed.ask.t("inbox.apart_done")


def _which(deed: _Deed) -> tuple[UUID, int]:
    """The finding that is merged, this one or one told here too, at the version that is shown."""
    identity = id_of(deed.pressed.at)
    if identity == deed.finding.id:
        return identity, deed.standing.version
    for entry in deed.item.told_here_too:
        if entry.record.id == identity:
            return identity, entry.version
    raise NotFound("the two are not told to be the same any more; load the page again")


def _season(deed: _Deed) -> str:
    later = _day(deed, "season")
    if later is not None and later <= deed.item.today:
        raise _Faults(season=deed.ask.t("inbox.fault.season"))
    deed.casebook.looked_again(deed.ask.actor, deed.finding.id, next_on=later, base_version=deed.standing.version)
    return deed.ask.t("inbox.season_kept")


def _settle(deed: _Deed) -> str:
    take = deed.pressed.act is Act.TAKE
    deed.casebook.settle_sent(
        deed.ask.actor, deed.finding.id, id_of(deed.pressed.at), take=take, base_version=deed.standing.version
    )
    return deed.ask.t("inbox.conflict.taken" if take else "inbox.conflict.left")


def _photo(deed: _Deed) -> str:
    which, _, told = deed.pressed.at.partition("/")
    identity, version = id_of(which), _version(told)
    if deed.pressed.act is Act.BLUR:
        hidden = rectangles_of(deed.pressed.boxes.get(which))
        deed.casebook.blur(deed.ask.actor, identity, hidden, base_version=version)
        return deed.ask.t("inbox.photo.hidden")
    if deed.pressed.act is Act.RELEASE:
        deed.casebook.release_photo(deed.ask.actor, identity, base_version=version)
        return deed.ask.t("inbox.photo.released")
    deed.casebook.withdraw_photo(deed.ask.actor, identity, base_version=version)
    return deed.ask.t("inbox.photo.private")


def _hand_over(deed: _Deed) -> str:
    ask, book, values = deed.ask, deed.casebook, deed.pressed.values
    match deed.pressed.act:
        case Act.HAND:
            return handover.hand(ask, book, deed.finding.id, deed.standing.version)
        case Act.MAILED:
            reference = values.get("mail_reference", "")
            return handover.mailed(ask, book, deed.finding.id, deed.standing.version, reference)
        case Act.POLL:
            return handover.poll(ask, book, deed.pressed.at)
        case Act.SERVICES:
            return handover.services(ask, book, deed.finding.municipality)
        case _:
            arrived = deed.pressed.act is Act.ARRIVED
            return handover.settle(ask, book, deed.pressed.at, values.get("reference", ""), arrived=arrived)


def _take_back(deed: _Deed) -> str:
    """Undo: the finding at an earlier version, if nobody has touched it since."""
    which, _, versions = deed.pressed.at.partition("/")
    before, _, base = versions.partition("/")
    deed.casebook.restore_finding(deed.ask.actor, id_of(which), version=_version(before), base_version=_version(base))
    return deed.ask.t("inbox.undone")


_DOING: Mapping[Act, Callable[[_Deed], str]] = {
    Act.QUICK: _quick,
    Act.DECIDE: _decide,
    Act.ACCEPT: _answer_consent,
    Act.REFUSE: _answer_consent,
    Act.LOCATE: _locate,
    Act.CONTACT: _contact,
    Act.PROPOSE: _propose,
    Act.MERGE: _merge,
    Act.APART: _apart,
    Act.SEASON: _season,
    Act.TAKE: _settle,
    Act.LEAVE: _settle,
    Act.RELEASE: _photo,
    Act.WITHDRAW: _photo,
    Act.BLUR: _photo,
    Act.UNDO: _take_back,
    **dict.fromkeys((Act.HAND, Act.MAILED, Act.POLL, Act.ARRIVED, Act.LOST, Act.SERVICES), _hand_over),
}


def _day(deed: _Deed, name: str) -> date | None:
    given = deed.pressed.values.get(name, "").strip()
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise _Faults(**{name: deed.ask.t("inbox.fault.day")}) from None


def _one_of(kind: Any, text: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise BadSetting(f'"{text[:40]}" cannot be chosen; load the page again') from None


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise BadSetting("what was pressed could not be understood; load the page again")
    return int(text)


def pressed_of(button: Mapping[str, Any], values: Any, ids: Any, boxes: Any = (), photos: Any = ()) -> Pressed:
    """A pressed button with the fields beside it. Raises: BadSetting."""
    match button:
        case {"act": str() as act, "at": str() as at} if act in set(Act):
            hidden = dict(_named(boxes, photos, "photo"))
            told = {name: value if isinstance(value, str) else "" for name, value in _named(values, ids, "name")}
            return Pressed(Act(act), at[:200], told, hidden)
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")


def _named(values: Any, ids: Any, key: str) -> list[tuple[str, Any]]:
    """Values by what their ids name; what a request holds may be anything."""
    if not isinstance(values, list) or not isinstance(ids, list):
        return []
    named = (one.get(key) if isinstance(one, dict) else None for one in ids)
    return [(name, value) for name, value in zip(named, values, strict=False) if isinstance(name, str)]


def standing_of(given: Any) -> Standing:
    """What a browser says is open. Raises: BadSetting."""
    match given:
        case {"id": str() as identity, "version": int() as version, "back": str() as back} if (
            0 <= version < 10**_DIGITS
        ):
            return Standing(id_of(identity), version, back[:500])
        case _:
            raise BadSetting("which finding is open could not be understood; load the page again")
