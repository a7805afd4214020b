"""A hotspot's page: its whole chain at a lasting address."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import place, placeparts, words
from dashboard.where import Where
from geodata.chain import Chain


def load(where: Where) -> Component:
    """The page. Raises: NotFound where no hotspot is there."""
    chain = where.casebook.chain(where.actor, where.address.view, where.rest)
    inside = place.body(
        where.t,
        chain,
        words.names(where.casebook, where.actor, where.code),
        where.actor,
        page=True,
        under_title=placeparts.fresh_hotspot(where.ask, where.casebook, chain),
        below=placeparts.below_hotspot(where.ask, where.casebook, chain),
    )
    return layout(chain, inside, where.address.query())


def layout(chain: Chain, inside: Component, query: str) -> Component:
    """The chain across the whole width, and everything about it below."""
    return html.Div(
        [
            dcc.Store(id=place.Ids.ASK.value),
            dcc.Store(id=place.Ids.SHOWN.value, data=place.standing(chain, query, page=True)),
            dcc.Store(id=place.Ids.CHANGED.value, data=0),
            html.Div(inside, id=place.Ids.BODY.value),
        ],
        className="sheet",
    )
