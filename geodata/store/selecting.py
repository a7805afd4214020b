"""Queries as SQL: what the asker may not see is left out in the store itself."""

from __future__ import annotations

import json
import math
from typing import Any, TypeVar

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.store.base import Query
from geodata.store.schema import Cell, Layout

S = TypeVar("S", bound=tuple[Any, ...])


def values(as_json: str) -> sa.Select[Any]:
    """The members of a JSON array, as rows: any number of them in one parameter."""
    return sa.select(sa.func.json_each(as_json).table_valued("value").c.value)


def narrow(chosen: sa.Select[Any], layout: Layout[Any], query: Query) -> sa.Select[Any]:
    """The selection with the query's conditions, retired records left out. Raises: StoreError."""
    table = layout.table
    chosen = chosen.where(table.c.retired_at.is_(None), table.c.tier.in_(sorted(query.tiers)))
    if query.municipalities is not None:
        chosen = chosen.where(table.c.municipality.in_(sorted(query.municipalities)))
    for field, wanted in query.where.items():
        chosen = chosen.where(_matches(layout, field, wanted))
    if query.bbox is not None:
        chosen = chosen.where(_within(layout, query.bbox))
    return chosen


def _matches(layout: Layout[Any], field: str, wanted: object) -> sa.ColumnElement[bool]:
    column = layout.column(field)
    alternatives = wanted if isinstance(wanted, tuple) else (wanted,)
    if field in layout.lists:
        held = sa.func.json_each(column).table_valued("value")
        return sa.exists().where(held.c.value.in_(_encoded(layout.lists[field], alternatives)))
    cell: Any = column.type
    some = column.in_(_encoded(cell, tuple(value for value in alternatives if value is not None)))
    return sa.or_(column.is_(None), some) if None in alternatives else some


def _encoded(cell: Cell, wanted: tuple[object, ...]) -> sa.Select[Any]:
    try:
        return values(json.dumps([cell.encode(value) if cell.encode else value for value in wanted]))
    except (TypeError, ValueError, AttributeError) as error:
        raise StoreError(
            f"{wanted!r} cannot be compared with {cell.declared}: {error}; give the field's own type"
        ) from error


def _within(layout: Layout[Any], bbox: tuple[float, float, float, float]) -> sa.ColumnElement[bool]:
    west, south, east, north = bbox
    if layout.geometry_type is None:
        raise StoreError(f"{layout.kind.kind} has no geometry; ask without bbox")
    if not all(map(math.isfinite, bbox)) or west > east or south > north:
        raise StoreError(f"{bbox} is no area; give west, south, east, north in degrees")
    name, geometry = layout.table.name, layout.table.c.geom
    tree = sa.table(f"rtree_{name}_geom", *map(sa.column, ("id", "minx", "maxx", "miny", "maxy")))
    near = sa.select(tree.c.id).where(
        tree.c.maxx >= west, tree.c.minx <= east, tree.c.maxy >= south, tree.c.miny <= north
    )
    # the tree keeps 32-bit floats, rounded outwards: the geometry itself has the last word
    return sa.and_(
        layout.table.c.id.in_(near),
        sa.func.ST_MaxX(geometry, type_=sa.Float) >= west,
        sa.func.ST_MinX(geometry, type_=sa.Float) <= east,
        sa.func.ST_MaxY(geometry, type_=sa.Float) >= south,
        sa.func.ST_MinY(geometry, type_=sa.Float) <= north,
    )
