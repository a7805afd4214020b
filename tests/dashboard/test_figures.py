"""Figures hold the numbers they are given, say what they show, and tell late from timely without colour."""

from __future__ import annotations

from datetime import date

from dashboard import figures
from dashboard.i18n import Language, translate
from tests.dashboard.rendered import components, props, words
from tests.dashboard.test_chainview import TODAY

SV = translate(Language.SV)


def test_a_month_trend_has_one_bar_per_month() -> None:
    figure = figures.month_trend(SV, [(date(2017, 4, 1), 3), (date(2017, 5, 1), 0)])
    assert list(figure.data[0].x) == ["2017-04-01", "2017-05-01"]
    assert list(figure.data[0].y) == [3, 0]
    assert list(figure.data[0].hovertext) == ["april 2017: 3", "maj 2017: 0"]


def test_an_hour_profile_has_all_hours_of_the_day() -> None:
    figure = figures.hour_profile(SV, [0] * 21 + [5, 4, 3])
    assert list(figure.data[0].y)[21:] == [5, 4, 3]
    assert figure.data[0].hovertext[21] == "kl. 21\u201322: 5"


def test_a_week_begins_on_monday() -> None:
    assert list(figures.weekday_profile(SV, range(7)).data[0].x) == ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]


def test_the_timeline_leaves_its_trace_to_the_browser_and_marks_today_beside_actions() -> None:
    figure = figures.timeline(TODAY, with_today=True)
    assert not figure.data[0].x
    assert [shape.x0 for shape in figure.layout.shapes] == [TODAY.isoformat()]
    assert not figures.timeline(TODAY, with_today=False).layout.shapes


def test_a_framed_figure_says_what_when_and_from_where_and_gives_its_numbers_as_a_table() -> None:
    figure = figures.month_trend(SV, [(date(2017, 5, 1), 1234)])
    frame = figures.framed(SV, figure, title="Rapporter per månad", source="Källa: X.", rows=[("maj 2017", 1234)])
    text = words(frame)
    assert "Källa: X." in text
    assert "1\u00a0234" in text
    pictures = [one for one in components(frame) if getattr(one, "role", None) == "img"]
    assert props(pictures[0])["aria-label"] == "Rapporter per månad"


def test_few_months_have_one_tick_each() -> None:
    assert figures.month_trend(SV, [(date(2026, 10, 1), 35)]).layout.xaxis.dtick == "M1"
    assert figures.month_trend(SV, [(date(2026, month, 1), 1) for month in range(1, 11)]).layout.xaxis.dtick is None
