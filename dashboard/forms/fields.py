"""Which fields a record's form has: their sort is read from the model, their order and grouping is said here."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic_core import PydanticUndefined
from shapely.geometry.base import BaseGeometry

from geodata.errors import NotFound
from geodata.model import (
    Action,
    Agreement,
    Attendance,
    Commitment,
    Communication,
    ContactCard,
    Decision,
    Dialogue,
    Goal,
    Idea,
    Indicator,
    Meeting,
    NeighbourhoodWatch,
    Party,
    Place,
    Position,
    Promise,
    Reading,
    Record,
    SituationReport,
    Stop,
    SurveyResult,
    Value,
    Walk,
)


class Widget(StrEnum):
    """How a field is written. The plural ones hold several; a kept one is not shown and goes with its row."""

    LINE = "line"
    LONG = "long"
    WHOLE = "whole"
    REAL = "real"
    DAY = "day"
    DAYS = "days"
    MOMENT = "moment"
    PATH = "path"
    KEPT = "kept"
    HOUR = "hour"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"
    CHOICES = "choices"
    REF = "ref"
    REFS = "refs"
    AREA = "area"
    AREAS = "areas"
    NAMES = "names"
    GROUP = "group"
    ROWS = "rows"


SEVERAL = frozenset({Widget.WEEKDAYS, Widget.CHOICES, Widget.REFS, Widget.AREAS, Widget.NAMES})
"""Widgets whose value is a list of texts."""
OF_PARTS = frozenset({Widget.GROUP, Widget.ROWS})

# What an id names, by the field that holds it.
_REFERS: dict[str, tuple[type[Record], ...]] = {
    "party_id": (Party,),
    "party_ids": (Party,),
    "place_ids": (Place,),
    "agreement_id": (Agreement,),
    "promise_id": (Promise,),
    "promise_ids": (Promise,),
    "action_id": (Action,),
    "place_id": (Place,),
    "previous_id": (Walk,),
    "evidence_ids": (Dialogue, SituationReport, SurveyResult),
}
_LONG = frozenset({"text", "summary", "reply", "premeeting_notes", "postmeeting_notes"})
_HOURS = frozenset({"from_hour", "to_hour"})
# A field whose common word would mislead in this model has one of its own.
_WORDS: dict[tuple[type[Value], str], str] = {
    (Indicator, "name"): "indicator_name",
    (Indicator, "source"): "indicator_source",
    (Reading, "on"): "reading_on",
    (Reading, "value"): "reading_value",
    (Commitment, "number"): "commitment_number",
    (Promise, "text"): "promise_text",
    (Promise, "evidence_ids"): "promise_evidence",
    (Idea, "text"): "idea_text",
    (Dialogue, "place_ids"): "places_named",
    (NeighbourhoodWatch, "name"): "watch_name",
    (NeighbourhoodWatch, "party_ids"): "watch_parties",
    (ContactCard, "channel"): "contact_channel",
    (Meeting, "action_id"): "meeting_action",
    (Attendance, "number"): "came",
    (Decision, "text"): "decision",
    (Decision, "action_id"): "decision_action",
    (Walk, "action_id"): "walk_action",
    (Walk, "themes"): "walk_themes",
    (Walk, "form"): "walk_form",
    (Walk, "planned_on"): "walk_on",
    (Walk, "area_code"): "walk_area",
    (Stop, "name"): "stop_name",
    (Stop, "position"): "stop_position",
}
# What a row is known by elsewhere stays with it.
_KEPT = frozenset({(Stop, "number")})
# Where a time of day alone is enough: the day it is of.
_ON = {"starts_at": "planned_on"}
# A part is there when one of these is filled in. An indicator is there when that is said: ej mätbart is an answer.
_DECIDES: dict[type[Value], tuple[str, ...]] = {
    Commitment: ("commitment_kind", "number", "due_on"),
    Position: ("lat", "lon"),
}
_ORDER: dict[type[Value], tuple[str, ...]] = {
    Position: ("lat", "lon"),
    Indicator: ("name", "unit", "direction", "baseline", "target", "source", "readings"),
}
_SORTED: dict[type[Value], str] = {Reading: "on"}
_MOVED = frozenset({Stop})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a model as a form has it.

    words: what its label goes by.  default: as JSON has it.  refers: the kinds an id may be of.  fields: of a group or
    of each row.  decides: fields of a group that make it be there; none of them: it is said whether it is.
    sort_by: the field that rows are put in order by.  moved: people put the rows in order.  on: the field that tells
    the day of a time.
    """

    name: str
    widget: Widget
    words: str
    required: bool
    default: Any = None
    choices: type[StrEnum] | None = None
    refers: tuple[type[Record], ...] = ()
    fields: tuple[Field, ...] = ()
    decides: tuple[str, ...] = ()
    sort_by: str | None = None
    moved: bool = False
    on: str | None = None
    model: type[Value] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading. words: what the heading goes by."""

    words: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form of a kind of record."""

    kind: type[Record]
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the form's order."""
        return tuple(field for group in self.groups for field in group.fields)

    def field(self, name: str) -> Field | None:
        """The field of a name; None for what the form does not show."""
        return next((field for field in self.fields if field.name == name), None)


