"""Figures of the statistics hold the numbers they are given, and tell no series by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from dashboard import figures_statistics
from dashboard.i18n import Language, translate
from geodata.model import AreaKind, BurglaryCount, DwellingType, Outcome, SurveyResult
from geodata.studies.area_rates import AreaRates, area_rates
from geodata.studies.burglaries import BurglaryBook, months_between
from geodata.studies.burglary_trends import BurglaryTrends, burglary_trends
from geodata.studies.surveys import SurveyBesideCounts, survey_and_counts
from tests.builders import a_provenance, a_survey_result, an_area
from tests.geodata.studies.counting import counted

SV = translate(Language.SV)
TODAY = date(2017, 1, 5)
MONTHS = tuple(months_between(date(2015, 1, 1), date(2016, 12, 1)))
HOUSE = an_area(code="A", dwellings=1200, dwellings_detached=600, dwellings_terraced=0, dwellings_apartment=600)


def counts(**changes: object) -> list[BurglaryCount]:
    return [
        counted("A", place % 4, month, dwelling_type=kind, outcome=outcome, **changes)
        for place, month in enumerate(MONTHS)
        for kind in (DwellingType.DETACHED, DwellingType.APARTMENT)
        for outcome in (Outcome.COMPLETED, Outcome.ATTEMPTED)
    ]


def trends(told: Sequence[BurglaryCount]) -> BurglaryTrends:
    return burglary_trends([HOUSE], BurglaryBook(told, [HOUSE]), today=TODAY)


def rates(numbers: Sequence[int]) -> AreaRates:
    areas = [an_area(code=f"A{i:02}", name=f"Område {i}", dwellings=400 + 100 * i) for i in range(len(numbers))]
    told = [counted(area.code, n) for area, n in zip(areas, numbers, strict=True)]
    return area_rates(areas, BurglaryBook(told, areas), today=TODAY)


def test_each_type_has_a_panel_with_its_name_and_months() -> None:
    figure = figures_statistics.months_by_type(SV, trends(counts()))
    assert [list(trace.y)[:5] for trace in figure.data] == [[0, 2, 4, 6, 0]] * 2
    assert {"Villa", "Flerbostadshus"} <= {note.text for note in figure.layout.annotations}
    assert figure.data[0].hovertext[1] == "februari 2015: 2"


def test_preliminary_months_are_hatched_marked_and_named() -> None:
    told = [one.model_copy(update={"is_preliminary": one.month >= MONTHS[-2]}) for one in counts()]
    figure = figures_statistics.months_by_type(SV, trends(told))
    assert list(figure.data[0].marker.pattern.shape)[-3:] == ["", "/", "/"]
    assert figure.data[0].hovertext[-1] == "december 2016: 6, prel."
    assert [shape.x0 for shape in figure.layout.shapes] == ["2016-10-17"]
    assert "prel." in [note.text for note in figure.layout.annotations]


def test_a_change_of_source_is_a_line_through_the_months() -> None:
    new = a_provenance(source="Nytt system")
    told = [one.model_copy(update={"provenance": new}) if one.month >= MONTHS[9] else one for one in counts()]
    for draw in (figures_statistics.months_by_type, figures_statistics.outcomes):
        figure = draw(SV, trends(told))
        assert "ny källa" in [note.text for note in figure.layout.annotations]
        assert figure.layout.shapes[0].line.dash == "dash"


def test_rates_of_types_differ_in_dash_and_marker_and_begin_where_they_can_be_told() -> None:
    figure = figures_statistics.rolling_rates(SV, trends(counts()))
    assert [trace.name for trace in figure.data] == ["Villa", "Flerbostadshus"]
    assert len({trace.line.dash for trace in figure.data}) == len({trace.marker.symbol for trace in figure.data}) == 2
    assert figure.data[0].x[0] == "2015-12-01"
    assert figure.data[0].y[0] == pytest.approx(1000 * 36 / 600)


def test_types_without_known_dwellings_are_rated_together() -> None:
    area = an_area(code="A", dwellings=1200)
    found = burglary_trends([area], BurglaryBook(counts(), [area]), today=TODAY)
    assert [trace.name for trace in figures_statistics.rolling_rates(SV, found).data] == ["Alla bostadstyper"]
    assert len(figures_statistics.months_by_type(SV, found).data) == 2


def test_attempts_stand_on_completed_ones_with_a_pattern() -> None:
    figure = figures_statistics.outcomes(SV, trends(counts()))
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", "/"]
    assert figure.layout.barmode == "stack"


def test_a_season_has_twelve_months_by_name() -> None:
    figure = figures_statistics.season(SV, trends(counts()).season)
    assert len(figure.data[0].y) == 12
    assert figure.layout.xaxis.ticktext[:3] == ("jan", "feb", "mar")


def test_areas_of_the_funnel_tell_their_code_and_stand_out_by_shape() -> None:
    told = rates([3, 4, 3, 60, 5, 4, 3, 4, 5, 6, 4])
    figure = figures_statistics.funnel(SV, told, "A01")
    points = figure.data[-1]
    assert list(points.customdata)[:2] == ["A00", "A01"]
    assert points.marker.symbol[3] == "triangle-up"
    assert set(points.marker.symbol) == {"triangle-up", "circle-open"}
    assert {note.text for note in figure.layout.annotations} == {"Område 3", "<b>Område 1</b>"}
    assert points.hovertext[3].endswith("långt över")


def test_a_funnel_of_nothing_counted_has_points_and_no_limits() -> None:
    figure = figures_statistics.funnel(SV, rates([0, 0, 0]))
    assert list(figure.data[-1].y) == [0, 0, 0]
    assert not figure.data[0].x


def beside(results: Sequence[SurveyResult], told: Sequence[BurglaryCount] = ()) -> SurveyBesideCounts:
    area = an_area(code="A", area_kind=AreaKind.REGSO)
    return survey_and_counts(results, BurglaryBook(told, [area]), area_code="A", area_name="Området", today=TODAY)


def wave(year: int, value: float | None, **changes: object) -> SurveyResult:
    facts = {"area_code": "A", "wave": str(year), "asked_on": date(year, 3, 1), "value": value, "low": None}
    return a_survey_result(**{**facts, "high": None, "question": "Oro", **changes})


def test_waves_of_another_method_are_another_line_and_a_break_is_drawn() -> None:
    results = [wave(2013, 20.0), wave(2014, 22.0), wave(2015, 40.0, method="webb"), wave(2016, 41.0, method="webb")]
    figure = figures_statistics.survey_beside_counts(SV, beside(results))
    assert [list(trace.y) for trace in figure.data] == [[20.0, 22.0], [40.0, 41.0]]
    assert "annan metod" in [note.text for note in figure.layout.annotations]


def test_a_wave_without_a_value_is_no_point() -> None:
    figure = figures_statistics.survey_beside_counts(SV, beside([wave(2014, 22.0), wave(2015, None)]))
    assert [list(trace.y) for trace in figure.data] == [[22.0]]


def test_where_no_counts_may_be_seen_the_waves_stand_alone() -> None:
    figure = figures_statistics.survey_beside_counts(SV, beside([wave(2015, 20.0), wave(2016, 22.0)]))
    assert "yaxis2" not in figure.layout.to_plotly_json()
    assert {note.text for note in figure.layout.annotations} == {"Andel, %"}


def test_reports_stand_under_the_survey_with_holes_where_they_are_not_known() -> None:
    told = [counted("A", 3, month) for month in MONTHS if month != MONTHS[4]]
    figure = figures_statistics.survey_beside_counts(SV, beside([wave(2015, 20.0), wave(2016, 22.0)], told))
    assert list(figure.data[1].y)[3:6] == [3, None, 3]
    assert figure.data[1].hovertext[4] == "maj 2015: uppgift saknas"
