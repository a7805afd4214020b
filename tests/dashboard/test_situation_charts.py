"""A lägesbild's charts say on screen and on paper what its tables say, without colours and to who does not see them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest

from dashboard import situationcharts
from dashboard.figures_situation import drawn
from dashboard.i18n import Language, Translate, translate
from dashboard.paperview import blocks
from dashboard.situationsheets import said
from geodata.demo.situations import kept_file
from geodata.exports.chartdrawing import chart_drawing
from geodata.exports.paper_pdf import paper_pdf
from geodata.exports.typeset import drawable
from geodata.paper import Chart, ChartKind, Paper, Picture, Sign
from geodata.situation.charts import by_category, by_rate, done_of_target
from geodata.situation.content import Content
from geodata.situation.writing import read
from tests.dashboard.rendered import components, props
from tests.hostile import HOSTILE
from tests.tagged import read_tagged

NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
SV, EN = translate(Language.SV), translate(Language.EN)


def content() -> Content:
    return read(kept_file("0880", date(2017, 5, 1)).read_text(encoding="utf-8"))


def all_of(t: Translate, of: Content) -> list[Picture]:
    return [*situationcharts.evidence(t, of), *situationcharts.rates(t, of), *situationcharts.done(t, of)]


def chart(picture: Picture) -> Chart:
    assert picture.chart is not None
    return picture.chart


def on_paper(of: Chart) -> list[str]:
    return [unescape(one) for one in re.findall(r">([^<>]+)</text>", chart_drawing(of).decode())]


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_screen_and_paper_read_the_figures_of_the_tables(t: Translate) -> None:
    of = content()
    evidence, rates, done = (chart(one) for one in all_of(t, of))
    told = {
        ChartKind.PAIRS: [said(t, figure) for one in by_category(of) for figure in (one.now, one.before)],
        ChartKind.INTERVALS: [said(t, one.rate) for one in by_rate(of)],
        ChartKind.SHARES: [said(t, a.done) for one in done_of_target(of) for a in one.actions],
    }
    for one in (evidence, rates, done):
        hovered = [text for trace in drawn(one).data for text in trace.hovertext or ()]
        written = on_paper(one)
        for label, text in ((row.label, text) for row in one.rows for text in row.texts):
            assert text in written
            assert any(text in hover and hover.startswith(label[:6]) for hover in hovered)
        texts = [text for row in one.rows for text in row.texts]
        assert all(asked in text for asked, text in zip(told[one.kind], texts, strict=True))
        assert set(drawn(one).layout.xaxis.ticktext) <= {tick for _, tick in one.ticks}
        assert {tick for _, tick in one.ticks} <= set(written)
        assert one.axis in written


def test_a_chart_tells_its_unit_period_and_source_and_what_it_shows() -> None:
    evidence, rates, done = all_of(SV, content())
    assert "1 maj 2016" in (evidence.caption or "")
    assert "Källa:" in (evidence.caption or "")
    assert "maj 2016 \u2013 april 2017" in (rates.caption or "")
    assert "SCB" in (rates.caption or "")
    assert chart(rates).axis == "per 1\u00a0000 bostäder och år"
    assert "hela kommunen 5,1" in on_paper(chart(rates))
    assert "48 av 48 pass" in done.alt
    for one in (evidence, rates, done):
        (figure,) = (part for part in components(blocks((one,), lambda _: None)) if type(part).__name__ == "Figure")
        names = [props(part).get("aria-label") for part in components(figure)]
        assert one.alt in names


def test_what_is_late_or_stands_out_is_told_by_shape_and_word() -> None:
    _, rates, done = (chart(one) for one in all_of(SV, content()))
    late = [row for row in done.rows if row.sign is Sign.LATE]
    assert late
    assert all(row.texts[0].endswith(", sen") for row in late)
    drawing = chart_drawing(done).decode()
    assert drawing.count("url(#late)") == 1 + sum(row.values[0] > 0 for row in late)
    assert {sign for sign, _ in rates.signs} == {row.sign for row in rates.rows}
    assert {trace.marker.symbol for trace in drawn(rates).data if trace.mode == "markers"} == {
        "triangle-up-open",
        "circle-open",
        "triangle-down-open",
    }


def test_more_areas_than_a_sheet_holds_are_several_charts_with_one_axis() -> None:
    of = content()
    more = tuple(replace(area, code=f"{area.code}-{n}", name=f"{area.name} {n}") for n in range(3) for area in of.areas)
    found = list(situationcharts.rates(SV, replace(of, areas=more)))
    assert [len(chart(one).rows) for one in found] == [48, 48, 3 * len(of.areas) - 96]
    assert len({chart(one).ticks for one in found}) == 1
    assert "(2/3)" in (found[1].caption or "")


def test_of_nothing_there_is_no_chart() -> None:
    assert all_of(SV, replace(content(), evidence=(), areas=(), promises=(), actions=())) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_but_text(text: str) -> None:
    of = content()
    hostile = replace(of, actions=tuple(replace(one, title=text) for one in of.actions))
    (picture,) = situationcharts.done(SV, hostile)
    done = chart(picture)
    paper = Paper("Prov", "sv", "Kommunen", (picture,))
    assert read_tagged(paper_pdf(paper, {}, made_at=NOW)).alts == [drawable(picture.alt)]
    assert not re.search(r"<(?!/?(?:svg|rect|defs|pattern|path|text|circle)\b)", chart_drawing(done).decode())
    figure = drawn(done)
    for told in (*figure.layout.yaxis.ticktext, *(one for trace in figure.data for one in trace.hovertext)):
        assert not re.search(r"<(?!br>)", told)