_GROUPS: dict[type[Record], dict[str, tuple[str, ...]]] = {
    Agreement: {
        "what": ("title", "party_ids", "signed_on", "document"),
        "when": ("starts_on", "ends_on"),
        "evidence": ("evidence_ids",),
    },
    Promise: {
        "what": ("agreement_id", "number", "title", "text"),
        "when": ("starts_on", "ends_on", "last_confirmed_on"),
        "measure": ("indicator",),
        "about": ("categories",),
        "where": ("place_ids", "area_codes"),
        "evidence": ("evidence_ids",),
    },
    Goal: {"what": ("agreement_id", "title"), "measure": ("indicator",)},
    Action: {
        "what": ("title", "text", "action_type", "promise_ids"),
        "who": ("responsibilities",),
        "commitment": ("commitment",),
        "when": ("starts_on", "ends_on", "time_bands", "risk_evenings"),
        "where": ("place_ids", "area_codes"),
        "about": ("categories", "substances"),
    },
    Party: {"what": ("name", "party_kind")},
    Place: {"what": ("name", "place_kind", "aliases"), "position": ("position", "radius_m")},
    Dialogue: {
        "what": ("title", "held_on", "form", "target_group", "taking_part"),
        "about": ("themes", "place_ids", "summary"),
    },
    Idea: {
        "what": ("idea_kind", "received_on", "text", "promise_id"),
        "reply": ("reply_due_on", "replied_on", "reply"),
    },
    ContactCard: {"what": ("function", "party_id", "channel", "review_on")},
    NeighbourhoodWatch: {
        "what": ("name", "households", "dwelling_type", "area_code"),
        "when": ("starts_on", "ends_on"),
        "who": ("party_ids", "action_id"),
    },
    Communication: {
        "what": ("title", "channel", "planned_on", "approved_by", "published_on", "reached"),
        "about": ("promise_ids", "themes"),
    },
    Meeting: {
        "what": ("title", "held_on", "action_id"),
        "who": ("attendance",),
        "decided": ("decisions",),
    },
    Walk: {
        "walk": ("title", "form", "themes", "own_theme", "action_id", "previous_id"),
        "walk_where": ("area_code", "place_id"),
        "walk_stops": ("stops", "route"),
        "walk_when": ("planned_on", "starts_at", "open_until", "meeting_point"),
        "walk_meetings": ("premeeting_on", "premeeting_notes", "postmeeting_on", "postmeeting_notes"),
        "who": ("participants",),
        "walk_done": ("walked_at",),
    },
}
KINDS: tuple[type[Record], ...] = tuple(_GROUPS)
"""The kinds that have a form, those that others lean on first."""

