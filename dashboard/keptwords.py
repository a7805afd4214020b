"""Whether a promise is kept, how its work stands and where a pace leads, in words."""

from __future__ import annotations

from dashboard import words
from dashboard.i18n import Translate
from geodata.chain import ActionLine, PromiseStory
from geodata.keeping import Keeping, PromiseKeeping, Why, Work
from geodata.model import Indicator

MOST_EVENINGS = 3


def standing(t: Translate, found: PromiseKeeping) -> str:
    """Uppfyllt, delvis, ej uppfyllt, pågår, ej mätbart."""
    return t(f"keeping.{found.keeping.value}")


def reason(t: Translate, story: PromiseStory) -> str:
    """Why a promise stands as it does: one sentence with the figures."""
    found, indicator = story.keeping, story.promise.indicator
    if indicator is None or found.reading is None:
        return told_reason(t, found.why, indicator.name if indicator else None)
    return told_reason(
        t,
        found.why,
        indicator.name,
        value=amount(t, indicator, found.reading.value),
        day=found.reading.on,
        target=amount(t, indicator, found.target),
        baseline=amount(t, indicator, found.baseline),
        source=found.reading.source,
    )


def told_reason(t: Translate, why: Why, name: str | None, *, source: str | None = None, **figures: object) -> str:
    """The sentence of a reason. name: of the indicator, None where there is none. figures: in words."""
    if name is None:
        return t("keeping.why.no_indicator")
    said = t(f"keeping.why.{why.value}", name=name, **figures)
    return f"{said} {t('keeping.source', source=source)}" if source else said


def work(t: Translate, done: Work) -> str:
    """Åtgärder: 3 uppfyllda, 1 sen, 1 utan antal; "" without actions."""
    parts = [
        t.count(f"work.{name}", len(ids))
        for name, ids in (
            ("fulfilled", done.fulfilled),
            ("going", done.going),
            ("late", done.late),
            ("upcoming", done.upcoming),
            ("uncounted", done.uncounted),
        )
        if ids
    ]
    return t("work.all", parts=t.listing(parts)) if parts else t("work.none")


def forecast(t: Translate, line: ActionLine) -> list[str]:
    """Where the pace leads; empty where it says nothing."""
    found, stands = line.forecast, line.progress
    if found is None or stands.target is None or line.action.ends_on is None:
        return []
    if found.needed_per_month is None:
        return [t("forecast.reached")]
    at_end = words.amount(t, stands.measure, found.at_end)
    said = [t("forecast.at_end", amount=at_end, target=stands.target, day=line.action.ends_on)]
    if found.reached_on is None:
        said.append(t("forecast.needed", number=t.number(found.needed_per_month, 1)))
    return said


def evenings(t: Translate, line: ActionLine) -> list[str]:
    """How the risk evenings are covered, and when the next one is."""
    found = line.evenings
    if found is None:
        return []
    said = [t("evenings.covered", covered=found.covered, passed=found.passed)] if found.passed else []
    if found.missed:
        days = t.listing([t.day(day) for day in found.missed[-MOST_EVENINGS:]])
        said.append(t("evenings.missed", days=days))
    if found.coming is not None:
        said.append(t("evenings.coming", day=found.coming))
    return said


def tone(found: PromiseKeeping) -> str:
    """The class that a standing is drawn with: its word stands beside it."""
    return tone_of(found.keeping)


def tone_of(found: Keeping) -> str:
    """The class of a standing, of a promise or a goal."""
    match found:
        case Keeping.KEPT:
            return "is-answered"
        case Keeping.NOT_MEASURABLE:
            return "is-missing"
        case Keeping.NOT_KEPT:
            return "is-late"
        case _:
            return "is-open"


def amount(t: Translate, indicator: Indicator, value: float | None) -> str:
    """26,5 procent."""
    if value is None:
        return t("promise.not_stated")
    return f"{t.number(value, 0 if value == int(value) else 1)} {indicator.unit}"
