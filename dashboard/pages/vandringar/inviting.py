"""Inviting by phone on a walk's page: a link with its QR code, shown once; who is invited, and the way to revoke it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
import segno
from dash import ALL, ClientsideFunction, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.config import Settings
from dashboard.forms.values import day_of
from dashboard.i18n import Translate
from dashboard.parts import Child, attrs, notice, section, small, table
from dashboard.sentback import id_of
from geodata.casebook import Casebook
from geodata.casebook.inviting import Invited
from geodata.errors import BadSetting
from geodata.model import LOCAL_TIME, Invitation, Walk


class Ids(StrEnum):
    """What the section goes by."""

    ROOM = "walk-invite-room"
    MAKE = "walk-invite-make"
    LABEL = "walk-invite-label"
    UNTIL = "walk-invite-until"
    REVOKE = "walk-invite-revoke"
    LINK = "walk-invite-link"
    COPY = "walk-invite-copy"
    COPIED = "walk-invite-copied"


def in_page(ask: Ask, casebook: Casebook, settings: Settings, walk: Walk) -> Component:
    """The section as it is opened."""
    return html.Div(drawn(ask, casebook, settings, walk.id), id=Ids.ROOM.value)


def drawn(
    ask: Ask, casebook: Casebook, settings: Settings, walk_id: UUID, *, made: Invited | None = None, fault: str = ""
) -> list[Component]:
    """What stands in the section. made: an invitation of this very moment.  fault: of the day that was written."""
    t = ask.t
    found = casebook.invitations(ask.actor, walk_id)
    return [
        section(
            t("invite.title"),
            html.P(t("invite.what")),
            *_warning(t, settings),
            *([_shown(t, settings, made)] if made else []),
            _form(t, walk_id, fault),
            _list(t, found) if found else small(t("invite.none")),
        )
    ]


def _warning(t: Translate, settings: Settings) -> list[Component]:
    """Why phones will not work, and what to do about it."""
    if not settings.phones_work:
        said = html.P(t("invite.no_https_why", address=settings.field_link), className="walk-warning-why")
        return [notice(t("invite.no_https"), said, html.P(t("invite.no_https_do")), tone="wrong")]
    if not settings.field_link.startswith("https://"):
        return [notice(t("invite.this_machine"))]
    return []


def _shown(t: Translate, settings: Settings, made: Invited) -> Component:
    address = link_of(settings, made.token)
    # dark on light whatever the theme: many phones read no other
    code = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff", nl=False)
    return html.Div(
        [
            html.Img(src=code, alt=t("invite.qr"), className="walk-qr"),
            html.Div(
                [
                    html.P(html.Strong(t("invite.made"))),
                    html.P(t("invite.made_why")),
                    dmc.TextInput(
                        id=Ids.LINK.value, label=t("invite.link"), value=address, readOnly=True, className="is-wide"
                    ),
                    html.Div(
                        [
                            dmc.Button(t("invite.copy"), id=Ids.COPY.value, **attrs(data_copied=t("invite.copied"))),
                            html.Span("", id=Ids.COPIED.value, role="status"),
                        ],
                        className="button-links",
                    ),
                ],
                className="walk-link",
            ),
        ],
        className="card walk-invited",
        tabIndex=-1,
    )


def link_of(settings: Settings, token: str) -> str:
    """What a phone opens. The token stands in the fragment, which no server and no log ever sees."""
    return f"{settings.field_link}#{token}"


def _form(t: Translate, walk_id: UUID, fault: str) -> Component:
    below = {"inputWrapperOrder": ["label", "input", "description", "error"], "autoComplete": "off"}
    return html.Div(
        [
            dmc.TextInput(
                id=Ids.LABEL.value, label=t("invite.label"), description=t("invite.label_hint"), value="", **below
            ),
            dmc.TextInput(
                id=Ids.UNTIL.value,
                label=t("invite.until"),
                description=t("invite.until_hint"),
                placeholder=t("form.day_like"),
                value="",
                error=fault or None,
                **below,
            ),
            dmc.Button(t("invite.make"), id={"type": Ids.MAKE.value, "walk": str(walk_id)}),
        ],
        className="walk-invite-form",
    )


def _list(t: Translate, found: tuple[Invitation, ...]) -> Component:
    rows: list[tuple[Child, ...]] = []
    for one in found:
        name = one.label or t("invite.unlabelled")
        state = _state(one)
        revoke: Child = "–"
        if state == "stands":
            revoke = dmc.Button(
                t("invite.revoke"),
                id={"type": Ids.REVOKE.value, "walk": str(one.walk_id), "invitation": str(one.id)},
                variant="default",
                size="compact-md",
                buttonProps={"aria-label": t("invite.revoke_label", name=name)},
            )
        rows.append((name, t(f"invite.{state}"), t.moment(one.expires_at), revoke))
    heads = (t("invite.label"), t("invite.state"), t("invite.until"), t("invite.do"))
    return table(t("invite.caption"), heads, rows)


def _state(one: Invitation) -> str:
    if one.revoked_at is not None:
        return "revoked"
    # an invitation ends by the real clock, also where the municipality has a day of its own
    return "stands" if one.expires_at > datetime.now(UTC) else "expired"


def register(guarded: Guarded, casebook: Casebook, settings: Settings, *, notices: str) -> None:
    """Making and revoking. notices: the id of where the frame says what was done."""
    guarded.clientside(
        ClientsideFunction("lofteskartan_vandring", "copy"),
        Output(Ids.COPIED, "children"),
        Input(Ids.COPY, "n_clicks"),
        State(Ids.LINK, "value"),
        prevent_initial_call=True,
    )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.MAKE.value, "walk": ALL}, "n_clicks"),
        Input({"type": Ids.REVOKE.value, "walk": ALL, "invitation": ALL}, "n_clicks"),
        State(Ids.LABEL, "value"),
        State(Ids.UNTIL, "value"),
        prevent_initial_call=True,
    )
    def press(ask: Ask, made: list[Any], revoked: list[Any], label: object, until: object) -> Any:
        pressed = ctx.triggered_id
        if not any([*made, *revoked]) or not isinstance(pressed, dict):
            return no_update, no_update
        return pressed_now(ask, casebook, settings, pressed, label=label, until=until)


def pressed_now(
    ask: Ask, casebook: Casebook, settings: Settings, pressed: Mapping[str, Any], *, label: object, until: object
) -> tuple[list[Component], Any]:
    """The section and the notice after a button was pressed. Raises: as Casebook.invite and revoke."""
    match pressed:
        case {"type": Ids.REVOKE.value, "walk": str() as walk, "invitation": str() as invitation}:
            casebook.revoke(ask.actor, _identity(invitation))
            return drawn(ask, casebook, settings, _identity(walk)), notice(ask.t("invite.revoked_now"))
        case {"type": Ids.MAKE.value, "walk": str() as walk}:
            written = until.strip() if isinstance(until, str) else ""
            day = day_of(written)
            if written and day is None:
                return drawn(ask, casebook, settings, _identity(walk), fault=ask.t("invite.bad_day")), no_update
            ends = datetime.combine(datetime.fromisoformat(day), time(23, 59), LOCAL_TIME) if day else None
            said = label.strip() if isinstance(label, str) else ""
            made = casebook.invite(ask.actor, _identity(walk), expires_at=ends, label=said or None)
            return drawn(ask, casebook, settings, _identity(walk), made=made), notice(ask.t("invite.made"))
        case _:
            raise _not_understood()


def _identity(text: str) -> UUID:
    return id_of(text, _not_understood())


def _not_understood() -> BadSetting:
    return BadSetting("what was pressed could not be understood; load the page again")
