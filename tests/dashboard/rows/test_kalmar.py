"""Every row of the product's table on Kalmar: said through the casebook and read back from a page.

What belongs to walks is in test_walks. Not here, because it belongs to what is not built yet: pages that work without
JavaScript and the public timeline (Kalmar: "JavaScript is off"; Salem: follow how it goes), and handing tips and faults
over (Salem: tips to the police, the municipality's fault-report app).
"""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.i18n import Language, translate
from dashboard.words import done
from geodata.errors import InvalidRecord
from geodata.linking import GapKind
from geodata.model import (
    ActionType,
    Actor,
    Agreement,
    Category,
    ContactCard,
    ContactOutcome,
    Counted,
    DwellingType,
    Idea,
    IdeaKind,
    Measure,
    NeighbourhoodWatch,
    Party,
    Role,
)
from geodata.model.evidence import LightingDetails
from tests.builders import (
    a_contact_card,
    a_finding,
    a_neighbourhood_watch,
    an_activity,
    an_agreement,
    an_idea,
)
from tests.dashboard.rendered import PLANNER
from tests.dashboard.rows.reading import KALMAR, Reader


def test_kalmar_two_promises_with_their_period(reader: Reader) -> None:
    text = reader.page("/loften", KALMAR)
    assert "En tryggare stadskärna" in text
    assert "Färre bostadsinbrott" in text
    assert "2016–2017" in text


def test_kalmar_dialogues_are_evidence_that_a_promise_cites(reader: Reader) -> None:
    story = reader.promise(KALMAR, 1)
    assert len(story.evidence) >= 2
    text = reader.page(f"/loften/{story.promise.id}", KALMAR)
    assert story.evidence[0].title in text
    assert story.evidence[0].target_group in text


def test_kalmar_a_named_place_has_a_page_with_its_whole_chain(reader: Reader) -> None:
    text = reader.page(f"/hotspot/{reader.hotspot(KALMAR, 'Larmtorget').ref}", KALMAR).lower()
    for step in ("underlag", "hotspot", "löfte", "åtgärd", "ansvarig", "gjort", "effekt"):
        assert step in text
    assert {"Larmtorget", "Kalmar Centralstation"} <= {p.name for p in reader.casebook.places(PLANNER, KALMAR)}


def test_kalmar_shopping_centres_are_listed_and_ask_to_be_located(reader: Reader) -> None:
    kinds = {g.kind for g in reader.casebook.gaps(PLANNER, KALMAR) if "Köpcentrum" in g.subject_name}
    assert kinds == {GapKind.PLACE_NOT_LOCATED, GapKind.PLACE_UNANSWERED}
    assert "Köpcentrum (ej namngivna)" in reader.page("/tackning", KALMAR)


def test_kalmar_worry_and_reported_burglaries_stand_on_one_axis_with_the_divergence_in_words(reader: Reader) -> None:
    beside = reader.casebook.survey_and_counts(PLANNER, KALMAR)
    assert beside.question == "Oro för att utsättas för bostadsinbrott"
    text = reader.page("/statistik", KALMAR)
    assert beside.question in text
    assert "oron" in text.lower()


def test_kalmar_the_agreement_of_municipality_and_police_is_kept_with_parties_and_date(reader: Reader) -> None:
    parties = [entry.record for entry in reader.casebook.entries(PLANNER, Party, KALMAR)]
    both = tuple(p.id for p in parties if p.name in {"Kalmar kommun", "Polisen i Kalmar"})
    agreement = an_agreement(title="Överenskommelse 2018", party_ids=both, signed_on=date(2016, 4, 14))
    reader.casebook.save(PLANNER, agreement, base_version=0)
    kept = reader.casebook.entry(PLANNER, Agreement, agreement.id).record
    assert (kept.party_ids, kept.signed_on) == (both, date(2016, 4, 14))
    assert "Överenskommelse 2018" in reader.page("/register/agreement", KALMAR)


def test_kalmar_continuous_cooperation_with_a_third_party_has_categories_and_a_log(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.COOPERATION)
    assert {part.party.name for part in line.responsible} >= {"Kalmar City"}
    assert {Category.HARASSMENT, Category.THEFT, Category.DISORDER} <= set(line.action.categories)
    text = reader.page(f"/atgard/{line.action.id}", KALMAR)
    assert "Kalmar City" in text
    assert "löpande" in text.lower()


def test_kalmar_night_patrols_count_shifts_and_adults_and_the_risk_evenings_they_cover(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.NIGHT_PATROL)
    assert line.evenings is not None
    assert line.evenings.passed > 0
    numbers = (Counted(measure=Measure.SHIFTS, number=2), Counted(measure=Measure.ADULTS, number=9))
    reader.log(line, done_on=line.evenings.missed[-1], numbers=numbers)
    after = reader.action(KALMAR, ActionType.NIGHT_PATROL)
    assert after.evenings is not None
    assert after.evenings.covered == line.evenings.covered + 1
    assert "Riskkvällar:" in reader.page(f"/atgard/{line.action.id}", KALMAR)


