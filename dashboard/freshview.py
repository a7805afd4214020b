"""When something was last confirmed, and the button that confirms it: for hotspots, actions and promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.i18n import Translate
from dashboard.parts import notice
from dashboard.sentback import id_of
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.freshness import Freshness
from geodata.model import Action, Deed, Hotspot, Promise

_KINDS = {kind.kind: kind for kind in (Hotspot, Action, Promise)}


class Ids(StrEnum):
    """What the line goes by. ABOUT: {"kind", "id", "version"} of what it is about."""

    LINE = "fresh-line"
    ABOUT = "fresh-about"
    CONFIRM = "fresh-confirm"


def said(t: Translate, fresh: Freshness) -> str:
    """When it was last confirmed, in words."""
    if fresh.ended_on is not None:
        return t("fresh.ended", day=fresh.ended_on)
    if fresh.on is None:
        return t("fresh.never")
    key = "fresh.stale" if fresh.stale else "fresh.on"
    return t(key, day=fresh.on, days=t.count("fresh.days", fresh.days or 0))


def line(ask: Ask, casebook: Casebook, kind: str, identity: UUID) -> Component:
    """The line under a title, with its button for those who may. Raises: NotFound."""
    return html.Div(_inside(ask, casebook, kind, identity), id=Ids.LINE.value, className="fresh")


def _inside(ask: Ask, casebook: Casebook, kind: str, identity: UUID) -> list[Component]:
    fresh = casebook.freshness_of(ask.actor, _KINDS[kind], identity)
    words = html.Span(said(ask.t, fresh), className="late-word" if fresh.stale else "")
    # what has ended is confirmed by nobody
    version = 0 if fresh.ended_on else _version(ask, casebook, kind, identity)
    about = {"kind": kind, "id": str(identity), "version": version}
    parts: list[Component] = [dcc.Store(id=Ids.ABOUT.value, data=about), words]
    if version:
        button = dmc.Button(ask.t("fresh.confirm"), id=Ids.CONFIRM.value, variant="default", size="compact-md")
        parts.append(button)
    return parts


def _version(ask: Ask, casebook: Casebook, kind: str, identity: UUID) -> int:
    """The version that a confirmation would be of; 0 where there is nothing to confirm, or not by this reader."""
    if kind == Hotspot.kind and ask.actor.may(Deed.CURATE_HOTSPOTS):
        return casebook.entry(ask.actor, Hotspot, identity).version
    if kind == Action.kind and ask.actor.may(Deed.EDIT_REGISTER):
        entry = casebook.entry(ask.actor, Action, identity)
        return entry.version if entry.record.responsibilities else 0
    if kind == Promise.kind and ask.actor.may(Deed.EDIT_REGISTER):
        return casebook.entry(ask.actor, Promise, identity).version
    return 0


def confirm(ask: Ask, casebook: Casebook, about: Mapping[str, Any]) -> list[Component]:
    """Confirm what the line is about. Raises: NotAllowed, Conflict, InvalidRecord, BadSetting."""
    match about:
        case {"kind": str(kind), "id": str(text), "version": int(version)} if kind in _KINDS:
            known = id_of(text, _not_understood())
        case _:
            raise _not_understood()
    _CONFIRMING[kind](casebook, ask, known, version)
    return _inside(ask, casebook, kind, known)


def _not_understood() -> BadSetting:
    return BadSetting("what is to be confirmed could not be understood; load the page again")


_CONFIRMING: Mapping[str, Callable[[Casebook, Ask, UUID, int], None]] = {
    Hotspot.kind: lambda casebook, ask, one, version: casebook.confirm_hotspot(ask.actor, one, base_version=version),
    Action.kind: lambda casebook, ask, one, version: casebook.confirm_action(ask.actor, one, base_version=version),
    Promise.kind: lambda casebook, ask, one, version: casebook.confirm_promise(ask.actor, one, base_version=version),
}


def register(guarded: Guarded, casebook: Casebook, notices: str) -> None:
    """The button. notices: id of the element that says what was done."""

    @guarded.callback(
        Output(Ids.LINE, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input(Ids.CONFIRM, "n_clicks", allow_optional=True),
        State(Ids.ABOUT, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def pressed(ask: Ask, clicks: int | None, about: dict[str, Any] | None) -> Any:
        if not clicks or not ctx.triggered:
            return no_update, no_update
        return confirm(ask, casebook, about or {}), notice(ask.t("fresh.done"))
