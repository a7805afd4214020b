"""What a field says, in words: labels instead of codes, names instead of ids. For histories and for two versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dashboard import words
from dashboard.forms import written
from dashboard.forms.fields import Field, Form, Widget
from dashboard.i18n import Translate
from geodata.model import Commitment, TimeBand, Value

Names = Mapping[str, str]


def label(t: Translate, form: Form, name: str) -> str:
    """What a field is called; those that no form shows have their own words."""
    field = form.field(name)
    return t(f"field.{field.words if field else name}")


def said(t: Translate, form: Form, name: str, value: Any, names: Names) -> list[str]:
    """What a field's value says, as JSON has it, one line for each of several."""
    if value in (None, []):
        return [t("form.not_stated")]
    field = form.field(name)
    if field is None:  # a shape on the map
        return [t("form.shape")]
    return _lines(t, field, value, names)


def _lines(t: Translate, field: Field, value: Any, names: Names) -> list[str]:
    match field.widget:
        case Widget.ROWS:
            return [_row(t, field, row, names) for row in value]
        case Widget.GROUP:
            return _group(t, field, value, names)
        case Widget.REFS | Widget.AREAS | Widget.NAMES | Widget.CHOICES | Widget.DAYS:
            return [_one(t, field, one, names) for one in value]
        case Widget.WEEKDAYS:
            return [", ".join(t(f"weekday.{day}") for day in value)]
        case _:
            return [_one(t, field, value, names)]


def _one(t: Translate, field: Field, value: Any, names: Names) -> str:
    if field.choices is not None:
        return t.label(field.choices(value))
    if field.widget in {Widget.DAY, Widget.DAYS, Widget.MOMENT}:
        is_day = field.widget is not Widget.MOMENT
        return t.day(date.fromisoformat(value)) if is_day else t.moment(datetime.fromisoformat(value))
    if field.widget is Widget.PATH:
        return t("form.path", n=len(written.path(value).splitlines()))
    if field.widget in {Widget.REF, Widget.REFS}:
        return names.get(value, t("form.gone"))
    if isinstance(value, float | int):
        return _plain(t, value)
    return names.get(value, str(value)) if field.widget in {Widget.AREA, Widget.AREAS} else str(value)


def _plain(t: Translate, value: float) -> str:
    text = f"{value:.7f}".rstrip("0").rstrip(".")
    return t.number(value, len(text.partition(".")[2]))


def _row(t: Translate, field: Field, row: Mapping[str, Any], names: Names) -> str:
    if field.model is TimeBand:
        return words.time_band(t, _value(TimeBand, row))
    parts = [
        ", ".join(_lines(t, part, row[part.name], names))
        for part in field.fields
        if row.get(part.name) not in (None, [], "")
    ]
    return ", ".join(parts)


def _group(t: Translate, field: Field, value: Mapping[str, Any], names: Names) -> list[str]:
    if field.model is Commitment:
        return [words.commitment(t, _value(Commitment, value))]
    return [
        t("form.said", label=t(f"field.{part.words}"), value=line)
        for part in field.fields
        if value.get(part.name) not in (None, [], "")
        for line in _lines(t, part, value[part.name], names)
    ]


def _value(model: type[Any], content: Mapping[str, Any]) -> Any:
    made: Value = model.model_validate(content, strict=False)
    return made
