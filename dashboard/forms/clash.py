"""Two people changed the same record: both versions side by side, field by field, and a choice for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.forms import saying
from dashboard.forms.fields import Form
from dashboard.forms.ids import Act, button_id, choice_id
from dashboard.forms.merge import Difference, Side
from dashboard.i18n import Translate
from dashboard.parts import attrs


def draw(
    t: Translate,
    form: Form,
    differences: Sequence[Difference],
    names: Mapping[str, str],
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
                _difference(t, form, one, names, choice.get(one.field, one.default), is_late=one.field in unchosen)
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


def _difference(
    t: Translate, form: Form, one: Difference, names: Mapping[str, str], side: Side | None, *, is_late: bool
) -> Any:
    def version(which: Side) -> Any:
        value = one.theirs if which is Side.THEIRS else one.mine
        return dmc.Radio(
            value=which.value,
            label=html.Div(
                [
                    html.Strong(t(f"clash.{which.value}")),
                    *[html.Div(line) for line in saying.said(t, form, one.field, value, names)],
                ]
            ),
            className="form-version",
        )

    was = " · ".join(saying.said(t, form, one.field, one.base, names))
    return dmc.RadioGroup(
        html.Div([version(Side.THEIRS), version(Side.MINE)], className="form-versions"),
        id=choice_id(one.field),
        value=side.value if side else None,
        label=saying.label(t, form, one.field),
        description=t("clash.was", value=was),
        error=t("clash.choose") if is_late else None,
        className="form-difference",
    )
