"""A protocol's lists as tables for a workbook: every finding with all that may be told of it, tasks, marks, sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dashboard.basis import basis_line
from dashboard.i18n import Translate
from geodata.model import LOCAL_TIME
from geodata.paper import Cell, Table
from geodata.protocols import Noted, Protocol, StopPart

_EMPTY = Cell("")


def sheets(t: Translate, protocol: Protocol) -> tuple[Table, ...]:
    """Findings, tasks, marks by criterion, who came, and what it rests on."""
    return (_findings(t, protocol), _tasks(t, protocol), _scores(t, protocol), _who(t, protocol), _about(t, protocol))


def place_of(t: Translate, stop: StopPart) -> str:
    """The stop's name as briefly as it can be told."""
    if stop.number is None:
        return t("protocol.no_stop")
    return stop.name or t("protocol.stop_unnamed", n=stop.number)


def _text(value: str | None) -> Cell:
    return Cell(value or "")


def _number(t: Translate, value: float | None, decimals: int = 0) -> Cell:
    return _EMPTY if value is None else Cell(t.number(value, decimals), value)


def _day(t: Translate, day: date | None) -> Cell:
    return _EMPTY if day is None else Cell(t.day(day), day)


def _findings(t: Translate, protocol: Protocol) -> Table:
    columns: tuple[tuple[str, Callable[[StopPart, Noted], Cell]], ...] = (
        ("number", lambda _, one: Cell(one.label)),
        ("stop", lambda stop, _: _number(t, stop.number)),
        ("where", lambda stop, _: Cell(place_of(t, stop))),
        ("what", lambda _, one: Cell(t.label(one.finding.category))),
        ("feeling", lambda _, one: Cell(t.label(one.finding.feeling))),
        ("note", lambda _, one: _text(one.note)),
        ("observed", lambda _, one: _day(t, one.finding.observed_at.astimezone(LOCAL_TIME).date())),
        ("status", lambda _, one: Cell(t.label(one.finding.status) if one.is_decided else t("protocol.looked_at"))),
        ("why", lambda _, one: _text(one.reason)),
        ("responsible", lambda _, one: _text(one.responsible)),
        ("unit", lambda _, one: _text(one.unit)),
        ("due", lambda _, one: _day(t, one.finding.due_on)),
        ("late", lambda _, one: Cell(t("protocol.yes") if one.is_late else "")),
        ("action", lambda _, one: _text(one.action)),
        ("merged", lambda _, one: _number(t, len(one.merged))),
        ("photos", lambda _, one: _number(t, len(one.photos))),
        ("lon", lambda _, one: _number(t, one.finding.position.lon if one.finding.position else None, 5)),
        ("lat", lambda _, one: _number(t, one.finding.position.lat if one.finding.position else None, 5)),
        ("accuracy", lambda _, one: _number(t, one.finding.accuracy_m, 1)),
    )
    return Table(
        caption=t("protocol.findings"),
        heads=tuple(t(f"protocol.head.{name}") for name, _ in columns),
        rows=tuple(tuple(cell(stop, one) for _, cell in columns) for stop in protocol.stops for one in stop.findings),
        name=t("protocol.findings"),
    )


def _tasks(t: Translate, protocol: Protocol) -> Table:
    names = {noted.label: place_of(t, stop) for stop in protocol.stops for noted in stop.findings}
    heads = ("responsible", "unit", "number", "what", "where", "status", "due", "late")
    return Table(
        caption=t("protocol.tasks"),
        heads=tuple(t(f"protocol.head.{name}") for name in heads),
        rows=tuple(
            (
                Cell(party.party or t("missing.responsible")),
                _text(one.unit),
                Cell(one.label),
                Cell(t.label(one.finding.category)),
                Cell(names[one.label]),
                Cell(t.label(one.finding.status)),
                _day(t, one.finding.due_on),
                Cell(t("protocol.yes") if one.is_late else ""),
            )
            for party in protocol.tasks
            for one in party.tasks
        ),
        name=t("protocol.tasks"),
    )


def _scores(t: Translate, protocol: Protocol) -> Table:
    rows = []
    for stop in protocol.stops:
        if stop.scores is not None:
            every = (("overall", stop.scores.overall), *stop.scores.criteria)
            rows += [
                (
                    _number(t, stop.number),
                    Cell(place_of(t, stop)),
                    Cell(t(f"criterion.{name}")),
                    _number(t, one.n),
                    *(_number(t, float(value), 1) for value in (one.mean, one.low, one.high)),
                )
                for name, one in every
            ]
    heads = ("stop", "where", "criterion", "ratings", "mean", "low", "high")
    return Table(
        caption=t("protocol.scores"),
        heads=tuple(t(f"protocol.head.{name}") for name in heads),
        rows=tuple(rows),
        name=t("protocol.scores"),
    )


def _who(t: Translate, protocol: Protocol) -> Table:
    return Table(
        caption=t("protocol.who"),
        heads=tuple(t(f"protocol.head.{name}") for name in ("function", "planned", "came")),
        rows=tuple((Cell(one.function), _number(t, one.planned), _number(t, one.came)) for one in protocol.who),
        name=t("protocol.who"),
    )


def _about(t: Translate, protocol: Protocol) -> Table:
    counts = protocol.counts
    said: list[tuple[str, Cell]] = [
        (t("protocol.head.walk"), Cell(protocol.walk.title)),
        (t("record.day"), _day(t, protocol.walk.planned_on)),
        (t("municipality"), Cell(protocol.municipality)),
        (t("protocol.count.findings"), _number(t, counts.findings)),
        (t("protocol.count.unsafe"), _number(t, counts.unsafe)),
        (t("protocol.count.safe"), _number(t, counts.safe)),
        (t("protocol.count.undecided"), _number(t, counts.undecided)),
        (t("protocol.count.late"), _number(t, counts.late)),
        (t("protocol.about"), Cell(basis_line(t, protocol.basis))),
    ]
    return Table(
        caption=t("protocol.about"),
        heads=(t("record.what"), t("protocol.head.value")),
        rows=tuple((Cell(term), value) for term, value in said),
        name=t("protocol.about"),
    )
