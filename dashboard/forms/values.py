"""A record as the texts of a form, and back: what cannot be read is told at its field, and nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from dashboard.forms import written
from dashboard.forms.faults import Fault, Faults, faults_of
from dashboard.forms.fields import SEVERAL, Field, Form, Widget
from dashboard.i18n import Language
from geodata.model import Record

Values = dict[str, str | list[str]]
"""What stands in the form, by path: "title", "indicator-target", "responsibilities-0-party_id"."""

YES, NO = "yes", "no"
MOST_ROWS = 400
_ISO = re.compile(r"^(\d{4})-?(\d{1,2})-?(\d{1,2})$")
_SPOKEN = re.compile(r"^(\d{1,2})[/.] ?(\d{1,2})[/. -] ?(\d{4})$")
_WHOLE = re.compile(r"^-?\d{1,18}$")
_REAL = re.compile(r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$")
_THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+$")
_BETWEEN = re.compile(r"[\s,;]+")
_NO_SPACE = {ord(sign): None for sign in " \u00a0\u202f"} | {ord("\u2212"): "-"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a form says: a record, or what is wrong with it. rows: see faults.Rows."""

    record: Record | None
    faults: Faults
    rows: dict[str, list[int]]


def to_values(form: Form, content: Mapping[str, Any], language: Language) -> Values:
    """The texts of a form for a record as JSON has it."""
    values: Values = {}
    for field in form.fields:
        value = content.get(field.name, field.default)
        if field.widget is Widget.MOMENT:
            values[field.name] = written.moment(value, content.get(field.on) if field.on else None)
        else:
            _write(field, field.name, value, values, language)
    return values


def _write(field: Field, path: str, value: Any, values: Values, language: Language) -> None:
    match field.widget:
        case Widget.GROUP:
            held = value if isinstance(value, Mapping) else None
            if not field.decides:
                values[path] = NO if held is None else YES
            for part in field.fields:
                given = part.default if held is None else held.get(part.name)
                _write(part, f"{path}-{part.name}", given, values, language)
        case Widget.ROWS:
            rows = [row for row in _several(value) if isinstance(row, Mapping)]
            for number, row in enumerate(rows):
                for part in field.fields:
                    _write(part, f"{path}-{number}-{part.name}", row.get(part.name), values, language)
        case Widget.PATH:
            values[path] = written.path(value)
        case Widget.DAYS:
            values[path] = ", ".join(str(one) for one in _several(value))
        case widget if widget in SEVERAL:
            values[path] = [str(one) for one in _several(value)]
        case Widget.REAL:
            values[path] = _number(value, language) if isinstance(value, int | float) else ""
        case _:
            values[path] = "" if value is None else str(value)


def _several(value: Any) -> list[Any]:
    """What a new record begins with comes from a browser, and may be anything."""
    return list(value) if isinstance(value, list | tuple) else []


def _number(value: float, language: Language) -> str:
    text = repr(float(value)).removesuffix(".0")
    return text.replace(".", ",") if language is Language.SV else text


def blank_row(field: Field) -> dict[str, str | list[str]]:
    """A new row as it stands before anything is written, by the names of its fields."""
    return {
        part.name: []
        if part.widget in SEVERAL
        else str(part.default)
        if part.widget is Widget.HOUR and part.default is not None
        else ""
        for part in field.fields
        if part.widget is not Widget.KEPT
    }


def row_numbers(path: str, values: Mapping[str, Any]) -> list[int]:
    """The numbers of the rows that stand in the form."""
    start = f"{path}-"
    numbers = {key[len(start) :].partition("-")[0] for key in values if key.startswith(start)}
    return sorted(int(number) for number in numbers if number.isdigit() and len(number) < 5)[:MOST_ROWS]


def with_row(field: Field, path: str, values: Values) -> tuple[Values, str]:
    """The values with a new row at the end of a field's rows, and the row's path. path: of the field."""
    numbers = row_numbers(path, values)
    row = f"{path}-{numbers[-1] + 1 if numbers else 0}"
    return {**values, **{f"{row}-{name}": value for name, value in blank_row(field).items()}}, row


def without_row(row: str, values: Values) -> Values:
    """The values without a row. row: its path."""
    return {path: value for path, value in values.items() if not path.startswith(f"{row}-")}


def with_rows_in_order(path: str, values: Values, order: list[int]) -> Values:
    """The values with a field's rows in another order. order: the numbers of the rows as they now follow."""
    start = f"{path}-"
    others = {key: value for key, value in values.items() if not key.startswith(start)}
    for place, number in enumerate(order):
        row = f"{start}{number}-"
        others |= {f"{start}{place}-{key[len(row) :]}": value for key, value in values.items() if key.startswith(row)}
    return others


def parse(form: Form, values: Mapping[str, Any], base: Mapping[str, Any], language: Language) -> Parsed:
    """The record that a form says. base: what the form does not show, as JSON has it: id, provenance, an outline.

    What was not sent stays as in base.
    """
    reading = _Reading(values, language)
    told = {field.name: reading.read(field, field.name) for field in form.fields if reading.was_sent(field)}
    told = {name: _kept(form.field(name), base.get(name), value) for name, value in told.items()}
    content = {**base, **{name: value for name, value in told.items() if value is not _MISSING}}
    for name, value in told.items():
        if value is _MISSING:
            content.pop(name, None)
    try:
        record: Record | None = form.kind.model_validate_json(json.dumps(content))
    except ValidationError as error:
        record = None
        for path, fault in faults_of(error.errors(include_url=False), reading.rows).items():
            reading.faults.setdefault(path, fault)
    return Parsed(None if reading.faults else record, reading.faults, reading.rows)