NOT_WRITTEN = frozenset({"id", "municipality", "provenance"})


def kind_of(code: str) -> type[Record]:
    """The kind that an address names. Raises: NotFound."""
    found = next((kind for kind in KINDS if kind.kind == code), None)
    if found is None:
        raise NotFound(f'nothing in the register is called "{code[:40]}"; open the register and choose')
    return found


@cache
def form_of(kind: type[Record]) -> Form:
    """The form of a kind."""
    groups = {**_GROUPS[kind], "seen": ("tier",)}
    return Form(
        kind,
        tuple(
            Group(words, tuple(field for name in names if (field := _field(kind, name)) is not None))
            for words, names in groups.items()
        ),
    )


def _field(owner: type[Value], name: str) -> Field | None:
    """None for a shape on the map, which is not written by hand."""
    info = owner.model_fields[name]
    bare, many = _bare(info.annotation)
    widget = Widget.KEPT if (owner, name) in _KEPT else _widget(name, bare, many=many)
    if widget is None:
        return None
    default = None if info.default is PydanticUndefined else info.default
    made = Field(
        name=name,
        widget=widget,
        words=_WORDS.get((owner, name), name),
        required=info.is_required(),
        default=list(default) if isinstance(default, tuple) else default,
        refers=_REFERS.get(name, ()),
        on=_ON.get(name),
    )
    if widget in {Widget.CHOICE, Widget.CHOICES}:
        return replace(made, choices=bare)
    if widget in OF_PARTS:
        inner = (_field(bare, part) for part in _ORDER.get(bare, tuple(bare.model_fields)))
        return replace(
            made,
            model=bare,
            fields=tuple(part for part in inner if part is not None),
            decides=_DECIDES.get(bare, ()),
            sort_by=_SORTED.get(bare),
            moved=bare in _MOVED,
        )
    return made


def _bare(annotation: Any) -> tuple[Any, bool]:
    """What stands at the bottom of an annotation, and whether it is a tuple of it."""
    many = False
    while True:
        origin, inside = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation = inside[0]
        elif origin in {Union, types.UnionType}:
            annotation = next(part for part in inside if part is not type(None))
        elif origin is tuple:
            annotation, many = inside[0], True
        else:
            return annotation, many


def _widget(name: str, bare: Any, *, many: bool) -> Widget | None:
    if name in _HOURS:
        return Widget.HOUR
    if not isinstance(bare, type):
        return None
    found = next((pair for kind, pair in _BY_TYPE if issubclass(bare, kind)), None)
    if found is None:
        return None
    widget = found[many]
    if widget is Widget.LINE:
        return Widget.AREA if name == "area_code" else Widget.LONG if name in _LONG else Widget.LINE
    return Widget.AREAS if widget is Widget.NAMES and name == "area_codes" else widget


# One, and several.
_BY_TYPE: tuple[tuple[type, tuple[Widget, Widget]], ...] = (
    (StrEnum, (Widget.CHOICE, Widget.CHOICES)),
    (Value, (Widget.GROUP, Widget.ROWS)),
    (UUID, (Widget.REF, Widget.REFS)),
    (datetime, (Widget.MOMENT, Widget.MOMENT)),
    (date, (Widget.DAY, Widget.DAYS)),
    (BaseGeometry, (Widget.PATH, Widget.PATH)),
    (float, (Widget.REAL, Widget.REAL)),
    (int, (Widget.WHOLE, Widget.WEEKDAYS)),
    (str, (Widget.LINE, Widget.NAMES)),
)


def referred(fields: tuple[Field, ...]) -> Iterator[type[Record]]:
    """The kinds that the fields may name, each once."""
    seen: dict[type[Record], None] = {}
    for field in fields:
        seen.update(dict.fromkeys((*field.refers, *referred(field.fields))))
    yield from seen
