"""What waits to be decided of findings, what a decision makes of one, and which of them tell the same thing. Pure.

RULE 1: "fixed" is said by a person; it never follows from anything else.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from geodata.errors import InvalidRecord
from geodata.model import (
    CaseStatus,
    Consent,
    ConsentState,
    Finding,
    LightingDetails,
    Position,
    ShrubDetails,
    Tier,
)
from geodata.model.screening import personal_marks
from geodata.places import distance_m

DUE_MONTHS = 6
NEAR_M = 30.0
SAME_WITHIN = timedelta(days=30)
SETTLED = frozenset({CaseStatus.FIXED, CaseStatus.DECLINED, CaseStatus.CLOSED})
_TAKES_WORK = frozenset({CaseStatus.UNDER_REVIEW, CaseStatus.ACTION_PLANNED, CaseStatus.OTHER_PARTY})
_NEAR_DEGREES = 0.0004
"""Of latitude, 44 m: farther apart nothing lies within NEAR_M."""


class Waits(StrEnum):
    """What a finding waits for, the most pressing first; the last three wait for nothing today.

    CONSENT: another party was asked and has not answered, or said no.  SEASON: shrubs to be looked at again.
    CONFLICT: a phone sent another version than the one that stands.  NAMES_PERSON: the note seems to name somebody.
    """

    NEW = "new"
    OVERDUE = "overdue"
    CONSENT = "consent"
    SEASON = "season"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    NOWHERE = "nowhere"
    NAMES_PERSON = "names_person"
    ONGOING = "ongoing"
    SETTLED = "settled"
    MERGED = "merged"


RESTING = frozenset({Waits.ONGOING, Waits.SETTLED, Waits.MERGED})


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def headings(finding: Finding, *, on: date, has_likeness: bool = False, in_conflict: bool = False) -> tuple[Waits, ...]:
    """All that a finding waits for on a day, the most pressing first; never empty.

    RULE 2: a finding that tells the same as another is asked about until it is decided by itself.
    """
    if finding.merged_on is not None:
        return (Waits.CONFLICT, Waits.MERGED) if in_conflict else (Waits.MERGED,)
    is_new = finding.status is CaseStatus.NEW
    is_open = finding.status not in SETTLED
    consent = finding.consent is not None and finding.consent.state is not ConsentState.ACCEPTED
    waits = {
        Waits.NEW: is_new,
        Waits.OVERDUE: is_open and not is_new and finding.due_on is not None and finding.due_on < on,
        Waits.CONSENT: finding.status is CaseStatus.OTHER_PARTY and consent,
        Waits.SEASON: is_season(finding, on=on),
        Waits.DUPLICATE: finding.duplicate_of is not None or (is_new and has_likeness),
        Waits.CONFLICT: in_conflict,
        Waits.NOWHERE: is_open and finding.position is None,
        Waits.NAMES_PERSON: finding.note is not None and bool(personal_marks(finding.note)),
    }
    return tuple(one for one in Waits if waits.get(one)) or (Waits.ONGOING if is_open else Waits.SETTLED,)


def is_season(finding: Finding, *, on: date) -> bool:
    """Whether shrubs are to be looked at again; what was declined or closed is left alone."""
    details = finding.details
    return (
        isinstance(details, ShrubDetails)
        and details.regrows_on is not None
        and details.regrows_on <= on
        and finding.status not in {CaseStatus.DECLINED, CaseStatus.CLOSED}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDecision:
    """What is decided of a finding. reason: "varför inte", required where it is declined.

    responsible_unit: within the responsible party.  due_on: None for six months from today, where work is to follow.
    action_id: the action that answers it.  note: what was said, edited; None as it stands, "" takes it away.
    """

    status: CaseStatus
    reason: str | None = None
    responsible_id: UUID | None = None
    responsible_unit: str | None = None
    due_on: date | None = None
    action_id: UUID | None = None
    note: str | None = None

    @classmethod
    def upon(cls, finding: Finding, status: CaseStatus) -> FindingDecision:
        """The status alone decided, everything else as it stands."""
        return cls(
            status=status,
            reason=finding.status_reason if finding.status is status else None,
            responsible_id=finding.responsible_id,
            responsible_unit=finding.responsible_unit,
            due_on=finding.due_on,
            action_id=finding.action_id,
        )


def decided(finding: Finding, decision: FindingDecision, *, on: date, tier: Tier | None) -> Finding:
    """The finding as decided on a day. tier: of its walk, None where it has none.

    RULE 3: what was settled and is open again says since when, also once it is settled anew.
    RULE 4: the first decision makes it as visible as its walk, never less visible than it was.
    RULE 5: another party is asked whether it agrees, anew when it is another one.
    Raises: InvalidRecord.
    """
    if finding.merged_on is not None:
        raise InvalidRecord("the finding is merged into another; decide that one, or take them apart first")
    status = decision.status
    if status is CaseStatus.NEW:
        raise InvalidRecord("new is no decision; undo the one that was made instead")
    if status is CaseStatus.OTHER_PARTY and decision.responsible_id is None:
        raise InvalidRecord("another party is responsible, and nobody is named; choose the responsible party")
    if status is CaseStatus.DECLINED and not (decision.reason or "").strip():
        raise InvalidRecord("declined without a reason; say why not")
    is_reopened = finding.status in SETTLED and status not in SETTLED
    is_first = finding.status is CaseStatus.NEW
    due_on = decision.due_on
    if due_on is None and status in _TAKES_WORK:
        due_on = months_after(on, DUE_MONTHS)
    return Finding(
        **{
            **dict(finding),
            "tier": _wider(finding.tier, tier) if is_first and tier is not None else finding.tier,
            "status": status,
            "status_reason": (decision.reason or "").strip() or None,
            "reopened_on": on if is_reopened else finding.reopened_on,
            "responsible_id": decision.responsible_id,
            "responsible_unit": (decision.responsible_unit or "").strip() or None,
            "due_on": due_on,
            "action_id": decision.action_id,
            "consent": _consent(finding, decision, on),
            "note": finding.note if decision.note is None else decision.note.strip() or None,
        }
    )


def _wider(own: Tier, other: Tier) -> Tier:
    return min(own, other, key=list(Tier).index)


def _consent(finding: Finding, decision: FindingDecision, on: date) -> Consent | None:
    if finding.consent is not None and finding.responsible_id == decision.responsible_id:
        return finding.consent
    return Consent(state=ConsentState.ASKED, on=on) if decision.status is CaseStatus.OTHER_PARTY else None


def consented(finding: Finding, *, accepted: bool, on: date, reason: str | None, today: date) -> Finding:
    """The finding with the other party's answer. reason: required where it says no. Raises: InvalidRecord."""
    if finding.consent is None:
        raise InvalidRecord("nobody was asked; decide first that another party is responsible")
    if on > today or (finding.consent.state is ConsentState.ASKED and on < finding.consent.on):
        raise InvalidRecord(
            f"answered on {on}, which is before {finding.consent.on}, when they were asked, or ahead; give the day"
        )
    said = (reason or "").strip() or None
    if not accepted and said is None:
        raise InvalidRecord("the party said no and gave no reason; write what they said")
    state = ConsentState.ACCEPTED if accepted else ConsentState.DECLINED
    return Finding(**{**dict(finding), "consent": Consent(state=state, on=on, reason=said)})