def test_kalmar_police_presence_is_told_afterwards_only(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.NIGHT_PATROL)
    with pytest.raises(InvalidRecord):
        reader.casebook.log_activity(PLANNER, an_activity(action_id=line.action.id, done_on=date(2017, 12, 1)))
    citizen = reader.page(f"/atgard/{line.action.id}", KALMAR, Actor(role=Role.CITIZEN))
    assert "Riskkvällar" not in citizen


def test_kalmar_at_least_one_safety_walk_is_a_quota_with_a_counter(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.SAFETY_WALK)
    assert line.progress.target == 1
    assert line.progress.done >= 1
    assert {Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT} <= set(line.action.categories)
    assert done(translate(Language.SV), line.progress) in reader.page(f"/atgard/{line.action.id}", KALMAR)


def test_kalmar_a_finding_of_lighting_names_its_lamp(reader: Reader) -> None:
    finding = a_finding(category=Category.LIGHTING, details=LightingDetails(lamp_id="L-1042", is_lit=False))
    reader.casebook.import_records(PLANNER, [finding])
    assert reader.casebook.record_of(PLANNER, finding.id) == finding


def test_kalmar_andt_work_carries_its_substances_and_measures(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.SUPERVISION)
    assert line.action.substances
    kept = reader.log(line, done_on=date(2017, 5, 2), numbers=(Counted(measure=Measure.VISITS, number=6),))
    assert kept.amount(Measure.VISITS) == 6
    assert "2017-05-02" in reader.page(f"/atgard/{line.action.id}", KALMAR)


def test_kalmar_neighbourhood_watch_knows_its_areas_start_and_households(reader: Reader) -> None:
    scheme = a_neighbourhood_watch(
        name="Grannsamverkan Norra vägen",
        starts_on=date(2016, 9, 1),
        households=42,
        dwelling_type=DwellingType.DETACHED,
    )
    reader.casebook.save(PLANNER, scheme, base_version=0)
    kept = reader.casebook.entry(PLANNER, NeighbourhoodWatch, scheme.id).record
    assert (kept.households, kept.starts_on) == (42, date(2016, 9, 1))
    assert "Grannsamverkan Norra vägen" in reader.page("/register/neighbourhood_watch", KALMAR)
    line = reader.action(KALMAR, ActionType.NEIGHBOURHOOD_WATCH)
    assert any("Räddningstjänsten" in part.party.name for part in line.responsible)


def test_kalmar_contacts_with_property_owners_go_from_asked_to_done(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.PROPERTY_OWNER_DIALOGUE)
    place = next(p for p in reader.casebook.places(PLANNER, KALMAR) if p.name == "Stortorget")
    for day, outcome in ((2, ContactOutcome.ASKED), (9, ContactOutcome.AGREED), (16, ContactOutcome.DONE)):
        reader.log(line, done_on=date(2017, 5, day), place_id=place.id, contact_outcome=outcome)
    own = [e.record for e in reader.casebook.log_of(PLANNER, line.action.id) if e.record.place_id == place.id]
    assert {a.contact_outcome for a in own} >= {ContactOutcome.ASKED, ContactOutcome.AGREED, ContactOutcome.DONE}
    assert "Stortorget" in reader.page(f"/atgard/{line.action.id}", KALMAR)


def test_kalmar_information_is_logged_with_channel_date_and_theme(reader: Reader) -> None:
    line = reader.action(KALMAR, ActionType.INFORMATION)
    reader.log(line, done_on=date(2017, 5, 3), channel="kommunens webbplats", themes=(Category.BURGLARY,))
    text = reader.page(f"/atgard/{line.action.id}", KALMAR)
    assert "kommunens webbplats" in text
    assert "2017-05-03" in text


def test_kalmar_views_tips_and_ideas_have_a_reply_deadline_and_a_reply(reader: Reader) -> None:
    idea = an_idea(
        idea_kind=IdeaKind.IDEA,
        received_on=date(2017, 5, 1),
        reply_due_on=date(2017, 5, 15),
        text="Belys gångvägen",
        replied_on=date(2017, 5, 12),
        reply="Gatukontoret ser över lamporna i höst.",
    )
    reader.casebook.save(PLANNER, idea, base_version=0)
    assert reader.casebook.entry(PLANNER, Idea, idea.id).record.reply == idea.reply
    assert "2017-05-15" in reader.form("idea", idea.id, KALMAR) or "Belys" in reader.page("/register/idea", KALMAR)


def test_kalmar_contact_persons_are_functions_with_a_review_date(reader: Reader) -> None:
    party = reader.casebook.entries(PLANNER, Party, KALMAR)[0].record
    card = a_contact_card(function="Kommunpolis", party_id=party.id, review_on=date(2018, 1, 1))
    reader.casebook.save(PLANNER, card, base_version=0)
    assert reader.casebook.entry(PLANNER, ContactCard, card.id).record.review_on == date(2018, 1, 1)
    assert "Kommunpolis" in reader.page("/register/contact_card", KALMAR)


def test_kalmar_what_is_not_stated_is_said_and_not_left_blank(reader: Reader) -> None:
    text = reader.page("/loften", KALMAR)
    assert "ej mätbart" in text
    line = reader.action(KALMAR, ActionType.SAFETY_WALK)
    assert not line.responsible
    assert "ansvarig ej angiven" in reader.page(f"/atgard/{line.action.id}", KALMAR)
