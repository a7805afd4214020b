"""A form on the screen: every field with its label, what it holds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.forms.faults import Faults
from dashboard.forms.fields import SEVERAL, Field, Form, Widget
from dashboard.forms.ids import Act, button_id, field_id
from dashboard.forms.offers import Offers
from dashboard.forms.values import NO, YES, Values, row_numbers
from dashboard.i18n import Translate
from dashboard.parts import CHOICE, attrs
from geodata.model import Category, Tier

# Words with a line of help under the label.
_HINTED = frozenset(
    {
        "promise_ids",
        "commitment_number",
        "place_ids",
        "area_codes",
        "places_named",
        "risk_evenings",
        "promise_evidence",
        "function",
        "contact_channel",
        "review_on",
        "approved_by",
        "aliases",
        "radius_m",
        "text",
        "idea_text",
        "summary",
        "tier",
        "target_group",
        "confirmed_on",
        "position",
        "walk_form",
        "own_theme",
        "open_until",
        "starts_at",
        "walked_at",
        "route",
        "premeeting_notes",
        "previous_id",
        "participants",
    }
)
_WIDE = frozenset({Widget.LONG, Widget.REFS, Widget.AREAS, Widget.CHOICES, Widget.NAMES, Widget.DAYS, Widget.PATH})
_LONG_LINES = frozenset({"title", "meeting_point", "indicator_name", "document", "contact_channel"})
# What walks look for most.
_FIRST: tuple[StrEnum, ...] = (Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT)
_HOURS = [{"value": str(hour), "label": f"{hour:02}:00"} for hour in range(25)]
SEARCHED_FROM = 8
_ONE_LINE: dict[str, Any] = {"autoComplete": "off"}
_GROWING: dict[str, Any] = {"autosize": True, "maxRows": 16}
_WRITTEN: dict[Widget, tuple[Any, dict[str, Any]]] = {
    Widget.LINE: (dmc.TextInput, _ONE_LINE),
    Widget.LONG: (dmc.Textarea, {**_GROWING, "minRows": 3}),
    Widget.DAY: (dmc.TextInput, _ONE_LINE),
    Widget.DAYS: (dmc.Textarea, {**_GROWING, "minRows": 1}),
    Widget.WHOLE: (dmc.TextInput, {**_ONE_LINE, "inputProps": {"inputMode": "numeric"}}),
    Widget.REAL: (dmc.TextInput, {**_ONE_LINE, "inputProps": {"inputMode": "decimal"}}),
    Widget.MOMENT: (dmc.TextInput, _ONE_LINE),
    Widget.PATH: (dmc.Textarea, {**_GROWING, "minRows": 1}),
}
"""What is typed as text, so that nothing typed is lost where it cannot be read."""
_LIKE = {Widget.DAY: "form.day_like", Widget.DAYS: "form.days_like", Widget.PATH: "form.path_like"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What all fields of a form are drawn from. tiers: those that may be chosen.  fixed: rows that keep their order."""

    t: Translate
    values: Values
    faults: Faults
    offers: Offers
    tiers: frozenset[Tier]
    fixed: frozenset[str] = frozenset()


def draw(desk: Desk, form: Form, after: Mapping[str, Component] | None = None) -> list[Component]:
    """The groups of a form, each under its heading. after: what follows on a group, by the group's word."""
    drawn: list[Component] = []
    for group in form.groups:
        fields = html.Div([_drawn(desk, field, field.name) for field in group.fields], className="form-grid")
        drawn.append(html.Section([html.H2(desk.t(f"group.{group.words}")), fields], className="form-group"))
        drawn += [after[group.words]] if after and group.words in after else []
    return drawn


def summary(t: Translate, form: Form, faults: Faults) -> list[Component]:
    """What has to be mended, each with the way to it; nothing where all is well."""
    if not faults:
        return []
    ways = [html.Li(html.A(label_of(t, form, path), href="#", **attrs(data_path=path))) for path in faults if path]
    said = [html.P(t.count("form.faults", len(ways))), html.Ul(ways)] if ways else []
    said += [html.P(faults[""].said(t))] if "" in faults else []
    return [html.Div(said, className="form-faults", role="alert", tabIndex=-1)]