_MISSING = object()


def _kept(field: Field | None, before: Any, now: Any) -> Any:
    """What a form writes less exactly than it was stays as it was, unless somebody wrote something else."""
    if field is None or not isinstance(before, str) or not isinstance(now, str):
        return now
    alike = {Widget.MOMENT: lambda value: written.moment(value, None), Widget.PATH: written.path}.get(field.widget)
    return before if alike is not None and alike(before) == alike(now) else now


class _Reading:
    """Texts on their way to JSON; gathers what cannot be read."""

    def __init__(self, values: Mapping[str, Any], language: Language) -> None:
        self.faults: Faults = {}
        self.rows: dict[str, list[int]] = {}
        self._values = values
        self._language = language

    def was_sent(self, field: Field) -> bool:
        """Whether the form held the field. Rows that were all taken away leave nothing but their field."""
        if field.widget is Widget.ROWS:
            return True
        return field.name in self._values or any(key.startswith(f"{field.name}-") for key in self._values)

    def read(self, field: Field, path: str) -> Any:
        """The field as JSON has it; _MISSING where it has to be there and is not."""
        match field.widget:
            case Widget.GROUP:
                return self._group(field, path)
            case Widget.ROWS:
                return self._rows(field, path)
            case Widget.DAYS:
                return self._days(path)
            case Widget.WEEKDAYS:
                return [int(day) for day in self._several(path) if day.isdigit()]
            case widget if widget in SEVERAL:
                return self._several(path)
            case _:
                return self._single(field, path)

    def _single(self, field: Field, path: str) -> Any:
        text = self._text(path)
        if not text.strip():
            return self._blank(field, path, text)
        match field.widget:
            case Widget.DAY:
                return self._checked(path, day_of(text), "not_a_day")
            case Widget.WHOLE | Widget.HOUR | Widget.KEPT:
                return self._checked(path, self._whole(text), "not_whole")
            case Widget.REAL:
                return self._checked(path, self._real(text), "not_a_number")
            case Widget.MOMENT:
                day = day_of(self._text(field.on)) if field.on else None
                return self._checked(path, written.moment_of(text, day, day_of), "not_a_moment")
            case _:
                return self._checked(path, written.path_of(text), "not_a_path") if field.widget is Widget.PATH else text

    def _blank(self, field: Field, path: str, text: str) -> Any:
        if field.required and field.widget in {Widget.LINE, Widget.LONG}:
            return text  # the model says whether it may be empty
        if field.required or field.default is not None:
            self.faults[path] = Fault("missing")
            return _MISSING
        return None

    def _checked(self, path: str, value: Any, words: str) -> Any:
        if value is None:
            self.faults[path] = Fault(words, {"written": self._text(path).strip()[:40]})
            return _MISSING
        return value

    def _group(self, field: Field, path: str) -> Any:
        parts = {name: f"{path}-{name}" for name in field.decides}
        is_there = any(self._text(part).strip() for part in parts.values()) if parts else self._text(path) == YES
        return self._parts(field, path) if is_there else None

    def _parts(self, field: Field, path: str) -> dict[str, Any]:
        told = {part.name: self.read(part, f"{path}-{part.name}") for part in field.fields}
        return {name: value for name, value in told.items() if value is not _MISSING}

    def _rows(self, field: Field, path: str) -> list[Any]:
        blank = blank_row(field)
        numbers = [
            number
            for number in row_numbers(path, self._values)
            if any(self._given(f"{path}-{number}-{name}", value) != value for name, value in blank.items())
        ]
        told = [(number, self._parts(field, f"{path}-{number}")) for number in numbers]
        if field.sort_by is not None:
            by = field.sort_by
            told.sort(key=lambda row: str(row[1].get(by, "")))
        self.rows[path] = [number for number, _ in told]
        return [row for _, row in told]

    def _given(self, path: str, like: str | list[str]) -> str | list[str]:
        return self._several(path) if isinstance(like, list) else self._text(path).strip()

    def _days(self, path: str) -> Any:
        days = [(text, day_of(text)) for text in _BETWEEN.split(self._text(path)) if text]
        wrong = [text for text, day in days if day is None]
        if wrong:
            self.faults[path] = Fault("not_a_day", {"written": wrong[0][:40]})
            return _MISSING
        return [day for _, day in days]

    def _whole(self, text: str) -> int | None:
        plain = text.strip().translate(_NO_SPACE)
        return int(plain) if _WHOLE.match(plain) else None

    def _real(self, text: str) -> float | None:
        plain = text.strip().translate(_NO_SPACE)
        # 1,250 is one and a quarter to a Swede and more than a thousand to an Englishman: ask, do not guess
        if not _REAL.match(plain) or (self._language is Language.EN and _THOUSANDS.match(plain)):
            return None
        value = float(plain.replace(",", "."))
        return value if abs(value) < float("inf") else None

    def _text(self, path: str) -> str:
        value = self._values.get(path)
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int | float) else ""

    def _several(self, path: str) -> list[str]:
        value = self._values.get(path)
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def day_of(text: str) -> str | None:
    """A day as 2017-03-05, 20170305 or 5/3 2017, in ISO's spelling; None for anything else."""
    text = text.strip()
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _SPOKEN.match(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
