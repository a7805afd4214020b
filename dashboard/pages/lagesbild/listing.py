"""All lägesbilder: drafts, approved, superseded; and the button that freezes a new one."""

from __future__ import annotations

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.pages.lagesbild import monthly
from dashboard.pages.lagesbild.ids import Ids
from dashboard.parts import CHOICE, anchor, empty, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook.situations import SituationLine
from geodata.model import LOCAL_TIME, Deed, Tier


def page(where: Where) -> Component:
    """The list, the newest first in each state."""
    t = where.t
    lines = where.casebook.situations(where.actor, where.code)
    states = (
        ("drafts", [one for one in lines if not one.is_approved]),
        ("approved", [one for one in lines if one.is_approved and one.superseded_by is None]),
        ("superseded", [one for one in lines if one.superseded_by is not None]),
    )
    may_write = where.actor.may(Deed.EDIT_REGISTER)
    shown = [_state(t, name, found, where.code) for name, found in states if found]
    if not shown:
        shown = [empty(t("sit.none"), t("sit.none_why"), *([html.P(t("sit.none_do"))] if may_write else []))]
    return html.Div(
        [
            html.H1(t("sit.list")),
            html.P(t("sit.list_intro"), className="lead"),
            html.P(anchor(t("news.title"), link("/nyhetsbrev", where.code)), className="ways"),
            *([_freezing(where)] if may_write else []),
            *shown,
            *([monthly.part(where.ask, where.casebook, where.code)] if may_write else []),
        ],
        className="sheet",
    )


def _state(t: Translate, name: str, lines: Sequence[SituationLine], code: str) -> Component:
    rows = []
    for line in lines:
        report = line.entry.record
        rows.append(
            (
                anchor(report.title, link(f"/lagesbild/{report.id}", code)),
                report.frozen_at.astimezone(LOCAL_TIME).date().isoformat(),
                t.label(report.tier),
                report.approved_by or "\u2013",
                t("sit.with_content" if line.has_content else "sit.without_content"),
            )
        )
    heads = tuple(t(f"sit.head.{one}") for one in ("title", "frozen", "for", "approved_by", "content"))
    state = t(f"sit.{name}")
    return section(state, table(t("sit.list_caption", state=state), heads, rows, cards=True))


def _freezing(where: Where) -> Component:
    t = where.t
    tiers = [tier for tier in Tier if tier in where.actor.tiers]
    return section(
        t("sit.freeze_title"),
        small(t("sit.freeze_why")),
        html.Div(
            [
                dmc.TextInput(
                    id=Ids.NAME.value,
                    label=t("sit.name"),
                    value=t("sit.name_default", day=where.today),
                    className="situation-name",
                ),
                dmc.Select(
                    id=Ids.TIER.value,
                    label=t("sit.for"),
                    description=t("sit.for_why"),
                    data=[{"value": tier.value, "label": t.label(tier)} for tier in tiers],
                    value=Tier.MUNICIPALITY.value if Tier.MUNICIPALITY in tiers else tiers[0].value,
                    allowDeselect=False,
                    **CHOICE,
                ),
                dmc.Button(t("sit.freeze"), id={"type": Ids.FREEZE.value, "municipality": where.code}),
            ],
            className="situation-freeze",
        ),
        className="situation-freezing card",
    )