def label_of(t: Translate, form: Form, path: str) -> str:
    """What a path is called: its innermost field's word."""
    fields, found = form.fields, ""
    for part in path.split("-"):
        field = next((one for one in fields if one.name == part), None)
        if field is not None:
            found, fields = t(f"field.{field.words}"), field.fields
    return found or path


def _drawn(desk: Desk, field: Field, path: str, *, is_decided: bool = False) -> Any:
    """is_decided: part of a group that is there only where something is filled in, so that no part of it must be."""
    match field.widget:
        case Widget.GROUP:
            return _group(desk, field, path)
        case Widget.ROWS:
            return _rows(desk, field, path)
        case Widget.KEPT:
            return dcc.Input(type="hidden", id=field_id(path), value=str(desk.values.get(path, "")))
        case _:
            return _input(desk, field, path, is_decided=is_decided)


def _group(desk: Desk, field: Field, path: str) -> Component:
    t = desk.t
    inside = html.Div(
        [_drawn(desk, part, f"{path}-{part.name}", is_decided=bool(field.decides)) for part in field.fields],
        className="form-grid",
    )
    said: list[Component] = []
    if not field.decides:
        said.append(
            dmc.RadioGroup(
                [
                    dmc.Radio(value=NO, label=t(f"form.without.{field.words}")),
                    dmc.Radio(value=YES, label=t(f"form.with.{field.words}")),
                ],
                id=field_id(path),
                value=desk.values.get(path, NO),
                label=t(f"form.whether.{field.words}"),
                className="form-whether",
            )
        )
    # what is not said to be there is not shown; what was written in it stays
    name = "form-part" if field.decides else "form-part has-whether"
    return html.Fieldset(
        [html.Legend(t(f"field.{field.words}")), *_hint(t, field), *said, *_fault(desk, path), inside], className=name
    )


def _rows(desk: Desk, field: Field, path: str) -> Component:
    t = desk.t
    numbers = row_numbers(path, desk.values)
    last = len(numbers) if field.moved and path not in desk.fixed else 0
    rows = [_row(desk, field, f"{path}-{number}", place, last) for place, number in enumerate(numbers, start=1)]
    add = dmc.Button(t(f"row.add.{field.words}"), id=button_id(Act.ADD, path), variant="default", size="compact-md")
    none = [] if rows else [html.P(t(f"row.none.{field.words}"), className="source")]
    return html.Fieldset(
        [html.Legend(t(f"field.{field.words}")), *_hint(t, field), *_fault(desk, path), *none, *rows, html.Div(add)],
        className="form-part",
        **attrs(data_rows=path),
    )


def _row(desk: Desk, field: Field, row: str, place: int, last: int) -> Component:
    """last: the place of the last row where rows can be moved, otherwise 0."""
    t = desk.t
    name = t(f"row.one.{field.words}", n=place)
    acts = ([Act.UP] if 1 < place <= last else []) + ([Act.DOWN] if place < last else []) + [Act.REMOVE]
    buttons = [
        dmc.Button(
            t(f"row.{act}"),
            id=button_id(act, row),
            variant="subtle",
            size="compact-md",
            buttonProps={"aria-label": t(f"row.{act}_label", name=name)},
        )
        for act in acts
    ]
    head = [html.P(name, className="form-row-name")] if field.moved else []
    return html.Div(
        [
            *head,
            html.Div([_drawn(desk, part, f"{row}-{part.name}") for part in field.fields], className="form-grid"),
            *_fault(desk, row),
            *(buttons if len(buttons) == 1 else [html.Div(buttons, className="form-row-acts")]),
        ],
        className="form-row is-moved" if field.moved else "form-row",
        role="group",
        **attrs(aria_label=name, data_row=row),
    )


