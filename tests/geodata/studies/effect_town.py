"""A street of eight square areas, A to H, each touching the next, and counts in them for tests of effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from geodata.model import Category
from geodata.studies.effect import EffectCase, EffectMeasure
from geodata.studies.effect_areas import EffectGround
from geodata.studies.effect_counts import EventCounts
from tests.builders import a_box, an_action, an_area

FIRST = date(2014, 1, 1)
TODAY = date(2017, 6, 1)
MONTHS = 41
CODES = "ABCDEFGH"
TREATED = frozenset("A")


def a_ground(codes: str = CODES) -> EffectGround:
    """The street; E and F make up the district D1, G and H the district D2."""
    parents = {"E": "D1", "F": "D1", "G": "D2", "H": "D2"}
    division = [
        an_area(code=code, name=code, outline=a_box(16.30 + 0.01 * n, 56.66, 0.01), parent=parents.get(code))
        for n, code in enumerate(codes)
    ]
    return EffectGround(division, [*division, an_area(code="D1", name="D1"), an_area(code="D2", name="D2")])


def a_row(before: int, after: int, *, at: int = 24) -> tuple[int, ...]:
    """The same count each month until month `at`, then another."""
    return (before,) * at + (after,) * (MONTHS - at)


def counted(rows: Mapping[str, Sequence[int | None]] | None = None, **changes: Any) -> EventCounts:
    """Ten events a month everywhere, but for the given rows."""
    counts = {code: a_row(10, 10) for code in CODES} | {code: tuple(row) for code, row in (rows or {}).items()}
    facts: dict[str, Any] = {
        "measure": EffectMeasure.EVIDENCE,
        "categories": (Category.LIGHTING,),
        "first_month": FIRST,
    }
    records = {code: tuple(n or 0 for n in row) for code, row in counts.items()}
    return EventCounts(**{**facts, "counts": counts, "records": records, "sources": ("Kommunen",)} | changes)


def a_case(rows: Mapping[str, Sequence[int | None]] | None = None, **changes: Any) -> EffectCase:
    """An action in A from January 2016, seen in June 2017. action: changes of the action."""
    about = {"starts_on": date(2016, 1, 1), "area_codes": ("A",), "categories": (Category.LIGHTING,)}
    action = an_action(**(about | changes.pop("action", {})))
    events = {EffectMeasure.EVIDENCE: counted(rows)}
    facts: dict[str, Any] = {"ground": a_ground(), "events": events, "today": TODAY, "categories": (Category.LIGHTING,)}
    return EffectCase(action=action, **(facts | changes))
