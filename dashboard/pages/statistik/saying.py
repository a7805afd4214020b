"""What the statistics say, in sentences: the figures stand in them, and the word is a label on top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.basis import months_period
from dashboard.i18n import Translate
from dashboard.pages.statistik.shown import Shown
from geodata.model import SurveyUnit
from geodata.studies.area_rates import AreaRate, AreaRates, Standing
from geodata.studies.burglaries import last_day
from geodata.studies.burglary_trends import Break, BreakKind, BurglaryTrends, Heading, Series
from geodata.studies.near_repeats import NearRepeats
from geodata.studies.surveys import Change, SurveyBesideCounts

MOST_NAMES = 4
MOST_PERCENT = 900
"""Beyond this a percentage says only that little is known."""


def percent(t: Translate, factor: float) -> str:
    """A factor as a change in percent with its sign: +12."""
    change = round(100 * (factor - 1))
    if change > MOST_PERCENT:
        return f"> +{t.number(MOST_PERCENT)}"
    return f"{'+' if change > 0 else ''}{t.number(change)}"


def direction(t: Translate, series: Series) -> str:
    """Whether reports grow, with the factor's interval."""
    slope = series.slope
    if slope is None:
        return t("stat.too_little")
    ends = {"low": percent(t, slope.low), "high": percent(t, slope.high)}
    if series.heading is Heading.UNDECIDED:
        return t("stat.undecided", **ends)
    return t(f"stat.{series.heading.value}", percent=t.number(abs(round(100 * (slope.yearly - 1)))), **ends)


def slope_basis(t: Translate, series: Series) -> str:
    """Which months and areas the direction was told from; "" where it was not told."""
    if series.slope is None or series.slope_since is None or not series.months:
        return ""
    return t(
        "stat.slope_basis",
        period=months_period(t, series.slope_since, series.slope_until),
        n=series.slope_areas,
        all=series.months[-1].areas,
    )


def period_of(t: Translate, months: Sequence[date]) -> str:
    """The months from first to last."""
    return months_period(t, months[0], last_day(months[-1])) if months else t("period.none")


def brief(t: Translate, shown: Shown) -> list[str]:
    """The answer before any figure: how many, how often, which way, what stands out."""
    trends = shown.trends
    months = [month.month for month in trends.whole.months]
    key = "stat.count" if trends.whole.is_whole else "stat.count_least"
    # a month of which one type is not known still has those that are
    least = max(trends.whole.count, sum(series.count for series in trends.by_type))
    said = [t.count(key, least, where=shown.where, period=period_of(t, months))]
    said.append(_rate(t, shown))
    said.append(direction(t, trends.whole))
    said.append(_outstanding(t, shown))
    return [one for one in said if one]


def counted(t: Translate, series: Series) -> str:
    """How many, or at least how many."""
    return t.number(series.count) if series.is_whole else t("stat.at_least", n=series.count)


def _rate(t: Translate, shown: Shown) -> str:
    if shown.area is None:
        overall = shown.all_types.overall
        return "" if overall is None else t("stat.rate_whole", rate=t.number(overall, 1))
    own = shown.all_types.of(shown.area.code)
    if own is None:
        # a larger area than those of the funnel
        known = [(m.count or 0, m.dwelling_years) for m in shown.trends.whole.months if m.dwelling_years]
        years = sum(at_risk for _, at_risk in known)
        return t("stat.rate_whole", rate=t.number(1000 * sum(n for n, _ in known) / years, 1)) if years else ""
    if own.per_1000 is None:
        return t("stat.no_rate", why=t.label(own.left_out)) if own.left_out else ""
    return t("stat.rate", rate=t.number(own.per_1000, 1), low=_one(t, own.low), high=_one(t, own.high))


def _outstanding(t: Translate, shown: Shown) -> str:
    rates = shown.all_types
    if rates.overall is None:
        return ""
    if shown.area is not None:
        own = rates.of(shown.area.code)
        if own is None or own.standing is None:
            return ""
        key = "stat.standing_within" if own.standing is Standing.WITHIN else "stat.standing"
        return t(key, name=own.name, standing=t.label(own.standing), overall=t.number(rates.overall, 1))
    high = outstanding(rates)
    if not high:
        return t("stat.out_none") if rates.limits else ""
    names = [area.name for area in high[:MOST_NAMES]]
    more = ["…"] if len(high) > MOST_NAMES else []
    return t.count("stat.out_up", len(high), names=", ".join([*names, *more]) if more else t.listing(names))


def outstanding(rates: AreaRates) -> list[AreaRate]:
    """Areas above the funnel, the highest first."""
    high = [area for area in rates.areas if area.standing in {Standing.ABOVE, Standing.FAR_ABOVE}]
    return sorted(high, key=lambda area: -(area.per_1000 or 0.0))


