"""Tables of reports and findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.model import (
    CaseStatus,
    Category,
    Feeling,
    Finding,
    LightingDetails,
    Report,
    ReporterRole,
    SourceType,
    Tier,
    TimePrecision,
)
from tests.files import REPORT_HEADER, REPORT_ROW, write_reports_csv, write_table, write_xlsx
from tests.geodata.sources.conftest import Read

Refused = Callable[..., str]


def only_report(read: Read, path: Path) -> Report:
    parsed = read("reports", path)
    (record,) = parsed.records
    assert parsed.faults == []
    assert isinstance(record, Report)
    return record


def test_a_row_becomes_a_report_with_everything_it_says(read: Read, tmp_path: Path) -> None:
    report = only_report(read, write_reports_csv(tmp_path / "r.csv", {"allvar": "hög", "upplevelse": "otrygg"}))

    assert report.municipality == "0880"
    assert report.category is Category.LIGHTING
    assert report.observed_at == datetime(2017, 3, 5, 20, 30, tzinfo=UTC)
    assert report.precision is TimePrecision.MINUTE
    assert report.position is not None
    assert (report.position.lon, report.position.lat) == (16.36104, 56.66279)
    assert report.source is SourceType.APP
    assert report.reporter is ReporterRole.RESIDENT
    assert report.status is CaseStatus.NEW
    assert report.severity == 3
    assert report.note == "mörkt"
    assert report.external_id == "R1"
    assert report.provenance.file == "r.csv"
    assert report.provenance.row == 2


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Belysning", Category.LIGHTING), ("trasig lampa", Category.LIGHTING), ("Buskar", Category.SHRUBS),
        ("Buskage (skymd sikt)", Category.SHRUBS), ("Burglary", Category.BURGLARY), ("KLOTTER ", Category.GRAFFITI),
        ("tunnel/passage", Category.PASSAGE), ("bicycle theft", Category.BICYCLE_THEFT),
        ("odslig plats", Category.DESERTED),
    ],
)  # fmt: skip
def test_categories_are_understood_in_swedish_and_english(
    read: Read, tmp_path: Path, word: str, category: Category
) -> None:
    assert only_report(read, write_reports_csv(tmp_path / "r.csv", {"kategori": word})).category is category


@pytest.mark.parametrize(
    ("written", "precision", "day"),
    [
        ("2024-03-05", TimePrecision.DAY, (2024, 3, 5)),
        ("5/3 2024", TimePrecision.DAY, (2024, 3, 5)),
        ("5/3/2024", TimePrecision.DAY, (2024, 3, 5)),
        ("20240305", TimePrecision.DAY, (2024, 3, 5)),
        ("5 mars 2024", TimePrecision.DAY, (2024, 3, 5)),
        ("2024-03", TimePrecision.MONTH, (2024, 3, 1)),
        ("mars 2024", TimePrecision.MONTH, (2024, 3, 1)),
        ("2024-03-05T14:30:00Z", TimePrecision.MINUTE, (2024, 3, 5)),
        ("1709641800000", TimePrecision.MINUTE, (2024, 3, 5)),
    ],
)
def test_dates_are_read_in_the_forms_people_write(
    read: Read, tmp_path: Path, written: str, precision: TimePrecision, day: tuple[int, int, int]
) -> None:
    report = only_report(read, write_reports_csv(tmp_path / "r.csv", {"datum": written, "klockslag": ""}))
    assert report.precision is precision
    assert (report.observed_at.year, report.observed_at.month, report.observed_at.day) == day


@pytest.mark.parametrize("written", ["2024-13-05", "31/2 2024", "3/25/2024", "igår", "0024-01-01", "99999999999999"])
def test_a_date_that_cannot_be_is_named_with_its_row_and_column(read: Read, tmp_path: Path, written: str) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {}, {"datum": written}))
    assert len(parsed.records) == 1
    (fault,) = parsed.faults
    assert (fault.row, fault.column, fault.value) == (3, "datum", written)
    assert "2024-03-05" in fault.remedy


def test_a_date_to_come_is_refused(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {}, {"datum": "2127-01-01"}))
    assert "future" in parsed.faults[0].problem


def test_an_unknown_category_is_refused_with_the_nearest_word(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {}, {"kategori": "belysnig"}))
    (fault,) = parsed.faults
    assert (fault.row, fault.column, fault.value) == (3, "kategori", "belysnig")
    assert 'did you mean "belysning"' in fault.remedy.casefold()
    assert parsed.rejected == 1


def test_good_rows_are_kept_beside_bad_ones(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {}, {"lat": "inte"}, {}, {"datum": ""}))
    assert [record.provenance.row for record in parsed.records] == [2, 4]
    assert parsed.read == 4
    assert parsed.rejected == 2
    assert [(fault.row, fault.column) for fault in parsed.faults] == [(3, "lat"), (5, "datum")]


def test_identical_rows_without_ids_stay_separate_and_reading_them_again_gives_the_same_ids(
    read: Read, tmp_path: Path
) -> None:
    rows = [{"id": ""}, {"id": ""}, {"id": "", "kategori": "klotter"}]
    first = read("reports", write_reports_csv(tmp_path / "a.csv", *rows))
    again = read("reports", write_reports_csv(tmp_path / "other name.csv", *rows, encoding="cp1252"))
    assert len({record.id for record in first.records}) == 3
    assert [record.id for record in first.records] == [record.id for record in again.records]
    assert [r.content_digest() for r in first.records] == [r.content_digest() for r in again.records]


def test_a_row_without_an_id_stays_the_same_when_its_status_changes(read: Read, tmp_path: Path) -> None:
    (before,) = read("reports", write_reports_csv(tmp_path / "a.csv", {"id": ""})).records
    (after,) = read("reports", write_reports_csv(tmp_path / "b.csv", {"id": "", "status": "åtgärdad"})).records
    assert before.id == after.id
    assert before.content_digest() != after.content_digest()


def test_an_id_that_comes_again_with_other_content_is_a_fault_of_the_later_row(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {"id": "7"}, {"id": "7", "kategori": "klotter"}))
    (fault,) = parsed.faults
    assert (fault.row, fault.column, fault.value) == (3, "id", "7")
    assert "row 2" in fault.problem
    assert len(parsed.records) == 1


def test_an_id_that_comes_again_with_the_same_content_is_one_report(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {"id": "7"}, {"id": "7"}))
    assert (len(parsed.records), parsed.left_out, parsed.faults) == (1, 1, [])


def test_a_note_with_a_personal_identity_number_is_left_out_and_the_row_kept(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {"kommentar": "Han heter Kim, 811218-9876"}))
    (record,) = parsed.records
    assert isinstance(record, Report)
    assert record.note is None
    (note,) = parsed.notes
    assert note.problem == "note left out: looks like a personal identity number"
    assert note.row == 2
    assert "811218" not in str(note)


def test_a_declined_report_needs_its_reason(read: Read, tmp_path: Path) -> None:
    parsed = read(
        "reports",
        write_reports_csv(tmp_path / "r.csv", {"status": "avböjd", "orsak": "ej vår mark"}, {"status": "avböjd"}),
    )
    assert len(parsed.records) == 1
    assert parsed.faults[0].row == 3
    assert "reason" in parsed.faults[0].problem


def test_a_police_assessment_is_never_public(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"källa": "polisens bedömning"}, {})
    assert [record.tier for record in read("reports", path).records] == [Tier.POLICE, Tier.PUBLIC]
    assert read("reports", path, tier=Tier.PUBLIC).faults[0].row == 2


def test_a_place_name_locates_a_report(read: Read, tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "r.csv",
        ("datum", "kategori", "plats"),
        [("2017-03-05", "klotter", "larmis"), ("2017-03-05", "klotter", "Storgatan")],
    )
    parsed = read("reports", path)
    (record,) = parsed.records
    assert isinstance(record, Report)
    assert record.place_id is not None
    assert record.position is not None
    assert record.accuracy_m == 80
    assert (parsed.faults[0].row, parsed.faults[0].column, parsed.faults[0].value) == (3, "plats", "Storgatan")


def test_an_area_locates_a_report_by_code_or_name(read: Read, tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "r.csv",
        ("datum", "kategori", "område"),
        [
            ("2017-03-05", "klotter", "0880c1030"),
            ("2017-03-05", "klotter", "kvarnholmen"),
            ("2017-03-05", "klotter", "0180X"),
        ],
    )
    parsed = read("reports", path)
    assert [getattr(record, "area_code", None) for record in parsed.records] == ["0880C1030", "0880C1030"]
    assert "import areas first" in parsed.faults[0].remedy
    assert parsed.faults[0].value == "0180X"


def test_without_a_municipality_the_remedy_names_the_option(refused: Refused, tmp_path: Path) -> None:
    assert "--municipality 0880" in refused("reports", write_reports_csv(tmp_path / "r.csv", {}), municipality=None)


def test_a_lost_leading_zero_is_put_back_and_told_once(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"kommunkod": "880"}, {"kommunkod": "880"}, {"kommunkod": "Kalmar"})
    parsed = read("reports", path, municipality=None)
    assert {record.municipality for record in parsed.records} == {"0880"}
    assert [note.row for note in parsed.notes] == [2]
    assert "0880" in parsed.notes[0].problem


def test_a_time_of_day_in_words_keeps_the_day(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {"klockslag": "kväll"}))
    (record,) = parsed.records
    assert isinstance(record, Report)
    assert record.precision is TimePrecision.DAY
    assert parsed.notes[0].column == "klockslag"


def test_safe_places_are_told_from_unsafe_ones(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"trygg": "ja"}, {"trygg": "nej"}, {"trygg": ""})
    feelings = [record.feeling for record in read("reports", path).records if isinstance(record, Report)]
    assert feelings == [Feeling.SAFE, Feeling.UNSAFE, Feeling.UNSAFE]


def test_findings_carry_their_stop_and_lamp(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "f.csv", {"stopp": "4", "lampnummer": "L-17", "källa": ""})
    (finding,) = read("findings", path).records
    assert isinstance(finding, Finding)
    assert finding.stop == 4
    assert finding.details == LightingDetails(lamp_id="L-17")
    assert finding.source is SourceType.WALK


def test_a_workbook_gives_the_same_report_as_the_text_table(read: Read, tmp_path: Path) -> None:
    row = list(REPORT_ROW)
    row[1] = datetime(2017, 3, 5)  # type: ignore[call-overload]  # noqa: DTZ001
    row[4], row[5] = 56.66279, 16.36104  # type: ignore[call-overload]
    workbook = only_report(read, write_xlsx(tmp_path / "r.xlsx", REPORT_HEADER, row, above=("Rapporter 2017", "")))
    table = only_report(read, write_reports_csv(tmp_path / "r.csv", {}))
    assert workbook.id == table.id
    assert workbook.content_digest() == table.content_digest()
    assert workbook.provenance.row == 4


def test_46337_real_points_become_as_many_reports(read: Read, shared_data: Path) -> None:
    path = shared_data / "points" / "police_uk_gm_burglary_2016-02_2017-07.csv"
    parsed = read("reports", path, municipality="9001", allow_outside=True)
    assert parsed.faults == []
    assert len({record.id for record in parsed.records}) == len(parsed.records) == parsed.read == 46_337
    first = parsed.records[0]
    assert isinstance(first, Report)
    assert first.precision is TimePrecision.MONTH
    assert first.category is Category.BURGLARY
    assert first.source is SourceType.REGISTER


def test_points_in_england_are_refused_unless_outside_is_allowed(refused: Refused, shared_data: Path) -> None:
    path = shared_data / "points" / "police_uk_gm_burglary_2016-02_2017-07.csv"
    sentence = refused("reports", path, municipality="9001")
    assert "row 2" in sentence
    assert "--allow-outside" in sentence
