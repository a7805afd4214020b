"""A lägesbild's tables: each made once, for the page and the paper as read, for the workbook with limits apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dashboard import words
from dashboard.i18n import Translate
from geodata.linking import Gap
from geodata.model import ResponsibleRole, SourceType
from geodata.paper import Cell, Table
from geodata.situation.content import (
    ActionPart,
    Content,
    Figure,
    GapPart,
    PromisePart,
    Spot,
    Unit,
    figures,
)

_DECIMALS = {
    Unit.PER_1000_A_YEAR: 1,
    Unit.RATIO: 2,
    Unit.YEARLY_FACTOR: 2,
    Unit.PERCENT: 1,
    Unit.INDEX: 1,
    Unit.POINTS: 1,
}
_EMPTY = Cell("")
Part = Figure | Cell
Say = Callable[[Translate, Figure], str]
"""How a figure is put into a sentence: as `said` where it is read, as a sign for it where a link takes its place."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it is for the eye or for a workbook. Columns that hold figures are those of the first row."""

    caption: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]

    @property
    def numbers(self) -> frozenset[int]:
        """Columns of figures."""
        first = self.rows[0] if self.rows else ()
        return frozenset(index for index, part in enumerate(first) if isinstance(part, Figure))


def number(t: Translate, figure: Figure, value: float) -> str:
    """A figure's value or limit, with the decimals of its unit; own units are written out."""
    if figure.unit is Unit.OWN:
        said = t.number(value, 0 if value == int(value) else 1)
        return f"{said} {figure.own_unit}" if figure.own_unit else said
    return t.number(value, _DECIMALS.get(figure.unit, 0))


def said(t: Translate, figure: Figure) -> str:
    """1,24 (1,09–1,40); the reason where there is no number."""
    if figure.value is None:
        value = t(f"sit.why.{figure.why}") if figure.why else t("sit.why.not_stated")
    else:
        value = number(t, figure, figure.value)
    limits = limits_of(t, figure)
    return t.figure(figure.key, f"{value} {limits}" if limits else value)


def limits_of(t: Translate, figure: Figure) -> str:
    """(1,09–1,40); "" without an interval, (minst 1,09) without an upper limit."""
    if figure.low is None:
        return ""
    low = number(t, figure, figure.low)
    if figure.high is None:
        return t("sit.at_least", low=low)
    return f"({low}\u2013{number(t, figure, figure.high)})"


def on_paper(t: Translate, grid: Grid) -> Table:
    """The table as it is read: value and interval in one cell."""
    rows = tuple(tuple(Cell(said(t, one)) if isinstance(one, Figure) else one for one in row) for row in grid.rows)
    return Table(grid.caption, grid.heads, rows, grid.numbers, grid.name)


def in_workbook(t: Translate, grid: Grid) -> Table:
    """The table to count with: value, lower and upper limit in columns of their own."""
    wide = {
        column
        for column in grid.numbers
        if any(isinstance(row[column], Figure) and row[column].low is not None for row in grid.rows)  # type: ignore[union-attr]
    }
    heads = [
        head
        for column, name in enumerate(grid.heads)
        for head in (name, *((t("sit.head.low"), t("sit.head.high")) if column in wide else ()))
    ]
    rows = tuple(
        tuple(cell for column, part in enumerate(row) for cell in _cells(t, part, wide=column in wide))
        for row in grid.rows
    )
    return Table(grid.caption, tuple(heads), rows, name=grid.name)


def _cells(t: Translate, part: Part, *, wide: bool) -> Iterator[Cell]:
    if isinstance(part, Cell):
        yield part
        return
    yield Cell(said(t, part)) if part.value is None else _number(t, part, part.value)
    if wide:
        yield _EMPTY if part.low is None else _number(t, part, part.low)
        yield _EMPTY if part.high is None else _number(t, part, part.high)


def _number(t: Translate, figure: Figure, value: float) -> Cell:
    return Cell(number(t, figure, value), value)


def grids(t: Translate, content: Content) -> tuple[Grid, ...]:
    """All tables, in the paper's order."""
    found = (
        spots(t, content, content.spots),
        evidence(t, content),
        areas(t, content),
        survey(t, content),
        actions(t, content.actions, t("sit.actions")),
        parties(t, content),
        promises(t, content),
        effects(t, content),
        sources(t, content),
        imports(t, content),
    )
    return tuple(grid for grid in found if grid.rows)