class Alike(StrEnum):
    """Why two findings may tell the same thing, the strongest first."""

    LAMP = "lamp"
    NEAR = "near"
    STOP = "stop"
    WALK = "walk"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A finding that may tell the same as another. distance_m: None where either has no position.

    is_close: near enough, or told so alike, that a person is asked about it unasked.
    """

    finding: Finding
    reasons: tuple[Alike, ...]
    distance_m: float | None
    is_close: bool


def suggest_duplicates(finding: Finding, others: Iterable[Finding]) -> tuple[Likeness, ...]:
    """Findings that may tell the same, likeliest first; merged ones are left out.

    Of the same walk or within 30 m, of the same category and feeling, within 30 days.
    """
    candidates = (other for other in others if _is_comparable(finding, other))
    found = [likeness for other in candidates if (likeness := _likeness(finding, other)) is not None]
    order = list(Alike)
    found.sort(
        key=lambda one: (
            not one.is_close,
            min(order.index(reason) for reason in one.reasons),
            one.distance_m if one.distance_m is not None else NEAR_M,
            one.finding.observed_at,
            str(one.finding.id),
        )
    )
    return tuple(found)


def has_close_likeness(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether any is so alike that a person is asked about it unasked; quicker than all suggestions."""
    return any(_is_comparable(finding, other) and _is_close(finding, other) for other in others)


def _is_comparable(finding: Finding, other: Finding) -> bool:
    return (
        other.category is finding.category
        and other.feeling is finding.feeling
        and other.merged_on is None
        and abs(other.observed_at - finding.observed_at) <= SAME_WITHIN
        and other.id != finding.id
    )


def _is_close(finding: Finding, other: Finding) -> bool:
    same_walk = finding.walk_id is not None and finding.walk_id == other.walk_id
    if _is_near(finding.position, other.position) or (same_walk and _same_lamp(finding, other)):
        return True
    # without a position on both sides the stop is all that tells where
    return same_walk and None in {finding.position, other.position} and _same_stop(finding, other)


def _is_near(here: Position | None, there: Position | None) -> bool:
    if here is None or there is None or abs(here.lat - there.lat) > _NEAR_DEGREES:
        return False
    return distance_m(here.lon, here.lat, there.lon, there.lat) <= NEAR_M


def _same_stop(finding: Finding, other: Finding) -> bool:
    return finding.stop is not None and finding.stop == other.stop


def _same_lamp(finding: Finding, other: Finding) -> bool:
    lamp = _lamp(finding)
    return lamp is not None and lamp == _lamp(other)


def _likeness(finding: Finding, other: Finding) -> Likeness | None:
    same_walk = finding.walk_id is not None and finding.walk_id == other.walk_id
    here, there = finding.position, other.position
    is_near = _is_near(here, there)
    if not same_walk and not is_near:
        return None
    same_stop = same_walk and _same_stop(finding, other)
    told = {
        Alike.LAMP: _same_lamp(finding, other),
        Alike.NEAR: is_near,
        Alike.STOP: same_stop,
        Alike.WALK: same_walk and not same_stop,
    }
    apart = None if here is None or there is None else distance_m(here.lon, here.lat, there.lon, there.lat)
    reasons = tuple(reason for reason in Alike if told[reason])
    return Likeness(other, reasons, apart, is_close=_is_close(finding, other))


def _lamp(finding: Finding) -> str | None:
    details = finding.details
    if not isinstance(details, LightingDetails) or not details.lamp_id:
        return None
    return "".join(letter for letter in details.lamp_id.casefold() if letter.isalnum()) or None
