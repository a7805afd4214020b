"""Long lists a piece at a time: which piece the address asks for, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import parse_qs

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs

V = TypeVar("V")
PAGE = "sida"


@dataclass(frozen=True, slots=True)
class Piece(Generic[V]):
    """Some of many. page, pages: from 1. first: number of the first item, from 1. total: of all items."""

    items: Sequence[V]
    page: int
    pages: int
    first: int
    total: int


def cut(query: str, items: Sequence[V], size: int, name: str = PAGE) -> Piece[V]:
    """The piece that a query asks for; the first where it asks for none, the last where it asks for more than is."""
    page, pages, begin = spread(query, len(items), size, name)
    return Piece(items[begin : begin + size], page, pages, begin + 1, len(items))


def spread(query: str, total: int, size: int, name: str = PAGE) -> tuple[int, int, int]:
    """Page, number of pages and how many items stand before it, for a list that is fetched a piece at a time."""
    pages = max(1, -(-total // size))
    page = min(asked(query, name), pages)
    return page, pages, (page - 1) * size


def asked(query: str, name: str) -> int:
    """A page number of a query, 1 where there is none that can be meant."""
    given = parse_qs(query.removeprefix("?")).get(name, ["1"])[-1]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 and int(given) else 1


def ways(t: Translate, piece: Piece[V], address: str, name: str = PAGE) -> list[Component]:
    """Where one is, and the links to the piece before and after; nothing where there is only one. address: with "?"."""
    if piece.pages == 1:
        return []
    others = [
        anchor(t(words), f"{address}&{name}={number}" if number > 1 else address)
        for words, number in (("paging.before", piece.page - 1), ("paging.after", piece.page + 1))
        if 1 <= number <= piece.pages
    ]
    last = piece.first + len(piece.items) - 1
    where = html.Span(t("paging.shown", first=piece.first, last=last, all=piece.total))
    return [html.Nav([where, *others], className="ways paging", **attrs(aria_label=t("paging.label")))]
