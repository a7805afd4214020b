"""Two periods of a view side by side and as a difference, for the map and for the drawer under it.

The browser gets one answer: a word and a sentence for each area, rates for two small maps, and the tables as HTML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.basis import basis_line, months_period
from dashboard.i18n import NARROW, Translate
from dashboard.markup import markup
from dashboard.parts import attrs, small, swatch, table
from geodata.model import Category
from geodata.studies.area_rates import Standing
from geodata.studies.period_change import Change, Period, PeriodChange, Row

MANIFOLD = 4.0
"""From here on so many times as many say more than a percentage."""
DOUBLE = 2.0
"""From this ratio on, or its inverse, a difference is drawn in the stronger colour."""


def as_fetched(t: Translate, change: PeriodChange, names: Mapping[str, str]) -> dict[str, Any]:
    """What the browser shows: assets/src/map/change.ts, assets/src/karta/compare.ts. names: of the areas, by code."""
    return {
        "periods": _beside(t, change),
        "later": _named(t, change.later),
        "earlier": _named(t, change.earlier),
        "areas": {
            row.code: {
                "said": _standing(row),
                "told": _told(t, row),
                "earlier": _rounded(row.earlier_rate),
                "later": _rounded(row.later_rate),
            }
            for row in change.areas
            if row.code
        },
        "html": markup(drawn(t, change, names)),
    }


def drawn(t: Translate, change: PeriodChange, names: Mapping[str, str]) -> list[Component]:
    """Everything in words and tables; the browser adds two small maps between."""
    areas = [row for row in change.areas if row.earlier or row.later]
    empty = sum(bool(row.code) for row in change.areas) - sum(bool(row.code) for row in areas)
    named = {**names, "": t("compare.outside")}
    return [
        html.H3(_beside(t, change)),
        html.P(
            t(
                "compare.together",
                later=change.together.later,
                earlier=change.together.earlier,
                later_rate=_rate(t, change.together.later_rate),
                earlier_rate=_rate(t, change.together.earlier_rate),
            ),
            className="compare-together",
        ),
        html.P(html.Strong(_sentence(t, change.together)), className="compare-verdict"),
        *[html.P(text, className="notice") for text in _warnings(t, change)],
        html.Div(className="compare-maps", **attrs(data_caption=t("compare.rates_by_area"))),
        *_tables(t, change, "area", [(row, named.get(row.code, row.code)) for row in areas]),
        *([small(t.count("compare.none_left", empty))] if empty else []),
        *_tables(t, change, "category", [(row, _category(t, row)) for row in change.categories]),
        small(basis_line(t, change.basis)),
    ]


def _warnings(t: Translate, change: PeriodChange) -> list[str]:
    said = [t("compare.overlap")] if change.overlap else []
    for period in (change.later, change.earlier):
        if not period.days:
            said.append(t("compare.no_days", period=t.period(period.asked_since, period.asked_until)))
        elif period.is_cut:
            said.append(t("compare.cut", period=t.period(period.since, period.until)))
    if change.one_sided and change.later.days and change.earlier.days:
        said.append(t("compare.one_sided", sources=t.listing([t.label(one) for one in change.one_sided])))
    return said


def _tables(t: Translate, change: PeriodChange, kind: str, rows: Sequence[tuple[Row, Any]]) -> list[Component]:
    """One kind of rows, each with its name: those that differ, and folded those of which nobody can tell.

    kind: "area" or "category".
    """
    ordered = sorted(rows, key=lambda one: _surest(one[0]))
    differ = [(row, name) for row, name in ordered if row.said is not Change.UNDECIDED]
    unsure = [(row, name) for row, name in ordered if row.said is Change.UNDECIDED]
    found = [_table(t, change, kind, differ) if differ else html.P(t(f"compare.no_{kind}"))]
    if unsure:
        summary = html.Summary(t.count(f"compare.unsure_{kind}", len(unsure)))
        found.append(html.Details([summary, _table(t, change, kind, unsure)], className="fold"))
    return found


def _table(t: Translate, change: PeriodChange, kind: str, rows: Sequence[tuple[Row, Any]]) -> Component:
    heads = (
        t(f"compare.{kind}"),
        _named(t, change.earlier),
        _named(t, change.later),
        t("compare.difference"),
        t("compare.said"),
    )
    most = max((rate for row, _ in rows for rate in (row.earlier_rate, row.later_rate) if rate), default=0.0)
    return table(
        t(f"compare.of_{kind}"),
        heads,
        [
            [
                html.Span(name, className="compare-name"),
                _bar(t, row.earlier, row.earlier_rate, most, "is-earlier"),
                _bar(t, row.later, row.later_rate, most, "is-later"),
                _interval(t, row) or "–",
                _verdict(t, row),
            ]
            for row, name in rows
        ],
        cards=True,
    )


def _surest(row: Row) -> tuple[bool, float, int]:
    return row.said is Change.UNDECIDED, 1.0 if row.p is None else row.p, -row.later


def _bar(t: Translate, count: int, rate: float | None, most: float, which: str) -> Component:
    """A count, its rate, and a bar of the rate, whose length the browser sets."""
    share = rate / most if rate and most else 0
    return html.Span(
        [
            html.Strong(t.number(count)),
            html.Span(f" {t('compare.rate', rate=_rate(t, rate))}", className="counted"),
            html.Span(className=f"compare-bar {which}", **attrs(data_share=f"{share:.3f}")),
        ],
        className="compare-count",
    )


def _category(t: Translate, row: Row) -> list[Any]:
    category = Category(row.code)
    return [swatch(category), t.label(category)]


def _verdict(t: Translate, row: Row) -> Component:
    if row.said is Change.UNDECIDED:
        why = f" ({t.label(row.why)})" if row.why else ""
        return html.Span(f"○ {t.label(row.said)}{why}", className="is-missing")
    return html.Span(f"{'▲' if row.said is Change.MORE else '▼'} {t.label(row.said)}", className=f"is-{row.said.value}")


def _standing(row: Row) -> str | None:
    """As the map colours it; None where nobody can tell."""
    if row.said is Change.MORE:
        return (Standing.FAR_ABOVE if row.ratio is None or row.ratio >= DOUBLE else Standing.ABOVE).value
    if row.said is Change.FEWER:
        return (Standing.FAR_BELOW if row.ratio is not None and row.ratio <= 1 / DOUBLE else Standing.BELOW).value
    return None


def _told(t: Translate, row: Row) -> str:
    """One line: "fler: +35 % (+12 % till +62 %)"."""
    return _sentence(t, row).rstrip(".")


def _sentence(t: Translate, row: Row) -> str:
    interval = _interval(t, row)
    if row.said is not Change.UNDECIDED and interval:
        said = t.label(row.said)
        return t("compare.verdict", said=said[:1].upper() + said[1:], interval=interval)
    why = t.label(row.why) if row.why else ""
    return t("compare.undecided_interval", why=why, interval=interval) if interval else t("compare.undecided", why=why)


def _interval(t: Translate, row: Row) -> str | None:
    if row.low is None:
        return None
    low = _percent(t, row.low)
    if row.ratio is None:
        return t("compare.interval_from_none", low=low)
    ratio = _percent(t, row.ratio)
    if row.ratio >= MANIFOLD and row.high is not None:
        ends = {"low": t.number(row.low, 1), "high": t.number(row.high, 0 if row.high >= 2 * MANIFOLD else 1)}
        return t("compare.interval_times", ratio=ratio, **ends)
    if row.high is None:
        return t("compare.interval_open", ratio=ratio, low=low)
    return t("compare.interval", ratio=ratio, low=low, high=_percent(t, row.high))


def _percent(t: Translate, ratio: float) -> str:
    if ratio >= MANIFOLD:
        return t("compare.times", n=t.number(ratio, 0 if ratio >= 2 * MANIFOLD else 1))
    change = round(100 * (ratio - 1))
    return f"{'+' if change > 0 else ''}{t.number(change)}{NARROW}%"


def _rate(t: Translate, rate: float | None) -> str:
    return "–" if rate is None else t.number(rate, 1)


def _beside(t: Translate, change: PeriodChange) -> str:
    return t("compare.beside", later=_named(t, change.later), earlier=_named(t, change.earlier))


def _named(t: Translate, period: Period) -> str:
    """By what was asked for; an end that was left open is the evidence's own."""
    since, until = period.asked_since or period.since, period.asked_until or period.until
    if since and until and (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        return t.period(since, until)
    return months_period(t, since, until)


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)
