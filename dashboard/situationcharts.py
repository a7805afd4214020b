"""A lägesbild's charts in words: the same values, units and sources for the screen and for paper.

RULE 1: a bar is a figure of the frozen content, and what is read beside it is what the tables say of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.i18n import Translate
from dashboard.situationsheets import named_sources, promise_name, said
from geodata.paper import Chart, ChartKind, ChartRow, Picture, Sign
from geodata.situation import charts
from geodata.situation.content import ActionPart, AreaLine, Content, Figure

MOST_ROWS = 48
"""Of one chart: more do not go on a sheet of paper."""
_LATE = ((Sign.LATE, "sit.chart.late"),)


def evidence(t: Translate, content: Content) -> Iterator[Picture]:
    """Evidence of each category, now and in the period before."""
    found = charts.by_category(content)
    if not found:
        return
    told = [figure for one in found for figure in (one.now, one.before)]
    rows = tuple(
        ChartRow(
            t.label(one.category) if one.category else "",
            (one.now.value or 0.0, one.before.value or 0.0),
            (said(t, one.now), said(t, one.before)),
        )
        for one in found
    )
    now = t.period(content.since, content.until)
    before = t.period(content.before_since, content.before_until)
    axis = t("sit.chart.evidence_axis")
    chart = Chart(ChartKind.PAIRS, t.language.value, rows, (now, before), axis, _ticks(t, told))
    most = t.listing([f"{row.label} ({row.texts[0]}, {row.texts[1]})" for row in rows[:3]])
    yield Picture(
        "chart-evidence",
        t("sit.chart.evidence_alt", n=len(rows), now=now, before=before, most=most),
        _caption(t, t("sit.chart.evidence", now=now, before=before), told),
        chart=chart,
    )


def rates(t: Translate, content: Content) -> Iterator[Picture]:
    """Areas by their rate of reported burglaries, each with its interval."""
    found = charts.by_rate(content)
    overall = content.burglaries.overall
    if not found or overall.value is None:
        return
    told = [one.rate for one in found]
    line = (overall.value, t("sit.chart.overall", rate=said(t, overall)))
    signs = {one.standing.value for one in found if one.standing}
    words = tuple((sign, t(f"sit.chart.sign.{sign.value}")) for sign in Sign if sign.value in signs)
    ticks = _ticks(t, [*told, overall])
    sheets = [found[n : n + MOST_ROWS] for n in range(0, len(found), MOST_ROWS)]
    for number, chosen in enumerate(sheets, start=1):
        rows = tuple(_rate(t, one) for one in chosen)
        axis = t("sit.unit.per_1000_a_year")
        head = t("sit.chart.rates", since=_months(t, content))
        yield Picture(
            f"chart-rates-{number}",
            t(
                "sit.chart.rates_alt",
                n=len(rows),
                first=f"{rows[0].label} {rows[0].texts[0]}",
                last=f"{rows[-1].label} {rows[-1].texts[0]}",
                overall=said(t, overall),
            ),
            _caption(t, head if len(sheets) == 1 else f"{head} ({number}/{len(sheets)})", told),
            chart=Chart(ChartKind.INTERVALS, t.language.value, rows, (), axis, ticks, line, words),
        )


def _rate(t: Translate, one: AreaLine) -> ChartRow:
    rate = one.rate
    sign = Sign(one.standing.value) if one.standing else None
    return ChartRow(one.name, (rate.value or 0.0,), (said(t, rate),), rate.low, rate.high, sign)


def done(t: Translate, content: Content) -> Iterator[Picture]:
    """How much of what was committed to is done, under the promises."""
    found = charts.done_of_target(content)
    if not found:
        return
    rows = tuple(
        _share(t, one, promise_name(t, group.promise) if group.promise else t("sit.loose"))
        for group in found
        for one in group.actions
    )
    late = any(row.sign is Sign.LATE for row in rows)
    ticks = tuple((float(n), f"{n}\u00a0%") for n in range(0, 101, 25))
    sheets = [rows[n : n + MOST_ROWS // 2] for n in range(0, len(rows), MOST_ROWS // 2)]
    for number, chosen in enumerate(sheets, start=1):
        head = t("sit.chart.done", day=content.as_of)
        yield Picture(
            f"chart-done-{number}",
            t("sit.chart.done_alt", told="; ".join(f"{row.label}: {row.texts[0]}" for row in chosen)),
            head if len(sheets) == 1 else f"{head} ({number}/{len(sheets)})",
            chart=Chart(
                ChartKind.SHARES,
                t.language.value,
                chosen,
                (t("sit.chart.is_done"), t("sit.chart.is_left")),
                t("sit.chart.share"),
                ticks,
                signs=tuple((sign, t(word)) for sign, word in _LATE if late),
            ),
        )


def _share(t: Translate, one: ActionPart, group: str) -> ChartRow:
    told = t(
        "sit.chart.of",
        done=said(t, one.done),
        target=said(t, one.target),
        measure=t(f"measured.{one.measure.value}").lower(),
    )
    told = f"{told}, {t('sit.chart.late')}" if one.is_late else told
    sign = Sign.LATE if one.is_late else None
    return ChartRow(one.title, (one.done.value or 0.0, one.target.value or 1.0), (told,), sign=sign, group=group)


def _ticks(t: Translate, told: Sequence[Figure]) -> tuple[tuple[float, str], ...]:
    values = charts.ticks(charts.highest(told) or 1.0)
    decimals = max((0 if value == int(value) else 1 for value in values), default=0)
    return tuple((value, t.number(value, decimals)) for value in values)


def _months(t: Translate, content: Content) -> str:
    months = content.burglaries.months
    return f"{t.month(months[0])} \u2013 {t.month(months[-1])}"


def _caption(t: Translate, head: str, told: Sequence[Figure]) -> str:
    named = named_sources(t, dict.fromkeys(source for one in told for source in one.sources))
    return f"{head} {t('source.line', source=named)}" if named else head
