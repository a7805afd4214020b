"""What has ended is told as ended: nobody is called upon for it, and it answers for nothing that came later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from geodata.casebook import Casebook
from geodata.coverage import Period, Phase, phase
from geodata.freshness import Concern
from geodata.linking import GapKind
from geodata.meetings import Topic
from geodata.model import (
    Action,
    Actor,
    Category,
    Commitment,
    CommitmentKind,
    Direction,
    Indicator,
    Promise,
    Reading,
    Responsibility,
    ResponsibleRole,
)
from geodata.progress import FOLLOWED_DAYS
from tests.builders import a_dialogue, a_place, a_promise, an_action
from tests.geodata.casebook.town import SQUARE, TODAY, VIEW, known, reports_at

ENDED_ON = date(2015, 12, 31)
BEFORE = Period(date(2014, 1, 1), ENDED_ON)
MONTHLY = Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1)
ALWAYS = Commitment(commitment_kind=CommitmentKind.CONTINUOUS)
MEASURED = Indicator(name="otrygga", unit="procent", direction=Direction.DOWN, baseline=31.0, target=25.0)


def earlier(**changes: object) -> Promise:
    facts = {"id": known("earlier"), "title": "Förra löftet", "agreement_id": known("before"), "indicator": None}
    return a_promise(**{**facts, "starts_on": BEFORE.starts_on, "ends_on": ENDED_ON, **changes})


def at_the_square(**changes: object) -> Action:
    """An action about what the square is about, with the police as responsible."""
    part = Responsibility(party_id=known("police"), role=ResponsibleRole.LEAD)
    facts = {"id": known("old patrol"), "title": "Gamla rundan", "categories": (Category.DISORDER,)}
    when = {"starts_on": date(2015, 1, 1), "ends_on": None, "place_ids": (known("square"),)}
    served = {"promise_ids": (known("earlier"),), "commitment": MONTHLY, "responsibilities": (part,)}
    return an_action(**{**facts, **when, **served, **changes})


@pytest.fixture
def ended(casebook: Casebook, planner: Actor) -> Casebook:
    """The town with a promise that ended, and an action of it without an end of its own: far behind, and silent."""
    silent = at_the_square(id=known("silent"), title="Tysta rundan", commitment=ALWAYS)
    casebook.import_records(planner, [earlier(), at_the_square(), silent])
    return casebook


def test_what_holds_is_told_first_then_what_comes_then_what_held_newest_first(
    casebook: Casebook, planner: Actor
) -> None:
    def given(name: str, number: int, starts_on: date, ends_on: date) -> Promise:
        about = {"id": known(f"{name} {number}"), "title": f"{name} {number}", "agreement_id": known(name)}
        return a_promise(**about, number=number, starts_on=starts_on, ends_on=ends_on)

    oldest = [given("2012", n, date(2012, 1, 1), date(2013, 12, 31)) for n in (1, 2)]
    before = [given("2014", n, BEFORE.starts_on, ENDED_ON) for n in (2, 1)]
    later = [given("2020", 1, date(2020, 1, 1), date(2021, 12, 31))]
    nearer = [given("2018", 1, date(2018, 1, 1), date(2019, 12, 31))]
    casebook.import_records(planner, [*oldest, *before, *later, *nearer])
    titles = [story.promise.title for story in casebook.promises(planner, "0880")]
    assert titles == ["Tryggare centrum", "2018 1", "2020 1", "2014 1", "2014 2", "2012 1", "2012 2"]
    pieces = [story.promise.title for n in (0, 3, 6) for story in casebook.promises(planner, "0880", first=n, most=3)]
    assert pieces == titles


def test_a_period_is_current_from_its_first_day_to_its_last() -> None:
    first, last = date(2016, 1, 1), date(2017, 12, 31)
    days = (first - timedelta(1), first, last, last + timedelta(1))
    assert [phase(first, last, on=day) for day in days] == [
        Phase.COMING, Phase.CURRENT, Phase.CURRENT, Phase.EARLIER
    ]  # fmt: skip
    assert phase(first, None, on=date(2100, 1, 1)) is Phase.CURRENT


def test_nobody_is_called_upon_for_the_actions_of_a_promise_that_has_ended(ended: Casebook, planner: Actor) -> None:
    names = {point.name for point in ended.agenda(planner, "0880").points}
    assert names.isdisjoint({"Gamla rundan", "Tysta rundan"})
    tasks = {task.name for found in ended.tasks(planner, "0880").values() for task in found}
    assert tasks.isdisjoint({"Gamla rundan", "Tysta rundan", "Förra löftet"})
    # one promise that still holds is enough
    entry = ended.entry(planner, Action, known("old patrol"))
    both = Action(**{**dict(entry.record), "promise_ids": (known("earlier"), known("promise"))})
    ended.import_records(planner, [both])
    assert "Gamla rundan" in {point.name for point in ended.agenda(planner, "0880").of(Topic.OVERDUE)}
    assert "Gamla rundan" in {task.name for task in ended.tasks(planner, "0880")[known("police")]}


def test_what_an_action_owes_is_asked_for_while_its_promise_holds_and_its_silence_is_not(
    casebook: Casebook, planner: Actor
) -> None:
    over = {"ends_on": date(2016, 12, 31), "promise_ids": (known("promise"),)}
    casebook.import_records(
        planner,
        [at_the_square(**over), at_the_square(id=known("silent"), title="Tysta rundan", commitment=ALWAYS, **over)],
    )
    agenda = casebook.agenda(planner, "0880")
    assert "Gamla rundan" in {point.name for point in agenda.of(Topic.OVERDUE)}
    assert "Tysta rundan" not in {point.name for point in agenda.points}
    (task,) = [task for task in casebook.tasks(planner, "0880")[known("police")] if task.name == "Gamla rundan"]
    assert task.concerns == (Concern.OVERDUE,)


@pytest.mark.parametrize(("days", "asked"), [(0, False), (1, True), (FOLLOWED_DAYS, True), (FOLLOWED_DAYS + 1, False)])
def test_the_last_reading_of_a_promise_that_has_ended_is_asked_for_during_a_year(
    casebook: Casebook, planner: Actor, days: int, asked: bool
) -> None:
    ends_on = TODAY - timedelta(days=days)
    early = MEASURED.model_copy(update={"readings": (Reading(on=date(2014, 3, 1), value=30.0),)})
    casebook.import_records(planner, [earlier(ends_on=ends_on, indicator=early)])
    assert [point.name for point in casebook.agenda(planner, "0880").of(Topic.UNMEASURED)] == ["Förra löftet"] * asked
    concerns = [
        concern for found in casebook.tasks(planner, "0880").values() for task in found for concern in task.concerns
    ]
    assert (Concern.UNMEASURED in concerns) is asked
    told = MEASURED.model_copy(update={"readings": (Reading(on=min(ends_on, TODAY), value=24.0),)})
    casebook.import_records(planner, [earlier(ends_on=ends_on, indicator=told)])
    assert casebook.agenda(planner, "0880").of(Topic.UNMEASURED) == ()


def test_what_has_ended_is_not_stale_and_tells_its_last_day(ended: Casebook, planner: Actor) -> None:
    for kind, name in ((Promise, "earlier"), (Action, "old patrol")):
        fresh = ended.freshness_of(planner, kind, known(name))
        assert (fresh.stale, fresh.ended_on) == (False, ENDED_ON)
    assert ended.freshness_of(planner, Action, known("patrol")).ended_on is None


def test_what_has_ended_is_suggested_from_neither_side(ended: Casebook, planner: Actor) -> None:
    square = next(card for card in ended.hotspots(planner, VIEW) if card.name == "Torget")
    offered = {one.action_id for one in ended.suggested(planner, "0880", [square.ref])[square.ref]}
    in_chain = {one.line.action.id for one in ended.chain(planner, VIEW, square.ref).suggestions}
    assert offered == in_chain == {known("patrol")}
    assert ended.suggested_hotspots(planner, known("old patrol")) == ()
    # the very same action, under a promise that holds
    ended.import_records(planner, [at_the_square(promise_ids=(known("promise"),))])
    assert known("old patrol") in {one.action_id for one in ended.suggested(planner, "0880", [square.ref])[square.ref]}
    assert [card.name for card, _ in ended.suggested_hotspots(planner, known("old patrol"))] == ["Torget"]


def test_a_kept_link_to_what_has_ended_stays_and_answers_nothing(ended: Casebook, planner: Actor) -> None:
    square = next(card for card in ended.hotspots(planner, VIEW) if card.name == "Torget")
    ended.link(planner, VIEW, square.ref, known("old patrol"), "Rundan gick där")
    card = next(card for card in ended.hotspots(planner, VIEW) if card.name == "Torget")
    (line,) = ended.chain(planner, VIEW, card.ref).answers
    assert (line.ended_on, line.link is not None) == (ENDED_ON, True)
    assert (card.actions, card.late_actions, card.gaps) == (0, 0, (GapKind.NO_ACTION,))
    ended.link(planner, VIEW, card.ref, known("patrol"), "Nattvandringen går där")
    assert next(card for card in ended.hotspots(planner, VIEW) if card.name == "Torget").actions == 1


def test_a_period_is_not_blamed_for_what_was_said_and_seen_after_its_end(ended: Casebook, planner: Actor) -> None:
    hall = a_place(id=known("hall"), name="Sporthallen", position=None)
    said_then = a_dialogue(
        id=known("then"), held_on=date(2015, 5, 4), place_ids=(hall.id,), themes=(Category.NARCOTICS,)
    )
    said_later = a_dialogue(
        id=known("dialogue"),
        held_on=date(2016, 3, 9),
        place_ids=(known("square"), known("malls")),
        themes=(Category.ROBBERY,),
    )
    ended.import_records(planner, [hall, said_then, said_later])
    then, now = ended.coverage(planner, "0880", BEFORE), ended.coverage(planner, "0880")
    named = {(gap.kind, gap.subject_name) for gap in then.gaps}
    assert {(GapKind.PLACE_NOT_LOCATED, "Sporthallen"), (GapKind.CATEGORY_UNANSWERED, "narcotics")} <= named
    # all of the town's evidence, and the dialogue that names the mall and robbery, are of 2016 and later
    assert (GapKind.PLACE_NOT_LOCATED, "Köpcentrum") not in named
    assert (GapKind.CATEGORY_UNANSWERED, "robbery") not in named
    assert GapKind.NO_ACTION not in {kind for kind, _ in named}
    assert (sum(then.table.evidence.values()), then.table.named) == (0, frozenset({Category.NARCOTICS, *_LIT}))
    assert (GapKind.PLACE_NOT_LOCATED, "Köpcentrum") in {(gap.kind, gap.subject_name) for gap in now.gaps}
    assert sum(now.table.evidence.values()) > 100
    day = datetime(2015, 11, 2, 20, tzinfo=UTC)
    early = [one.model_copy(update={"observed_at": day}) for one in reports_at(SQUARE, 3, seed=4, name="early")]
    ended.import_records(planner, early)
    then = ended.coverage(planner, "0880", BEFORE)
    assert sum(then.table.evidence.values()) == 3
    assert (GapKind.NO_ACTION, "Torget") in {(gap.kind, gap.subject_name) for gap in then.gaps}
    assert [counts.gaps[GapKind.NO_ACTION] for counts in ended.compare_periods(planner, "0880")] == [2, 1]


_LIT = (Category.LIGHTING, Category.SHRUBS)
"""What `a_promise` names."""
