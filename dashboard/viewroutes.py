"""Addresses of a view of evidence that stays at the server: counts, density, near rows, the table's rows.

They take the address bar's own parameters, as /hotspots.json does. A window is "fonster=west,south,east,north" in
degrees, its cells are "rutor=columns x lines" with an x between them.
"""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
from flask import Flask, Response, request

from dashboard.answers import ARROW, JSON, Desk, as_json, asked_view
from dashboard.view import Address
from geodata.errors import BadSetting
from geodata.model import CaseStatus, Category, EvidenceKind, SourceType, View
from geodata.studies.evidence_table import SortedBy
from geodata.studies.spread import DensityGrid, Frame, mercator
from geodata.studies.view_counts import HOURS, ViewCounts

BINARY = "application/octet-stream"
DENSITY_HEADER = struct.Struct("<4I3d")
"""Columns, lines, bytes per count, rows in the window; west, north and side of a cell, web mercator."""


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server these addresses."""
    casebook = desk.casebook

    @server.get("/evidence/counts.json")
    def counts() -> Response:
        actor, view = desk.gate.actor(), asked_view()
        version = casebook.evidence_version(actor, view.municipality)
        return desk.answer(
            JSON, actor, version, (_choice(view),),
            lambda: as_json(told_counts(casebook.evidence_counts(actor, view), view.municipality)),
        )  # fmt: skip

    @server.get("/evidence/density.bin")
    def density() -> Response:
        actor, view, frame = desk.gate.actor(), asked_view(), _frame()
        version = casebook.evidence_version(actor, view.municipality)
        return desk.answer(
            BINARY, actor, version, (_choice(view), frame),
            lambda: packed_density(casebook.evidence_density(actor, view, frame)),
        )  # fmt: skip

    @server.get("/evidence/points.arrow")
    def points() -> Response:
        actor, view, frame = desk.gate.actor(), asked_view(), _frame()
        version = casebook.evidence_version(actor, view.municipality)
        rows = casebook.evidence_points(actor, view, frame)
        if rows is None:
            return Response(status=204)
        return desk.answer(ARROW, actor, version, (_choice(view), frame), lambda: rows)

    @server.get("/evidence/table.arrow")
    def table() -> Response:
        actor, view = desk.gate.actor(), asked_view()
        version = casebook.evidence_version(actor, view.municipality)
        first, most = asked_whole("fran_rad", 0), asked_whole("rader", 100)
        by, descending, codes = asked_order(), request.args.get("fallande") == "1", tuple(asked_codes())
        key = (_choice(view), first, most, by, descending, codes)

        def make() -> bytes:
            return casebook.evidence_table(
                actor, view, first=first, most=most, by=by, descending=descending, codes=codes
            )

        return desk.answer(ARROW, actor, version, key, make)


def told_counts(counts: ViewCounts, municipality: str) -> dict[str, Any]:
    """Counts as the map reads them: assets/src/map/served.ts. By code, with zeros."""
    kinds, categories, sources, statuses = tuple(EvidenceKind), tuple(Category), tuple(SourceType), tuple(CaseStatus)
    months = [
        f"{number // 12:04d}-{number % 12 + 1:02d}"
        for number in range(counts.first_month, counts.first_month + len(counts.month))
    ]
    return {
        "version": str(counts.version),
        "municipality": municipality,
        "all": counts.all,
        "total": counts.total,
        "located": counts.located,
        "byKind": _named(kinds, counts.kind),
        "byCategory": _named(categories, counts.category),
        "openByCategory": _named(categories, counts.open_category),
        "byStatus": _named(statuses, counts.status),
        "bySource": _named(sources, counts.source),
        "byArea": {
            code: _named(kinds, row) for code, row in zip(("", *counts.area_codes), counts.area_kind, strict=True)
        },
        "months": months,
        "byMonth": counts.month.tolist(),
        "openByMonth": counts.open_month.tolist(),
        "openByStatus": _named(statuses, counts.open_status),
        "openBySource": _named(sources, counts.open_source),
        "byWeekdayHour": counts.weekday_hour[:, : HOURS - 1].tolist(),
        "openByWeekdayHour": counts.open_weekday_hour[:, : HOURS - 1].tolist(),
        "unknownByWeekday": counts.weekday_hour[:, HOURS - 1].tolist(),
    }


def packed_density(grid: DensityGrid) -> bytes:
    """A grid as bytes: DENSITY_HEADER, then the counts line by line from the north, little endian."""
    lines, columns = grid.counts.shape
    size = grid.counts.dtype.itemsize
    head = DENSITY_HEADER.pack(columns, lines, size, grid.total, grid.west, grid.north, grid.cell)
    return head + grid.counts.astype(f"<u{size}").tobytes()


def _named(codes: tuple[Any, ...], counts: np.ndarray[Any, Any]) -> dict[str, int]:
    return {str(code): int(number) for code, number in zip(codes, counts, strict=True)}


def _choice(view: View) -> str:
    """What decides which rows there are: views that differ in how hotspots are looked for have the same."""
    plain = View(municipality=view.municipality)
    same = {"bandwidth_m": plain.bandwidth_m, "finding_weight": plain.finding_weight}
    return Address(view.model_copy(update=same)).query()


def _frame() -> Frame:
    given = request.args.get("fonster", "")
    cells = request.args.get("rutor", "256x256")
    try:
        west, south, east, north = (float(part) for part in given.split(","))
        columns, lines = (int(part) for part in cells.split("x"))
    except ValueError as error:
        raise BadSetting(
            "the window cannot be read; give fonster=west,south,east,north in degrees and rutor=256x160"
        ) from error
    if not all(map(math.isfinite, (west, south, east, north))) or not -85 <= south < north <= 85:
        raise BadSetting("the window is not one on the map; give west, south, east and north in degrees")
    x, y = mercator(np.array([west, east]), np.array([north, south]))
    return Frame(float(x[0]), float(y[0]), float(x[1]), float(y[1]), columns, lines)


def asked_whole(name: str, otherwise: int) -> int:
    """A whole number of the address. Raises: BadSetting."""
    text = request.args.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadSetting(f"{name} is not a whole number; give one from 0 up")
    return int(text)


def asked_order() -> SortedBy | None:
    """What the rows are sorted by; None for the newest first. Raises: BadSetting."""
    text = request.args.get("ordnad")
    if text is not None and text not in set(SortedBy):
        raise BadSetting(f"the table cannot be sorted by {text[:40]}; choose one of {', '.join(SortedBy)}")
    return SortedBy(text) if text is not None else None


def asked_codes() -> list[str]:
    """Codes of the column sorted by, in the order of their words."""
    return [code for code in request.args.get("ordning", "").split(",") if code]
