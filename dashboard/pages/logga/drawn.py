"""The log on the screen, made for a thumb: the actions to choose among, the few fields that one asks for, what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.forms.faults import Faults
from dashboard.forms.ids import Act, Ids, button_id, field_id
from dashboard.i18n import Translate
from dashboard.logwords import said_of
from dashboard.pages.logga.ids import SEARCH
from dashboard.pages.logga.values import Values, measures_of, number_name
from dashboard.parts import CHOICE, anchor, attrs, progress_bar
from dashboard.view import link
from geodata.casebook.activities import Loggable, Logged
from geodata.chain import ActionLine
from geodata.logbook import Asked, sheet_of
from geodata.model import Action, Activity, Category, ContactOutcome, ControlFocus, Measure, Party, Place, Substance

FEW = 8
"""So many choices stand there to be touched; more are chosen from a list."""
_FIELDS: Mapping[Asked, tuple[str, ...]] = {
    Asked.PLACE: ("place_id",),
    Asked.HOURS: ("from", "to"),
    Asked.PARTNERS: ("party_id", "partner_ids"),
    Asked.INITIATOR: ("initiated_by",),
    Asked.OUTCOME: ("contact_outcome",),
    Asked.FOCUS: ("focus",),
    Asked.THEMES: ("themes",),
    Asked.SUBSTANCES: ("substances",),
    Asked.CHANNEL: ("channel",),
    Asked.NOTE: ("note",),
}
CHOICES: Mapping[str, type[StrEnum]] = {
    "contact_outcome": ContactOutcome,
    "focus": ControlFocus,
    "themes": Category,
    "substances": Substance,
}
_MANY = frozenset({"partner_ids", "themes", "substances"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the form of an action is drawn from. at: the activity and its version; is_new: none is kept."""

    t: Translate
    line: ActionLine
    values: Values
    faults: Faults
    today: date
    places: Sequence[Place]
    parties: Sequence[Party]
    last: Activity | None
    at: str
    is_new: bool


def choose(t: Translate, found: Sequence[Loggable], municipality: str) -> list[Component]:
    """The actions, those logged last first, with a field that narrows them as one writes."""
    rows = []
    for one in found:
        action = one.line.action
        last = t("log.last", day=one.last.done_on) if one.last else t("log.never")
        rows.append(
            html.Li(
                anchor(
                    [
                        html.Strong(action.title),
                        html.Span(f"{t.label(action.action_type)} · {last}"),
                    ],
                    link(f"/logga/{action.id}", municipality),
                    className="log-choice",
                ),
                **attrs(data_search=f"{action.title} {t.label(action.action_type)}".casefold()),
            )
        )
    search = [
        dmc.TextInput(
            id=SEARCH,
            label=t("log.search"),
            size="lg",
            autoComplete="off",
            inputProps={"type": "search", "enterKeyHint": "search"},
        )
    ]
    return [
        html.H1(t("log.title")),
        html.P(t("log.intro"), className="lead"),
        *(search if len(found) > FEW else []),
        html.Ul(rows, className="log-choices", id="log-choices"),
        html.P(t("log.none_found"), className="source log-none", hidden=True, role="status"),
    ]


def form(sheet: Sheet, said: Sequence[Component] = ()) -> list[Component]:
    """The form: numbers first, then the day, then what its kind of work is asked, and the rest where it is wished."""
    t, action = sheet.t, sheet.line.action
    asked = sheet_of(action)
    # what stands there is shown also where its kind of work is not asked for it
    held = (one for one in Asked if any(sheet.values.get(name) for name in _FIELDS[one]))
    wished = tuple(dict.fromkeys((*asked.on_wish, *(one for one in held if one not in asked.at_once))))
    is_open = any(sheet.values.get(name) or name in sheet.faults for one in wished for name in _FIELDS[one])
    return [
        *head(t, action, is_new=sheet.is_new),
        progress_bar(t, sheet.line.progress),
        *said,
        *_repeat(sheet),
        *[_number(sheet, measure) for measure in measures_of(action, sheet.values)],
        _day(sheet),
        *[part for one in asked.at_once for part in _asked(sheet, one)],
        html.Details(
            [html.Summary(t("log.more")), *[part for one in wished for part in _asked(sheet, one)]],
            className="fold log-more",
            open=is_open,
        ),
        _foot(sheet),
    ]


