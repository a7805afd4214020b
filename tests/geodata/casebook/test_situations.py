"""Lägesbilder: frozen while the register goes on, written to until they are approved, and never afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound, StoreError
from geodata.model import (
    Activity,
    Actor,
    Category,
    Promise,
    Role,
    Section,
    SectionText,
    SituationContent,
    Tier,
)
from geodata.situation.content import Content, figures
from geodata.situation.writing import read, written
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_report, a_situation_report, an_activity
from tests.geodata.casebook.town import SQUARE, VIEW, known, reports_at

ANALYSIS = SectionText(section=Section.ANALYSIS, text="Mörkret och häcken bidrar.")
CITIZEN = Actor(role=Role.CITIZEN)


def opened(casebook: Casebook, actor: Actor, title: str = "Lägesbild") -> Content:
    (line,) = (one for one in casebook.situations(actor, "0880") if one.entry.record.title == title)
    content = casebook.situation(actor, line.entry.record.id).content
    assert content is not None
    return content


def test_a_lagesbild_says_what_the_pages_say_on_its_day(casebook: Casebook, planner: Actor) -> None:
    now = casebook.situation_now(planner, "0880")
    cards = {card.ref: card for card in casebook.hotspots(planner, VIEW)}
    assert {spot.ref: spot.count.value for spot in now.spots} == {ref: card.count for ref, card in cards.items()}
    lines = {line.action.id: line.progress.done for line in casebook.actions(planner, "0880")}
    assert {one.id: one.done.value for one in now.actions} == lines
    stories = {story.promise.id: story.keeping.keeping for story in casebook.promises(planner, "0880")}
    assert {one.id: one.keeping for one in now.promises} == stories
    assert len(now.gaps) == len(casebook.gaps(planner, "0880"))
    rates = casebook.area_rates(planner, "0880", since=now.since, until=now.until)
    assert {one.code: one.rate.value for one in now.areas} == {one.code: one.per_1000 for one in rates.areas}
    assert (now.evidence[0].now.since, now.evidence[0].now.until) == (now.since, now.until)
    assert (now.until - now.since).days in {364, 365}
    assert (now.since - now.before_until).days == 1


def test_what_is_frozen_stays_while_the_register_goes_on(casebook: Casebook, planner: Actor) -> None:
    casebook.freeze_situation(planner, "0880", "Lägesbild")
    frozen = opened(casebook, planner)
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=8, name="later"))
    assert opened(casebook, planner) == frozen
    assert casebook.situation_now(planner, "0880") != frozen


def test_every_figure_has_a_name_of_its_own_and_survives_being_written(casebook: Casebook, planner: Actor) -> None:
    now = casebook.situation_now(planner, "0880")
    keys = [figure.key for figure in figures(now)]
    assert len(keys) == len(set(keys)) > 40
    text = written(now)
    assert written(read(text)) == text
    assert all(figure.value is not None or figure.why for figure in figures(read(text)))


def test_the_same_state_gives_the_same_bytes(casebook: Casebook, planner: Actor, tmp_path: Path) -> None:
    first = written(casebook.situation_now(planner, "0880"))
    copy = tmp_path / "copy.gpkg"
    casebook.snapshot(Actor(role=Role.ADMINISTRATOR), copy)
    other = open_store(copy)
    again = Casebook(other, clock=casebook._clock)
    assert written(again.situation_now(planner, "0880")) == first
    other.close()


def test_the_log_says_of_that_moment_what_was_frozen(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=8, name="later"))
    casebook.retire(planner, Activity, casebook.entries(planner, Activity, "0880")[0].record.id, base_version=1)
    assert casebook.situation_stands(planner, draft.record.id)
    assert casebook.situation(planner, draft.record.id).content != casebook.situation_now(planner, "0880")
    public = casebook.freeze_situation(planner, "0880", "Offentlig", tier=Tier.PUBLIC)
    assert casebook.situation_stands(planner, public.record.id)


def test_a_draft_is_written_to_and_frozen_anew_and_an_approved_one_is_not(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    said = casebook.write_situation(
        planner, draft.record.id, title="Lägesbild mars", texts=(ANALYSIS,), base_version=draft.version
    )
    assert said.record.text(Section.ANALYSIS) == ANALYSIS.text
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=8, name="later"))
    anew = casebook.freeze_anew(planner, draft.record.id, base_version=said.version)
    assert anew.record.content_sha256 != draft.record.content_sha256
    assert anew.record.texts == (ANALYSIS,)
    with pytest.raises(EditConflict):
        casebook.write_situation(planner, draft.record.id, title="Annan", texts=(), base_version=said.version)
    done = casebook.approve_situation(planner, draft.record.id, function="Trygghetsrådet", base_version=anew.version)
    assert done.record.approved_by == "Trygghetsrådet"
    at, version = done.record.id, done.version
    with pytest.raises(InvalidRecord, match="supersedes it"):
        casebook.write_situation(planner, at, title="Annan", texts=(), base_version=version)
    with pytest.raises(InvalidRecord, match="supersedes it"):
        casebook.freeze_anew(planner, at, base_version=version)
    with pytest.raises(InvalidRecord, match="supersedes it"):
        casebook.approve_situation(planner, at, function="Kommunstyrelsen", base_version=version)


def test_a_draft_is_thrown_away_with_its_content_unless_somebody_changed_it_or_it_is_approved(
    casebook: Casebook, planner: Actor
) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    at = draft.record.id
    casebook.write_situation(planner, at, title="Ändrad", texts=(), base_version=draft.version)
    with pytest.raises(EditConflict):
        casebook.discard_situation(planner, at, base_version=draft.version)
    with pytest.raises(NotAllowed):
        casebook.discard_situation(Actor(role=Role.BOARD), at, base_version=draft.version + 1)
    assert casebook.situation(planner, at).content is not None
    casebook.discard_situation(planner, at, base_version=draft.version + 1)
    assert casebook.situations(planner, "0880") == ()
    assert casebook.entries(planner, SituationContent, "0880") == ()
    with pytest.raises(NotFound):
        casebook.situation(planner, at)
    done = casebook.freeze_situation(planner, "0880", "Lägesbild")
    done = casebook.approve_situation(planner, done.record.id, function="Rådet", base_version=done.version)
    with pytest.raises(InvalidRecord, match="approved"):
        casebook.discard_situation(planner, done.record.id, base_version=done.version)


def test_the_next_one_supersedes_it_takes_over_its_texts_and_tells_what_became(
    casebook: Casebook, planner: Actor
) -> None:
    first = casebook.freeze_situation(planner, "0880", "Lägesbild")
    first = casebook.write_situation(
        planner, first.record.id, title="Första", texts=(ANALYSIS,), base_version=first.version
    )
    casebook.approve_situation(planner, first.record.id, function="Rådet", base_version=first.version)
    day = opened(casebook, planner, "Första").until
    casebook.import_records(planner, [an_activity(action_id=known("patrol"), done_on=day)])
    second = casebook.freeze_situation(planner, "0880", "Andra")
    assert (second.record.supersedes, second.record.texts) == (first.record.id, (ANALYSIS,))
    story = casebook.situation(planner, second.record.id)
    assert story.since_then is not None
    (change,) = story.since_then.actions
    assert (change.action.id, change.added) == (known("patrol"), 1)
    # a draft replaces nothing yet
    by_title = {one.entry.record.title: one for one in casebook.situations(planner, "0880")}
    assert by_title["Första"].superseded_by is None
    casebook.approve_situation(planner, second.record.id, function="Rådet", base_version=second.version)
    by_title = {one.entry.record.title: one for one in casebook.situations(planner, "0880")}
    assert by_title["Första"].superseded_by == second.record.id


def test_nothing_above_the_tier_it_is_for_goes_in(casebook: Casebook, planner: Actor) -> None:
    casebook.import_records(
        planner, [a_report(id=known("inner"), position=SQUARE, category=Category.TRAFFIC, tier=Tier.MUNICIPALITY)]
    )
    public, inner = (casebook.situation_now(planner, "0880", tier) for tier in (Tier.PUBLIC, Tier.MUNICIPALITY))
    assert written(public) == written(casebook.situation_now(CITIZEN, "0880", Tier.PUBLIC))
    assert sum(one.rows for one in inner.sources) == sum(one.rows for one in public.sources) + 1
    with pytest.raises(NotAllowed):
        casebook.situation_now(planner, "0880", Tier.POLICE)


def test_what_was_written_for_the_municipality_is_not_put_before_the_public(casebook: Casebook, planner: Actor) -> None:
    inner = casebook.freeze_situation(planner, "0880", "Inre")
    inner = casebook.write_situation(
        planner, inner.record.id, title="Inre", texts=(ANALYSIS,), base_version=inner.version
    )
    casebook.approve_situation(planner, inner.record.id, function="Rådet", base_version=inner.version)
    public = casebook.freeze_situation(planner, "0880", "Offentlig", tier=Tier.PUBLIC)
    assert (public.record.texts, public.record.supersedes) == ((), None)
    assert casebook.situation(planner, public.record.id).earlier is None


def test_who_may_not_work_with_the_register_freezes_nothing(casebook: Casebook) -> None:
    for role in (Role.CITIZEN, Role.BOARD, Role.WALKER):
        with pytest.raises(NotAllowed):
            casebook.freeze_situation(Actor(role=role), "0880", "Lägesbild", tier=Tier.PUBLIC)


@pytest.mark.parametrize("where", ["texts", "function"])
def test_a_person_is_named_nowhere_in_it(casebook: Casebook, planner: Actor, where: str) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    named = "Ring 070-123 45 67 om detta."
    at, version = draft.record.id, draft.version
    texts = (SectionText(section=Section.SITUATION, text=named),)
    deeds = {
        "texts": lambda: casebook.write_situation(planner, at, title="Lägesbild", texts=texts, base_version=version),
        "function": lambda: casebook.approve_situation(planner, at, function=named, base_version=version),
    }
    with pytest.raises(NamesAPerson):
        deeds[where]()


def test_a_content_that_was_meddled_with_is_told_and_not_shown(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    (kept,) = casebook.entries(planner, SituationContent, "0880")
    meddled = kept.record.model_copy(update={"text": kept.record.text.replace('"value":', '"value": ', 1)})
    casebook.import_records(planner, [meddled])
    with pytest.raises(StoreError, match="not the one that was frozen"):
        casebook.situation(planner, draft.record.id)


def test_a_municipality_with_nothing_in_it_has_a_lagesbild_too(empty: Casebook, planner: Actor) -> None:
    empty.import_records(planner, [a_municipality()])
    draft = empty.freeze_situation(planner, "0880", "Tom")
    content = empty.situation(planner, draft.record.id).content
    assert content is not None
    assert (content.spots, content.promises, content.areas) == ((), (), ())
    assert content.burglaries.overall.why == "not_counted"
    empty.approve_situation(planner, draft.record.id, function="Rådet", base_version=draft.version)


def test_one_that_is_told_by_its_summary_alone_is_opened_without_content(casebook: Casebook, planner: Actor) -> None:
    told = a_situation_report(summary="Som vi såg det då.")
    casebook.import_records(planner, [told])
    story = casebook.situation(planner, told.id)
    assert (story.content, story.line.has_content) == (None, False)
    with pytest.raises(InvalidRecord, match="no frozen content"):
        casebook.approve_situation(planner, told.id, function="Rådet", base_version=1)


def test_a_promise_that_came_since_is_told_as_new(casebook: Casebook, planner: Actor) -> None:
    first = casebook.freeze_situation(planner, "0880", "Första")
    casebook.approve_situation(planner, first.record.id, function="Rådet", base_version=first.version)
    entry = casebook.entry(planner, Promise, known("promise"))
    other = entry.record.model_copy(update={"id": known("another promise"), "number": 9})
    casebook.import_records(planner, [other])
    second = casebook.freeze_situation(planner, "0880", "Andra")
    then = casebook.situation(planner, second.record.id).since_then
    assert then is not None
    assert [one.id for one in then.promises_new] == [other.id]
    assert then.promises_gone == ()
