"""Two periods as they are told: side by side, as a difference, and only as sure as can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.comparison import as_fetched, drawn
from dashboard.i18n import Language, translate
from geodata.model import SourceType
from geodata.studies.basis import Basis, Method
from geodata.studies.period_change import Change, Period, PeriodChange, Row, WhyUndecided
from tests.dashboard.rendered import words

SV, EN = translate(Language.SV), translate(Language.EN)
LATER = Period(date(2016, 1, 1), date(2016, 12, 31), date(2016, 1, 1), date(2016, 12, 31), 366)
EARLIER = Period(date(2015, 1, 1), date(2015, 12, 31), date(2015, 1, 1), date(2015, 12, 31), 365)
MORE = Row("A1", 20, 50, 1.6, 4.1, 2.5, 1.4, 4.6, 0.001, 0.01, Change.MORE)
FEWER = Row("A2", 60, 40, 4.9, 3.3, 0.66, 0.45, 0.98, 0.03, 0.04, Change.FEWER)
LUCK = Row("A3", 8, 18, 0.7, 1.5, 2.2, 1.01, 5.1, 0.047, 0.4, Change.UNDECIDED, WhyUndecided.LUCK)
NONE = Row("A4", 0, 0, 0.0, 0.0, why=WhyUndecided.NOTHING)
NEW = Row("A5", 0, 30, 0.0, 2.5, None, 8.3, None, 0.0, 0.0, Change.MORE)
TOGETHER = Row("", 88, 138, 7.2, 11.3, 1.56, 1.1, 2.2, 0.01, 0.01, Change.MORE)
NAMES = {"A1": "Malmen", "A2": "Berga", "A3": "Lindsdal", "A4": "Smedby", "A5": "Rinkabyholm"}


def found(**changes: object) -> PeriodChange:
    basis = Basis(
        Method.PERIOD_CHANGE,
        {"level_percent": 95, "false_percent": 5},
        date(2015, 1, 1),
        date(2016, 12, 31),
        ("app",),
        226,
        date(2017, 6, 1),
        made_up=True,
    )
    whole = PeriodChange(LATER, EARLIER, TOGETHER, (MORE, FEWER, LUCK, NONE, NEW), (), (), overlap=False, basis=basis)
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_the_map_is_told_how_much_and_how_sure_each_area_changed() -> None:
    told = as_fetched(SV, found(), NAMES)
    assert {code: area["said"] for code, area in told["areas"].items()} == {
        "A1": "far_above", "A2": "below", "A3": None, "A4": None, "A5": "far_above",
    }  # fmt: skip
    assert told["periods"] == "2016 mot 2015"
    assert told["areas"]["A2"]["told"] == "Färre: −34\u00a0% (−55\u00a0% till −2\u00a0%)"
    assert told["areas"]["A3"]["told"].startswith("Kan inte avgöras, någon sådan väntas av slump bland så många: ")
    assert told["areas"]["A4"]["told"] == "Kan inte avgöras: inget underlag"
    assert told["areas"]["A5"]["told"] == "Fler: från inget, minst 8 gånger"
    assert (told["areas"]["A1"]["earlier"], told["areas"]["A1"]["later"]) == (1.6, 4.1)


def test_a_manifold_is_said_as_times_and_not_as_thousands_of_percent() -> None:
    often = replace(MORE, ratio=5.68, low=2.54, high=14.9)
    told = as_fetched(SV, found(areas=(often,)), NAMES)["areas"]["A1"]["told"]
    assert told == "Fler: 5,7 gånger så många (2,5 till 15)"


def test_both_periods_stand_side_by_side_and_those_that_differ_first() -> None:
    text = words(drawn(SV, found(), NAMES))
    assert "Alla tillsammans: 138 mot 88 underlag, 11,3 mot 7,2 per 30 dagar." in text
    assert text.index("Rinkabyholm") < text.index("Malmen") < text.index("Berga") < text.index("Lindsdal")
    assert "Smedby" not in text
    assert "1 område utan underlag i någon av perioderna visas inte." in text
    assert "1 område där det inte kan avgöras" in text
    assert "Exempeldata." in text
    assert "högst 5 procent vara fel" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"overlap": True}, "Perioderna delar dagar"),
        ({"earlier": replace(EARLIER, since=date(2015, 6, 1), days=214)}, "Underlaget täcker"),
        ({"earlier": replace(EARLIER, since=None, until=None, days=0)}, "Det finns inget underlag från"),
        (
            {"sources": ((SourceType.WALK, 0, 12), (SourceType.APP, 3, 4))},
            "Bara i den ena perioden: Trygghetsvandring.",
        ),
    ],
)
def test_what_weakens_the_comparison_is_said(changes: dict[str, object], said: str) -> None:
    assert said in words(drawn(SV, found(**changes), NAMES))
    assert said not in words(drawn(SV, found(), NAMES))


def test_it_reads_in_english_too() -> None:
    told = as_fetched(EN, found(), NAMES)
    assert told["areas"]["A2"]["told"] == "Fewer: −34\u00a0% (−55\u00a0% to −2\u00a0%)"
    assert "All together: 138 against 88" in told["html"]
