"""A paper as a page: the same blocks, in the same order, as in its PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import figures_situation
from dashboard.figures import config
from dashboard.i18n import Language, translate
from dashboard.parts import HEADINGS, attrs, table
from geodata.paper import Block, Chart, Facts, Group, Heading, Listing, Paper, Paragraph, Picture, Table, Tone

_NARROW, _LONG = 3, 12
_TONES = {Tone.LEAD: "lead", Tone.PLAIN: "told", Tone.NOTE: "source", Tone.MARK: "paper-mark"}


def article(paper: Paper, address: Callable[[str], str | None]) -> Component:
    """The whole document. address: of a picture by its name, None for one that is not to be had."""
    inside = [html.H1(paper.title), *blocks(paper.blocks, address)]
    return html.Article(inside, className="paper")


def blocks(told: tuple[Block, ...], address: Callable[[str], str | None]) -> list[Component]:
    """Some blocks. A picture with a chart is drawn by plotly."""
    return [drawn for block in told if (drawn := _draw(block, address)) is not None]


def _draw(block: Block, address: Callable[[str], str | None]) -> Component | None:
    drawn: Component | None
    match block:
        case Heading(text, level):
            drawn = HEADINGS[level](text)
        case Paragraph(text, tone, way):
            drawn = html.P(html.A(text, href=way) if way else text, className=_TONES[tone])
        case Facts(rows):
            pairs = [html.Div([html.Dt(term), html.Dd(said)], className="paper-fact") for term, said in rows]
            drawn = html.Dl(pairs, className="paper-facts") if pairs else None
        case Listing(items):
            drawn = html.Ul([html.Li(item) for item in items], className="paper-list")
        case Table(caption, heads, rows, numbers):
            # on a phone a wide one is read as cards, a long one is moved about: as cards it would never end
            told = [[cell.text for cell in row] for row in rows]
            drawn = table(caption, heads, told, numbers, cards=len(heads) > _NARROW and len(rows) <= _LONG)
        case Picture():
            drawn = _chart(block, block.chart) if block.chart else _picture(block, address(block.name))
        case Group(inside):
            drawn = html.Div(blocks(inside, address), className="paper-group")
    return drawn


def _picture(told: Picture, source: str | None) -> Component | None:
    if source is None:
        return None
    caption = [html.Figcaption(told.caption)] if told.caption else []
    shown: Component = html.Img(src=source, alt=told.alt)
    # a map as wide as the page is too small on a phone: by itself it can be magnified
    shown = html.A(shown, href=source) if told.width >= 1 else shown
    return html.Figure([shown, *caption], className="paper-picture", style={"maxWidth": f"{told.width:.0%}"})


def _chart(told: Picture, chart: Chart) -> Component:
    """The same chart as on paper; its table stands beside it in the document."""
    figure = figures_situation.drawn(chart)
    # its room is kept before it is drawn
    room = {"height": f"{figure.layout.height}px"}
    shown_with: dict[str, Any] = {"config": config(translate(Language(chart.language)))}
    graph = dcc.Graph(figure=figure, className="graph", style=room, **shown_with)
    caption = [html.Figcaption(told.caption)] if told.caption else []
    shown = html.Div(graph, role="img", style=room, **attrs(aria_label=told.alt))
    return html.Figure([shown, *caption], className="paper-picture paper-chart")