def head(t: Translate, action: Action, *, is_new: bool) -> list[Component]:
    """The ways on, and what is logged or corrected."""
    ways = [
        anchor(t("log.other_action"), link("/logga", action.municipality)),
        anchor(t("log.to_action"), link(f"/atgard/{action.id}", action.municipality)),
    ]
    title = action.title if is_new else t("log.correct", name=action.title)
    return [html.P(ways, className="ways"), html.H1(title)]


def kept(t: Translate, logged: Logged, names: Mapping[str, str]) -> list[Component]:
    """What was logged and how its action stands now, with the ways on."""
    record = logged.entry.record
    municipality = record.municipality
    title = logged.line.action.title if logged.line else t("form.gone")
    stands = [html.Div(progress_bar(t, logged.line.progress), className="log-counter")] if logged.line else []
    return [
        html.H1(t("log.kept")),
        html.P([html.Strong(title), f" {t.day(record.done_on)}", *_said(t, record, names)]),
        *stands,
        html.Div(
            [
                # a link to the same address leads nowhere
                dmc.Button(t("log.one_more"), id=button_id(Act.ANEW), variant="default", size="lg", fullWidth=True),
                anchor(t("log.other_action"), link("/logga", municipality), className="button-link log-big"),
                anchor(
                    t("log.to_action"),
                    link(f"/atgard/{record.action_id}", municipality),
                    className="button-link log-big",
                ),
            ],
            className="log-ways",
        ),
    ]


def undo(t: Translate, act: Act, at: str) -> Component:
    """The button that takes a deed back."""
    made: Component = dmc.Button(t("undo"), id=button_id(act, at), variant="subtle", size="md")
    return made


def _said(t: Translate, record: Activity, names: Mapping[str, str]) -> list[str]:
    said = said_of(t, record, names)
    return [f": {said}"] if said else []


def _repeat(sheet: Sheet) -> list[Component]:
    if not sheet.is_new or sheet.last is None:
        return []
    t, last = sheet.t, sheet.last
    names = {str(one.id): one.name for one in sheet.places} | {str(one.id): one.name for one in sheet.parties}
    said = said_of(t, last, names)
    return [
        html.Div(
            [
                dmc.Button(t("log.repeat"), id=button_id(Act.REPEAT), variant="default", size="lg", fullWidth=True),
                html.P(": ".join(part for part in (t.day(last.done_on), said) if part), className="source"),
            ],
            className="log-repeat",
        )
    ]


def _number(sheet: Sheet, measure: Measure) -> Component:
    t, name = sheet.t, number_name(measure)
    word = t.label(measure)

    def step(by: int, sign: str, label: str) -> Component:
        return html.Button(
            html.Span(sign, **attrs(aria_hidden="true")),
            type="button",
            className="log-step",
            **attrs(data_step=str(by), data_field=name, aria_label=label),
        )

    given = sheet.values.get(name)
    return html.Div(
        [
            step(-1, "−", t("log.fewer", what=word)),
            dmc.TextInput(
                id=field_id(name),
                label=word,
                value=given if isinstance(given, str) else "",
                size="lg",
                autoComplete="off",
                inputProps={"inputMode": "numeric"},
                error=_fault(sheet, name),
            ),
            step(1, "+", t("log.one_more_of", what=word)),
        ],
        className="log-number",
    )


def _day(sheet: Sheet) -> Component:
    t = sheet.t
    quick = [
        html.Button(
            t(word),
            type="button",
            className="log-quick",
            **attrs(data_set=(sheet.today - timedelta(days=days)).isoformat(), data_field="done_on"),
        )
        for word, days in (("log.today", 0), ("log.yesterday", 1))
    ]
    given = sheet.values.get("done_on")
    return html.Div(
        [
            dmc.TextInput(
                id=field_id("done_on"),
                label=t("record.day"),
                value=given if isinstance(given, str) else "",
                size="lg",
                required=True,
                inputProps={"type": "date", "max": sheet.today.isoformat()},
                error=_fault(sheet, "done_on"),
            ),
            *quick,
        ],
        className="log-day",
    )


