"""Which of a protocol's pages an address means, and the one button that ends a walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from dash import ALL, Input, Output, ctx, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.pages.protokoll import attendance, compared, drawn, meeting
from dashboard.parts import notice
from dashboard.sentback import id_of
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotFound


class Ids(StrEnum):
    """What the page of a protocol goes by."""

    ROOM = "protocol-room"
    END = "protocol-end"


def load(where: Where) -> Component:
    """All protocols, one, its återmöte or its comparison. Raises: NotFound."""
    if not where.rest:
        return attendance.page(where)
    first, _, view = where.rest.partition("/")
    walk_id = identity(first)
    match view:
        case "":
            inside = drawn.page(where.ask, where.casebook, walk_id, end=Ids.END)
            return html.Div(inside, id=Ids.ROOM.value, className="sheet protocol-sheet")
        case "atermote":
            return meeting.page(where, walk_id)
        case "jamfor":
            return compared.page(where, walk_id)
        case _:
            raise NotFound(f'a protocol has no page "{view[:60]}"; open the protocol itself')


def identity(text: str) -> UUID:
    """The walk's id. Raises: NotFound."""
    return id_of(text, NotFound(f'no walk has the address "{text[:60]}"; open the list of protocols'))


def register(guarded: Guarded, casebook: Casebook, *, notices: str) -> None:
    """Ending a walk. notices: the id of where the frame says what was done."""

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.END.value, "walk": ALL, "version": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def end(ask: Ask, clicks: Sequence[Any]) -> Any:
        pressed = ctx.triggered_id
        if not any(clicks) or not isinstance(pressed, dict):
            return no_update, no_update
        return end_walk(ask, casebook, pressed)


def end_walk(ask: Ask, casebook: Casebook, pressed: Mapping[str, Any]) -> tuple[list[Component], Component]:
    """The protocol after its walk was ended, and what is said of it. Raises: as Casebook.end_walk, BadSetting."""
    match pressed:
        case {"walk": str() as walk, "version": int() as version}:
            ended = casebook.end_walk(ask.actor, identity(walk), base_version=version)
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")
    return drawn.page(ask, casebook, ended.record.id, end=Ids.END), notice(ask.t("protocol.ended"))
