"""How sure a hotspot is and where it is heading, in words: the same on map, list, panel and page."""

from __future__ import annotations

from dashboard.i18n import Translate
from geodata.chain import FeltAndFound, Growth, HotspotCard, Standing

# Beyond these a factor is told as a multiple: "14 times as many" is read, "+1 300 %" is not.
_MANY_TIMES, _MOST_TIMES = 3.0, 99.0


def tested(t: Translate, card: HotspotCard) -> str:
    """Why a hotspot is called confirmed, candidate or untested: one sentence with the figures."""
    if card.standing is Standing.UNTESTED or card.later is None or card.expected is None:
        return t("tested.untested")
    expected = t.number(card.expected, 0 if card.expected >= 10 else 1)
    return t(f"tested.{card.standing.value}", later=t.count("count.evidence", card.later), expected=expected)


def growth(t: Translate, card: HotspotCard) -> str:
    """How fast it grows or falls, with interval; "" where there is too little to tell."""
    if card.growth is None:
        return ""
    return t(
        "growth", change=_change(t, card.growth.yearly), low=_percent(t, card.growth.low), high=_high(t, card.growth)
    )


def sentences(t: Translate, card: HotspotCard) -> list[str]:
    """All that the tests let be said of a hotspot."""
    return [said for said in (tested(t, card), growth(t, card), felt_and_found(t, card)) if said]


def felt_and_found(t: Translate, card: HotspotCard) -> str:
    """Whether people feel here what walks do not find, or the other way round; "" where nothing can be said of it."""
    if card.felt_and_found not in {FeltAndFound.MORE_FELT, FeltAndFound.MORE_FOUND}:
        return ""
    return t(f"felt_and_found.{card.felt_and_found.value}", reports=card.reports, findings=card.findings)


def _change(t: Translate, factor: float) -> str:
    if factor >= _MANY_TIMES:
        return t("growth.times", n=t.number(min(factor, _MOST_TIMES), 0))
    percent = round(100 * (factor - 1))
    return (
        t("growth.even") if percent == 0 else t("growth.more" if percent > 0 else "growth.fewer", percent=abs(percent))
    )


def _percent(t: Translate, factor: float) -> str:
    percent = round(100 * (factor - 1))
    return f"{'+' if percent > 0 else ''}{t.number(percent)}"


def _high(t: Translate, found: Growth) -> str:
    return _percent(t, min(found.high, _MOST_TIMES + 1))