def sheets(t: Translate, content: Content) -> tuple[Table, ...]:
    """The workbook: every table, the gaps, and all figures by their names."""
    gaps = Table(
        t("sit.gaps"), (t("sit.head.gap"),), tuple((Cell(gap(t, one)),) for one in content.gaps), name=t("sit.gaps")
    )
    return (*(in_workbook(t, grid) for grid in grids(t, content)), gaps, _every_figure(t, content))


def _every_figure(t: Translate, content: Content) -> Table:
    named = ("key", "value", "low", "high", "unit", "since", "until", "as_of", "sources", "why")
    rows = tuple(
        (
            Cell(one.key),
            *(_EMPTY if value is None else _number(t, one, value) for value in (one.value, one.low, one.high)),
            Cell(one.own_unit or t(f"sit.unit.{one.unit.value}")),
            *(_EMPTY if day is None else Cell(t.day(day), day) for day in (one.since, one.until, one.as_of)),
            Cell(named_sources(t, one.sources)),
            Cell(t(f"sit.why.{one.why}") if one.why and one.value is None else ""),
        )
        for one in figures(content)
    )
    return Table(t("sit.figures"), tuple(t(f"sit.head.{name}") for name in named), rows, name=t("sit.figures"))


def named_sources(t: Translate, sources: Iterable[str]) -> str:
    """Where figures come from, each once, without what stands in brackets."""
    plain = dict.fromkeys(re.split(r"[(;]", source)[0].strip() for source in sources)
    return ", ".join(t.label(SourceType(one)) if one in set(SourceType) else one for one in plain)


def gap(t: Translate, one: GapPart) -> str:
    """What is missing, in one sentence."""
    return words.gap(t, Gap(one.kind, one.subject_kind, one.ref, one.name, dict(one.about)))


def spots(t: Translate, content: Content, chosen: Iterable[Spot], trend: str | None = None) -> Grid:
    """Hotspots with their numbers on the map."""
    numbers = {spot.ref: n for n, spot in enumerate(content.spots, start=1)}
    titles = {one.id: one for one in content.actions}
    rows = tuple(
        (
            Cell(str(numbers[spot.ref]), numbers[spot.ref]),
            Cell(spot.name),
            *(() if trend is not None else (Cell(words.trend(t, spot.trend)),)),
            spot.count,
            spot.growth,
            Cell(", ".join(t.label(one).lower() for one in spot.categories[:3])),
            Cell(_answers(t, [titles[one] for one in spot.actions if one in titles])),
        )
        for spot in chosen
    )
    named = ("number", "name", *(() if trend is not None else ("trend",)), "evidence", "growth", "about", "answers")
    caption = t("sit.spots")
    if trend is not None:
        caption = t("sit.spots_caption", trend=t(f"sit.trend.{trend or 'unknown'}").lower())
    return Grid(caption, t("sit.spots"), tuple(t(f"sit.head.{name}") for name in named), rows)


def _answers(t: Translate, found: list[ActionPart]) -> str:
    if not found:
        return t("sit.no_action")
    return "; ".join(f"{one.title} ({t.label(one.pace)})" if one.is_late else one.title for one in found)


def evidence(t: Translate, content: Content) -> Grid:
    """Evidence of each kind and category, now and in the period before."""
    rows = tuple(
        (
            Cell(t.label(one.kind) if one.kind else t.label(one.category) if one.category else t("sit.all_evidence")),
            one.now,
            one.before,
            one.ratio,
            Cell(t.label(one.said)),
        )
        for one in content.evidence
        if one.category is None or one.now.value or one.before.value
    )
    caption = t(
        "sit.evidence_caption",
        now=t.period(content.since, content.until),
        before=t.period(content.before_since, content.before_until),
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("what", "now", "before", "ratio", "said"))
    return Grid(caption, t("sit.evidence"), heads, rows)


def areas(t: Translate, content: Content) -> Grid:
    """Areas with their evidence, and reported burglaries beside their dwellings."""
    rows = tuple(
        (
            Cell(area.name),
            area.evidence,
            area.burglaries,
            area.rate,
            Cell(t.label(area.standing) if area.standing else "\u2013"),
        )
        for area in content.areas
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("area", "evidence", "burglaries", "rate", "in_funnel"))
    return Grid(t("sit.areas_caption"), t("sit.areas"), heads, rows)


