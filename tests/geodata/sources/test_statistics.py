"""Burglaries per area, Brå's tables and surveys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geodata.model import BurglaryCount, CrimeCount, DwellingType, Outcome, SurveyResult, SurveyUnit, Tier
from tests.files import write_burglaries_csv, write_surveys_csv, write_table, write_xlsx
from tests.geodata.sources.conftest import Read

Refused = Callable[..., str]


def burglaries(read: Read, path: Path) -> list[BurglaryCount]:
    parsed = read("burglaries", path)
    assert parsed.faults == []
    return [record for record in parsed.records if isinstance(record, BurglaryCount)]


def test_a_burglary_row_becomes_a_count(read: Read, tmp_path: Path) -> None:
    path = write_burglaries_csv(tmp_path / "b.csv", ("0880C1030", "2016-03", "Villa", "Fullbordat", "3"))
    (count,) = burglaries(read, path)
    assert (count.municipality, count.area_code, count.month) == ("0880", "0880C1030", date(2016, 3, 1))
    assert (count.dwelling_type, count.outcome, count.count) == (DwellingType.DETACHED, Outcome.COMPLETED, 3)
    assert count.tier is Tier.MUNICIPALITY


@pytest.mark.parametrize(
    ("written", "count", "is_suppressed"),
    [("0", 0, False), ("-", 0, False), ("..", None, False), ("", None, False), ("<5", None, True), ("1-4", None, True),
     ("1 234", 1234, False), ("12,0", 12, False)],
)  # fmt: skip
def test_nil_missing_and_suppressed_are_three_things(
    read: Read, tmp_path: Path, written: str, count: int | None, is_suppressed: bool
) -> None:
    path = write_burglaries_csv(tmp_path / "b.csv", ("Kvarnholmen", "mars 2016", "radhus", "försök", written))
    (found,) = burglaries(read, path)
    assert (found.count, found.is_suppressed) == (count, is_suppressed)
    assert found.dwelling_type is DwellingType.TERRACED


def test_completed_and_attempted_may_stand_in_columns_of_their_own(read: Read, tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "b.csv",
        ("Område", "Månad", "År", "Bostadstyp", "Fullbordade", "Försök", "Prel."),
        [("Malmen", "Maj", "2016", "flerbostadshus", "4", "1", "x"), ("Malmen", "6", "2016", "", "2", "-", "")],
    )
    found = burglaries(read, path)
    assert [(c.month.month, c.outcome, c.count, c.is_preliminary) for c in found] == [
        (5, Outcome.COMPLETED, 4, True), (5, Outcome.ATTEMPTED, 1, True),
        (6, Outcome.COMPLETED, 2, False), (6, Outcome.ATTEMPTED, 0, False),
    ]  # fmt: skip
    assert [c.dwelling_type for c in found] == [DwellingType.APARTMENT] * 2 + [None] * 2


def test_a_workbook_that_turned_a_range_into_a_date_is_told(read: Read, tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "b.xlsx",
        ("område", "månad", "antal"),
        ("0880C1030", date(2016, 3, 1), date(2016, 4, 1)),
        ("0880C1030", date(2016, 4, 1), 2),
    )
    parsed = read("burglaries", path)
    assert len(parsed.records) == 1
    assert (parsed.faults[0].row, parsed.faults[0].column) == (2, "antal")
    assert "1-4" in parsed.faults[0].problem


def test_an_unknown_area_says_that_areas_come_first(read: Read, refused: Refused, tmp_path: Path) -> None:
    path = write_burglaries_csv(
        tmp_path / "b.csv", ("0880C1030", "2016-03", "", "", "1"), ("0180X", "2016-03", "villa", "", "1")
    )
    (fault,) = read("burglaries", path).faults
    assert (fault.row, fault.column, fault.value) == (3, "område", "0180X")
    assert "import areas first" in fault.remedy
    assert "import areas first" in refused("burglaries", path, areas=())


def test_the_same_key_twice_is_a_fault_unless_it_says_the_same(read: Read, tmp_path: Path) -> None:
    row = ("0880C1030", "2016-03", "villa", "försök", "1")
    path = write_burglaries_csv(tmp_path / "b.csv", row, row, (*row[:4], "2"))
    parsed = read("burglaries", path)
    assert (len(parsed.records), parsed.left_out) == (1, 1)
    assert parsed.faults[0].row == 4
    assert "row 2" in parsed.faults[0].problem


def test_reading_burglaries_again_gives_the_same_records(read: Read, tmp_path: Path) -> None:
    row = ("0880C1030", "2016-03", "villa", "försök", "1")
    once = burglaries(read, write_burglaries_csv(tmp_path / "a.csv", row))
    again = burglaries(read, write_burglaries_csv(tmp_path / "b.csv", row))
    assert [(r.id, r.content_digest()) for r in once] == [(r.id, r.content_digest()) for r in again]


@pytest.mark.parametrize(
    ("cells", "column"),
    [(("0880C1030", "2016-15", "", "", "1"), "månad"), (("0880C1030", "2016-03", "slott", "", "1"), "bostadstyp"),
     (("0880C1030", "2016-03", "", "kanske", "1"), "utfall"), (("0880C1030", "2016-03", "", "", "-3"), "antal"),
     (("0880C1030", "2016-03", "", "", "1,5"), "antal"), (("", "2016-03", "", "", "1"), "område"),
     (("0880C1030", "2127-03", "", "", "1"), "månad")],
)  # fmt: skip
def test_a_burglary_row_that_cannot_be_is_a_fault_of_its_column(
    read: Read, tmp_path: Path, cells: tuple[str, ...], column: str
) -> None:
    parsed = read("burglaries", write_burglaries_csv(tmp_path / "b.csv", ("Malmen", "2016-03", "", "", "1"), cells))
    (fault,) = parsed.faults
    assert (fault.row, fault.column) == (3, column)


def test_the_collected_yearly_series_keeps_all_burglary_apart_from_dwelling_burglary(
    read: Read, shared_data: Path
) -> None:
    parsed = read("crime-counts", shared_data / "bra" / "bra_anmalda_kalmar_salem_1996_2025.csv", municipality=None)
    counts = [record for record in parsed.records if isinstance(record, CrimeCount)]
    assert (len(counts), parsed.faults) == (360, [])
    first = counts[0]
    assert (first.municipality, first.year, first.month, first.count, first.per_100k) == ("0128", 1996, None, 218, 1690)
    assert first.offence == "Stöld genom inbrott"
    assert not any("bostad" in count.offence for count in counts)


def test_the_statistics_database_rows_of_the_whole_country_are_left_out(read: Read, shared_data: Path) -> None:
    yearly = read("crime-counts", shared_data / "bra" / "sol_dbfil_ar.latin1.txt")
    assert (yearly.read, yearly.left_out, yearly.records, yearly.faults) == (19, 19, [], [])
    assert "Hela landet" in yearly.notes[0].problem
    monthly = read("burglaries", shared_data / "bra" / "sol_dbfil_manad.latin1.txt")
    assert (monthly.read, monthly.left_out) == (3, 3)
    assert "taken in as crime counts" in monthly.notes[0].problem


SOL = """Region;Brott;År;Period;Antal;/100 000 inv
Kalmar kommun;8 kap. Stöld, rån m.m.;2026 prel.;Maj;..;..;
Kalmar kommun;8 kap. Stöld, rån m.m., därav inbrottsstöld i bostad;2026 prel.;Maj;4;6;
Kalmar kommun;8 kap. Stöld, rån m.m., därav inbrottsstöld i bostad;2026 prel.;Maj;4;6;
Salems kommun;8 kap. Stöld, rån m.m., därav inbrottsstöld i bostad;2025;Okt;-;-;
Kalmar kommun;0950 - Befogenhetsbedrägeri;År;2024;13;19;
Ankeborgs kommun;0950 - Befogenhetsbedrägeri;År;2024;13;19;
"""


def test_the_statistics_database_export_is_read_with_its_traps(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sol.txt"
    path.write_bytes(SOL.encode("latin-1"))
    parsed = read("crime-counts", path)
    dwelling = "8 kap. Stöld, rån m.m., därav inbrottsstöld i bostad"
    assert [
        (c.municipality, c.offence, c.year, c.month, c.count, c.is_preliminary)
        for c in parsed.records
        if isinstance(c, CrimeCount)
    ] == [
        ("0880", dwelling, 2026, 5, 4, True),
        ("0128", dwelling, 2025, 10, 0, False),
        ("0880", "0950 - Befogenhetsbedrägeri", 2024, None, 13, False),
    ]
    assert parsed.left_out == 2
    assert (parsed.faults[0].row, parsed.faults[0].value) == (7, "Ankeborgs kommun")


def test_the_yearly_table_of_municipalities_is_read_in_both_shapes(
    read: Read, refused: Refused, shared_data: Path, tmp_path: Path
) -> None:
    (ale,) = read("crime-counts", shared_data / "bra" / "kommun_csv_2021_first_row.csv").records
    assert isinstance(ale, CrimeCount)
    assert (ale.municipality, ale.year, ale.count, ale.per_100k) == ("1440", 2021, 2731, 8547)
    assert "headers only" in refused("crime-counts", shared_data / "bra" / "kommun_csv_2023plus_header_only.csv")
    body = "Kommun;Antal;Per 100 000 inv.\r\nKalmar;9\u00a0308;12 771\r\nMalung–Sälens kommun;1 000;9 000\r\n"
    path = tmp_path / "anmalda_2024.csv"
    path.write_bytes(body.encode("utf-8-sig"))
    assert [(c.municipality, getattr(c, "count", 0)) for c in read("crime-counts", path).records] == [
        ("0880", 9308), ("2023", 1000),
    ]  # fmt: skip
    nameless = tmp_path / "anmalda.csv"
    nameless.write_bytes(path.read_bytes())
    assert "put the year in its name" in refused("crime-counts", nameless)


def test_another_table_is_not_taken_for_one_of_bra(refused: Refused, shared_data: Path) -> None:
    assert "Databasfil" in refused("crime-counts", shared_data / "bra" / "sol_ids.csv")


def test_a_survey_row_becomes_a_result(read: Read, tmp_path: Path) -> None:
    row = ("Kvarnholmen", "2016", "Otrygg ute sent på kvällen", "23,5", "20,1", "26,9", "412")
    (result,) = read("surveys", write_surveys_csv(tmp_path / "s.csv", row)).records
    assert isinstance(result, SurveyResult)
    assert (result.area_code, result.wave, result.unit) == ("0880C1030", "2016", SurveyUnit.SHARE)
    assert (result.value, result.low, result.high, result.sample_size) == (23.5, 20.1, 26.9, 412)


def test_a_margin_of_error_becomes_an_interval(read: Read, tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "s.csv",
        ("område", "år", "fråga", "andel (%)", "felmarginal"),
        [("0880", "2016", "Otrygg", "2 %", "3")],
    )
    (result,) = read("surveys", path).records
    assert isinstance(result, SurveyResult)
    assert (result.area_code, result.value, result.low, result.high) == ("0880", 2, 0, 5)


@pytest.mark.parametrize(
    ("cells", "words"),
    [(("Malmen", "2016", "Otrygg", "123", "", "", ""), "between 0 and 100"),
     (("Malmen", "2016", "Otrygg", "20", "30", "40", ""), "does not hold the value"),
     (("Malmen", "2016", "Otrygg", "tjugo", "", "", ""), "not a number"),
     (("Malmen", "", "Otrygg", "20", "", "", ""), "has no wave"),
     (("Malmen", "2016", "", "20", "", "", ""), "has no question"),
     (("Malmen", "2015", "Otrygg", "20", "", "", ""), "row 2, differently"),
     (("Okänd by", "2016", "Otrygg", "20", "", "", ""), "not a known area")],
)  # fmt: skip
def test_a_survey_row_that_cannot_be_is_a_fault(read: Read, tmp_path: Path, cells: tuple[str, ...], words: str) -> None:
    path = write_surveys_csv(tmp_path / "s.csv", ("Malmen", "2015", "Otrygg", "21", "", "", "9"), cells)
    (fault,) = read("surveys", path).faults
    assert fault.row == 3
    assert words in str(fault)
