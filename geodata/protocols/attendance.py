"""Who came, by function: what was planned beside what phones told, walk by walk, on foot and digital."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geodata.model import Finding, Turnout, Walk, WalkForm
from geodata.studies.basis import Basis, Method, sources_of


@dataclass(frozen=True, slots=True)
class Who:
    """A function. planned: as the plan says; came: as phones told; None where neither said a number."""

    function: str
    planned: int | None
    came: int | None


@dataclass(frozen=True, slots=True)
class WalkAttendance:
    """One walk's. people: those who came, where phones told it, otherwise those planned; None where neither is known.

    is_counted: people is what phones told.  functions: that people is made up of.
    """

    walk: Walk
    people: int | None
    is_counted: bool
    functions: tuple[str, ...]
    findings: int


@dataclass(frozen=True, slots=True)
class FormTotal:
    """All walks of a form together. people: of the walks where it is known, which are `known` of `walks`.

    findings_a_walk: None without walks. functions: reached at least once, by the alphabet.
    """

    form: WalkForm
    walks: int
    known: int
    people: int
    findings: int
    findings_a_walk: float | None
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """Walks that were walked, the latest first, and each form's together."""

    walks: tuple[WalkAttendance, ...]
    totals: tuple[FormTotal, ...]
    basis: Basis


def who_came(walk: Walk, turnouts: Iterable[Turnout]) -> tuple[Who, ...]:
    """Functions in the order of the plan, then those nobody had planned, by the alphabet.

    A function is the same however its capitals are written.
    """
    planned: dict[str, int] = {}
    came: dict[str, int] = {}
    names: dict[str, str] = {}
    for part in walk.participants:
        key = part.function.casefold()
        names.setdefault(key, part.function)
        planned[key] = planned.get(key, 0) + part.number
    unplanned: set[str] = set()
    for one in sorted(turnouts, key=lambda one: (one.function.casefold(), str(one.id))):
        key = one.function.casefold()
        if key not in names:
            names[key] = one.function
            unplanned.add(key)
        came[key] = came.get(key, 0) + one.number
    order = [*(key for key in names if key not in unplanned), *sorted(unplanned)]
    nobody = 0 if came else None
    return tuple(Who(names[key], planned.get(key), came.get(key, nobody)) for key in order)


def participation(
    walks: Sequence[Walk], turnouts: Sequence[Turnout], findings: Sequence[Finding], *, today: date
) -> Participation:
    """Participation in physical and digital walks. findings: merged ones count once. today: the day of the answer."""
    held = attendances(walks, turnouts, findings)
    rows = [*(one.walk for one in held), *turnouts, *(one for one in findings if one.walk_id is not None)]
    days = [one.walk.planned_on for one in held]
    basis = Basis(
        method=Method.WALK_ATTENDANCE,
        parameters={},
        since=min(days, default=None),
        until=max(days, default=None),
        sources=sources_of(rows),
        rows=len(rows),
        computed_on=today,
        made_up=any(one.provenance.made_up for one in rows),
    )
    return Participation(held, form_totals(held), basis)


def attendances(
    walks: Sequence[Walk], turnouts: Sequence[Turnout], findings: Sequence[Finding]
) -> tuple[WalkAttendance, ...]:
    """Walks that were walked, the latest first. A walk was, when it began or ended, or somebody noted something.

    findings: merged ones count once.
    """
    told: dict[UUID, list[Turnout]] = {}
    for one in turnouts:
        told.setdefault(one.walk_id, []).append(one)
    noted: dict[UUID, int] = {}
    for finding in findings:
        if finding.walk_id is not None and finding.merged_on is None:
            noted[finding.walk_id] = noted.get(finding.walk_id, 0) + 1
    held = [
        walk
        for walk in walks
        if walk.walked_at is not None or walk.ended_at is not None or walk.id in told or walk.id in noted
    ]
    held.sort(key=lambda walk: (walk.planned_on, str(walk.id)), reverse=True)
    return tuple(_attendance(walk, told, noted.get(walk.id, 0)) for walk in held)


def _attendance(walk: Walk, told: Mapping[UUID, Sequence[Turnout]], findings: int) -> WalkAttendance:
    who = who_came(walk, told.get(walk.id, ()))
    counted = any(one.came for one in who)
    numbers = [(one.function, one.came if counted else one.planned) for one in who]
    present = [(function, number) for function, number in numbers if number]
    people = sum(number for _, number in present) if present else None
    return WalkAttendance(walk, people, counted, tuple(function for function, _ in present), findings)


def form_totals(walks: Sequence[WalkAttendance]) -> tuple[FormTotal, ...]:
    """Physical and digital walks, each together; both, though there be none of one."""
    return tuple(_total(form, [one for one in walks if one.walk.form is form]) for form in WalkForm)


def _total(form: WalkForm, walks: Sequence[WalkAttendance]) -> FormTotal:
    findings = sum(one.findings for one in walks)
    reached = {function.casefold(): function for one in reversed(walks) for function in one.functions}
    return FormTotal(
        form=form,
        walks=len(walks),
        known=sum(one.people is not None for one in walks),
        people=sum(one.people or 0 for one in walks),
        findings=findings,
        findings_a_walk=findings / len(walks) if walks else None,
        functions=tuple(reached[key] for key in sorted(reached)),
    )
