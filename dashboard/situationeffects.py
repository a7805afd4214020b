"""What a frozen effect says, as a sentence: one reading of it for page, paper and presentation."""

from __future__ import annotations

from dashboard.effectwords import change
from dashboard.i18n import Translate
from dashboard.situationsheets import Say, said
from geodata.model import Verdict
from geodata.situation.content import EffectLine


def effect(t: Translate, name: str, line: EffectLine, say: Say = said) -> str:
    """Whether it helped, in words first and with its interval. name: of the action.

    RULE 1: what cannot be decided is told as that, with all that it may have been.
    """
    ratio = line.ratio
    undecided = line.verdict == Verdict.UNDECIDED.value
    if ratio.low is None or ratio.high is None:
        key = "sit.effect.unknown" if undecided else "sit.effect.bare"
        return t(key, name=name, verdict=t(f"Verdict.{line.verdict}"))
    limits = {"low": change(t, ratio.low), "high": change(t, ratio.high), "ratio": say(t, ratio)}
    if undecided or ratio.value is None:
        return t("sit.effect.undecided", name=name, verdict=t(f"Verdict.{line.verdict}"), **limits)
    verdict = t(f"Verdict.{line.verdict}")
    return t("sit.effect.told", name=name, verdict=verdict, change=change(t, ratio.value), **limits)
