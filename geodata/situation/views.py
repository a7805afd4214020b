"""Views of the map in a lägesbild: what was chosen, and what was counted of it on its day. Pure.

RULE 1: a view is counted together with all the rest, at one moment and through the same eyes: freezing anew counts it
anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from geodata.chain import HotspotCard
from geodata.model import Category, EvidenceKind, View
from geodata.situation.content import Figure, Unit, ViewPart, ViewSpot
from geodata.studies.view_counts import ViewCounts

MOST_VIEWS = 8
"""In one lägesbild: it is read in ten minutes."""
MOST_SPOTS = 10
"""Hotspots that are told of, by rank; how many there are is said."""
_UNITS = {EvidenceKind.REPORT: Unit.REPORTS, EvidenceKind.FINDING: Unit.FINDINGS}
_IN_ORDER = ("hours", "within")


@dataclass(frozen=True, slots=True)
class AskedView:
    """A view that is to be in a lägesbild. query: of the map's address, without "?", municipality and language."""

    id: UUID
    title: str
    query: str
    view: View


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is of a view, as those see it whom the lägesbild is for. kinds, categories: in the counts' order."""

    counts: ViewCounts
    kinds: Sequence[EvidenceKind]
    categories: Sequence[Category]
    cards: Sequence[HotspotCard]


def view_part(asked: AskedView, found: Counted) -> ViewPart:
    """What is told of a view."""
    key, view = f"view.{asked.id}", asked.view

    def figure(name: str, value: float, unit: Unit = Unit.EVIDENCE, **limits: float | None) -> Figure:
        return Figure(f"{key}.{name}", unit, value, since=view.since, until=view.until, **limits)  # type: ignore[arg-type]

    categories = [
        (category, figure(f"category.{category}", int(n)))
        for category, n in zip(found.categories, found.counts.category, strict=True)
        if n
    ]
    return ViewPart(
        id=asked.id,
        title=asked.title,
        query=asked.query,
        selection=selection_text(view),
        total=figure("total", int(found.counts.total)),
        kinds=tuple(
            (kind, figure(f"kind.{kind}", int(n), _UNITS[kind]))
            for kind, n in zip(found.kinds, found.counts.kind, strict=True)
        ),
        categories=tuple(sorted(categories, key=lambda one: (-(one[1].value or 0), one[0]))),
        spots=tuple(
            ViewSpot(
                card.ref,
                card.name,
                card.trend,
                figure(f"spot.{card.ref}", card.count, low=card.count_low, high=card.count_high),
            )
            for card in found.cards[:MOST_SPOTS]
        ),
        all_spots=len(found.cards),
    )


def asked_again(part: ViewPart) -> AskedView:
    """What was asked for when a part was made."""
    return AskedView(part.id, part.title, part.query, selected(part))


def selected(part: ViewPart) -> View:
    """The selection of a part."""
    return View.model_validate_json(part.selection)


def selection_text(view: View) -> str:
    """A selection as text, the same for the same choices: sets have no order of their own."""
    told: dict[str, Any] = view.model_dump(mode="json", exclude_defaults=True)
    if view.feeling is None:
        told["feeling"] = None
    plain = {
        name: sorted(value) if isinstance(value, list) and name not in _IN_ORDER else value
        for name, value in told.items()
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