def _fault(desk: Desk, path: str) -> list[Component]:
    fault = desk.faults.get(path)
    return [html.P(fault.said(desk.t), className="form-fault", tabIndex=-1)] if fault else []


def _hint(t: Translate, field: Field) -> list[Component]:
    return [html.P(t(f"hint.{field.words}"), className="source")] if field.words in _HINTED else []


def _input(desk: Desk, field: Field, path: str, *, is_decided: bool) -> Any:
    t = desk.t
    fault = desk.faults.get(path)
    common: dict[str, Any] = {
        "id": field_id(path),
        "label": t(f"field.{field.words}"),
        "required": field.required and field.widget not in SEVERAL and not is_decided,
        "error": fault.said(t) if fault else None,
        "className": "is-wide" if field.widget in _WIDE or field.words in _LONG_LINES else None,
        # help under the box, so that boxes side by side stand on one line
        "inputWrapperOrder": ["label", "input", "description", "error"],
    }
    if field.words in _HINTED:
        common["description"] = t(f"hint.{field.words}")
    given = desk.values.get(path)
    text = given if isinstance(given, str) else ""
    several = given if isinstance(given, list) else []
    if field.widget in _WRITTEN:
        component, options = _WRITTEN[field.widget]
        hold = {"placeholder": t(words)} if (words := _LIKE.get(field.widget)) else {}
        return component(value=text, **options, **hold, **common)
    if field.widget is Widget.NAMES:
        return dmc.TagsInput(value=several, clearable=False, comboboxProps=CHOICE["comboboxProps"], **common)
    if field.widget is Widget.WEEKDAYS:
        return _weekdays(t, several, common)
    return _choice(desk, field, text, several, common)


def _weekdays(t: Translate, chosen: Sequence[str], common: Mapping[str, Any]) -> Any:
    boxes = [dmc.Checkbox(value=str(day), label=t(f"weekday.{day}"), size="sm") for day in range(7)]
    return dmc.CheckboxGroup(
        html.Div(boxes, className="form-days"), value=list(chosen), **{**common, "className": "is-wide"}
    )


def _choice(desk: Desk, field: Field, text: str, several: Sequence[str], common: Mapping[str, Any]) -> Any:
    t = desk.t
    is_many = field.widget in {Widget.CHOICES, Widget.REFS, Widget.AREAS}
    data = _data(desk, field)
    known = {one["value"] for one in data}
    # what was chosen once and is no longer offered stays, until somebody takes it away
    data += [
        {"value": value, "label": t("form.gone") if field.refers else value}
        for value in dict.fromkeys(several if is_many else [text])
        if value and value not in known
    ]
    searchable = len(data) > SEARCHED_FROM
    if is_many:
        return dmc.MultiSelect(
            data=data,
            value=list(dict.fromkeys(several)),
            searchable=searchable,
            limit=200,
            nothingFoundMessage=t("form.nothing_found"),
            hidePickedOptions=True,
            **CHOICE,
            **common,
        )
    must = field.required or field.default is not None
    clear = {} if must else {"clearable": True, "clearButtonProps": {"aria-label": t("form.clear")}}
    return dmc.Select(
        data=data,
        value=text or None,
        allowDeselect=not must,
        searchable=searchable,
        limit=200,
        nothingFoundMessage=t("form.nothing_found"),
        **clear,
        **CHOICE,
        **common,
    )


def _data(desk: Desk, field: Field) -> list[dict[str, str]]:
    t = desk.t
    if field.widget is Widget.HOUR:
        return list(_HOURS)
    if field.choices is Tier:
        return [{"value": tier.value, "label": t.label(tier)} for tier in Tier if tier in desk.tiers]
    if field.choices is not None:
        first = [member for member in _FIRST if field.words == "walk_themes"]
        members = [*first, *(member for member in field.choices if member not in first)]
        return [{"value": member.value, "label": t.label(member)} for member in members]
    pairs = desk.offers.of(field.refers) if field.refers else desk.offers.areas
    return [{"value": value, "label": label} for value, label in pairs]
