"""What findings wait for, what a decision makes of one, and which tell the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidRecord
from geodata.inbox import (
    NEAR_M,
    SAME_WITHIN,
    Alike,
    FindingDecision,
    Waits,
    consented,
    decided,
    has_close_likeness,
    headings,
    months_after,
    suggest_duplicates,
)
from geodata.model import (
    CaseStatus,
    Category,
    Consent,
    ConsentState,
    Feeling,
    Finding,
    LightingDetails,
    Position,
    ShrubDetails,
    Tier,
)
from geodata.places import distance_m
from tests.builders import STATION, a_finding
from tests.strategies import records

TODAY = date(2017, 6, 1)
NOON = datetime(2017, 5, 1, 12, tzinfo=UTC)
PARTY = uuid4()


def lamp(**changes: Any) -> Finding:
    return a_finding(**{"category": Category.LIGHTING, "observed_at": NOON, **changes})


def after(finding: Finding, status: CaseStatus, **told: Any) -> Finding:
    tier = told.pop("tier", Tier.PUBLIC)
    return decided(finding, FindingDecision(status=status, **told), on=TODAY, tier=tier)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2017, 6, 1), 6, date(2017, 12, 1)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2017, 12, 31), 12, date(2018, 12, 31)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_so_many_months_later_is_never_another_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ({}, (Waits.NEW,)),
        ({"status": CaseStatus.ACTION_PLANNED}, (Waits.ONGOING,)),
        ({"status": CaseStatus.ACTION_PLANNED, "due_on": TODAY}, (Waits.ONGOING,)),
        ({"status": CaseStatus.ACTION_PLANNED, "due_on": TODAY - timedelta(days=1)}, (Waits.OVERDUE,)),
        ({"status": CaseStatus.FIXED, "due_on": date(2016, 1, 1)}, (Waits.SETTLED,)),
        ({"status": CaseStatus.DECLINED, "status_reason": "Inte vår mark", "position": None}, (Waits.SETTLED,)),
        ({"position": None}, (Waits.NEW, Waits.NOWHERE)),
        ({"note": "Ring 070-123 45 67"}, (Waits.NEW, Waits.NAMES_PERSON)),
        ({"duplicate_of": uuid4()}, (Waits.NEW, Waits.DUPLICATE)),
        ({"duplicate_of": uuid4(), "merged_on": TODAY, "position": None}, (Waits.MERGED,)),
        ({"status": CaseStatus.FIXED, "details": ShrubDetails(regrows_on=TODAY)}, (Waits.SEASON,)),
        ({"status": CaseStatus.FIXED, "details": ShrubDetails(regrows_on=date(2017, 6, 2))}, (Waits.SETTLED,)),
        ({"status": CaseStatus.CLOSED, "details": ShrubDetails(regrows_on=TODAY)}, (Waits.SETTLED,)),
    ],
)
def test_a_finding_waits_for_what_is_missing(told: dict[str, Any], waits: tuple[Waits, ...]) -> None:
    assert headings(a_finding(**told), on=TODAY) == waits


@pytest.mark.parametrize(
    ("state", "waits"),
    [(ConsentState.ASKED, True), (ConsentState.DECLINED, True), (ConsentState.ACCEPTED, False)],
)
def test_another_party_is_waited_for_until_it_accepts(state: ConsentState, waits: bool) -> None:
    consent = Consent(state=state, on=TODAY, reason="Inte vårt")
    finding = a_finding(status=CaseStatus.OTHER_PARTY, responsible_id=PARTY, consent=consent)
    assert (Waits.CONSENT in headings(finding, on=TODAY)) == waits


@given(records(Finding), st.booleans(), st.booleans())
def test_whatever_a_finding_says_it_stands_under_a_heading_in_order(
    finding: Finding, has_likeness: bool, in_conflict: bool
) -> None:
    found = headings(finding, on=TODAY, has_likeness=has_likeness, in_conflict=in_conflict)
    assert found
    assert list(found) == sorted(set(found), key=list(Waits).index)
    assert in_conflict == (Waits.CONFLICT in found)


def test_the_first_decision_shows_a_finding_to_those_who_see_its_walk() -> None:
    finding = a_finding(tier=Tier.MUNICIPALITY)
    assert after(finding, CaseStatus.UNDER_REVIEW).tier is Tier.PUBLIC
    assert after(finding, CaseStatus.UNDER_REVIEW, tier=Tier.MUNICIPALITY).tier is Tier.MUNICIPALITY
    assert after(finding, CaseStatus.UNDER_REVIEW, tier=None).tier is Tier.MUNICIPALITY
    assert after(a_finding(tier=Tier.PUBLIC), CaseStatus.FIXED, tier=Tier.POLICE).tier is Tier.PUBLIC
    later = a_finding(tier=Tier.MUNICIPALITY, status=CaseStatus.UNDER_REVIEW)
    assert after(later, CaseStatus.FIXED).tier is Tier.MUNICIPALITY


def test_what_takes_work_is_due_in_six_months_unless_told_otherwise() -> None:
    assert after(a_finding(), CaseStatus.ACTION_PLANNED).due_on == date(2017, 12, 1)
    assert after(a_finding(), CaseStatus.ACTION_PLANNED, due_on=date(2017, 7, 1)).due_on == date(2017, 7, 1)
    assert after(a_finding(), CaseStatus.FIXED).due_on is None


def test_reopening_shows_since_when_also_after_it_is_settled_anew() -> None:
    fixed = after(a_finding(), CaseStatus.FIXED)
    assert fixed.reopened_on is None
    again = after(fixed, CaseStatus.UNDER_REVIEW)
    assert again.reopened_on == TODAY
    assert after(again, CaseStatus.CLOSED).reopened_on == TODAY


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_declining_takes_a_reason(reason: str | None) -> None:
    with pytest.raises(InvalidRecord, match="why not"):
        after(a_finding(), CaseStatus.DECLINED, reason=reason)
    assert after(a_finding(), CaseStatus.DECLINED, reason=" Privat mark ").status_reason == "Privat mark"


def test_new_is_no_decision_and_a_merged_finding_takes_none() -> None:
    with pytest.raises(InvalidRecord, match="no decision"):
        after(a_finding(), CaseStatus.NEW)
    with pytest.raises(InvalidRecord, match="merged"):
        after(a_finding(duplicate_of=uuid4(), merged_on=TODAY), CaseStatus.FIXED)


def test_another_party_is_named_asked_and_asked_anew_when_it_is_another() -> None:
    with pytest.raises(InvalidRecord, match="nobody is named"):
        after(a_finding(), CaseStatus.OTHER_PARTY)
    asked = after(a_finding(), CaseStatus.OTHER_PARTY, responsible_id=PARTY)
    assert asked.consent == Consent(state=ConsentState.ASKED, on=TODAY)
    yes = consented(asked, accepted=True, on=TODAY, reason=None, today=TODAY)
    same = after(yes, CaseStatus.FIXED, responsible_id=PARTY)
    assert same.consent == yes.consent
    other = after(yes, CaseStatus.OTHER_PARTY, responsible_id=uuid4())
    assert other.consent is not None
    assert other.consent.state is ConsentState.ASKED
    assert after(yes, CaseStatus.FIXED).consent is None


def test_an_answer_needs_a_question_a_day_and_for_a_no_a_reason() -> None:
    with pytest.raises(InvalidRecord, match="nobody was asked"):
        consented(a_finding(), accepted=True, on=TODAY, reason=None, today=TODAY)
    asked = after(a_finding(), CaseStatus.OTHER_PARTY, responsible_id=PARTY)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidRecord, match="give the day"):
            consented(asked, accepted=True, on=day, reason=None, today=TODAY)
    with pytest.raises(InvalidRecord, match="no reason"):
        consented(asked, accepted=False, on=TODAY, reason=" ", today=TODAY)
    no = consented(asked, accepted=False, on=TODAY, reason="Inte vårt", today=TODAY)
    assert no.consent == Consent(state=ConsentState.DECLINED, on=TODAY, reason="Inte vårt")


def moved(metres: float) -> Position:
    return Position(lon=STATION.lon, lat=STATION.lat + metres / 111_330)


@pytest.mark.parametrize(("metres", "is_alike"), [(0, True), (29, True), (31, False), (500, False)])
def test_another_walks_finding_is_alike_within_thirty_metres(metres: float, is_alike: bool) -> None:
    finding, other = lamp(walk_id=uuid4()), lamp(walk_id=uuid4(), position=moved(metres))
    found = suggest_duplicates(finding, [finding, other])
    assert [one.finding for one in found] == ([other] if is_alike else [])
    for one in found:
        assert (one.reasons, one.is_close) == ((Alike.NEAR,), True)
        assert one.distance_m == pytest.approx(metres, abs=0.3)


@pytest.mark.parametrize(
    "other",
    [
        {"category": Category.LITTER},
        {"feeling": Feeling.SAFE},
        {"observed_at": NOON + SAME_WITHIN + timedelta(seconds=1)},
        {"duplicate_of": uuid4(), "merged_on": TODAY},
    ],
)
def test_another_kind_feeling_or_time_and_what_is_merged_is_not_alike(other: dict[str, Any]) -> None:
    assert suggest_duplicates(lamp(), [lamp(**other)]) == ()


def test_the_likeliest_comes_first_and_what_is_only_of_the_same_walk_is_not_asked_about() -> None:
    walk = uuid4()
    details = LightingDetails(lamp_id="K17-2044", is_lit=False)
    finding = lamp(walk_id=walk, stop=2, details=details)
    same_lamp = lamp(walk_id=walk, position=None, details=LightingDetails(lamp_id="k17 2044"))
    near = lamp(walk_id=walk, stop=2, position=moved(10))
    nearer = lamp(walk_id=uuid4(), position=moved(3))
    nowhere = lamp(walk_id=walk, stop=2, position=None)
    far = lamp(walk_id=walk, stop=2, position=moved(300))
    walked = lamp(walk_id=walk, stop=5, position=moved(400))
    found = suggest_duplicates(finding, [walked, far, nowhere, near, nearer, same_lamp])
    assert [one.finding for one in found] == [same_lamp, nearer, near, nowhere, far, walked]
    assert [one.is_close for one in found] == [True, True, True, True, False, False]
    assert found[0].reasons == (Alike.LAMP, Alike.WALK)
    assert found[2].reasons == (Alike.NEAR, Alike.STOP)


@given(st.lists(records(Finding), max_size=6))
def test_likeness_holds_both_ways_and_never_with_itself(findings: list[Finding]) -> None:
    pairs = {(a.id, b.finding.id) for a in findings if a.merged_on is None for b in suggest_duplicates(a, findings)}
    assert all((b, a) in pairs for a, b in pairs)
    for one in findings:
        close = any(likeness.is_close for likeness in suggest_duplicates(one, findings))
        assert has_close_likeness(one, findings) == close
    assert all(a != b for a, b in pairs)


def test_nothing_within_thirty_metres_is_missed_by_the_quick_look() -> None:
    north = Position(lon=STATION.lon, lat=STATION.lat + 0.00039)
    assert distance_m(STATION.lon, STATION.lat, north.lon, north.lat) > NEAR_M
