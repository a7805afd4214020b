"""Suggestions give their reasons; gaps show what nobody answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from geodata.linking import (
    Experience,
    GapKind,
    Profile,
    ReasonKind,
    experience,
    gaps_of_action,
    gaps_of_categories,
    gaps_of_goals,
    gaps_of_places,
    gaps_of_promise,
    gaps_of_work,
    suggest,
    time_match,
    time_overlap,
)
from geodata.model import (
    Action,
    ActionType,
    Category,
    Commitment,
    CommitmentKind,
    Dialogue,
    DialogueForm,
    Direction,
    Goal,
    Indicator,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Position,
    Promise,
    Provenance,
    Responsibility,
    ResponsibleRole,
    TimeBand,
)
from geodata.progress import progress
from tests import builders
from tests.builders import a_party

PROVENANCE = Provenance(source="test")
LARMTORGET = uuid4()
TODAY = date(2017, 6, 1)


def an_action(title: str = "Nattvandring", **changes: object) -> Action:
    facts: dict[str, object] = {
        "id": uuid4(),
        "municipality": "0880",
        "provenance": PROVENANCE,
        "promise_ids": (uuid4(),),
        "title": title,
        "action_type": ActionType.NIGHT_PATROL,
        "starts_on": date(2016, 1, 1),
        "ends_on": date(2017, 12, 31),
        "categories": (Category.DISORDER,),
        "responsibilities": (Responsibility(party_id=uuid4(), role=ResponsibleRole.LEAD),),
    }
    return Action(**(facts | changes))  # type: ignore[arg-type]


def a_profile(**changes: object) -> Profile:
    week = [[0] * 24 for _ in range(7)]
    week[4][23] = 6
    week[5][1] = 4
    facts: dict[str, object] = {
        "categories": {Category.DISORDER: 0.6, Category.LIGHTING: 0.4},
        "place_ids": frozenset({LARMTORGET}),
        "area_codes": frozenset({"0880C1030"}),
        "first_on": date(2016, 2, 1),
        "last_on": date(2017, 5, 1),
        "by_week_hour": week,
    }
    return Profile(**(facts | changes))  # type: ignore[arg-type]


def a_dialogue(*places: UUID, themes: tuple[Category, ...] = ()) -> Dialogue:
    return Dialogue(
        id=uuid4(),
        municipality="0880",
        provenance=PROVENANCE,
        title="Ungdomsdialog",
        held_on=date(2016, 4, 1),
        form=DialogueForm.MEETING,
        target_group="unga",
        place_ids=places,
        themes=themes,
    )


def a_place(name: str, *, located: bool = True) -> Place:
    return Place(
        id=uuid4(),
        municipality="0880",
        provenance=PROVENANCE,
        name=name,
        place_kind=PlaceKind.SQUARE,
        position=Position(lon=16.36, lat=56.66) if located else None,
    )


def test_an_action_at_the_place_about_its_category_comes_first() -> None:
    here = an_action("Här", place_ids=(LARMTORGET,))
    in_area = an_action("I området", area_codes=("0880C1030",))
    anywhere = an_action("Hela kommunen")
    elsewhere = an_action("Annan plats", place_ids=(uuid4(),))
    found = suggest(a_profile(), [anywhere, elsewhere, in_area, here])
    assert [s.action_id for s in found] == [here.id, in_area.id, anywhere.id]


def test_every_suggestion_says_why() -> None:
    action = an_action(place_ids=(LARMTORGET,), time_bands=(TimeBand(weekdays=(4, 5), from_hour=21, to_hour=2),))
    (found,) = suggest(a_profile(), [action])
    kinds = {reason.kind: reason.about for reason in found.reasons}
    assert kinds[ReasonKind.CATEGORY] == ("disorder",)
    assert kinds[ReasonKind.PLACE] == (str(LARMTORGET),)
    assert ReasonKind.PERIOD in kinds
    # 23 on Friday is inside; 01 on Saturday belongs to Friday's band and is inside too
    assert kinds[ReasonKind.TIME_OF_DAY] == ("100",)


def test_what_usually_answers_a_category_is_suggested_where_the_action_names_none() -> None:
    action = an_action(action_type=ActionType.LIGHTING_WORK, categories=(), place_ids=(LARMTORGET,))
    (found,) = suggest(a_profile(), [action])
    assert ReasonKind.USUAL_ANSWER in {reason.kind for reason in found.reasons}


def test_an_action_about_something_else_is_not_suggested() -> None:
    action = an_action(
        action_type=ActionType.NEIGHBOURHOOD_WATCH, categories=(Category.BURGLARY,), place_ids=(LARMTORGET,)
    )
    assert suggest(a_profile(), [action]) == ()


def test_an_action_of_another_period_is_not_praised_for_its_period() -> None:
    action = an_action(place_ids=(LARMTORGET,), starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
    (found,) = suggest(a_profile(), [action])
    assert ReasonKind.PERIOD not in {reason.kind for reason in found.reasons}


def test_an_action_that_ended_before_the_first_of_the_evidence_is_not_suggested() -> None:
    over = an_action(place_ids=(LARMTORGET,), starts_on=date(2014, 1, 1), ends_on=date(2016, 1, 31))
    assert suggest(a_profile(), [over]) == ()
    (found,) = suggest(a_profile(first_on=date(2016, 1, 31)), [over])
    assert ReasonKind.PERIOD in {reason.kind for reason in found.reasons}


@given(st.permutations([an_action(str(n), place_ids=(LARMTORGET,) if n % 2 else ()) for n in range(6)]))
def test_suggestions_do_not_depend_on_the_order_of_the_register(actions: list[Action]) -> None:
    titles = {action.id: action.title for action in actions}
    assert [titles[s.action_id] for s in suggest(a_profile(), actions, limit=6)] == ["1", "3", "5", "0", "2", "4"]


def test_a_band_past_midnight_belongs_to_the_evening_it_began() -> None:
    week = [[0] * 24 for _ in range(7)]
    week[6][1] = 1
    saturday = an_action(time_bands=(TimeBand(weekdays=(5,), from_hour=22, to_hour=3),))
    sunday = an_action(time_bands=(TimeBand(weekdays=(6,), from_hour=22, to_hour=3),))
    assert time_overlap(week, saturday) == 1.0
    assert time_overlap(week, sunday) == 0.0
    assert time_overlap(week, an_action()) is None


def test_an_action_that_names_nobody_lacks_a_responsible_party() -> None:
    action = an_action(responsibilities=())
    kinds = {gap.kind for gap in gaps_of_action(action, progress(action, [], on=date(2016, 1, 2)))}
    assert kinds == {GapKind.NO_RESPONSIBLE}


def test_a_late_action_says_how_late() -> None:
    action = an_action(commitment=Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1))
    late = [g for g in gaps_of_action(action, progress(action, [], on=TODAY)) if g.kind is GapKind.LATE]
    assert late[0].about == {"done": 0, "target": 24, "expected": 17}


def test_late_work_without_an_end_is_held_against_what_is_asked_for_by_now() -> None:
    action = an_action(commitment=Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1), ends_on=None)
    late = [g for g in gaps_of_action(action, progress(action, [], on=TODAY)) if g.kind is GapKind.LATE]
    assert late[0].about == {"done": 0, "target": 17, "expected": 17}


def test_an_action_about_places_without_a_hotspot_is_a_gap_and_a_newsletter_is_not() -> None:
    about_places, newsletter = an_action(), an_action(categories=())
    for action, expected in ((about_places, True), (newsletter, False)):
        gaps = gaps_of_action(action, progress(action, [], on=date(2016, 1, 2)), has_hotspot=False)
        assert (GapKind.NO_HOTSPOT in {gap.kind for gap in gaps}) is expected


def test_a_promise_without_a_target_is_not_measurable() -> None:
    def a_promise(indicator: Indicator | None) -> Promise:
        return Promise(
            id=uuid4(),
            municipality="0880",
            provenance=PROVENANCE,
            agreement_id=uuid4(),
            number=1,
            title="Färre bostadsinbrott",
            starts_on=date(2016, 1, 1),
            indicator=indicator,
        )

    vague = Indicator(name="Anmälda bostadsinbrott", unit="antal per år", direction=Direction.DOWN)
    assert [gap.kind for gap in gaps_of_promise(a_promise(None))] == [GapKind.NOT_MEASURABLE]
    assert [gap.kind for gap in gaps_of_promise(a_promise(vague))] == [GapKind.NOT_MEASURABLE]
    assert gaps_of_promise(a_promise(vague.model_copy(update={"target": 100.0}))) == ()


def test_a_goal_that_nothing_measures_is_a_gap() -> None:
    goal = Goal(id=uuid4(), municipality="0128", provenance=PROVENANCE, agreement_id=uuid4(), title="Färre bränder")
    assert [gap.kind for gap in gaps_of_goals([goal])] == [GapKind.GOAL_WITHOUT_MEASURE]


def test_a_category_that_the_situation_names_and_no_action_addresses_is_a_gap() -> None:
    situation = a_dialogue(themes=(Category.ROBBERY, Category.DISORDER))
    gaps = gaps_of_categories([situation], [an_action()], {Category.VANDALISM: 20, Category.LITTER: 19})
    assert [(gap.subject_ref, gap.about) for gap in gaps] == [
        ("vandalism", {"rows": 20, "named": 0}),
        ("robbery", {"rows": 0, "named": 1}),
    ]


def test_a_place_named_in_dialogue_but_never_located_is_a_gap_until_it_is() -> None:
    nowhere, square = a_place("Köpcentrum", located=False), a_place("Larmtorget")
    gaps = gaps_of_places(
        [a_dialogue(nowhere.id, square.id)],
        {place.id: place for place in (nowhere, square)},
        [an_action(place_ids=(square.id,))],
    )
    assert [(gap.kind, gap.subject_name) for gap in gaps] == [
        (GapKind.PLACE_NOT_LOCATED, "Köpcentrum"),
        (GapKind.PLACE_UNANSWERED, "Köpcentrum"),
    ]


def a_part(party: Party) -> Responsibility:
    return Responsibility(party_id=party.id, role=ResponsibleRole.LEAD)


def test_who_usually_answers_ranks_higher_and_says_so() -> None:
    used, new = a_party(name="Van"), a_party(name="Ny", party_kind=PartyKind.MUNICIPALITY)
    parties = {party.id: party for party in (used, new)}
    before = an_action("Förr", responsibilities=(a_part(used),))
    by_used = an_action("B", responsibilities=(a_part(used),), place_ids=(LARMTORGET,))
    by_new = an_action("A", responsibilities=(a_part(new),), place_ids=(LARMTORGET,))
    once = experience([before], [before], parties)
    assert [s.action_id for s in suggest(a_profile(), [by_used, by_new], known=once)] == [by_new.id, by_used.id]
    known = experience([before, before], [before], parties)
    first, second = suggest(a_profile(), [by_used, by_new], known=known)
    assert first.action_id == by_used.id
    assert {r.kind: r.about for r in first.reasons}[ReasonKind.PARTY] == (str(used.id),)
    assert ReasonKind.PARTY not in {r.kind for r in second.reasons}


def test_the_owner_of_the_place_is_a_reason_of_its_own() -> None:
    owner = a_party(name="Fastigheten", party_kind=PartyKind.PROPERTY_OWNER)
    there = an_action("Dialog", responsibilities=(a_part(owner),), place_ids=(LARMTORGET,), categories=())
    (found,) = suggest(
        a_profile(),
        [an_action("Nytt", responsibilities=(a_part(owner),))],
        known=experience([], [there], {owner.id: owner}),
    )
    assert {r.kind: r.about for r in found.reasons}[ReasonKind.OWNER] == (str(owner.id),)


def test_a_party_alone_makes_nothing_match() -> None:
    party = a_party()
    action = an_action(
        responsibilities=(a_part(party),),
        categories=(Category.BURGLARY,),
        action_type=ActionType.NEIGHBOURHOOD_WATCH,
        place_ids=(LARMTORGET,),
    )
    known = Experience({Category.DISORDER: frozenset({party.id})})
    assert suggest(a_profile(), [action], known=known) == ()


@given(
    st.lists(st.integers(0, 9), min_size=168, max_size=168),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24)), max_size=3),
)
def test_the_shares_of_a_week_never_say_more_than_all_of_it(
    counts: list[int], bands: list[tuple[int, int, int]]
) -> None:
    week = [counts[day * 24 : day * 24 + 24] for day in range(7)]
    actions = [
        an_action(str(n), time_bands=(TimeBand(weekdays=(day,), from_hour=first, to_hour=last),))
        for n, (day, first, last) in enumerate(bands)
    ]
    match = time_match(week, 3, actions)
    assert all(0 <= share <= 1 for _, share in match.shares)
    if match.inside is None:
        assert not bands or not sum(counts)
    else:
        assert max(share for _, share in match.shares) <= match.inside <= 1


def test_a_promise_is_silent_only_while_its_work_goes_on() -> None:
    promise = builders.a_promise()
    old = an_action(starts_on=date(2016, 1, 1), ends_on=None)
    begun = an_action(starts_on=date(2017, 9, 1), ends_on=None)
    for actions, expected in (([old], True), ([begun], False), ([old, begun], True), ([], False)):
        work = [(action, progress(action, [], on=TODAY)) for action in actions]
        assert (GapKind.PROMISE_SILENT in {gap.kind for gap in gaps_of_work(promise, work)}) is expected
