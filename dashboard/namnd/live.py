"""Where a frozen figure is told live: the map of its period, its promise, action or hotspot, the statistics."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.view import Address, Shading, link
from geodata.model import Category, EvidenceKind, View
from geodata.situation.content import Content, Figure, GapPart

MAP, STATISTICS, PROMISE, ACTION, HOTSPOT, COVERAGE = "map", "statistics", "promise", "action", "hotspot", "coverage"
DATA = "data"
"""What an address opens; its word stands in the catalogue."""
Live = tuple[str, str]
"""An address, and what it opens."""


def address(content: Content, figure: Figure, language: str) -> Live:
    """Where a figure of a content is told live."""
    first, _, rest = figure.key.partition(".")
    name, _, what = rest.rpartition(".")
    subjects = {"spot": "hotspot", "promise": "promise", "action": "action"}
    if first in subjects:
        return subject(content, subjects[first], name, language)
    if first == "evidence":
        return _evidence(content, figure, name, what, language)
    if first == "area" and what == "evidence":
        return _map(_view(content, figure.since, figure.until, area_codes=frozenset({name})), language)
    if first in {"area", "burglaries"}:
        return _statistics(content, figure, name if first == "area" else None, language)
    if first == "survey":
        return _survey(content, figure, language)
    return _map(View(municipality=content.municipality), language)


def subject(content: Content, kind: str, ref: str, language: str) -> Live:
    """The page of a promise, an action, a hotspot or a category; for anything else what lacks an answer."""
    code = content.municipality
    match kind:
        case "promise":
            return link(f"/loften/{ref}", code, language), PROMISE
        case "action":
            return link(f"/atgard/{ref}", code, language), ACTION
        case "hotspot":
            return link(f"/hotspot/{ref}", code, language), HOTSPOT
        case "category" if ref in set(Category):
            view = _view(content, content.since, content.until, categories=frozenset({Category(ref)}))
            return _map(view, language)
        case _:
            return link("/tackning", code, language), COVERAGE


def gap(content: Content, one: GapPart, language: str) -> Live:
    """Where what lacks something is told live."""
    return subject(content, one.subject_kind, one.ref, language)


def _evidence(content: Content, figure: Figure, name: str, what: str, language: str) -> Live:
    kinds = frozenset({EvidenceKind(name)} if name in set(EvidenceKind) else ())
    categories = frozenset({Category(name)} if name in set(Category) else ())
    if what != "ratio":
        return _map(_view(content, figure.since, figure.until, kinds=kinds, categories=categories), language)
    view = _view(content, content.since, content.until, kinds=kinds, categories=categories)
    before = (content.before_since, content.before_until)
    compared = Address(view, shading=Shading.CHANGE, compared=before, language=language)
    return f"/?{compared.query()}", MAP


def _statistics(content: Content, figure: Figure, area: str | None, language: str) -> Live:
    areas = frozenset({area} if area else ())
    until = figure.until and _month_end(figure.until)
    view = _view(content, figure.since, until, area_codes=areas)
    return f"/statistik?{Address(view, language=language).query()}", STATISTICS


def _survey(content: Content, figure: Figure, language: str) -> Live:
    line = next((one for one in content.survey if figure.key in {one.last.key, one.before.key, one.change.key}), None)
    asked = line.question if line else None
    areas = frozenset({line.area_code} if line and line.area_code != content.municipality else ())
    view = View(municipality=content.municipality, area_codes=areas)
    return f"/statistik?{Address(view, question=asked, language=language).query()}", STATISTICS


def _view(content: Content, since: date | None, until: date | None, **chosen: frozenset[object]) -> View:
    return View(municipality=content.municipality, since=since, until=until, **chosen)  # type: ignore[arg-type]


def _map(view: View, language: str) -> Live:
    return f"/?{Address(view, language=language).query()}", MAP


def _month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
