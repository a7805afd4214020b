"""A protocol as a page: the document itself, the ways to paper, återmöte and comparison, and the button that ends."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Translate
from dashboard.paperview import article
from dashboard.parts import anchor, attrs, small
from dashboard.protocolwords import MAP, told
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.model import Deed, Walk
from geodata.paper import PaperFormat


def page(ask: Ask, casebook: Casebook, walk_id: UUID, *, end: str) -> list[Component]:
    """The page's parts. end: the kind of the button's id. Raises: NotFound."""
    t, actor = ask.t, ask.actor
    protocol = casebook.protocol(actor, walk_id)
    entry = casebook.entry(actor, Walk, walk_id)
    code = protocol.walk.municipality
    is_ahead = protocol.walk.planned_on > protocol.basis.computed_on
    ending: list[Component] = []
    if actor.may(Deed.EDIT_REGISTER) and protocol.walk.ended_at is None and not is_ahead:
        ending = [
            html.Div(
                [
                    dmc.Button(t("protocol.end"), id={"type": end, "walk": str(walk_id), "version": entry.version}),
                    small(t("protocol.end_why")),
                ],
                className="protocol-end",
            )
        ]
    standing = [small(t("protocol.ahead"))] if is_ahead else []
    if protocol.walk.ended_at is not None:
        standing = [small(t("protocol.ended_at", at=t.moment(protocol.walk.ended_at)))]
    return [
        html.P(
            [
                anchor(t("protocol.to_walk"), link(f"/vandringar/{walk_id}", code)),
                anchor(t("protocol.list"), link("/protokoll", code)),
            ],
            className="ways",
        ),
        *ending,
        html.Nav(
            [
                anchor(t("protocol.to_meeting"), link(f"/protokoll/{walk_id}/atermote", code), className="button-link"),
                anchor(t("protocol.to_compare"), link(f"/protokoll/{walk_id}/jamfor", code), className="button-link"),
                *(_file(t, walk_id, kind) for kind in PaperFormat),
            ],
            className="button-links",
            **attrs(aria_label=t("protocol.files")),
        ),
        *standing,
        article(told(t, protocol), pictures(t, walk_id)),
    ]


def pictures(t: Translate, walk_id: UUID) -> Callable[[str], str]:
    """Where the pictures of a protocol lie, by their names."""

    def address(name: str) -> str:
        path = f"/protokoll/{walk_id}/karta.svg" if name == MAP else f"/protokoll/{walk_id}/foto/{name}"
        return link(path, None, t.language.value)

    return address


def _file(t: Translate, walk_id: UUID, kind: PaperFormat) -> Component:
    address = link(f"/protokoll/{walk_id}.{kind.value}", None, t.language.value)
    return html.A(t(f"protocol.{kind.value}"), href=address, className="button-link", download="")
