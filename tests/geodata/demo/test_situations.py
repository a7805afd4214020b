"""The demonstration's lägesbilder: frozen as anybody's, with texts everywhere, the later in the earlier one's place."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.demo import adopted_hotspots, build_municipality
from geodata.demo.situations import FROZEN, kept_file
from geodata.model import Actor, Effect, Record, Role, Section, SituationContent, SituationReport, Verdict
from geodata.situation.content import Content, figures
from tests.geodata.demo.freezing import frozen, kept
from tests.geodata.demo.showing import Shown

PLANNER = Actor(role=Role.PLANNER)


@pytest.mark.parametrize(("code", "day"), FROZEN)
def test_what_lies_ready_is_what_is_frozen_of_that_day(records: list[Record], code: str, day: date) -> None:
    made = frozen([*records, *adopted_hotspots(records)], code, day)
    kept = kept_file(code, day).read_text(encoding="utf-8")
    assert made == kept, "write them anew: python -m tests.geodata.demo.freezing"


@pytest.mark.parametrize("code", ["0880", "0128"])
def test_the_later_one_stands_in_the_place_of_the_earlier(shown: Shown, code: str) -> None:
    later, earlier, told_by_summary = shown.casebook.situations(PLANNER, code)
    assert later.is_approved
    assert earlier.superseded_by == later.entry.record.id
    assert (later.superseded_by, told_by_summary.has_content) == (None, False)
    for line in (later, earlier):
        report = line.entry.record
        assert {one.section for one in report.texts} == set(Section)
        assert report.approved_at is not None
        assert report.approved_at > report.frozen_at
        content = shown.casebook.situation(PLANNER, report.id).content
        assert content is not None
        assert content.made_up
        assert content.as_of == report.frozen_at.date()
        assert len(list(figures(content))) > 100
    since = shown.casebook.situation(PLANNER, later.entry.record.id).since_then
    assert since is not None
    assert since.actions


def test_the_kept_effects_are_what_is_suggested_on_their_day(records: list[Record]) -> None:
    known = [record for record in [*records, *adopted_hotspots(records)] if not isinstance(record, Effect)]
    lying = [record for record in records if isinstance(record, Effect)]
    made = list(kept(known))
    assert [effect.id for effect in made] == [effect.id for effect in lying], (
        "write them anew: python -m tests.geodata.demo.freezing"
    )
    for one, other in zip(made, lying, strict=True):
        told = one.model_dump(mode="json")
        # the last digits are the machine's
        assert {k: pytest.approx(v) if isinstance(v, float) else v for k, v in told.items()} == other.model_dump(
            mode="json"
        )
    assert {effect.verdict for effect in lying} == {Verdict.BETTER, Verdict.UNDECIDED}


def test_a_later_one_tells_whether_it_helped_and_that_it_was_not_known_before(shown: Shown) -> None:
    later, earlier = (
        shown.casebook.situation(PLANNER, line.entry.record.id).content
        for line in shown.casebook.situations(PLANNER, "0880")[:2]
    )
    assert later is not None
    assert earlier is not None

    def told(content: Content) -> list[str]:
        return [action.effect.verdict for action in content.actions if action.effect]

    assert told(earlier) == []
    assert sorted(told(later)) == [Verdict.BETTER, Verdict.UNDECIDED]


def test_another_seed_has_none() -> None:
    found = build_municipality("0880", seed=7)
    assert not [one for one in found if isinstance(one, Effect)]
    assert not [one for one in found if isinstance(one, SituationContent)]
    assert [one.title for one in found if isinstance(one, SituationReport)] == ["Lägesbild våren 2016"]
