"""Every row of the product's table on Salem: said through the casebook and read back from a page.

What is not here is named in test_kalmar.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from dashboard.i18n import Language, translate
from dashboard.words import done
from geodata.demo import build
from geodata.errors import InvalidRecord
from geodata.linking import GapKind
from geodata.model import (
    Action,
    ActionType,
    Actor,
    Category,
    Communication,
    ControlFocus,
    Counted,
    DwellingType,
    Measure,
    Party,
    ResponsibleRole,
    Role,
    SourceType,
    Tier,
    View,
)
from tests.builders import (
    a_communication,
    a_fire_count,
    an_activity,
)
from tests.dashboard.rendered import PLANNER
from tests.dashboard.rows.reading import KALMAR, SALEM, Reader


def test_salem_hotspots_have_hours_that_are_compared_with_those_of_actions(reader: Reader) -> None:
    card = reader.hotspot(SALEM, "Salem centrum")
    chain = reader.casebook.chain(PLANNER, View(municipality=SALEM), card.ref)
    assert sum(chain.evidence.by_hour) > 0
    assert "Rapporter och fynd per timme" in reader.page(f"/hotspot/{card.ref}", SALEM)
    match = reader.casebook.times_at(PLANNER, View(municipality=SALEM), card.ref)
    assert sum(map(sum, match.by_week_hour)) > 0


def test_salem_who_felt_unsafe_is_a_role_and_never_a_person(reader: Reader) -> None:
    arrow, _ = reader.casebook.evidence_arrow(PLANNER, SALEM)
    assert arrow
    reports = [r for r in build() if r.kind == "report" and r.municipality == SALEM]
    assert {getattr(r, "reporter", None) for r in reports} - {None}


def test_salem_categories_of_the_situation_are_counted_and_unanswered_ones_shown(reader: Reader) -> None:
    unanswered = {g.subject_ref for g in reader.casebook.gaps(PLANNER, SALEM) if g.kind is GapKind.CATEGORY_UNANSWERED}
    assert {Category.VANDALISM.value, Category.ROBBERY.value} <= unanswered
    text = reader.page("/tackning", SALEM)
    assert "Skadegörelse" in text
    assert "Personrån" in text


def test_salem_burglaries_have_a_rate_and_a_trend_by_dwelling_type(reader: Reader) -> None:
    trends = reader.casebook.burglary_trends(PLANNER, SALEM)
    assert trends.basis.rows > 0
    text = reader.page("/statistik", SALEM)
    for kind in ("Villa", "Radhus", "Flerbostadshus"):
        assert kind in text


def test_salem_every_piece_of_evidence_has_its_source_and_intelligence_is_the_polices_assessment(
    reader: Reader,
) -> None:
    sources = {r.source for r in build() if r.kind == "report" and r.municipality == SALEM}  # type: ignore[attr-defined]
    assert {SourceType.SOCIAL_MEDIA, SourceType.MAIL, SourceType.PHONE, SourceType.POLICE_ASSESSMENT} <= sources
    assessed = [r for r in build() if getattr(r, "source", None) is SourceType.POLICE_ASSESSMENT]
    assert {r.tier for r in assessed} == {Tier.POLICE} or Tier.PUBLIC not in {r.tier for r in assessed}
    assert "underrättelse" not in reader.page("/statistik", SALEM).lower()


def test_salem_the_picture_of_unsafe_places_tells_when_each_was_last_confirmed(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.SITUATION_PICTURE)
    assert line.action.title in reader.page("/loften", SALEM)
    card = reader.hotspot(SALEM, "Salem centrum")
    assert "bekräftad" in reader.page(f"/hotspot/{card.ref}", SALEM).lower()


def test_salem_the_operative_group_meets_twelve_times_a_year_by_function(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.OPERATIVE_GROUP)
    assert line.progress.target == 24
    meetings = reader.casebook.meetings(PLANNER, SALEM)
    assert all(one.function for entry in meetings for one in entry.record.attendance)
    assert done(translate(Language.SV), line.progress) in reader.page(f"/atgard/{line.action.id}", SALEM)


def test_salem_targeted_police_work_is_counted_afterwards(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.TARGETED_POLICE_WORK)
    with pytest.raises(InvalidRecord):
        reader.casebook.log_activity(
            PLANNER, an_activity(municipality=SALEM, action_id=line.action.id, done_on=date(2022, 12, 1))
        )
    assert not line.action.place_ids or line.action.tier is not Tier.PUBLIC


def test_salem_school_contacts_say_who_took_the_initiative(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.TARGETED_POLICE_WORK)
    school = next(e.record for e in reader.casebook.entries(PLANNER, Party, SALEM) if "kol" in e.record.name)
    kept = reader.log(line, done_on=date(2022, 5, 4), initiated_by=school.id, partner_ids=(school.id,))
    assert kept.initiated_by == school.id
    assert "2022-05-04" in reader.page(f"/atgard/{line.action.id}", SALEM)


def test_salem_information_against_narcotics_has_channel_and_reach(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.INFORMATION)
    kept = reader.log(
        line,
        done_on=date(2022, 5, 9),
        channel="föräldramöte",
        numbers=(Counted(measure=Measure.REACHED, number=130),),
    )
    assert kept.amount(Measure.REACHED) == 130
    assert "föräldramöte" in reader.page(f"/atgard/{line.action.id}", SALEM)


def test_salem_tobacco_supervision_counts_visits_and_control_purchases_without_shops(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.TOBACCO_SUPERVISION)
    numbers = (Counted(measure=Measure.VISITS, number=4), Counted(measure=Measure.PURCHASES, number=3))
    kept = reader.log(line, done_on=date(2022, 4, 20), numbers=numbers)
    assert (kept.amount(Measure.VISITS), kept.amount(Measure.PURCHASES)) == (4, 3)
    citizen = reader.page(f"/atgard/{line.action.id}", SALEM, Actor(role=Role.CITIZEN))
    assert "2022-04-20" in citizen
    assert all(
        a.record.note is None or a.record.note not in citizen for a in reader.casebook.log_of(PLANNER, line.action.id)
    )


def test_salem_neighbourhood_watch_counts_sessions_newsletters_homes_and_fires(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.NEIGHBOURHOOD_WATCH)
    numbers = (
        Counted(measure=Measure.SESSIONS, number=1),
        Counted(measure=Measure.ISSUES, number=1),
        Counted(measure=Measure.HOUSEHOLDS, number=60, dwelling_type=DwellingType.APARTMENT),
    )
    kept = reader.log(line, done_on=date(2022, 5, 11), numbers=numbers)
    assert kept.amount(Measure.HOUSEHOLDS) == 60
    fires = a_fire_count(municipality=SALEM, area_code="0128C1050")
    reader.casebook.import_records(PLANNER, [fires])
    assert reader.casebook.record_of(PLANNER, fires.id) == fires
    assert "2022-05-11" in reader.page(f"/atgard/{line.action.id}", SALEM)


def test_salem_traffic_controls_are_counted_by_what_they_were_against(reader: Reader) -> None:
    line = reader.action(SALEM, ActionType.TRAFFIC_CONTROL)
    for focus in ControlFocus:
        reader.log(line, done_on=date(2022, 5, 12), focus=focus, numbers=(Counted(measure=Measure.CONTROLS, number=7),))
    assert {e.record.focus for e in reader.casebook.log_of(PLANNER, line.action.id)} >= set(ControlFocus)
    assert "2022-05-12" in reader.page(f"/atgard/{line.action.id}", SALEM)


def test_salem_three_wordings_of_responsibility_are_three_kinds(reader: Reader) -> None:
    roles = {
        frozenset(part.role for part in line.responsible)
        for line in reader.casebook.actions(PLANNER, SALEM)
        if line.responsible
    }
    lead, partner, joint = ResponsibleRole.LEAD, ResponsibleRole.PARTNER, ResponsibleRole.JOINT
    assert {frozenset({lead, partner}), frozenset({joint}), frozenset({lead})} <= roles
    text = reader.page("/loften", SALEM)
    assert "(leder)" in text
    assert "(gemensamt)" in text


def test_salem_goals_have_one_outcome_indicator_each_and_lack_of_one_is_shown(reader: Reader) -> None:
    missing = [g for g in reader.casebook.gaps(PLANNER, SALEM) if g.kind is GapKind.GOAL_WITHOUT_MEASURE]
    assert [g.subject_name for g in missing] == ["Färre bränder i bostäder"]
    assert "Färre bränder i bostäder" in reader.page("/tackning", SALEM)


def test_salem_each_promise_is_rolled_up_with_its_reason(reader: Reader) -> None:
    text = reader.page("/loften", SALEM)
    assert text.count("ej mätbart") >= 3
    assert "Åtgärder:" in text
    assert "Löftet säger inte vad som ska mätas." in text or "inget mål" in text


def test_salem_communication_is_planned_approved_by_a_function_and_published(reader: Reader) -> None:
    plan = a_communication(
        municipality=SALEM,
        id=uuid4(),
        title="Så går det med löftena",
        channel="webb",
        planned_on=date(2022, 5, 20),
        approved_by="kommunikationschef",
        published_on=date(2022, 5, 23),
    )
    reader.casebook.save(PLANNER, plan, base_version=0)
    kept = reader.casebook.entry(PLANNER, Communication, plan.id).record
    assert (kept.approved_by, kept.published_on) == ("kommunikationschef", date(2022, 5, 23))
    assert "Så går det med löftena" in reader.page("/register/communication", SALEM)


def test_the_rows_are_of_actions_that_the_documents_state(reader: Reader) -> None:
    assert len(reader.actions(KALMAR)) == 7
    assert len(reader.actions(SALEM)) == 8
    assert all(isinstance(line.action, Action) for line in reader.casebook.actions(PLANNER, SALEM))


def test_this_file_reads_pages_and_not_its_own_fixtures(reader: Reader, tmp_path: Path) -> None:
    assert not list(tmp_path.iterdir())
    assert "Exempeldata" in reader.page("/loften", KALMAR)
