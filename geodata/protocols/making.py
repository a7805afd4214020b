"""Making a protocol of what the store holds of a walk: by stop, by decision, by responsible party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from uuid import UUID

from geodata.model import (
    LOCAL_TIME,
    Action,
    Assessment,
    CaseStatus,
    Category,
    Feeling,
    Finding,
    Party,
    Photo,
    Record,
    Rubric,
    Turnout,
    Walk,
)
from geodata.protocols.attendance import who_came
from geodata.protocols.values import CRITERIA, OPEN, Counts, Noted, Protocol, Scored, StopPart, StopScores, Tasks
from geodata.studies.basis import Basis, Method, sources_of

NO_STOP = "U"


@dataclass(frozen=True, slots=True)
class ProtocolCase:
    """What a protocol is made of, as far as the asker may see it. findings, scores and photos: of the walk alone.

    today: the day that counts as such. municipality, place: names.
    """

    walk: Walk
    municipality: str
    place: str | None
    findings: Sequence[Finding]
    assessments: Sequence[Assessment]
    turnouts: Sequence[Turnout]
    photos: Sequence[Photo]
    parties: Mapping[UUID, Party]
    actions: Mapping[UUID, Action]
    today: date


def protocol(case: ProtocolCase) -> Protocol:
    """The protocol. RULE 1: what was merged by a person stands under its main finding; a proposal stands alone.

    RULE 2: a merged finding whose main one the asker may not see stands alone.
    """
    mains, merged = _merged(case.findings)
    stops = _stops(case, mains, merged)
    noted = [one for stop in stops for one in stop.findings]
    return Protocol(
        walk=case.walk,
        municipality=case.municipality,
        place=case.place,
        stops=stops,
        who=who_came(case.walk, case.turnouts),
        tasks=_tasks(noted),
        counts=_counts(noted),
        basis=_basis(case),
    )


def _merged(findings: Sequence[Finding]) -> tuple[list[Finding], dict[UUID, list[Finding]]]:
    """Findings that stand by themselves, oldest first, and those merged into each."""
    known = {finding.id: finding for finding in findings}

    def main_of(finding: Finding) -> Finding:
        seen = {finding.id}
        while finding.merged_on is not None and finding.duplicate_of in known and finding.duplicate_of not in seen:
            finding = known[finding.duplicate_of]
            seen.add(finding.id)
        return finding

    merged: dict[UUID, list[Finding]] = {}
    mains = []
    for finding in sorted(findings, key=lambda one: (one.observed_at, str(one.id))):
        main = main_of(finding)
        # two merged into each other both stand: neither is lost
        if main.id == finding.id or main_of(main).id != main.id:
            mains.append(finding)
        else:
            merged.setdefault(main.id, []).append(finding)
    return mains, merged


def _stops(
    case: ProtocolCase, mains: Sequence[Finding], merged: Mapping[UUID, Sequence[Finding]]
) -> tuple[StopPart, ...]:
    planned = {stop.number: stop for stop in case.walk.stops}
    rubrics: dict[int, list[Rubric]] = {}
    for one in sorted(case.assessments, key=lambda one: (one.observed_at, str(one.id))):
        rubrics.setdefault(one.stop, []).append(one.rubric)
    for finding in case.findings:
        if finding.rubric is not None and finding.stop is not None:
            rubrics.setdefault(finding.stop, []).append(finding.rubric)
    found: dict[int | None, list[Finding]] = {}
    for finding in mains:
        found.setdefault(finding.stop, []).append(finding)
    numbers = sorted({*planned, *rubrics, *(number for number in found if number is not None)})
    photos: dict[UUID, list[Photo]] = {}
    for photo in sorted(case.photos, key=lambda one: str(one.id)):
        photos.setdefault(photo.finding_id, []).append(photo)

    def noted(finding: Finding, label: str) -> Noted:
        same = tuple(merged.get(finding.id, ()))
        taken = [photo for one in (finding, *same) for photo in photos.get(one.id, ())]
        released = tuple(photo.id for photo in taken if photo.released_on is not None)
        party = case.parties.get(finding.responsible_id) if finding.responsible_id else None
        action = case.actions.get(finding.action_id) if finding.action_id else None
        return Noted(
            label=label,
            finding=finding,
            responsible=party.name if party else None,
            action=action.title if action else None,
            merged=same,
            photos=released,
            waiting=len(taken) - len(released),
            is_late=finding.status in OPEN and finding.due_on is not None and finding.due_on < case.today,
        )

    def part(number: int | None) -> StopPart:
        stop = planned.get(number) if number is not None else None
        before = f"{number}." if number is not None else NO_STOP
        return StopPart(
            number=number,
            name=stop.name if stop else None,
            position=stop.position if stop else None,
            findings=tuple(noted(one, f"{before}{i}") for i, one in enumerate(found.get(number, ()), start=1)),
            scores=stop_scores(rubrics.get(number, ())) if number is not None else None,
        )

    return tuple(part(number) for number in ([*numbers, None] if None in found else numbers))


def stop_scores(rubrics: Sequence[Rubric]) -> StopScores | None:
    """Marks of those who scored a stop; None where nobody gave any. A rubric without a mark counts for nobody."""
    given = [{name: mark for name in CRITERIA if (mark := getattr(rubric, name)) is not None} for rubric in rubrics]
    ratings = tuple(sorted(fmean(marks.values()) for marks in given if marks))
    if not ratings:
        return None
    criteria = []
    for name in CRITERIA:
        marks = [one[name] for one in given if name in one]
        if marks:
            criteria.append((name, _scored(marks)))
    return StopScores(_scored(ratings), tuple(criteria), ratings)


def _scored(marks: Sequence[float]) -> Scored:
    return Scored(len(marks), fmean(marks), min(marks), max(marks))


def _tasks(noted: Iterable[Noted]) -> tuple[Tasks, ...]:
    by_party: dict[str | None, list[Noted]] = {}
    for one in noted:
        if one.finding.status in OPEN:
            by_party.setdefault(one.responsible, []).append(one)
    parties = sorted(by_party, key=lambda name: (name is None, (name or "").casefold()))
    return tuple(
        Tasks(party, tuple(sorted(by_party[party], key=lambda one: one.finding.due_on or date.max)))
        for party in parties
    )


def _counts(noted: Sequence[Noted]) -> Counts:
    unsafe = [one for one in noted if one.finding.feeling is Feeling.UNSAFE]
    statuses = [one.finding.status for one in unsafe]
    categories = [one.finding.category for one in unsafe]
    return Counts(
        findings=len(noted),
        unsafe=len(unsafe),
        safe=len(noted) - len(unsafe),
        merged=sum(len(one.merged) for one in noted),
        without_position=sum(one.finding.position is None for one in noted),
        undecided=sum(one.is_undecided for one in noted),
        late=sum(one.is_late for one in noted),
        photos=sum(len(one.photos) for one in noted),
        waiting_photos=sum(one.waiting for one in noted),
        by_status=tuple((one, statuses.count(one)) for one in CaseStatus if one in statuses),
        by_category=tuple((one, categories.count(one)) for one in Category if one in categories),
    )


def _basis(case: ProtocolCase) -> Basis:
    rows: list[Record] = [*case.findings, *case.assessments, *case.turnouts, *case.photos]
    seen = [*(one.observed_at for one in case.findings), *(one.observed_at for one in case.assessments)]
    days = sorted(one.astimezone(LOCAL_TIME).date() for one in seen)
    return Basis(
        method=Method.WALK_PROTOCOL,
        parameters={},
        since=days[0] if days else None,
        until=days[-1] if days else None,
        sources=sources_of((case.walk, *rows)),
        rows=len(rows),
        computed_on=case.today,
        made_up=any(one.provenance.made_up for one in (case.walk, *rows)),
    )
