"""What planners do, from the first look to the tie between hotspot and promise."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.chain import HotspotCard, NodeState, Step
from geodata.errors import Conflict, NotAllowed, NotFound
from geodata.linking import GapKind
from geodata.model import (
    LOCAL_TIME,
    Actor,
    AreaKind,
    Category,
    Feeling,
    Finding,
    Hotspot,
    HotspotState,
    Position,
    Role,
    View,
)
from geodata.progress import Pace
from tests.builders import a_box, an_area, an_effect
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, TODAY, VIEW, known, reports_at, town

KEEPER = Actor(role=Role.ADMINISTRATOR)
NOW_IN_TOWN = datetime.combine(TODAY, NOW.astimezone(LOCAL_TIME).time(), LOCAL_TIME)


def the(casebook: Casebook, actor: Actor, name: str, view: View = VIEW) -> HotspotCard:
    return next(card for card in casebook.hotspots(actor, view) if card.name == name)


def test_hotspots_are_named_by_the_nearest_place_otherwise_by_area(casebook: Casebook, planner: Actor) -> None:
    cards = casebook.hotspots(planner, VIEW)
    assert [(card.rank, card.name, card.count, card.state) for card in cards] == [
        (1, "Torget", 61, HotspotState.CANDIDATE),
        (2, "Västra", 55, HotspotState.CANDIDATE),
    ]
    assert cards[0].reports == 60
    assert cards[0].findings == 1
    assert cards[0].count_low < 61 < cards[0].count_high


def test_a_hotspot_without_an_action_says_so(casebook: Casebook, planner: Actor) -> None:
    card = the(casebook, planner, "Torget")
    assert card.gaps == (GapKind.NO_ACTION,)
    chain = casebook.chain(planner, VIEW, card.ref)
    assert dict(chain.steps)[Step.ACTION] is NodeState.MISSING
    assert chain.as_of == TODAY


def test_the_chain_tells_evidence_by_month_hour_and_category(casebook: Casebook, planner: Actor) -> None:
    evidence = casebook.chain(planner, VIEW, the(casebook, planner, "Torget").ref).evidence
    assert sum(n for _, n in evidence.by_month) == sum(evidence.by_hour) + evidence.unknown_hour == 61
    assert evidence.by_category[0] == (Category.DISORDER, 60)
    assert evidence.safe == 8
    assert [dialogue.id for dialogue in evidence.dialogues] == [known("dialogue")]


def test_an_action_of_the_place_and_category_is_suggested_first(casebook: Casebook, planner: Actor) -> None:
    chain = casebook.chain(planner, VIEW, the(casebook, planner, "Torget").ref)
    assert chain.suggestions[0].line.action.id == known("patrol")


def test_linking_adopts_the_hotspot_and_completes_the_chain(casebook: Casebook, planner: Actor) -> None:
    before = the(casebook, planner, "Torget")
    casebook.link(planner, VIEW, before.ref, known("patrol"), reason="Samma plats")
    after = the(casebook, planner, "Torget")
    assert after.state is HotspotState.ADOPTED
    assert (after.count, after.actions, after.late_actions) == (61, 1, 1)
    chain = casebook.chain(planner, VIEW, after.ref)
    (line,) = chain.answers
    assert line.link is not None
    assert (line.link.reason, line.link.decided_by, line.link.decided_at) == ("Samma plats", "planner", NOW_IN_TOWN)
    assert [promise.title for promise in line.promises] == ["Tryggare centrum"]
    assert [part.party.name for part in line.responsible] == ["Polisen"]
    assert (line.progress.pace, line.progress.done, line.progress.target) == (Pace.BEHIND, 1, 24)
    assert dict(chain.steps)[Step.DONE] is NodeState.LATE
    assert {gap.kind for gap in chain.gaps} == {GapKind.LATE, GapKind.SILENT, GapKind.NOT_MEASURABLE}


def test_the_address_of_a_candidate_still_leads_there_once_it_is_adopted(casebook: Casebook, planner: Actor) -> None:
    before = the(casebook, planner, "Torget")
    identity = casebook.adopt(planner, VIEW, before.ref)
    assert casebook.chain(planner, VIEW, before.ref).hotspot.ref == str(identity)


def test_adopting_twice_adopts_once(casebook: Casebook, planner: Actor) -> None:
    ref = the(casebook, planner, "Torget").ref
    assert casebook.adopt(planner, VIEW, ref) == casebook.adopt(planner, VIEW, ref)
    assert casebook.health(planner)["records"]["hotspot"] == 1


def test_an_adopted_hotspot_keeps_name_and_outline_when_the_evidence_changes(
    casebook: Casebook, planner: Actor
) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref, name="Stora torget")
    outline = the(casebook, planner, "Stora torget").outline
    casebook.import_records(planner, reports_at(SQUARE, 40, seed=9, name="more"))
    card = the(casebook, planner, "Stora torget")
    assert card.ref == str(identity)
    assert card.outline == outline
    assert card.count > 90


def test_an_adopted_hotspot_stands_when_nothing_gathers_there_in_the_view(casebook: Casebook, planner: Actor) -> None:
    casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    quiet = VIEW.model_copy(update={"categories": frozenset({Category.TRAFFIC})})
    card = the(casebook, planner, "Torget", quiet)
    assert (card.count, card.trend) == (0, "")
    assert casebook.chain(planner, quiet, card.ref).evidence.first_on is None


def test_a_dismissed_hotspot_is_not_proposed_again_until_restored(casebook: Casebook, planner: Actor) -> None:
    identity = casebook.dismiss(planner, VIEW, the(casebook, planner, "Västra").ref, reason="Byggplats")
    assert [card.name for card in casebook.hotspots(planner, VIEW)] == ["Torget"]
    casebook.restore(planner, identity)
    assert [card.name for card in casebook.hotspots(planner, VIEW)] == ["Torget", "Västra"]


def test_restoring_an_adopted_hotspot_unties_its_actions(casebook: Casebook, planner: Actor) -> None:
    card = the(casebook, planner, "Torget")
    casebook.link(planner, VIEW, card.ref, known("patrol"))
    casebook.restore(planner, UUID(the(casebook, planner, "Torget").ref))
    assert the(casebook, planner, "Torget").state is HotspotState.CANDIDATE
    assert casebook.health(planner)["records"]["link"] == 0


def test_a_rejected_action_is_remembered_and_not_suggested_again(casebook: Casebook, planner: Actor) -> None:
    ref = the(casebook, planner, "Torget").ref
    link = casebook.reject(planner, VIEW, ref, known("patrol"), reason="Annan tid")
    suggested = {s.line.action.id for s in casebook.chain(planner, VIEW, ref).suggestions}
    assert known("patrol") not in suggested
    casebook.unlink(planner, link)
    suggested = {s.line.action.id for s in casebook.chain(planner, VIEW, ref).suggestions}
    assert known("patrol") in suggested


def test_renaming_on_an_old_version_is_refused_and_loses_nothing(casebook: Casebook, planner: Actor) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    version = the(casebook, planner, "Torget").version
    casebook.rename(planner, identity, "Stora torget", version)
    with pytest.raises(Conflict, match="load the page again"):
        casebook.rename(planner, identity, "Lilla torget", version)
    assert the(casebook, planner, "Stora torget").version == version + 1


def test_old_evidence_is_judged_by_its_own_last_day(empty: Casebook, planner: Actor) -> None:
    elsewhere = [r.model_copy(update={"municipality": "9001"}) for r in reports_at(SQUARE, 60, seed=1, name="old")]
    empty.import_records(planner, elsewhere)
    (card,) = empty.hotspots(planner, View(municipality="9001"))
    assert empty.today(planner, "9001") == NOW.date()
    assert card.trend == "persistent"


def test_a_chosen_period_is_judged_by_itself_and_not_by_the_months_it_leaves_out(
    casebook: Casebook, planner: Actor
) -> None:
    assert the(casebook, planner, "Torget").trend == "persistent"
    early = VIEW.model_copy(update={"until": date(2016, 8, 31)})
    late = VIEW.model_copy(update={"since": date(2016, 12, 1)})
    assert [the(casebook, planner, "Torget", view).trend for view in (early, late)] == ["persistent", "persistent"]


def test_far_from_any_area_a_hotspot_is_named_by_its_position_and_its_address_leads_there(
    empty: Casebook, planner: Actor
) -> None:
    manchester = Position(lon=-2.2416, lat=53.4801)
    points = [r.model_copy(update={"municipality": "9001"}) for r in reports_at(manchester, 60, seed=1, name="uk")]
    empty.import_records(planner, points)
    view = View(municipality="9001")
    (card,) = empty.hotspots(planner, view)
    assert card.name.startswith("53.48")
    assert card.ref.startswith("k--")
    empty.adopt(planner, view, card.ref)
    assert empty.chain(planner, view, card.ref).hotspot.state is HotspotState.ADOPTED


def test_a_promise_and_an_action_lead_back_to_their_hotspots(casebook: Casebook, planner: Actor) -> None:
    casebook.link(planner, VIEW, the(casebook, planner, "Torget").ref, known("patrol"))
    assert [card.name for card in casebook.promise(planner, known("promise")).hotspots] == ["Torget"]
    story = casebook.action(planner, known("patrol"))
    assert [card.name for card in story.hotspots] == ["Torget"]
    assert [activity.done_on for activity in story.activities] == [date(2016, 2, 6)]


def test_an_effect_at_one_hotspot_is_not_told_at_another(casebook: Casebook, planner: Actor) -> None:
    for name in ("Torget", "Västra"):
        casebook.link(planner, VIEW, the(casebook, planner, name).ref, known("patrol"))
    here = UUID(the(casebook, planner, "Torget").ref)
    whole = an_effect(action_id=known("patrol"), change=-0.1, computed_at=NOW)
    there = an_effect(action_id=known("patrol"), change=-0.4, computed_at=NOW, hotspot_id=here)

    def told() -> list[float | None]:
        chains = [casebook.chain(planner, VIEW, the(casebook, planner, name).ref) for name in ("Torget", "Västra")]
        lines = [*(line for chain in chains for line in chain.answers), casebook.action(planner, known("patrol")).line]
        return [line.effect.change if line.effect else None for line in lines]

    casebook.import_records(planner, [there])
    assert told() == [-0.4, None, None]
    casebook.import_records(planner, [whole])
    assert told() == [-0.4, -0.1, -0.1]


def test_gaps_are_found_in_both_directions(casebook: Casebook, planner: Actor) -> None:
    found = {(gap.kind, gap.subject_name) for gap in casebook.gaps(planner, "0880")}
    assert {
        (GapKind.NO_ACTION, "Torget"),
        (GapKind.NO_HOTSPOT, "Nattvandring"),
        (GapKind.NO_RESPONSIBLE, "Trygghetsvandring"),
        (GapKind.NOT_MEASURABLE, "Tryggare centrum"),
        (GapKind.CATEGORY_UNANSWERED, "robbery"),
        (GapKind.PLACE_NOT_LOCATED, "Köpcentrum"),
        (GapKind.PLACE_UNANSWERED, "Köpcentrum"),
    } <= found


def test_a_row_leads_to_its_record_as_long_as_the_version_stands(casebook: Casebook, planner: Actor) -> None:
    _, version = casebook.evidence_arrow(planner, "0880")
    row = casebook._shelf.columns(planner, "0880")
    number = next(n for n in range(len(row)) if row.id_of(n) == known("finding"))
    assert isinstance(casebook.evidence_detail(planner, "0880", version, number), Finding)
    with pytest.raises(NotFound, match="load it again"):
        casebook.evidence_detail(planner, "0880", version - 1, number)


def test_evidence_is_not_sent_anew_because_somebody_tied_an_action(casebook: Casebook, planner: Actor) -> None:
    _, before = casebook.evidence_arrow(planner, "0880")
    casebook.link(planner, VIEW, the(casebook, planner, "Torget").ref, known("patrol"))
    assert casebook.evidence_arrow(planner, "0880")[1] == before
    casebook.import_records(planner, reports_at(SQUARE, 1, seed=5, name="new"))
    assert casebook.evidence_arrow(planner, "0880")[1] > before


def test_areas_count_burglaries_and_tell_what_was_never_counted(casebook: Casebook, planner: Actor) -> None:
    features = casebook.areas_geojson(planner, "0880")["features"]
    by_code = {feature["properties"]["code"]: feature["properties"] for feature in features}
    assert by_code["E"]["burglaries_by_month"] == {"2016-04": 4}
    assert "burglaries" not in by_code["W"]


def test_evidence_is_counted_in_deso_however_many_areas_of_its_own_a_municipality_draws(
    casebook: Casebook, planner: Actor
) -> None:
    own = [
        an_area(code=f"EGET{n}", area_kind=AreaKind.OWN, outline=a_box(16.3 + n / 100, 56.64, 0.05)) for n in range(9)
    ]
    casebook.import_records(planner, own)
    assert [area.code for area in casebook.areas(planner, "0880")] == ["E", "N", "W"]


def test_places_called_safe_are_a_selection_of_their_own(casebook: Casebook, planner: Actor) -> None:
    safe = VIEW.model_copy(update={"feeling": Feeling.SAFE})
    assert [card.count for card in casebook.hotspots(planner, safe)] == [8]


def test_today_is_the_demonstrations_or_the_clocks(casebook: Casebook, planner: Actor) -> None:
    assert casebook.today(planner, "0880") == TODAY
    other = [r.model_copy(update={"id": uuid4(), "municipality": "0128", "shown_as_of": None}) for r in town()[:1]]
    casebook.import_records(planner, other)
    assert casebook.today(planner, "0128") == NOW.date()


def test_a_citizen_may_look_and_not_decide(casebook: Casebook, planner: Actor) -> None:
    citizen = Actor(role=Role.CITIZEN)
    ref = the(casebook, citizen, "Torget").ref
    with pytest.raises(NotAllowed, match="ask a planner"):
        casebook.adopt(citizen, VIEW, ref)
    with pytest.raises(NotAllowed):
        casebook.link(citizen, VIEW, ref, known("patrol"))


def test_a_planner_of_another_municipality_sees_nothing_here(casebook: Casebook) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    assert casebook.municipalities(stranger) == ()
    with pytest.raises(NotAllowed):
        casebook.hotspots(stranger, VIEW)
    with pytest.raises(NotFound):
        casebook.record_of(stranger, known("promise"))


def test_the_exported_chain_tells_what_the_pages_tell(casebook: Casebook, planner: Actor) -> None:
    casebook.link(planner, VIEW, the(casebook, planner, "Torget").ref, known("patrol"))
    (document,) = casebook.export_chain(planner, "0880")
    first = document["hotspots"][0]
    assert (first["name"], first["evidence"]["count"]) == ("Torget", 61)
    (link,) = first["links"]
    assert (link["action"], link["done"], link["target"], link["pace"]) == ("Nattvandring", 1, 24, "behind")
    assert link["responsible"] == [{"party": "Polisen", "role": "lead", "confirmed_on": None}]
    assert {gap["kind"] for gap in document["gaps"]} >= {"not_measurable", "category_unanswered"}


def test_taking_the_same_records_in_twice_changes_nothing(casebook: Casebook, planner: Actor) -> None:
    before = casebook.data_version(planner)
    report = casebook.import_records(planner, town())
    assert (report.added, report.changed, report.unchanged) == (0, 0, len(town()))
    assert casebook.data_version(planner) == before


def test_the_store_is_whole_after_all_deeds(casebook: Casebook, planner: Actor) -> None:
    ref = the(casebook, planner, "Torget").ref
    casebook.link(planner, VIEW, ref, known("patrol"))
    casebook.reject(planner, VIEW, ref, known("walk"))
    casebook.dismiss(planner, VIEW, the(casebook, planner, "Västra").ref, reason="Byggplats")
    assert casebook.check(KEEPER) == []


def test_a_hotspot_that_was_adopted_can_be_dismissed_and_the_store_stays_whole(empty: Casebook, planner: Actor) -> None:
    # a real clock tells microseconds; the store keeps milliseconds
    casebook = Casebook(empty._store, clock=lambda: NOW.replace(microsecond=123_456))
    casebook.import_records(planner, town())
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    casebook.dismiss(planner, VIEW, str(identity), reason=" Byggplats ")
    kept = casebook.record_of(planner, identity)
    assert isinstance(kept, Hotspot)
    assert (kept.state, kept.reason) == (HotspotState.DISMISSED, "Byggplats")
    assert casebook.check(KEEPER) == []


def test_a_table_of_the_whole_municipality_is_not_remembered_as_dwelling_burglaries(
    casebook: Casebook, planner: Actor, shared_data: Path
) -> None:
    table = shared_data / "bra" / "bra_anmalda_kalmar_salem_1996_2025.csv"
    casebook.import_file(planner, ImportKind.BURGLARIES, table, ImportOptions())
    assert {run.import_kind for run in casebook.sources(planner, "0880")} == {"crime-counts"}
