"""Two people changed the same record: both versions side by side, field by field, and a choice for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.forms.ids import Act, button_id, choice_id
from dashboard.forms.merge import Difference, Side
from dashboard.i18n import Translate
from dashboard.parts import attrs


@dataclass(frozen=True, slots=True)
class Voice:
    """How the fields of a kind of form speak. label: of a field.  said: what a value of it says, a line for each."""

    label: Callable[[str], str]
    said: Callable[[str, Any], list[str]]


def draw(
    t: Translate,
    differences: Sequence[Difference],
    voice: Voice,
    *,
    choice: Mapping[str, Side],
    unchosen: Sequence[str] = (),
) -> Component:
    """What the two versions say differently. choice: made so far.  unchosen: fields to be told that one must choose."""
    both = sum(one.default is None for one in differences)
    return html.Section(
        [
            html.H2(t("clash.title"), id="form-clash-title", tabIndex=-1),
            html.P(t("clash.what")),
            html.P(t.count("clash.both", both) if both else t("clash.apart")),
            *[
                _difference(t, voice, one, choice.get(one.field, one.default), is_late=one.field in unchosen)
                for one in differences
            ],
            html.Div(
                [
                    dmc.Button(t("clash.save"), id=button_id(Act.SETTLE)),
                    dmc.Button(t("clash.edit"), id=button_id(Act.SETTLE, "edit"), variant="default"),
                ],
                className="buttons",
            ),
        ],
        className="form-clash",
        **attrs(aria_labelledby="form-clash-title"),
    )


def _difference(t: Translate, voice: Voice, one: Difference, side: Side | None, *, is_late: bool) -> Any:
    def version(which: Side) -> Any:
        value = one.theirs if which is Side.THEIRS else one.mine
        return dmc.Radio(
            value=which.value,
            label=html.Div(
                [
                    html.Strong(t(f"clash.{which.value}")),
                    *[html.Div(line) for line in voice.said(one.field, value)],
                ]
            ),
            className="form-version",
        )

    was = " · ".join(voice.said(one.field, one.base))
    return dmc.RadioGroup(
        html.Div([version(Side.THEIRS), version(Side.MINE)], className="form-versions"),
        id=choice_id(one.field),
        value=side.value if side else None,
        label=voice.label(one.field),
        description=t("clash.was", value=was),
        error=t("clash.choose") if is_late else None,
        className="form-difference",
    )
