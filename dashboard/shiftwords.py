"""How far scores moved between two walks, in a sentence that says no more than the interval allows."""

from __future__ import annotations

from dashboard.i18n import Translate
from geodata.model import Verdict
from geodata.protocols import Comparison, Shift, StopPair


def change_of_walk(t: Translate, compared: Comparison) -> str:
    """Over the stops that were scored both times."""
    if compared.shift is None:
        return t("rewalk.verdict.none")
    if compared.shift.low is None or compared.shift.high is None:
        return t("rewalk.verdict.too_few", change=signed(t, compared.shift.change), n=compared.shift.n_before)
    return _sentence(t, compared.shift, compared.verdict)


def change_of_stop(t: Translate, pair: StopPair) -> str:
    """At one stop, between those who scored it then and now."""
    if pair.shift is None or pair.verdict is None:
        return t("rewalk.verdict.none")
    if pair.shift.low is None or pair.shift.high is None:
        return t("rewalk.verdict.too_few_ratings", change=signed(t, pair.shift.change))
    return _sentence(t, pair.shift, pair.verdict)


def signed(t: Translate, value: float) -> str:
    """+0,4; a minus that is one."""
    written = t.number(value, 1)
    return f"+{written}" if round(value, 1) > 0 else written.replace("\u2212", "") if round(value, 1) == 0 else written


def _sentence(t: Translate, shift: Shift, verdict: Verdict) -> str:
    low, high = shift.low or 0.0, shift.high or 0.0
    if verdict is Verdict.WORSE:
        return t(
            "rewalk.verdict.worse", change=t.number(-shift.change, 1), low=t.number(-high, 1), high=t.number(-low, 1)
        )
    change = t.number(shift.change, 1) if verdict is Verdict.BETTER else signed(t, shift.change)
    return t(f"rewalk.verdict.{verdict.value}", change=change, low=signed(t, low), high=signed(t, high))
