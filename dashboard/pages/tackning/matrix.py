"""A matrix: a table with totals on a wide screen, a list of what is there on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs
from geodata.coverage import Tie

SIGNS = {Tie.CONFIRMED: "●", Tie.SUGGESTED: "○", Tie.REJECTED: "×"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. sign: for the eye; word: the same in words; href: to what it counts; tone: its class."""

    sign: str
    word: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its head, what more is said of it, its cells (None: nothing there) and its total."""

    head: Component
    cells: Sequence[Cell | None]
    total: int
    detail: str = ""
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole matrix. columns: their heads; names: the same as text; totals: of the columns."""

    caption: str
    corner: str
    columns: Sequence[Component]
    names: Sequence[str]
    rows: Sequence[Row]
    totals: Sequence[int]
    total_head: str
    totals_head: str


def draw(t: Translate, matrix: Matrix) -> Component:
    """The matrix as a table that can be scrolled to and read as a list."""
    head = html.Tr(
        [
            html.Th(matrix.corner, scope="col"),
            *[html.Th(column, scope="col") for column in matrix.columns],
            html.Th(matrix.total_head, scope="col", className="number"),
        ]
    )
    foot = html.Tr(
        [
            html.Th(matrix.totals_head, scope="row"),
            *[
                html.Td(t.number(total), className="number", **attrs(data_head=name))
                for name, total in zip(matrix.names, matrix.totals, strict=True)
            ],
            html.Td("", className="is-nothing"),
        ]
    )
    body = [_row(t, matrix, row) for row in matrix.rows]
    return html.Div(
        html.Table([html.Caption(matrix.caption), html.Thead(head), html.Tbody(body), html.Tfoot(foot)]),
        className="table-room matrix",
        tabIndex=0,
        role="region",
        **attrs(aria_label=matrix.caption),
    )


def _row(t: Translate, matrix: Matrix, row: Row) -> Component:
    said = [html.Span(row.detail, className="source")] if row.detail else []
    return html.Tr(
        [
            html.Th([row.head, *said], scope="row"),
            *[_cell(t, cell, name) for cell, name in zip(row.cells, matrix.names, strict=True)],
            html.Td(t.number(row.total), className="number", **attrs(data_head=matrix.total_head)),
        ],
        className="is-missing" if row.lacks else "",
    )


def _cell(t: Translate, cell: Cell | None, name: str) -> Component:
    if cell is None:
        nothing = [html.Span("–", **attrs(aria_hidden="true")), html.Span(t("matrix.nothing"), className="sr-only")]
        return html.Td(nothing, className="is-nothing", **attrs(data_head=name))
    said: list[Component | str] = [html.Span(cell.sign, **attrs(aria_hidden="true"))]
    said.append(html.Span(cell.word, className="matrix-word"))
    return html.Td(anchor(said, cell.href), className=f"is-there {cell.tone}".strip(), **attrs(data_head=name))


def legend(t: Translate) -> Component:
    """What the signs mean."""
    said = [
        html.Li([html.Span(SIGNS[tie], **attrs(aria_hidden="true")), html.Span(t(f"tie.{tie.value}"))]) for tie in Tie
    ]
    return html.Ul(said, className="matrix-legend")
