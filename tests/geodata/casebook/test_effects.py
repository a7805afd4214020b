"""An effect is asked of what one may see, and kept as open as what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from geodata.casebook import Casebook
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import (
    Actor,
    Category,
    Effect,
    Feeling,
    HotspotState,
    LinkState,
    Record,
    Report,
    Role,
    SourceType,
    Tier,
    Verdict,
)
from geodata.studies.effect import EffectChoice, EffectMeasure, EffectNote, WhyNot
from geodata.studies.foresight import Draft
from tests.builders import (
    a_box,
    a_burglary_count,
    a_hotspot,
    a_link,
    a_report,
    an_action,
)
from tests.geodata.casebook.street import (
    CITIZEN,
    LAMPS,
    MONTHS,
    PLANNER,
    POLICE,
    START,
    WATCH,
    here,
    reports,
    street,
)
from tests.geodata.casebook.town import known


@pytest.fixture
def book(empty: Casebook) -> Casebook:
    empty.import_records(POLICE, street())
    return empty


def effects(book: Casebook, actor: Actor, action: UUID = LAMPS) -> Effect | None:
    """What the chain shows."""
    return book.action(actor, action).line.effect


def test_burglaries_are_counted_for_those_who_may_see_them_and_reports_for_the_others(book: Casebook) -> None:
    study = book.effect_study(PLANNER, WATCH)
    assert study.measure is EffectMeasure.BURGLARIES
    assert study.evaluation is not None
    assert study.evaluation.treated == (4 * 24, 4 * 17)
    hidden = book.effect_study(CITIZEN, WATCH)
    assert hidden.measure is EffectMeasure.EVIDENCE
    assert hidden.measures == (EffectMeasure.EVIDENCE,)
    with pytest.raises(InvalidRecord, match="not counted here for you"):
        book.effect_study(CITIZEN, WATCH, choice=EffectChoice(measure=EffectMeasure.BURGLARIES))


def test_everybody_sees_the_effect_on_what_everybody_said(book: Casebook) -> None:
    seen = [book.effect_study(actor, LAMPS) for actor in (CITIZEN, PLANNER, POLICE)]
    assert [study.evaluation for study in seen] == [seen[0].evaluation] * 3
    assert seen[0].verdict.value == "better"
    assert seen[0].basis.sources == ("Kalmar kommun",)
    assert seen[0].basis.made_up, "the municipality is shown on a day of its own"


def test_a_kept_effect_is_what_the_chain_shows(book: Casebook) -> None:
    kept = book.keep_effect(PLANNER, LAMPS)
    effect = effects(book, CITIZEN)
    assert effect is not None
    assert (effect.id, effect.tier, effect.verdict) == (kept, Tier.PUBLIC, Verdict.BETTER)
    assert effect.change == pytest.approx(-0.5)
    assert effect.low is not None
    assert effect.high is not None
    assert effect.low < -0.5 < effect.high < 0
    assert (effect.before_from, effect.before_to) == (date(2014, 1, 1), date(2015, 12, 31))
    assert (effect.after_from, effect.after_to) == (date(2016, 1, 1), date(2017, 5, 31))
    assert effect.treated_area_codes == ("A",)
    assert effect.displaced_area_codes == ("B",)
    assert effect.displacement == pytest.approx(0)
    assert "level=0.95" in effect.parameters


def test_a_drafted_promise_is_told_of_what_its_writer_may_see(book: Casebook) -> None:
    draft = Draft((Category.BURGLARY,), ("A",), starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
    told = book.promise_foresight(PLANNER, "0880", draft)
    assert (told.measure, told.monthly) == (EffectMeasure.BURGLARIES, 4)
    assert told.detectable is not None
    assert [months for months, _ in told.detectable.by_months] == [12, 6, 24, 36]
    hidden = book.promise_foresight(CITIZEN, "0880", draft)
    assert (hidden.measure, hidden.why_not) == (EffectMeasure.EVIDENCE, WhyNot.NO_EVENTS)


def test_new_evidence_changes_what_is_foreseen_at_once(book: Casebook) -> None:
    draft = Draft((Category.LIGHTING,), ("A",), starts_on=date(2016, 1, 1), ends_on=date(2017, 12, 31))
    before = book.promise_foresight(CITIZEN, "0880", draft)
    book.import_records(POLICE, [one for one in reports("A", 4, name="more") if isinstance(one, Report)])
    after = book.promise_foresight(CITIZEN, "0880", draft)
    assert (before.monthly, after.monthly) == (6, 10)


def test_a_promise_of_another_municipality_is_not_foreseen(book: Casebook) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        book.promise_foresight(stranger, "0880", Draft())


def test_keeping_the_same_again_changes_nothing(book: Casebook) -> None:
    kept = book.keep_effect(PLANNER, LAMPS)
    version = book.data_version(PLANNER)
    assert book.keep_effect(PLANNER, LAMPS) == kept
    assert book.data_version(PLANNER) == version


def test_the_latest_kept_effect_counts_also_when_an_older_one_is_kept_again(book: Casebook) -> None:
    first = book.keep_effect(PLANNER, LAMPS)
    second = book.keep_effect(PLANNER, LAMPS, EffectChoice(comparison=frozenset("DE")))
    assert first != second
    assert getattr(effects(book, PLANNER), "id", None) == second
    assert book.keep_effect(PLANNER, LAMPS) == first
    assert getattr(effects(book, PLANNER), "id", None) == first
    assert book.counts(PLANNER, "0880")["effect"] == 2


def test_an_effect_on_counts_of_the_municipality_stays_with_the_municipality(book: Casebook) -> None:
    book.keep_effect(PLANNER, WATCH)
    assert effects(book, CITIZEN, WATCH) is None
    effect = effects(book, PLANNER, WATCH)
    assert effect is not None
    assert effect.tier is Tier.MUNICIPALITY


def test_an_effect_that_the_polices_own_records_changed_stays_with_the_police(book: Casebook) -> None:
    book.import_records(POLICE, reports("D", 3, tier=Tier.POLICE, name="told"))
    book.keep_effect(POLICE, LAMPS)
    assert effects(book, PLANNER) is None
    book.keep_effect(PLANNER, LAMPS)
    effect = effects(book, CITIZEN)
    assert effect is not None
    assert effect.tier is Tier.PUBLIC


def test_where_a_hotspot_of_the_municipality_says_the_place_the_effect_is_the_municipalitys(book: Casebook) -> None:
    action = an_action(
        id=known("everywhere"), categories=(Category.LIGHTING,), starts_on=START, promise_ids=(known("promise"),)
    )
    hotspot = a_hotspot(id=known("hotspot"), outline=a_box(16.301, 56.661, 0.005), state=HotspotState.ADOPTED)
    link = a_link(hotspot_id=hotspot.id, action_id=action.id, state=LinkState.CONFIRMED)
    book.import_records(POLICE, [action, hotspot, link])
    assert book.effect_study(PLANNER, action.id).treated == frozenset("A")
    assert book.effect_study(CITIZEN, action.id).why_not is WhyNot.NO_AREA
    book.keep_effect(PLANNER, action.id)
    assert effects(book, CITIZEN, action.id) is None
    effect = effects(book, PLANNER, action.id)
    assert effect is not None
    assert effect.tier is Tier.MUNICIPALITY


def test_what_walks_noted_does_not_judge_a_walk(book: Casebook) -> None:
    walked = [
        a_report(
            id=known(f"walked {n}"),
            position=here("A"),
            category=Category.LIGHTING,
            source=SourceType.DIGITAL_WALK,
            observed_at=datetime(2016, 5, 5, 20, n, tzinfo=UTC),
        )
        for n in range(30)
    ]
    walk = an_action(
        id=known("walk"), categories=(Category.LIGHTING,), starts_on=START, area_codes=("A",), promise_ids=()
    )
    book.import_records(POLICE, [*walked, walk])
    study = book.effect_study(PLANNER, walk.id)
    assert EffectNote.WITHOUT_WALKS in study.notes
    assert study.evaluation is not None
    assert study.evaluation.treated == (6 * 24, 3 * 17)


def test_what_is_called_safe_is_no_trouble(book: Casebook) -> None:
    before = book.effect_study(PLANNER, LAMPS).evaluation
    safe = a_report(position=here("A"), category=Category.LIGHTING, feeling=Feeling.SAFE)
    book.import_records(POLICE, [safe])
    assert book.effect_study(PLANNER, LAMPS).evaluation == before


def test_only_those_who_keep_the_register_keep_effects(book: Casebook) -> None:
    for role in Role:
        actor = Actor(role=role)
        try:
            book.keep_effect(actor, LAMPS)
        except NotAllowed:
            assert role in {Role.CITIZEN, Role.BOARD, Role.WALKER}
        else:
            assert role in {Role.PLANNER, Role.POLICE, Role.ADMINISTRATOR}


def test_an_effect_that_cannot_be_judged_is_not_kept(book: Casebook) -> None:
    later = an_action(
        id=known("later"),
        categories=(Category.LIGHTING,),
        starts_on=date(2018, 1, 1),
        area_codes=("A",),
        promise_ids=(),
    )
    book.import_records(POLICE, [later])
    with pytest.raises(InvalidRecord, match="not_begun"):
        book.keep_effect(PLANNER, later.id)
    assert book.counts(PLANNER, "0880")["effect"] == 0


def test_an_action_of_another_municipality_is_not_there(book: Casebook) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    for ask in (book.effect_study, book.keep_effect):
        with pytest.raises(NotFound):
            ask(stranger, LAMPS)


@pytest.mark.parametrize("actor", [CITIZEN, PLANNER], ids=lambda actor: actor.role)
def test_records_above_the_tier_change_no_effect(book: Casebook, actor: Actor) -> None:
    def asked() -> Sequence[object]:
        return [book.effect_study(actor, action) for action in (LAMPS, WATCH)]

    before = asked()
    hidden: list[Record] = [
        *reports("A", 9, tier=Tier.POLICE, name="hidden"),
        *(
            a_burglary_count(id=known(f"hidden {m}"), area_code="A", month=m, count=50, tier=Tier.POLICE)
            for m in MONTHS
        ),
        a_hotspot(outline=a_box(16.341, 56.661, 0.005), tier=Tier.POLICE, id=known("hidden hotspot")),
        a_link(hotspot_id=known("hidden hotspot"), action_id=LAMPS, tier=Tier.POLICE),
    ]
    book.import_records(POLICE, hidden)
    assert asked() == before
