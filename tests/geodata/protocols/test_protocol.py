"""A protocol tells every finding once, by stop, by decision and by party, and counts what it tells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import CaseStatus, Category, Feeling, Finding, Rubric
from geodata.protocols.making import stop_scores
from tests.geodata.casebook.town import known
from tests.geodata.protocols.evening import TODAY, finding, findings, photo, score, told, walk


def test_findings_stand_by_stop_in_the_order_in_which_they_were_noted() -> None:
    stops = told().stops
    assert [(stop.number, stop.name) for stop in stops] == [(1, "Torget"), (2, "Tunneln"), (3, "Bussen"), (None, None)]
    assert [[one.label for one in stop.findings] for stop in stops] == [
        ["1.1", "1.2", "1.3"],
        ["2.1", "2.2", "2.3"],
        ["3.1", "3.2"],
        ["U1"],
    ]
    assert [one.finding.note for one in stops[1].findings] == ["om late", "om planned", "om declined"]


def test_what_was_merged_stands_under_its_main_finding_and_a_proposal_stands_alone() -> None:
    by_id = {one.finding.id: one for one in told().findings}
    assert [one.id for one in by_id[known("fixed")].merged] == [known("again")]
    assert known("again") not in by_id
    assert by_id[known("maybe")].merged == ()


def test_a_merged_finding_whose_main_one_cannot_be_seen_stands_alone() -> None:
    seen = [one for one in findings() if one.id != known("fixed")]
    assert known("again") in {one.finding.id for one in told(found=seen).findings}


def test_findings_merged_in_a_chain_stand_under_the_last_and_in_a_circle_none_is_lost() -> None:
    merged = {"merged_on": TODAY}
    chain = [
        finding("a", 1),
        finding("b", 2, duplicate_of=known("a"), **merged),
        finding("c", 3, duplicate_of=known("b"), **merged),
    ]
    (only,) = told(found=chain).findings
    assert [one.id for one in only.merged] == [known("b"), known("c")]
    circle = [finding("a", 1, duplicate_of=known("b"), **merged), finding("b", 2, duplicate_of=known("a"), **merged)]
    assert {one.finding.id for one in told(found=circle).findings} == {known("a"), known("b")}


def test_the_counts_are_of_what_is_told() -> None:
    protocol = told()
    counts = protocol.counts
    assert (counts.findings, counts.unsafe, counts.safe, counts.merged) == (9, 8, 1, 1)
    assert (counts.without_position, counts.undecided, counts.late) == (2, 3, 1)
    assert sum(n for _, n in counts.by_status) == sum(n for _, n in counts.by_category) == counts.unsafe
    assert dict(counts.by_category) == {Category.LIGHTING: 5, Category.SHRUBS: 2, Category.LITTER: 1}
    assert [one.finding.id for one in protocol.safe] == [known("safe")]
    assert {one.finding.status for one in protocol.undecided} == {CaseStatus.NEW, CaseStatus.UNDER_REVIEW}


def test_tasks_stand_by_party_the_earliest_first_and_nobodys_last() -> None:
    tasks = told().tasks
    assert [(part.party, [one.finding.id for one in part.tasks]) for part in tasks] == [
        ("Kommunen", [known("late"), known("planned")]),
        (None, [known("studied"), known("elsewhere")]),
    ]


def test_late_is_what_is_due_and_not_done() -> None:
    due = {"due_on": date(2017, 5, 31), "status_reason": "för dyrt"}
    late = {status: told(found=[finding("one", 1, status=status, **due)]).findings[0].is_late for status in CaseStatus}
    assert {status for status, is_late in late.items() if is_late} == {
        CaseStatus.UNDER_REVIEW,
        CaseStatus.ACTION_PLANNED,
        CaseStatus.OTHER_PARTY,
    }
    on_the_day = finding("one", 1, status=CaseStatus.ACTION_PLANNED, due_on=TODAY)
    assert not told(found=[on_the_day]).findings[0].is_late


def test_a_stop_is_scored_by_the_means_of_those_who_gave_marks() -> None:
    first, second, third, _ = told().stops
    assert first.scores is not None
    assert first.scores.ratings == (1.0, 2.5)
    assert (first.scores.overall.n, first.scores.overall.mean) == (2, 1.75)
    assert (first.scores.overall.low, first.scores.overall.high) == (1.0, 2.5)
    assert [(name, one.n, one.mean, one.low, one.high) for name, one in first.scores.criteria] == [
        ("lighting", 2, 1.0, 0, 2),
        ("people", 2, 2.0, 1, 3),
        ("feeling", 1, 2.0, 2, 2),
    ]
    assert second.scores is not None
    assert second.scores.overall.n == 1
    assert third.scores is None


def test_marks_on_a_finding_count_as_marks_of_its_stop() -> None:
    scored = finding("scored", 1, stop=3, rubric=Rubric(lighting=3))
    (*_, third) = told(found=[scored], marks=[score(3, 1, 1)]).stops
    assert third.scores is not None
    assert third.scores.ratings == (1.0, 3.0)


def test_photos_are_told_when_they_are_released_and_those_of_merged_findings_too() -> None:
    photos = [
        photo("p1", "fixed", released=True),
        photo("p2", "again", released=True),
        photo("p3", "fixed", released=False),
        photo("p4", "nobody's", released=True),
    ]
    protocol = told(photos=photos)
    fixed = next(one for one in protocol.findings if one.finding.id == known("fixed"))
    assert fixed.photos == (known("p1"), known("p2"))
    assert fixed.waiting == 1
    assert (protocol.counts.photos, protocol.counts.waiting_photos) == (2, 1)


@pytest.mark.parametrize("note", ["Ring Kalle på 070-123 45 67", "skriv till kalle@example.se", "811218-9876"])
def test_a_text_that_names_a_person_is_not_told(note: str) -> None:
    decided = finding("one", 1, status=CaseStatus.DECLINED, note=note, status_reason=note, responsible_unit=note)
    (only,) = told(found=[decided]).findings
    assert (only.note, only.reason, only.unit) == (None, None, None)


def test_what_is_not_decided_keeps_its_text_to_itself() -> None:
    new = finding("one", 1, status_reason="kanske", responsible_unit="Park")
    (only,) = told(found=[new]).findings
    assert (only.note, only.reason, only.unit) == (None, None, None)
    (decided,) = told(found=[finding("one", 1, status=CaseStatus.UNDER_REVIEW)]).findings
    assert decided.note == "om one"


def test_a_walk_where_nothing_was_noted_has_its_stops_and_nothing_else() -> None:
    protocol = told(found=[], marks=[])
    assert [stop.number for stop in protocol.stops] == [1, 2, 3]
    assert protocol.counts.findings == 0
    assert protocol.basis.since is None
    assert protocol.tasks == ()


def test_a_finding_at_a_stop_that_the_plan_does_not_have_is_told_there() -> None:
    protocol = told(of=walk(stops=()), found=[finding("one", 1, stop=7)])
    assert [(stop.number, stop.name, len(stop.findings)) for stop in protocol.stops if stop.findings] == [(7, None, 1)]


NAMES = ("a", "b", "c", "d", "e")


@st.composite
def _found(draw: st.DrawFn) -> list[Finding]:
    made = []
    for minute, name in enumerate(NAMES):
        same = draw(st.sampled_from([None, *(other for other in NAMES if other != name)]))
        made.append(
            finding(
                name,
                minute,
                stop=draw(st.sampled_from([None, 1, 2, 9])),
                feeling=draw(st.sampled_from(Feeling)),
                duplicate_of=known(same) if same else None,
                merged_on=draw(st.sampled_from([None, TODAY])) if same else None,
            )
        )
    return made


@given(_found())
def test_every_finding_is_told_exactly_once_however_they_were_merged(found: list[Finding]) -> None:
    protocol = told(found=found)
    ids = [one.id for noted in protocol.findings for one in (noted.finding, *noted.merged)]
    assert sorted(ids) == sorted(one.id for one in found)
    assert protocol.counts.findings + protocol.counts.merged == len(found)
    labels = [noted.label for noted in protocol.findings]
    assert len(set(labels)) == len(labels)


def test_a_rubric_without_marks_counts_for_nobody() -> None:
    assert stop_scores([Rubric()]) is None