def _asked(sheet: Sheet, asked: Asked) -> list[Component]:
    t = sheet.t
    match asked:
        case Asked.HOURS:
            return [html.Div([_text(sheet, name, type="time") for name in _FIELDS[asked]], className="log-hours")]
        case Asked.CHANNEL:
            return [_text(sheet, "channel")]
        case Asked.NOTE:
            given = sheet.values.get("note")
            return [
                dmc.Textarea(
                    id=field_id("note"),
                    label=t("log.field.note"),
                    description=t("log.hint.note"),
                    value=given if isinstance(given, str) else "",
                    autosize=True,
                    minRows=2,
                    maxRows=10,
                    size="lg",
                    error=_fault(sheet, "note"),
                )
            ]
        case _:
            return [_choice(sheet, name) for name in _FIELDS[asked]]


def _text(sheet: Sheet, name: str, **given: str) -> Component:
    value = sheet.values.get(name)
    made: Component = dmc.TextInput(
        id=field_id(name),
        label=sheet.t(f"log.field.{name}"),
        value=value if isinstance(value, str) else "",
        size="lg",
        autoComplete="off",
        inputProps=given,
        error=_fault(sheet, name),
    )
    return made


def _choice(sheet: Sheet, name: str) -> Component:
    t, value = sheet.t, sheet.values.get(name)
    pairs = _pairs(sheet, name)
    is_many = name in _MANY
    label = t(f"log.field.{name}")
    chosen: Any = (value if isinstance(value, list) else []) if is_many else (value if isinstance(value, str) else "")
    fault = [html.P(said, className="form-fault")] if (said := _fault(sheet, name)) else []
    if pairs and len(pairs) <= FEW:
        chips = [dmc.Chip(text, value=code, size="lg", variant="outline") for code, text in pairs]
        group = dmc.ChipGroup(
            chips,
            id=field_id(name),
            multiple=is_many,
            deselectable=not is_many,
            value=chosen or ([] if is_many else None),
        )
        return html.Fieldset([html.Legend(label), html.Div(group, className="log-chips"), *fault], className="log-few")
    common: dict[str, Any] = {
        "id": field_id(name),
        "label": label,
        "data": [{"value": code, "label": text} for code, text in pairs],
        "value": chosen or ([] if is_many else None),
        "searchable": True,
        "limit": 200,
        "size": "lg",
        "nothingFoundMessage": t("form.nothing_found"),
        "error": _fault(sheet, name),
    }
    if is_many:
        many: Component = dmc.MultiSelect(hidePickedOptions=True, **common, **CHOICE)
        return many
    one: Component = dmc.Select(clearable=True, clearButtonProps={"aria-label": t("form.clear")}, **common, **CHOICE)
    return one


def _pairs(sheet: Sheet, name: str) -> list[tuple[str, str]]:
    """What can be chosen; the action's own places and parties first."""
    t, action = sheet.t, sheet.line.action
    if name in CHOICES:
        return [(member.value, t.label(member)) for member in CHOICES[name]]
    if name == "place_id":
        own, known = set(action.place_ids), [(str(one.id), one.name, one.id) for one in sheet.places]
    else:
        own = {part.party_id for part in action.responsibilities}
        known = [(str(one.id), one.name, one.id) for one in sheet.parties]
    ordered = sorted(known, key=lambda one: (one[2] not in own, one[1].casefold()))
    return [(code, text) for code, text, _ in ordered]


def _fault(sheet: Sheet, name: str) -> str | None:
    fault = sheet.faults.get(name)
    return fault.said(sheet.t) if fault else None


def _foot(sheet: Sheet) -> Component:
    t = sheet.t
    word = t("log.save") if sheet.is_new else t("log.save_correction")
    inside: list[Any] = [dmc.Button(word, id=button_id(Act.SAVE), size="lg", className="log-save")]
    if not sheet.is_new:
        remove = dmc.Button(t("log.remove"), id=button_id(Act.TAKE_BACK, sheet.at), variant="subtle", size="md")
        inside.append(remove)
    inside.append(html.P(id=Ids.STATUS.value, className="source", role="status"))
    return html.Div(inside, className="log-foot")