def survey(t: Translate, content: Content) -> Grid:
    """The last two waves of each question, and the change."""
    rows = tuple((Cell(one.question), Cell(one.area_name), one.before, one.last, one.change) for one in content.survey)
    heads = tuple(t(f"sit.head.{name}") for name in ("question", "area", "wave_before", "wave_last", "change"))
    return Grid(t("sit.survey_caption"), t("sit.survey"), heads, rows)


def actions(t: Translate, chosen: Iterable[ActionPart], caption: str) -> Grid:
    """Actions: done of target, pace, and who is responsible."""
    rows = tuple(
        (
            Cell(one.title),
            one.done,
            one.target,
            Cell(t(f"measured.{one.measure.value}")),
            Cell(pace(t, one)),
            Cell(responsible(t, one)),
        )
        for one in chosen
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("action", "done", "target", "measure", "pace", "responsible"))
    return Grid(caption, t("sit.actions"), heads, rows)


def pace(t: Translate, one: ActionPart) -> str:
    """I fas; sen: ligger efter."""
    return t("sit.late", pace=t.label(one.pace)) if one.is_late else t.label(one.pace)


def responsible(t: Translate, one: ActionPart) -> str:
    """Kommunen (leder), polisen (medverkar); that it is not stated where it is not."""
    parts = [f"{part.party} ({t.label(part.role)})" for part in one.parts]
    return ", ".join(parts) or t("missing.responsible")


def parties(t: Translate, content: Content) -> Grid:
    """Who is responsible for what: a row for each party, its late actions apart."""
    held: dict[str, list[tuple[ActionPart, ResponsibleRole]]] = {}
    for action in content.actions:
        for part in action.parts:
            held.setdefault(part.party, []).append((action, part.role))
    rows = tuple(
        (
            Cell(party),
            Cell("; ".join(f"{action.title} ({t.label(role)})" for action, role in held[party])),
            Cell("; ".join(action.title for action, _ in held[party] if action.is_late) or "\u2013"),
        )
        for party in sorted(held)
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("party", "actions", "late"))
    return Grid(t("sit.parties_caption"), t("sit.parties"), heads, rows)


def promises(t: Translate, content: Content) -> Grid:
    """What is measured of each promise."""
    rows = tuple(
        (
            Cell(promise_name(t, one)),
            Cell(one.indicator or t("sit.why.no_indicator")),
            one.baseline,
            one.target,
            one.reading,
            Cell(t(f"keeping.{one.keeping.value}")),
            one.late,
        )
        for one in content.promises
    )
    named = ("promise", "indicator", "baseline", "aim", "reading", "standing", "late")
    return Grid(t("sit.promises_caption"), t("sit.promises"), tuple(t(f"sit.head.{name}") for name in named), rows)


def promise_name(t: Translate, one: PromisePart) -> str:
    """1. En tryggare stadskärna (2016–2017): a municipality has a promise 1 in each period."""
    return f"{one.number}. {one.title} ({t.period(one.starts_on, one.ends_on)})"


def effects(t: Translate, content: Content) -> Grid:
    """What is told of the effect of actions."""
    rows = tuple(
        (Cell(one.title), Cell(t(f"Verdict.{one.effect.verdict}")), one.effect.ratio)
        for one in content.actions
        if one.effect is not None
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("action", "verdict", "effect"))
    return Grid(t("sit.effects_caption"), t("sit.effects"), heads, rows)


def sources(t: Translate, content: Content) -> Grid:
    """Where evidence came from, and how new it is."""
    rows = tuple(
        (
            Cell(t.label(one.kind)),
            Cell(t.label(one.source)),
            Cell(t.number(one.rows), one.rows),
            Cell(one.first.isoformat(), one.first),
            Cell(one.last.isoformat(), one.last),
        )
        for one in content.sources
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("kind", "source", "rows", "first", "last"))
    return Grid(t("sit.sources_caption"), t("sit.sources"), heads, rows)


def imports(t: Translate, content: Content) -> Grid:
    """Files that were taken in, with their faults."""
    rows = tuple(
        (
            Cell(one.file_name),
            Cell(one.on.isoformat(), one.on),
            Cell(t.number(one.read), one.read),
            Cell(t.number(one.rejected), one.rejected),
            Cell("; ".join(one.faults) or "\u2013"),
        )
        for one in content.imports
    )
    heads = tuple(t(f"sit.head.{name}") for name in ("file", "on", "read", "rejected", "faults"))
    return Grid(t("sit.imports_caption"), t("sit.imports"), heads, rows)