def breaks(t: Translate, trends: BurglaryTrends) -> list[str]:
    """What cannot be compared across, and what is not whole, one sentence each."""
    said = [_break(t, one, trends) for one in trends.breaks]
    partly = [month.month for month in trends.whole.months if not month.is_whole]
    if partly:
        named = t.listing([t.month(month) for month in partly]) if len(partly) <= MOST_NAMES else period_of(t, partly)
        said.append(t.count("stat.incomplete", len(partly), months=named))
    return said


def _break(t: Translate, one: Break, trends: BurglaryTrends) -> str:
    if one.kind is BreakKind.PRELIMINARY:
        months = [month.month for month in trends.whole.months if month.preliminary]
        return f"{t('stat.preliminary', period=period_of(t, months))}."
    return t("stat.source_change", month=t.month(one.month), before=", ".join(one.before), after=", ".join(one.after))


def attempts(t: Translate, trends: BurglaryTrends) -> str:
    """The share of attempts among those of which it is told."""
    tried, done = trends.attempted.count, trends.completed.count
    if tried + done == 0:
        return t("stat.no_outcome")
    return t("stat.attempts", share=round(100 * tried / (tried + done)), n=tried, all=tried + done)


def repeats(t: Translate, found: NearRepeats) -> str:
    """The plain conclusion: of the nearest and soonest cell where it stands, then of the box that is clearest."""
    if found.why is not None:
        return t.label(found.why)
    cell, box = found.cells[0][0], found.box
    near = (
        t(
            "near.box",
            metres=t.number(cell.to_m),
            days=t.number(cell.to_days),
            ratio=times(t, cell.ratio),
            observed=cell.observed,
            expected=t.number(cell.expected, 1),
        )
        if cell.stands and cell.ratio is not None
        else ""
    )
    if box is None or (near and (box.distance_m, box.days) == (cell.to_m, cell.to_days)):
        return near or t("near.no_box")
    clearest = {"metres": t.number(box.distance_m), "days": t.number(box.days), "ratio": times(t, box.ratio)}
    if near:
        return f"{near} {t('near.clearest', **clearest)}"
    return t("near.box", **clearest, observed=box.observed, expected=t.number(box.expected, 1))


def times(t: Translate, ratio: float) -> str:
    """A ratio; near 1 with the decimal that tells it from 1."""
    return t.number(ratio, 2 if abs(ratio - 1) < 0.1 else 1)


def left_out(t: Translate, found: NearRepeats) -> list[str]:
    """What had no part in the table."""
    said = [t("near.capped", n=found.events, all=found.in_all)] if found.events < found.in_all else []
    said += [t.count("near.undated", found.undated)] if found.undated else []
    said += [t.count("near.unlocated", found.unlocated)] if found.unlocated else []
    return said


def divergence(t: Translate, beside: SurveyBesideCounts) -> str:
    """Worry and reports in one sentence."""
    about = "worry" if beside.about_worry else "share"
    if not beside.counted:
        return t(f"beside.only_{about}.{beside.survey.heading.value}")
    return t(f"beside.{about}.{beside.survey.heading.value}.{beside.counts.heading.value}")


def evidence(t: Translate, beside: SurveyBesideCounts) -> list[str]:
    """The figures that the sentence rests on, or why there are none."""
    said = [_survey(t, beside)]
    if beside.counted:
        said.append(_counts(t, beside))
        if beside.counts.value is not None and beside.areas_counted < beside.areas:
            said.append(t("beside.counts_of", n=beside.areas_counted, all=beside.areas))
    said += [t("beside.breaks", wave=wave.name) for wave in beside.waves if wave.new_method]
    return said


def _survey(t: Translate, beside: SurveyBesideCounts) -> str:
    change = beside.survey
    if change.why is not None:
        return t("beside.survey_why", why=t.label(change.why))
    return t(
        "beside.survey_change",
        before=_one(t, change.before),
        after=_one(t, change.after),
        unit=t("unit.percent" if beside.unit is SurveyUnit.SHARE else "unit.points"),
        value=_signed(t, change.value),
        low=_signed(t, change.low),
        high=_signed(t, change.high),
    )


def _counts(t: Translate, beside: SurveyBesideCounts) -> str:
    change: Change = beside.counts
    if change.why is not None:
        return t("beside.counts_why", why=t.label(change.why))
    first, last = (months_period(t, since, last_day(until)) for since, until in beside.windows)
    return t(
        "beside.counts_change",
        before=t.number(change.before or 0),
        after=t.number(change.after or 0),
        first=first,
        last=last,
        value=percent(t, change.value or 0),
        low=percent(t, change.low or 0),
        high=percent(t, change.high or 0),
    )


def _one(t: Translate, value: float | None) -> str:
    return "–" if value is None else t.number(value, 1)


def _signed(t: Translate, value: float | None) -> str:
    return "–" if value is None else f"{'+' if value > 0 else ''}{t.number(value, 1)}"
