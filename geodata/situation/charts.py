"""What a lägesbild's charts show: frozen figures in the order in which they are drawn, on screen and on paper. Pure.

RULE 1: a series holds figures of the content and nothing else, each with its unit, period and sources; what draws them
works nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from geodata.situation.content import ActionPart, AreaLine, Content, EvidenceCount, Figure, PromisePart

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class DoneOfTarget:
    """Actions of a promise that have a number to reach; promise: None for those that serve none."""

    promise: PromisePart | None
    actions: tuple[ActionPart, ...]


def by_category(content: Content) -> tuple[EvidenceCount, ...]:
    """Evidence of each category, now and in the period before, the most frequent first; empty ones are left out."""
    found = (one for one in content.evidence if one.category is not None and (one.now.value or one.before.value))
    return tuple(sorted(found, key=lambda one: (-(one.now.value or 0), -(one.before.value or 0), str(one.category))))


def by_rate(content: Content) -> tuple[AreaLine, ...]:
    """Areas with a rate of reported burglaries, the highest first; those without are told by the table."""
    found = (one for one in content.areas if one.rate.value is not None)
    return tuple(sorted(found, key=lambda one: (-(one.rate.value or 0), one.name, one.code)))


def done_of_target(content: Content) -> tuple[DoneOfTarget, ...]:
    """Actions with a number to reach under their promises, in the content's order; an action stands once."""
    taken: set[object] = set()
    found = []
    for promise in content.promises:
        chosen = [one for one in _counted(content.action(each) for each in promise.actions) if one.id not in taken]
        taken.update(one.id for one in chosen)
        found.append(DoneOfTarget(promise, tuple(chosen)))
    found.append(DoneOfTarget(None, tuple(one for one in _counted(content.actions) if one.id not in taken)))
    return tuple(one for one in found if one.actions)


def _counted(actions: Iterable[ActionPart]) -> list[ActionPart]:
    return [one for one in actions if one.target.value and one.done.value is not None]


def ticks(highest: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers from 0 to the first at or above the highest, at most so many steps apart. highest: above 0."""
    rough = highest / most
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough)
    return tuple(round(n * step, 9) for n in range(ceil(round(highest / step, 9)) + 1))


def highest(figures: Iterable[Figure]) -> float:
    """The highest value or limit of some figures; 0 of none."""
    return max((one.high if one.high is not None else one.value or 0.0 for one in figures), default=0.0)


__all__ = ["DoneOfTarget", "by_category", "by_rate", "done_of_target", "highest", "ticks"]
