"""An action's effect as a design from what is known: known counts give a known answer, the rest a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.detectable import least_fall
from geodata.errors import InvalidRecord
from geodata.studies.effect import (
    Caution,
    EffectChoice,
    EffectMeasure,
    EffectNote,
    Verdict,
    WhyNot,
    detectability,
    effect_study,
)
from tests.builders import a_hotspot
from tests.geodata.studies.effect_town import CODES, FIRST, MONTHS, TODAY, TREATED, a_case, a_ground, a_row, counted

BEFORE = (date(2014, 1, 1), date(2015, 12, 1))
AFTER = (date(2016, 1, 1), date(2017, 5, 1))


def test_a_clear_fall_in_the_treated_area_is_told_with_the_design_that_shows_it() -> None:
    study = effect_study(a_case({"A": a_row(10, 5)}))
    assert (study.before, study.after) == (BEFORE, AFTER)
    assert (study.treated, study.displaced) == (TREATED, frozenset("B"))
    assert study.option == "*"
    assert study.comparison == frozenset("DEFGH")
    assert study.displaced_comparison == frozenset("C")
    found = study.evaluation
    assert found is not None
    assert (found.treated, found.comparison) == ((240, 85), (1200, 850))
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(0.5)
    assert study.verdict is Verdict.BETTER
    assert study.beside is not None
    assert study.beside.ratio == pytest.approx(1.0)
    assert study.beside_counts == (240, 170)
    assert study.series is not None
    assert study.series.treated == a_row(10, 5)
    assert study.series.displaced == a_row(10, 10)


def test_trouble_that_moved_next_door_is_seen_there() -> None:
    study = effect_study(a_case({"A": a_row(10, 5), "B": a_row(10, 15)}))
    assert study.beside is not None
    assert study.beside.low > 1
    found = study.evaluation
    assert found is not None
    assert found.weighted is not None
    assert found.weighted.local.value == pytest.approx(-5)
    assert found.weighted.total.value == pytest.approx(0)


def test_the_answer_names_its_method_choices_period_and_origin() -> None:
    basis = effect_study(a_case()).basis
    assert (basis.since, basis.until) == (date(2014, 1, 1), date(2017, 5, 31))
    assert basis.sources == ("Kommunen",)
    assert basis.computed_on == TODAY
    assert basis.rows == len(CODES) * 10 * MONTHS
    assert basis.parameters["treated"] == "A"
    assert basis.parameters["months_before"] == 24
    assert basis.parameters["months_after"] == 17


def test_a_month_in_which_the_action_began_belongs_to_neither_side() -> None:
    study = effect_study(a_case(action={"starts_on": date(2016, 3, 15)}))
    assert study.before == (date(2014, 3, 1), date(2016, 2, 1))
    assert study.after == (date(2016, 4, 1), date(2017, 5, 1))


@pytest.mark.parametrize(
    ("ends_on", "last"), [(date(2016, 12, 31), date(2016, 12, 1)), (date(2016, 12, 30), date(2016, 11, 1))]
)
def test_an_action_that_ended_is_judged_until_its_last_whole_month(ends_on: date, last: date) -> None:
    study = effect_study(a_case(action={"ends_on": ends_on}))
    assert study.after == (date(2016, 1, 1), last)


def test_twelve_months_before_are_taken_where_not_twenty_four_were_counted() -> None:
    rows = {code: (None,) * 5 + a_row(10, 10)[5:] for code in CODES}
    assert effect_study(a_case(rows)).before == (date(2015, 1, 1), date(2015, 12, 1))


def test_all_months_are_taken_where_fewer_than_a_year_was_counted_and_the_comparison_is_untested() -> None:
    study = effect_study(a_case({code: (None,) * 17 + a_row(10, 10)[17:] for code in CODES}))
    assert study.before == (date(2015, 6, 1), date(2015, 12, 1))
    assert EffectNote.COMPARISON_UNTESTED in study.notes
    assert all(option.tested is None for option in study.options)


def test_neighbours_are_never_suggested_as_comparison() -> None:
    for option in effect_study(a_case()).options:
        assert not option.codes & frozenset("AB")


def test_a_comparison_that_went_its_own_way_before_comes_after_one_that_did_not() -> None:
    growing = tuple(5 + n // 2 for n in range(24)) + (17,) * 17
    options = effect_study(a_case({"E": growing, "F": growing})).options
    keys = [option.key for option in options]
    assert keys.index("D2") < keys.index("D1")
    drifting = next(option for option in options if option.key == "E")
    assert drifting.tested is not None
    assert not drifting.tested.parallel


def test_a_comparison_that_drifted_is_told_when_it_is_chosen() -> None:
    growing = tuple(5 + n // 2 for n in range(24)) + (17,) * 17
    study = effect_study(a_case({"E": growing}), EffectChoice(comparison=frozenset("E")))
    assert EffectNote.COMPARISON_DRIFTED in study.notes


def test_a_small_comparison_comes_last_however_alike() -> None:
    thin = {"F": tuple(1 if n % 4 == 0 else 0 for n in range(MONTHS))}
    options = effect_study(a_case(thin, ground=a_ground("ABCDEF"))).options
    assert len(options) > 2
    assert [option.key for option in options if option.events < 240] == ["F"]
    assert options[-1].key == "F"


def test_areas_of_a_coarser_kind_may_be_chosen_by_their_code() -> None:
    study = effect_study(a_case(), EffectChoice(comparison=frozenset({"D2"})))
    assert study.comparison == frozenset("GH")
    assert study.option == "D2"


def test_a_suggested_comparison_is_chosen_by_its_key_and_the_zone_left_out() -> None:
    study = effect_study(a_case(), EffectChoice(option="D1", displaced=frozenset()))
    assert (study.comparison, study.displaced, study.beside) == (frozenset("EF"), frozenset(), None)


def test_asking_again_with_everything_pinned_gives_the_same_answer() -> None:
    first = effect_study(a_case({"A": a_row(12, 7), "B": a_row(9, 11)}))
    again = effect_study(a_case({"A": a_row(12, 7), "B": a_row(9, 11)}), first.pinned())
    assert (again.evaluation, again.beside, again.series) == (first.evaluation, first.beside, first.series)


def test_a_hotspot_chosen_by_the_months_before_brings_a_caution() -> None:
    hotspot = a_hotspot(outline=a_ground().division[0].outline, decided_at=datetime(2015, 6, 1, tzinfo=UTC))
    found = effect_study(a_case(hotspots=[hotspot])).evaluation
    assert found is not None
    assert Caution.CHOSEN_BY_BASELINE in found.cautions


def test_preliminary_months_are_told() -> None:
    events = {EffectMeasure.BURGLARIES: counted(measure=EffectMeasure.BURGLARIES, preliminary={date(2017, 5, 1)})}
    assert EffectNote.PRELIMINARY in effect_study(a_case(events=events)).notes


def test_an_area_of_the_zone_that_was_not_counted_is_left_out_and_told() -> None:
    case = a_case({"B": (None, *a_row(10, 10)[1:])}, action={"area_codes": ("C",)})
    study = effect_study(case)
    assert study.displaced == frozenset("D")
    assert EffectNote.ZONE_IN_PART in study.notes


# What cannot be judged, each with its reason


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        (WhyNot.NO_AREA, {"action": {"area_codes": ()}}),
        (WhyNot.NO_AREA, {"action": {"area_codes": tuple(CODES)}}),
        (WhyNot.NO_THEME, {"categories": ()}),
        (WhyNot.NOTHING_COUNTED, {"events": {}}),
        (WhyNot.NOT_BEGUN, {"action": {"starts_on": date(2017, 5, 20)}}),
        (WhyNot.NOT_BEGUN, {"action": {"starts_on": date(2018, 1, 1)}}),
        (WhyNot.TOO_FEW_MONTHS, {"action": {"starts_on": date(2014, 3, 1)}}),
        (WhyNot.NO_EVENTS, {"rows": {"A": a_row(0, 4)}}),
        (WhyNot.NOT_COUNTED, {"rows": {"A": (*a_row(10, 10)[:30], None, *a_row(10, 10)[31:])}}),
        (WhyNot.NO_COMPARISON, {"ground": a_ground("AB")}),
    ],
)
def test_what_cannot_be_judged_says_why(why: WhyNot, changes: dict[str, Any]) -> None:
    study = effect_study(a_case(changes.pop("rows", None), **changes))
    assert study.why_not is why
    assert study.evaluation is None
    assert study.verdict is Verdict.UNDECIDED


def test_a_month_that_was_not_counted_is_named_with_its_area() -> None:
    study = effect_study(a_case({"A": (*a_row(10, 10)[:30], None, *a_row(10, 10)[31:])}))
    assert study.about == ("A", date(2016, 7, 1))


def test_an_action_that_has_not_begun_tells_what_could_be_seen_and_when() -> None:
    study = effect_study(a_case(action={"starts_on": date(2017, 7, 1)}))
    could = study.detectable
    assert could is not None
    assert could.wait is not None
    assert could.seen_from == date(2017 + (6 + could.wait) // 12, (6 + could.wait) % 12 + 1, 1)
    falls = [fall for _, fall in could.by_months if fall is not None]
    assert falls == sorted(falls, reverse=True)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (EffectChoice(after=(date(2015, 12, 1), date(2016, 12, 1))), "let after begin later"),
        (EffectChoice(comparison=TREATED), "choose another comparison area"),
        (EffectChoice(comparison=frozenset("AD")), "leave it out of one"),
        (EffectChoice(comparison=frozenset()), "choose at least one area"),
        (EffectChoice(comparison=frozenset("Q")), "choose another"),
        (EffectChoice(option="Q"), "choose one of them"),
        (EffectChoice(before=(date(2015, 3, 1), date(2015, 1, 1))), "swap the months"),
        (EffectChoice(before=(date(2013, 12, 1), date(2015, 12, 1))), "area A, 2013-12, was not counted"),
        (EffectChoice(months_before=36), "area A, 2013-01, was not counted"),
        (EffectChoice(months_before=0), "choose at least one month"),
        (EffectChoice(after=(date(2016, 1, 1), date(2017, 6, 1))), "area A, 2017-06, was not counted"),
        (EffectChoice(measure=EffectMeasure.BURGLARIES), "choose another measure"),
        (EffectChoice(wished_fall=1.0), "choose a share"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_what_to_change(choice: EffectChoice, told: str) -> None:
    with pytest.raises(InvalidRecord, match=told):
        effect_study(a_case(), choice)


def test_a_comparison_with_a_month_that_was_not_counted_is_refused_and_not_taken_for_zero() -> None:
    case = a_case({"D": (*a_row(10, 10)[:30], None, *a_row(10, 10)[31:])})
    with pytest.raises(InvalidRecord, match="area D, 2016-07, was not counted"):
        effect_study(case, EffectChoice(comparison=frozenset("DE")))
    assert "D" not in effect_study(case).comparison


# Properties

few = st.integers(0, 6)


@given(st.lists(few, min_size=MONTHS, max_size=MONTHS), st.permutations(CODES))
def test_the_order_of_areas_changes_nothing(own: list[int], order: list[str]) -> None:
    rows = {"A": own}
    case = a_case(rows)
    events = counted(rows)
    shuffled = replace(events, counts={code: events.counts[code] for code in order})
    one, other = effect_study(case), effect_study(replace(case, events={EffectMeasure.EVIDENCE: shuffled}))
    assert (one.evaluation, one.options, one.why_not) == (other.evaluation, other.options, other.why_not)


@given(st.lists(few, min_size=17, max_size=17))
def test_the_suggestion_never_looks_at_the_months_after(after: list[int]) -> None:
    rows = {code: (*a_row(10, 10)[:24], *after) for code in "DEFGH"}
    assert effect_study(a_case(rows)).options == effect_study(a_case()).options


@given(st.dictionaries(st.sampled_from(CODES), st.lists(few, min_size=MONTHS, max_size=MONTHS)))
def test_sides_never_overlap_and_the_sums_are_those_of_the_series(rows: dict[str, list[int]]) -> None:
    study = effect_study(a_case(rows))
    sides = (study.treated, study.comparison, study.displaced, study.displaced_comparison)
    assert sum(len(side) for side in sides) == len(frozenset[str]().union(*sides))
    if study.evaluation is not None:
        assert study.series is not None
        shown = [count or 0 for count in study.series.treated]
        assert study.evaluation.treated == (sum(shown[:24]), sum(shown[24:]))


# Before a promise is made


def test_what_fifty_events_a_year_can_show_beside_four_times_as_many() -> None:
    could = detectability(50, comparison_times=4, waits=(12,))
    assert could.by_months == ((12, least_fall(50, comparison_before=200)),)
    assert could.by_months[0][1] == pytest.approx(0.53, abs=0.01)
    assert could.seen_from is None


@given(st.floats(5, 5000), st.floats(1, 20))
def test_more_events_never_show_less(events: float, times: float) -> None:
    few_events, more = detectability(events, comparison_times=times), detectability(2 * events, comparison_times=times)
    for (_, least), (_, lesser) in zip(few_events.by_months, more.by_months, strict=True):
        assert least is None or (lesser is not None and lesser <= least)


def test_no_events_show_nothing() -> None:
    with pytest.raises(InvalidRecord, match="choose a larger area"):
        detectability(0)


def test_the_first_month_that_can_be_told_follows_the_months_that_are_needed() -> None:
    study = effect_study(a_case())
    assert study.detectable is not None
    wait = study.detectable.wait
    assert wait is not None
    assert study.detectable.seen_from is not None
    months = (study.detectable.seen_from.year - 2016) * 12 + study.detectable.seen_from.month - 1
    assert months == wait
    assert study.detectable.seen_from > FIRST
