"""A gap closes when what it misses is added and opens again when that is taken away, in its own period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from geodata import linking
from geodata.casebook import Casebook
from geodata.coverage import Period, Tie
from geodata.editing import EditConflict
from geodata.errors import Conflict, InvalidRecord, NotAllowed
from geodata.linking import GapKind, ReasonKind
from geodata.model import (
    Action,
    Activity,
    Actor,
    Category,
    Direction,
    Goal,
    Hotspot,
    Indicator,
    Link,
    Place,
    Promise,
    Record,
    Responsibility,
    ResponsibleRole,
    Role,
)
from tests.builders import a_dialogue, a_goal, a_promise, an_action, an_activity, an_agreement
from tests.geodata.casebook.town import SQUARE, TODAY, TUNNEL, VIEW, known, reports_at

NOW_ON = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31)}
Step = Callable[[Casebook, Actor], None]


def gaps(casebook: Casebook, actor: Actor) -> set[tuple[GapKind, str]]:
    return {(gap.kind, gap.subject_name) for gap in casebook.gaps(actor, "0880")}


def changed(casebook: Casebook, actor: Actor, kind: type[Record], identity: UUID, **changes: object) -> None:
    entry = casebook.entry(actor, kind, identity)
    casebook.save(actor, kind(**{**dict(entry.record), **changes}), base_version=entry.version)


def retired(casebook: Casebook, actor: Actor, kind: type[Record], identity: UUID) -> None:
    casebook.retire(actor, kind, identity, base_version=casebook.entry(actor, kind, identity).version)


def answering(category: Category, **changes: object) -> Action:
    facts = {"categories": (category,), "promise_ids": (known("promise"),), "place_ids": (), "responsibilities": ()}
    return an_action(**{**facts, "id": known("new action"), "title": "Ny", **NOW_ON, **changes})


def adding(record: Action) -> Step:
    def add(casebook: Casebook, actor: Actor) -> None:
        casebook.save(actor, record, base_version=0)

    return add


def without_new(casebook: Casebook, actor: Actor) -> None:
    retired(casebook, actor, Action, known("new action"))


def setting(kind: type[Record], name: str, **changes: object) -> Step:
    return lambda casebook, actor: changed(casebook, actor, kind, known(name), **changes)


POLICE = (Responsibility(party_id=known("police"), role=ResponsibleRole.LEAD),)
MEASURED = Indicator(name="otrygga", unit="procent", direction=Direction.DOWN, baseline=31.0, target=25.0)


def a_shift(casebook: Casebook, actor: Actor) -> None:
    shift = an_activity(id=known("late shift"), action_id=known("patrol"), done_on=TODAY - timedelta(days=3))
    casebook.save(actor, shift, base_version=0)


def many_shifts(casebook: Casebook, actor: Actor) -> None:
    for n in range(24):
        shift = an_activity(id=known(f"shift {n}"), action_id=known("patrol"), done_on=TODAY - timedelta(days=n))
        casebook.save(actor, shift, base_version=0)


def no_shifts(casebook: Casebook, actor: Actor) -> None:
    for n in range(24):
        retired(casebook, actor, Activity, known(f"shift {n}"))


def a_link(casebook: Casebook, actor: Actor) -> None:
    ref = next(card.ref for card in casebook.hotspots(actor, VIEW) if card.name == "Torget")
    casebook.link(actor, VIEW, ref, known("patrol"), "Nattvandringen går där")


def no_link(casebook: Casebook, actor: Actor) -> None:
    (line,) = [line for line in casebook.chain(actor, VIEW, str(the_square(casebook, actor))).answers if line.link]
    assert line.link is not None
    casebook.unlink(actor, line.link.id)


def the_square(casebook: Casebook, actor: Actor) -> UUID:
    return next(UUID(card.ref) for card in casebook.hotspots(actor, VIEW) if card.name == "Torget")


MENDED: list[tuple[GapKind, str, Step, Step]] = [
    (GapKind.CATEGORY_UNANSWERED, "robbery", adding(answering(Category.ROBBERY)), without_new),
    (
        GapKind.PLACE_UNANSWERED,
        "Köpcentrum",
        adding(answering(Category.THEFT, place_ids=(known("malls"),))),
        without_new,
    ),
    (
        GapKind.PLACE_NOT_LOCATED,
        "Köpcentrum",
        setting(Place, "malls", position=TUNNEL),
        setting(Place, "malls", position=None),
    ),
    (GapKind.NO_ACTION, "Torget", a_link, no_link),
    (GapKind.NO_HOTSPOT, "Nattvandring", a_link, no_link),
    (
        GapKind.NO_RESPONSIBLE,
        "Trygghetsvandring",
        setting(Action, "walk", responsibilities=POLICE),
        setting(Action, "walk", responsibilities=()),
    ),
    (
        GapKind.NOT_MEASURABLE,
        "Tryggare centrum",
        setting(Promise, "promise", indicator=MEASURED),
        setting(Promise, "promise", indicator=None),
    ),
    (
        GapKind.GOAL_WITHOUT_MEASURE,
        "Ökad trygghet",
        setting(Goal, "goal", indicator=MEASURED),
        setting(Goal, "goal", indicator=None),
    ),
    (
        GapKind.PROMISE_NO_ACTION,
        "Tomt löfte",
        adding(answering(Category.THEFT, promise_ids=(known("bare"),))),
        without_new,
    ),
    (
        GapKind.PROMISE_NO_RESPONSIBLE,
        "Tryggare centrum",
        setting(Action, "walk", responsibilities=POLICE),
        setting(Action, "walk", responsibilities=()),
    ),
    (
        GapKind.PROMISE_SILENT,
        "Tryggare centrum",
        a_shift,
        lambda casebook, actor: retired(casebook, actor, Activity, known("late shift")),
    ),
    (GapKind.SILENT, "Nattvandring", a_shift, lambda c, a: retired(c, a, Activity, known("late shift"))),
    (GapKind.LATE, "Nattvandring", many_shifts, no_shifts),
]


@pytest.fixture
def bare(casebook: Casebook, planner: Actor) -> Casebook:
    """The town with an agreement, a goal that nothing measures and a promise that nothing serves."""
    casebook.save(planner, an_agreement(id=known("agreement")), base_version=0)
    casebook.save(planner, a_goal(id=known("goal"), agreement_id=known("agreement")), base_version=0)
    empty = a_promise(id=known("bare"), title="Tomt löfte", number=2, agreement_id=known("agreement"))
    casebook.save(planner, empty, base_version=0)
    return casebook


@pytest.mark.parametrize(("kind", "name", "mend", "undo"), MENDED, ids=[kind.value for kind, *_ in MENDED])
def test_adding_what_is_missing_closes_a_gap_and_taking_it_away_opens_it_again(  # noqa: PLR0917
    bare: Casebook, planner: Actor, kind: GapKind, name: str, mend: Step, undo: Step
) -> None:
    if kind is GapKind.PROMISE_NO_RESPONSIBLE:
        changed(bare, planner, Action, known("patrol"), responsibilities=())
    assert (kind, name) in gaps(bare, planner)
    mend(bare, planner)
    assert (kind, name) not in gaps(bare, planner)
    undo(bare, planner)
    assert (kind, name) in gaps(bare, planner)


def test_every_kind_of_gap_is_mended_here() -> None:
    assert {kind for kind, *_ in MENDED} == set(GapKind)


def test_an_action_of_an_ended_agreement_answers_no_category_of_today(bare: Casebook, planner: Actor) -> None:
    ended = {"starts_on": date(2014, 1, 1), "ends_on": date(2015, 12, 31)}
    old = a_promise(id=known("old"), title="Förra", number=3, agreement_id=known("agreement"), **ended)
    bare.save(planner, old, base_version=0)
    # the action itself runs on: it is the promise that has ended
    action = answering(Category.ROBBERY, promise_ids=(old.id,), starts_on=date(2014, 1, 1), ends_on=None)
    bare.save(planner, action, base_version=0)
    assert (GapKind.CATEGORY_UNANSWERED, "robbery") in gaps(bare, planner)
    then = bare.coverage(planner, "0880", Period(ended["starts_on"], ended["ends_on"]))
    assert (Category.ROBBERY, old.id) in then.table.cells
    assert GapKind.CATEGORY_UNANSWERED not in {gap.kind for gap in then.gaps if gap.subject_ref == "robbery"}
    now, before = bare.compare_periods(planner, "0880")[0], bare.compare_periods(planner, "0880")[-1]
    assert (before.period.ends_on, before.promises, before.actions) == (date(2015, 12, 31), 1, 1)
    assert (now.addressed_categories, before.addressed_categories) == (2, 1)
    assert bare.coverage(planner, "0880").scope.period == now.period


def test_the_matrix_adds_up(casebook: Casebook, planner: Actor) -> None:
    a_link(casebook, planner)
    ref = the_square(casebook, planner)
    casebook.reject(planner, VIEW, str(ref), known("walk"), "Vandringen går inte där")
    seen = casebook.coverage(planner, "0880")
    assert seen.tied.by_hotspot[ref] == {known("patrol"): Tie.CONFIRMED, known("walk"): Tie.REJECTED}
    assert seen.tied.confirmed_of_action == {known("patrol"): 1}
    assert seen.tied.confirmed_of_hotspot == {ref: 1}
    assert seen.table.by_promise == {known("promise"): 2}
    assert seen.table.cells == {
        (Category.DISORDER, known("promise")): 1,
        (Category.LIGHTING, known("promise")): 1,
    }
    assert Category.ROBBERY in seen.table.named


def test_links_survive_new_evidence_and_a_new_analysis(casebook: Casebook, planner: Actor) -> None:
    a_link(casebook, planner)
    ref = the_square(casebook, planner)
    casebook.reject(planner, VIEW, str(ref), known("walk"), "Nej")
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=9, name="more"))
    casebook.import_records(planner, reports_at(TUNNEL, 40, seed=10, name="more there"))
    chain = casebook.chain(planner, VIEW, str(ref))
    assert [line.action.id for line in chain.answers] == [known("patrol")]
    assert chain.answers[0].link is not None
    assert chain.answers[0].link.reason == "Nattvandringen går där"
    assert known("walk") not in {one.line.action.id for one in chain.suggestions}
    assert casebook.record_of(planner, chain.answers[0].link.id) == chain.answers[0].link


def test_an_action_knows_which_hotspots_it_may_answer_until_it_is_decided(casebook: Casebook, planner: Actor) -> None:
    ((card, why), *_) = casebook.suggested_hotspots(planner, known("patrol"))
    assert card.name == "Torget"
    assert ReasonKind.PLACE in {reason.kind for reason in why.reasons}
    assert casebook.suggested(planner, "0880", [card.ref])[card.ref][0].action_id == known("patrol")
    a_link(casebook, planner)
    assert "Torget" not in {card.name for card, _ in casebook.suggested_hotspots(planner, known("patrol"))}


def test_times_are_compared_from_both_sides(casebook: Casebook, planner: Actor) -> None:
    a_link(casebook, planner)
    ref = str(the_square(casebook, planner))
    here, there = casebook.times_at(planner, VIEW, ref), casebook.times_of(planner, known("patrol"))
    assert here.by_week_hour == there.by_week_hour
    assert sum(map(sum, here.by_week_hour)) + here.untimed == casebook.chain(planner, VIEW, ref).hotspot.count
    assert here.shares == there.shares


def test_confirming_makes_fresh_what_was_stale(casebook: Casebook, planner: Actor) -> None:
    a_link(casebook, planner)
    ref = the_square(casebook, planner)
    casebook.import_records(
        planner, [casebook.entry(planner, Hotspot, ref).record.model_copy(update={"decided_at": None})]
    )
    entry = casebook.entry(planner, Hotspot, ref)
    assert casebook.freshness_of(planner, Hotspot, ref).stale
    assert str(ref) in {task.subject_ref for task in casebook.tasks(planner, "0880")[known("police")]}
    casebook.rename(planner, ref, "Stora torget", entry.version)
    with pytest.raises(Conflict):
        casebook.confirm_hotspot(planner, ref, base_version=entry.version)
    casebook.confirm_hotspot(planner, ref, base_version=entry.version + 1)
    assert casebook.freshness_of(planner, Hotspot, ref).on == TODAY
    assert str(ref) not in {task.subject_ref for task in casebook.tasks(planner, "0880").get(known("police"), ())}


def test_a_party_confirms_its_part(casebook: Casebook, planner: Actor) -> None:
    assert casebook.freshness_of(planner, Action, known("patrol")).stale
    casebook.confirm_action(planner, known("patrol"), base_version=1, party_id=known("police"))
    assert not casebook.freshness_of(planner, Action, known("patrol")).stale
    assert not casebook.freshness_of(planner, Promise, known("promise")).stale
    (part,) = casebook.entry(planner, Action, known("patrol")).record.responsibilities
    assert part.confirmed_on == TODAY
    with pytest.raises(InvalidRecord, match="nobody"):
        casebook.confirm_action(planner, known("walk"), base_version=1)
    with pytest.raises(NotAllowed):
        casebook.confirm_action(Actor(role=Role.CITIZEN), known("patrol"), base_version=2)


def test_a_promise_is_confirmed_by_whoever_writes_the_register(casebook: Casebook, planner: Actor) -> None:
    promise = known("promise")
    assert casebook.freshness_of(planner, Promise, promise).stale
    casebook.confirm_promise(planner, promise, base_version=1)
    assert casebook.freshness_of(planner, Promise, promise).on == TODAY
    assert casebook.freshness_of(planner, Action, known("patrol")).stale, "what is promised says nothing of the work"
    (_, line) = casebook.history_of(planner, Promise, promise)
    assert [change.field for change in line.changes] == ["last_confirmed_on"]
    with pytest.raises(NotAllowed):
        casebook.confirm_promise(Actor(role=Role.CITIZEN), promise, base_version=2)


def test_a_promise_that_another_has_changed_is_not_confirmed_unread(casebook: Casebook, planner: Actor) -> None:
    read = renamed(casebook, planner, known("promise"))
    with pytest.raises(EditConflict):
        casebook.confirm_promise(planner, known("promise"), base_version=read)
    casebook.confirm_promise(planner, known("promise"), base_version=read + 1)
    stands = casebook.entry(planner, Promise, known("promise")).record
    assert (stands.title, stands.last_confirmed_on) == ("Tryggare torg", TODAY)


def renamed(casebook: Casebook, actor: Actor, identity: UUID) -> int:
    """Change a promise's title. Returns: the version that it had."""
    entry = casebook.entry(actor, Promise, identity)
    record = Promise(**{**dict(entry.record), "title": "Tryggare torg"})
    casebook.import_records(actor, [an_agreement(id=record.agreement_id)])
    casebook.save(actor, record, base_version=entry.version)
    return entry.version


def test_no_municipality_is_named_in_what_finds_the_gaps() -> None:
    text = Path(linking.__file__).read_text("utf-8").casefold()
    assert not [name for name in ("kalmar", "salem", "0880", "0128") if name in text]


def test_a_retired_action_takes_its_line_out_of_the_matrix(casebook: Casebook, planner: Actor) -> None:
    a_link(casebook, planner)
    link = casebook.chain(planner, VIEW, str(the_square(casebook, planner))).answers[0].link
    assert isinstance(link, Link)
    retired(casebook, planner, Action, known("patrol"))
    assert (GapKind.NO_ACTION, "Torget") in gaps(casebook, planner)
    assert casebook.hotspots(planner, VIEW)[0].actions == 0


def test_a_dialogue_that_names_a_category_makes_it_a_gap(casebook: Casebook, planner: Actor) -> None:
    assert (GapKind.CATEGORY_UNANSWERED, "graffiti") not in gaps(casebook, planner)
    casebook.save(planner, a_dialogue(id=known("talk"), place_ids=(), themes=(Category.GRAFFITI,)), base_version=0)
    assert (GapKind.CATEGORY_UNANSWERED, "graffiti") in gaps(casebook, planner)
