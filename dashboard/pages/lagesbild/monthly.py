"""The lägesbild of each month on the page of all: whether one is wanted, what is due, and one press that freezes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.i18n import Translate
from dashboard.pages.lagesbild.ids import Ids
from dashboard.parts import CHOICE, anchor, notice, section, small
from dashboard.sentback import pressed_button
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.model import Tier

OFF = "off"
"""The choice that none is wanted."""
FREEZE, PLAN = "freeze", "plan"


def title(t: Translate, month: date) -> str:
    """What a month's lägesbild is called."""
    return t("sit.monthly_name", month=t.month(month))


def room(ask: Ask, casebook: Casebook, code: str) -> list[Component]:
    """The choice, what is due with its button, and when the next is."""
    t, now = ask.t, casebook.monthly_situation(ask.actor, code)
    told: list[Component] = []
    if now.plan is None:
        told.append(html.P(t("sit.monthly_none")))
    elif now.due is not None:
        told += [
            html.P(html.Strong(t("sit.monthly_due", month=t.month(now.due)))),
            dmc.Button(t("sit.monthly_freeze"), id=_button(FREEZE, code)),
        ]
    elif now.frozen is not None:
        told.append(html.P(anchor(t("sit.monthly_frozen"), link(f"/lagesbild/{now.frozen}", code))))
    if now.due is None and now.next_on is not None:
        told.append(html.P(t("sit.monthly_next", day=now.next_on)))
    if now.missed:
        told.append(small(t("sit.monthly_missed", months=t.listing([t.month(month) for month in now.missed]))))
    tiers = [tier for tier in Tier if tier in ask.actor.tiers]
    choices = [{"value": OFF, "label": t("sit.monthly_off")}]
    choices += [{"value": one.value, "label": t("sit.monthly_for", audience=t.label(one))} for one in tiers]
    return [
        *told,
        html.Div(
            [
                dmc.Select(
                    id=Ids.MONTHLY.value,
                    label=t("sit.monthly"),
                    data=choices,
                    value=now.plan.audience.value if now.plan else OFF,
                    allowDeselect=False,
                    **CHOICE,
                ),
                dmc.Button(t("sit.monthly_save"), id=_button(PLAN, code), variant="default"),
            ],
            className="situation-freeze",
        ),
        small(t("sit.monthly_how")),
    ]


def part(ask: Ask, casebook: Casebook, code: str) -> Component:
    """The part of the page."""
    inside = html.Div(room(ask, casebook, code), id=Ids.MONTHLY_ROOM.value, className="situation-monthly")
    return section(ask.t("sit.monthly_title"), inside, className="situation-freezing card")


def _button(act: str, code: str) -> dict[str, str]:
    return {"type": Ids.MONTHLY_DO.value, "act": act, "municipality": code}


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """Choosing, and freezing what is due. address: where the browser is sent; notices: where it is said what was."""

    @guarded.callback(
        Output(Ids.MONTHLY_ROOM, "children"),
        Output(address, "href", allow_duplicate=True),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.MONTHLY_DO.value, "act": ALL, "municipality": ALL}, "n_clicks"),
        State(Ids.MONTHLY, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def act(ask: Ask, _clicks: Sequence[Any], chosen: object) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update, no_update, no_update
        return answer(ask, casebook, pressed.get("act"), str(pressed.get("municipality")), chosen)


def answer(ask: Ask, casebook: Casebook, act: object, code: str, chosen: object) -> tuple[Any, Any, Any]:
    """The room anew, where the browser goes, and what is said. Raises: BadSetting, as Casebook.freeze_due."""
    t = ask.t
    if act == FREEZE:
        done = casebook.freeze_due(ask.actor, code, lambda month: title(t, month))
        if done.made is not None:
            return no_update, link(f"/lagesbild/{done.made.record.id}", code), no_update
        return room(ask, casebook, code), no_update, notice(t("sit.monthly_already"))
    if act != PLAN:
        raise BadSetting("what was pressed could not be understood; load the page again")
    audience = next((one for one in Tier if one.value == chosen), None)
    casebook.plan_monthly(ask.actor, code, audience)
    said = t("sit.monthly_saved" if audience else "sit.monthly_stopped")
    return room(ask, casebook, code), no_update, notice(said)
