"""A hotspot's page: its whole chain at a lasting address."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import place, words
from dashboard.i18n import Translate
from dashboard.where import Where
from geodata.chain import Chain
from geodata.model import Actor


def load(where: Where) -> Component:
    """The page. Raises: NotFound where no hotspot is there."""
    chain = where.casebook.chain(where.actor, where.address.view, where.rest)
    return layout(
        where.t, chain, words.names(where.casebook, where.actor, where.code), where.actor, where.address.query()
    )


def layout(t: Translate, chain: Chain, names: Mapping[str, str], actor: Actor, query: str) -> Component:
    """The chain across the whole width, and everything about it below."""
    return html.Div(
        [
            dcc.Store(id=place.Ids.ASK.value),
            dcc.Store(id=place.Ids.SHOWN.value, data=place.standing(chain, query, page=True)),
            dcc.Store(id=place.Ids.CHANGED.value, data=0),
            html.Div(place.body(t, chain, names, actor, page=True), id=place.Ids.BODY.value),
        ],
        className="sheet",
    )
