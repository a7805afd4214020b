"""What an action's effect says, in plain sentences: the verdict, what could be seen, displacement, cautions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.i18n import Translate
from geodata.model import Category, Effect
from geodata.model.base import LOCAL_TIME
from geodata.studies.basis import Method
from geodata.studies.effect import (
    Caution,
    ComparisonOption,
    Detectable,
    EffectMeasure,
    EffectNote,
    EffectStudy,
    Evaluation,
    Verdict,
    WhyNot,
)

REST = "*"
MANY_TIMES = 3
"""From three times as many on, percentages no longer say anything to most people."""
LEAST_MONTHS = 3
Names = Mapping[str, str]
"""Names of areas by code."""


def events(t: Translate, study: EffectStudy) -> str:
    """What was counted, as a subject: Anmälda bostadsinbrott."""
    without = EffectNote.WITHOUT_WALKS in study.notes
    return counted(t, study.measure, study.categories, without_walks=without)


def counted(
    t: Translate, measure: EffectMeasure | None, categories: Sequence[Category], *, without_walks: bool = False
) -> str:
    """Some events, as a subject: Rapporter och fynd om belysning."""
    if measure is EffectMeasure.BURGLARIES:
        return t("effect.events.burglaries")
    themes = t.listing([t.label(category).lower() for category in categories])
    return t("effect.events.reports" if without_walks else "effect.events.evidence", themes=themes)


def change(t: Translate, ratio: float) -> str:
    """A ratio in words: 61 % färre, 22 % fler, 3,5 gånger så många."""
    percent = round(abs(ratio - 1) * 100)
    if ratio >= MANY_TIMES:
        return t("effect.times", n=t.number(ratio, 1))
    if not percent:
        return t("effect.none")
    return t("effect.fewer" if ratio < 1 else "effect.more", percent=percent)


def verdict(t: Translate, study: EffectStudy, names: Names) -> str:
    """The one sentence that is read first."""
    if study.why_not is not None or study.evaluation is None:
        why = study.why_not or WhyNot.NOTHING_COUNTED
        code, month = study.about or ("", study.basis.computed_on)
        return t(f"effect.not.{why.value}", area=names.get(code, code), month=t.month(month))
    ratio, found = study.evaluation.ratio, study.evaluation.verdict
    said = events(t, study)
    if ratio is None:
        return _without_ratio(t, study.evaluation, said)
    if found is Verdict.UNDECIDED:
        # the subject stands inside the sentence
        said = said[0].lower() + said[1:]
    if found in {Verdict.UNCHANGED, Verdict.UNDECIDED}:
        return t(f"effect.{found.value}", events=said, low=change(t, ratio.low), high=change(t, ratio.high))
    low, high = sorted(round(abs(limit - 1) * 100) for limit in (ratio.low, ratio.high))
    return t(f"effect.{found.value}", events=said, percent=round(abs(ratio.change) * 100), low=low, high=high)


def _without_ratio(t: Translate, found: Evaluation, said: str) -> str:
    if found.verdict is not Verdict.UNDECIDED:
        return t(f"effect.{found.verdict.value}_exact", events=said)
    if Caution.FEW_MONTHS in found.cautions:
        return t("effect.undecided_months", n=found.months[1], least=LEAST_MONTHS)
    return t("effect.undecided_zero")


def remedy(t: Translate, why: WhyNot) -> str:
    """What to do about an effect that cannot be judged."""
    return t(f"effect.not.{why.value}_do")


def could_be_seen(t: Translate, study: EffectStudy) -> list[str]:
    """The least fall that these months could show, and when the one that is looked for can be seen.

    RULE 1: a fall that was found all the same where it would mostly be missed is told as probably too large.
    """
    said = []
    found = study.evaluation
    if found is not None and found.verdict in {Verdict.BETTER, Verdict.WORSE}:
        least = found.least_fall
        lucky = found.verdict is Verdict.BETTER and least and found.ratio and -found.ratio.change < least
        return [t("effect.least_luck", percent=round(least * 100))] if least and lucky else []
    if found is not None:
        least = found.least_fall
        said.append(t("effect.least_none") if least is None else t("effect.least", percent=round(least * 100)))
    if study.detectable is not None:
        said.append(when_seen(t, study.detectable, study.basis.computed_on))
    return said


def when_seen(t: Translate, could: Detectable, today: date) -> str:
    """When the fall that is looked for can be seen at the earliest."""
    wished = round(could.wished_fall * 100)
    if could.seen_from is None:
        return t("effect.seen_never", percent=wished)
    if could.seen_from > today:
        return t("effect.seen_from", percent=wished, month=t.month(could.seen_from))
    return t("effect.seen_already", percent=wished)


def displacement(t: Translate, study: EffectStudy) -> list[str]:
    """Whether the trouble moved next door; empty where no zone was looked at."""
    if study.beside_counts is None:
        return []
    ratio = study.beside
    if ratio is None:
        before, after = study.beside_counts
        return [t("effect.moved.none", before=before, after=after)]
    means = "worse" if ratio.low > 1 else "better" if ratio.high < 1 else "unclear"
    said = [
        t(
            "effect.moved",
            change=change(t, ratio.ratio),
            low=change(t, ratio.low),
            high=change(t, ratio.high),
        ),
        t(f"effect.moved.{means}"),
    ]
    weighted = study.evaluation.weighted if study.evaluation else None
    if weighted is not None and study.displaced_comparison:
        total = weighted.total
        value, low, high = (_signed(t, number) for number in (total.value, total.low, total.high))
        said.append(t("effect.total", value=value, low=low, high=high))
    return said


def cautions(t: Translate, study: EffectStudy) -> list[str]:
    """Everything a reader must know, one sentence each."""
    found = study.evaluation.cautions if study.evaluation else frozenset()
    said = [t(f"effect.caution.{caution.value}") for caution in Caution if caution in found]
    said += [t(f"effect.note.{note.value}") for note in EffectNote if note in study.notes]
    if study.measure is EffectMeasure.EVIDENCE and study.evaluation is not None:
        said.append(t("effect.evidence_means"))
    return said


def areas(t: Translate, codes: frozenset[str], names: Names) -> str:
    """A few areas by name, many as a number."""
    if not codes or len(codes) > 2:
        return t.count("effect.areas", len(codes))
    return t.listing([names.get(code, code) for code in sorted(codes)])


def option_name(t: Translate, option: str | None, names: Names) -> str:
    """What a comparison is called."""
    if option is None:
        return t("effect.comparison_own")
    return t("effect.comparison_rest") if option == REST else names.get(option, option)


def option_line(t: Translate, option: ComparisonOption, names: Names) -> str:
    """A comparison in a list: its name, and how much happened there."""
    return t("effect.option", n=option.events, name=option_name(t, option.key, names))


def option_why(t: Translate, option: ComparisonOption | None, months: int) -> str:
    """Whether a comparison went the same way before the start."""
    if option is None or option.tested is None:
        return t("effect.untested")
    return t("effect.parallel", n=months) if option.tested.parallel else t("effect.drifted")


def node(t: Translate, effect: Effect) -> tuple[str, ...]:
    """A kept effect under its verdict in the chain: change and interval, and when it can be told at the earliest."""
    said = []
    if effect.low is not None and effect.high is not None:
        low, high = (_signed_percent(t, limit) for limit in (effect.low, effect.high))
        undecided = effect.change is None or effect.verdict.value == Verdict.UNDECIDED.value
        said.append(
            t("effect.node_interval", low=low, high=high)
            if undecided
            else t("effect.node_change", change=_signed_percent(t, effect.change or 0.0), low=low, high=high)
        )
    if effect.verdict.value == Verdict.UNDECIDED.value and effect.seen_from is not None:
        computed: date = effect.computed_at.astimezone(LOCAL_TIME).date()
        if effect.seen_from > computed:
            said.append(t("effect.node_seen_from", month=t.month(effect.seen_from)))
    return tuple(said)


def method(t: Translate, effect: Effect) -> str:
    """How a kept effect was worked out: our own method in the reader's language, anything else as it was written."""
    return t("effect.method_name") if effect.method == Method.EFFECT.value else effect.method


def _signed(t: Translate, value: float) -> str:
    return ("+" if value > 0 else "") + t.number(value, 1)


def _signed_percent(t: Translate, value: float) -> str:
    percent = round(value * 100)
    return ("+" if percent > 0 else "") + t.number(percent)
