"""A view of the map in a lägesbild: counted when it is put in, at the moment of all the rest, never shown anew."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from geodata.casebook import Casebook
from geodata.editing import EditConflict, Entry, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import Actor, Category, EvidenceKind, Role, SituationReport, Tier, View
from geodata.situation.content import ViewPart, figures
from geodata.situation.views import MOST_VIEWS, selected, selection_text
from geodata.situation.writing import read, written
from tests.geodata.casebook.town import SQUARE, reports_at

VIEW = View(municipality="0880", since=date(2016, 1, 1), categories=frozenset({Category.LIGHTING, Category.DISORDER}))


def put(casebook: Casebook, actor: Actor, draft: Entry[SituationReport], view: View = VIEW) -> Entry[SituationReport]:
    return casebook.attach_view(
        actor, draft.record.id, view, title="Mörker", query="kategori=lighting", base_version=draft.version
    )


def views(casebook: Casebook, actor: Actor, identity: UUID) -> tuple[ViewPart, ...]:
    content = casebook.situation(actor, identity).content
    assert content is not None
    assert read(written(content)) == content
    keys = [figure.key for figure in figures(content)]
    assert len(keys) == len(set(keys))
    return content.views or ()


def test_a_view_is_counted_as_the_map_counts_it_and_stays_so(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    assert views(casebook, planner, draft.record.id) == ()
    said = put(casebook, planner, draft)
    (part,) = views(casebook, planner, draft.record.id)
    counts, cards = casebook.evidence_counts(planner, VIEW), casebook.hotspots(planner, VIEW)
    assert part.total.value == counts.total > 0
    assert [figure.value for _, figure in part.kinds] == list(counts.kind)
    assert {one: figure.value for one, figure in part.categories if figure.value}.keys() <= VIEW.categories
    assert [(one.name, one.count.value) for one in part.spots] == [(card.name, card.count) for card in cards[:10]]
    assert (part.all_spots, part.title, selected(part)) == (len(cards), "Mörker", VIEW)
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=8, name="later", category=Category.LIGHTING))
    assert views(casebook, planner, draft.record.id) == (part,)
    assert casebook.situation_stands(planner, draft.record.id)
    casebook.freeze_anew(planner, draft.record.id, base_version=said.version)
    (anew,) = views(casebook, planner, draft.record.id)
    assert (anew.id, anew.selection) == (part.id, part.selection)
    assert anew.total.value == casebook.evidence_counts(planner, VIEW).total
    assert anew.total.value != part.total.value
    assert casebook.situation_stands(planner, draft.record.id)


def test_a_view_is_taken_out_again_and_there_are_only_so_many(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild")
    for _ in range(MOST_VIEWS):
        draft = put(casebook, planner, draft)
    with pytest.raises(InvalidRecord, match="the most"):
        put(casebook, planner, draft)
    first, *rest = views(casebook, planner, draft.record.id)
    out = casebook.detach_view(planner, draft.record.id, first.id, base_version=draft.version)
    assert [one.id for one in views(casebook, planner, draft.record.id)] == [one.id for one in rest]
    with pytest.raises(NotFound):
        casebook.detach_view(planner, draft.record.id, first.id, base_version=out.version)


def test_what_only_a_narrower_circle_sees_is_not_counted(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Öppen", tier=Tier.PUBLIC)
    put(casebook, planner, draft, View(municipality="0880"))
    (part,) = views(casebook, planner, draft.record.id)
    citizen = Actor(role=Role.CITIZEN)
    assert part.total.value == casebook.evidence_counts(citizen, View(municipality="0880")).total


def test_only_who_may_and_only_into_a_draft(casebook: Casebook, planner: Actor) -> None:
    draft = casebook.freeze_situation(planner, "0880", "Lägesbild", tier=Tier.PUBLIC)
    assert [one.record.id for one in casebook.drafts(planner, "0880")] == [draft.record.id]
    with pytest.raises(NotAllowed):
        put(casebook, Actor(role=Role.CITIZEN), draft)
    with pytest.raises(InvalidRecord, match="another draft"):
        put(casebook, planner, draft, View(municipality="0128"))
    with pytest.raises(NamesAPerson):
        casebook.attach_view(
            planner, draft.record.id, VIEW, title="Ring 070-123 45 67", query="", base_version=draft.version
        )
    put(casebook, planner, draft)
    with pytest.raises(EditConflict):
        put(casebook, planner, draft)
    version = casebook.drafts(planner, "0880")[0].version
    casebook.approve_situation(planner, draft.record.id, function="Rådet", base_version=version)
    assert casebook.drafts(planner, "0880") == ()
    with pytest.raises(InvalidRecord, match="stays as it is"):
        casebook.detach_view(planner, draft.record.id, uuid4(), base_version=version + 1)


def test_the_same_choices_are_the_same_text() -> None:
    kinds = frozenset({EvidenceKind.REPORT, EvidenceKind.FINDING})
    told = {
        selection_text(View(municipality="0880", kinds=kinds, categories=frozenset(order), hours=(21, 5)))
        for order in ([Category.LIGHTING, Category.DISORDER], [Category.DISORDER, Category.LIGHTING])
    }
    assert len(told) == 1
    assert View.model_validate_json(told.pop()).hours == (21, 5)
    everything = View(municipality="0880", feeling=None)
    assert View.model_validate_json(selection_text(everything)) == everything
