"""Lists of what was done: known by action and day, refused with a remedy, and harmless when read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.model import (
    ActionType,
    Activity,
    Category,
    Commitment,
    CommitmentKind,
    ContactOutcome,
    ControlFocus,
    Measure,
    Substance,
)
from geodata.sources import ImportContext, ParsedFile
from geodata.sources.activities import read_activities
from tests.builders import a_party, an_action
from tests.files import write_table, write_xlsx
from tests.geodata.sources.conftest import KALMAR

PATROL = an_action(
    title="Nattvandring",
    action_type=ActionType.NIGHT_PATROL,
    commitment=Commitment(commitment_kind=CommitmentKind.PER_YEAR, number=20, measure=Measure.SHIFTS),
)
TOBACCO = an_action(title="Tobakstillsyn", action_type=ActionType.TOBACCO_SUPERVISION, commitment=None)
OWNERS = an_action(title="Fastighetsägare", action_type=ActionType.PROPERTY_OWNER_DIALOGUE, commitment=None)
POLICE, MUNICIPALITY = a_party(name="Polisen"), a_party(name="Kalmar kommun")
WHERE = replace(
    KALMAR,
    actions=(PATROL, TOBACCO, OWNERS),
    parties=(POLICE, MUNICIPALITY),
    today={"0880": date(2017, 6, 1)},
)
HEADER = ("Åtgärd", "Datum", "Antal", "Mått")

Take = Callable[..., ParsedFile]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    def read(
        rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, context: ImportContext = WHERE
    ) -> ParsedFile:
        return read_activities(write_table(tmp_path / "logg.csv", header, rows), context)

    return read


def logged(parsed: ParsedFile) -> list[Activity]:
    return [record for record in parsed.records if isinstance(record, Activity)]


def counted(activity: Activity) -> dict[Measure, int]:
    return {one.measure: one.number for one in activity.numbers}


def test_an_action_is_named_by_its_title_or_its_id(take: Take) -> None:
    parsed = take([("nattvandring", "2017-03-04", "1", "pass"), (str(TOBACCO.id), "5/3 2017", "7", "besök")])
    first, second = logged(parsed)
    assert (first.action_id, first.done_on, counted(first)) == (PATROL.id, date(2017, 3, 4), {Measure.SHIFTS: 1})
    assert (second.action_id, second.done_on, counted(second)) == (TOBACCO.id, date(2017, 3, 5), {Measure.VISITS: 7})


def test_a_number_without_a_measure_is_what_the_commitment_counts(take: Take) -> None:
    (one,) = logged(take([("Nattvandring", "2017-03-04", "2", "")]))
    assert counted(one) == {Measure.SHIFTS: 2}


def test_measures_may_have_columns_of_their_own(take: Take) -> None:
    header = ("Åtgärd", "Datum", "Besök", "Kontrollköp", "Anmärkningar", "Medverkande", "ANDT", "Tema", "Plats", "Part")
    row = (
        "Tobakstillsyn",
        "2017-03-04",
        "7",
        "5",
        "0",
        "Polisen; Kalmar kommun",
        "tobak",
        "alkohol",
        "Larmis",
        "Polisen",
    )
    (one,) = logged(take([row], header))
    assert counted(one) == {Measure.VISITS: 7, Measure.PURCHASES: 5, Measure.REMARKS: 0}
    assert one.partner_ids == (POLICE.id, MUNICIPALITY.id)
    assert (one.party_id, one.place_id) == (POLICE.id, KALMAR.places[0].id)
    assert (one.substances, one.themes) == ((Substance.TOBACCO,), (Category.ALCOHOL,))


def test_contacts_have_their_outcome_and_controls_their_focus(take: Take) -> None:
    header = ("Åtgärd", "Datum", "Utfall", "Inriktning")
    rows = [("Fastighetsägare", "2017-03-04", "tackat nej", ""), ("Nattvandring", "2017-03-05", "", "hastighet")]
    contact, control = logged(take(rows, header))
    assert contact.contact_outcome is ContactOutcome.DECLINED
    assert control.focus is ControlFocus.SPEED


def test_a_shift_past_midnight_ends_the_day_after(take: Take) -> None:
    (one,) = logged(take([("Nattvandring", "2017-03-25", "21:00", "02.00")], ("Åtgärd", "Datum", "Från", "Till")))
    assert one.started_at is not None
    assert one.ended_at is not None
    assert (one.started_at.isoformat(), one.ended_at.isoformat()) == (
        "2017-03-25T20:00:00+00:00",
        "2017-03-26T01:00:00+00:00",
    )


FAULTY = {
    "no action": (("", "2017-03-04", "1", ""), "names no action"),
    "unknown action": (("Nattvandringg", "2017-03-04", "1", ""), 'did you mean "Nattvandring"'),
    "no date": (("Nattvandring", "", "1", ""), "has no date"),
    "no such date": (("Nattvandring", "2017-02-30", "1", ""), "not a date that exists"),
    "a day ahead": (("Nattvandring", "2017-06-02", "1", ""), "lies in the future"),
    "a negative number": (("Nattvandring", "2017-03-04", "-1", ""), "not a whole number"),
    "a half": (("Nattvandring", "2017-03-04", "1,5", ""), "not a whole number"),
    "unknown measure": (("Nattvandring", "2017-03-04", "1", "vargar"), "not a known measure"),
    "a measure alone": (("Nattvandring", "2017-03-04", "", "pass"), "without a number"),
    "too many": (("Nattvandring", "2017-03-04", "99999999999", "pass"), "not a whole number"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_row_is_refused_with_a_remedy_and_the_good_one_kept(take: Take, name: str) -> None:
    row, sentence = FAULTY[name]
    parsed = take([row, ("Nattvandring", "2017-03-04", "1", "pass")])
    assert (len(parsed.records), parsed.rejected) == (1, 1)
    assert parsed.faults[0].row == 2
    assert parsed.faults[0].remedy
    assert sentence in str(parsed.faults[0])


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        ("Plats", "Okända torget", "not a known place"),
        ("Område", "0880X", "not a known area"),
        ("Part", "Brandkåren", "is no party"),
        ("Medverkande", "Polisen, Ingen", "is no party"),
        ("Initiativ", "Ingen", "is no party"),
        ("Från", "25:99", "not a time of day"),
        ("Utfall", "kanske", "not a known outcome"),
        ("Inriktning", "kanske", "not a known focus"),
        ("ANDT", "kaffe", "not a known substance"),
        ("Tema", "väder", "not a known category"),
        ("Kanal", "ring 070-123 45 67", "looks like a telephone number"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named_with_its_column(
    take: Take, heading: str, cell: str, sentence: str
) -> None:
    parsed = take(
        [("Nattvandring", "2017-03-04", cell), ("Nattvandring", "2017-03-04", "")], ("Åtgärd", "Datum", heading)
    )
    (fault,) = parsed.faults
    assert (fault.row, fault.column) == (2, heading)
    assert sentence in fault.problem


def test_a_note_that_names_a_person_is_left_out_and_told(take: Take) -> None:
    parsed = take([("Nattvandring", "2017-03-04", "Ring Kalle, 070-123 45 67")], ("Åtgärd", "Datum", "Anteckning"))
    (one,) = logged(parsed)
    assert one.note is None
    assert "telephone number" in parsed.notes[0].problem


def test_the_same_file_twice_gives_the_same_records(take: Take) -> None:
    rows = [("Nattvandring", "2017-03-04", "1", "pass")] * 3 + [("Tobakstillsyn", "2017-03-04", "4", "besök")]
    first, again = take(rows), take(rows)
    assert [record.id for record in first.records] == [record.id for record in again.records]
    assert len({record.id for record in first.records}) == 4


def test_a_row_with_an_id_keeps_its_activity_when_the_rest_changes(take: Take) -> None:
    header = (*HEADER, "Externt id")
    (before,) = take([("Nattvandring", "2017-03-04", "1", "pass", "A1")], header).records
    (after,) = take([("Tobakstillsyn", "2017-04-04", "3", "besök", "A1")], header).records
    assert before.id == after.id
    twice = take(
        [("Nattvandring", "2017-03-04", "1", "pass", "A1"), ("Nattvandring", "2017-03-05", "1", "pass", "A1")], header
    )
    assert (len(twice.records), twice.rejected) == (1, 1)
    same = take([("Nattvandring", "2017-03-04", "1", "pass", "A1")] * 2, header)
    assert (len(same.records), same.left_out, same.rejected) == (1, 1, 0)


def test_two_actions_of_one_name_are_told_apart_by_their_id(take: Take) -> None:
    twin = an_action(title="Nattvandring")
    context = replace(WHERE, actions=(PATROL, twin))
    parsed = take([("Nattvandring", "2017-03-04", "1", ""), (str(twin.id), "2017-03-04", "1", "")], context=context)
    assert [one.action_id for one in logged(parsed)] == [twin.id]
    assert "name of 2" in parsed.faults[0].problem


def test_a_workbook_is_read_like_a_text(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "logg.xlsx", HEADER, ("Nattvandring", date(2017, 3, 4), 1, "pass"))
    (one,) = logged(read_activities(path, WHERE))
    assert (one.done_on, counted(one)) == (date(2017, 3, 4), {Measure.SHIFTS: 1})


def test_an_action_of_another_municipality_is_not_found(take: Take) -> None:
    salem = an_action(title="Salems vandring", municipality="0128")
    parsed = take(
        [("Salems vandring", "2017-03-04", "1", ""), ("Nattvandring", "2017-03-04", "1", "")],
        context=replace(WHERE, actions=(PATROL, salem)),
    )
    assert "is no action" in parsed.faults[0].problem
