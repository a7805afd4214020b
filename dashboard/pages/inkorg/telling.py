"""A finding in words: where it was noted, what was said, how it stands, and what changed of it when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.i18n import Translate
from dashboard.parts import attrs
from geodata.editing import FieldChange, HistoryLine
from geodata.model import (
    BicycleDetails,
    CaseStatus,
    Category,
    ConsentState,
    ContactOutcome,
    Feeling,
    Finding,
    LightingDetails,
    Rubric,
    ShrubDetails,
    Tier,
    Walk,
)

Names = Mapping[str, str]
SCORES = tuple(Rubric.model_fields)
Tell = Callable[[Translate, Any, Names], str]


def title(t: Translate, finding: Finding) -> str:
    """What a finding is called."""
    name = t.label(finding.category)
    return name if finding.feeling is Feeling.UNSAFE else f"{name} ({t.label(finding.feeling).lower()})"


def noted_at(t: Translate, finding: Finding, walk: Walk | None) -> str:
    """The walk's stop, in words."""
    if finding.stop is None:
        return walk.title if walk else t("inbox.no_walk")
    name = next((stop.name for stop in walk.stops if stop.number == finding.stop), None) if walk else None
    if name is None:
        return t("inbox.stop_only", number=finding.stop)
    return t("inbox.stop", number=finding.stop, name=name)


def state(t: Translate, finding: Finding) -> str:
    """How it stands, in a line."""
    said = [t.label(finding.status)]
    if finding.due_on is not None and finding.status in {
        CaseStatus.UNDER_REVIEW,
        CaseStatus.ACTION_PLANNED,
        CaseStatus.OTHER_PARTY,
    }:
        said.append(t("inbox.due", day=finding.due_on))
    if finding.merged_on is not None:
        said.append(f"{t('inbox.merged_into', day=finding.merged_on)} {t('inbox.changed.another')}")
    return ", ".join(said)


def what_was_said(t: Translate, finding: Finding) -> list[tuple[str, str]]:
    """Label and value of all that its recorder told, the note left out."""
    said: list[tuple[str, str | None]] = [
        (t("record.observed"), words.observed(t, finding)),
        (t("record.severity"), t(f"severity.{finding.severity}") if finding.severity else None),
        (t("record.source_type"), t.label(finding.source)),
        *_details(t, finding),
    ]
    return [(label, value) for label, value in said if value]


def _details(t: Translate, finding: Finding) -> list[tuple[str, str | None]]:
    match finding.details:
        case LightingDetails(lamp_id=lamp, is_lit=lit):
            return [(t("inbox.details.lamp"), lamp), (t("inbox.details.lit"), _yes(t, lit))]
        case ShrubDetails(season=season, regrows_on=day):
            return [(t("inbox.details.season"), season), (t("inbox.details.regrows"), t.day(day) if day else None)]
        case BicycleDetails(stands=stands, frame_locks=locks, in_sight=sight):
            return [
                (t("inbox.details.stands"), None if stands is None else t.number(stands)),
                (t("inbox.details.frame_locks"), _yes(t, locks)),
                (t("inbox.details.in_sight"), _yes(t, sight)),
            ]
        case _:
            return []


def _yes(t: Translate, value: bool | None) -> str | None:
    return None if value is None else t("inbox.yes") if value else t("inbox.no")


def versions(t: Translate, finding: Finding, walk: Walk | None) -> list[tuple[str, str]]:
    """What two versions or two findings are compared by."""
    place = f"{finding.position.lat:.5f}, {finding.position.lon:.5f}" if finding.position else t("inbox.no_position")
    return [
        (t("record.category"), title(t, finding)),
        (t("inbox.where"), f"{noted_at(t, finding, walk)}. {place}"),
        *what_was_said(t, finding),
        (t("inbox.said"), finding.note or t("form.not_stated")),
        (t("record.status"), state(t, finding)),
    ]


def history(t: Translate, lines: Sequence[HistoryLine], names: Names) -> Component:
    """Who changed what and when, newest first, folded."""
    steps = []
    for line in reversed(lines):
        what = "tried" if not line.kept else "added" if line.version == 1 else "changed"
        head = t("history.step", moment=t.moment(line.at), by=words.who(t, line.by), what=t(f"history.{what}"))
        lost = [] if line.kept else [html.P(t("history.not_kept"), className="history-lost")]
        rows = [
            html.Div(
                [html.Dt(field_name(t, change.field)), html.Dd(_change(t, change, names))],
                className="fact",
            )
            for change in (line.changes if line.version != 1 else ())
            if change.field != "received_sha256"
        ]
        steps.append(html.Li([html.P(html.Strong(head)), *lost, *([html.Dl(rows, className="facts")] if rows else [])]))
    return html.Details(
        [html.Summary(t.count("history.title", len(lines))), html.Ol(steps, className="history")],
        className="fold form-history",
    )


def field_name(t: Translate, field: str) -> str:
    """What a field of a finding is called."""
    return t(f"inbox.changed.{field if field in _TELL.keys() | _PLAIN else 'other'}")


def _change(t: Translate, change: FieldChange, names: Names) -> list[Component]:
    field = change.field
    after = html.Span(value_in_words(t, field, change.after, names))
    if change.before in (None, []):
        return [after]
    return [
        html.Span(t("history.before"), className="sr-only"),
        html.Del(value_in_words(t, field, change.before, names)),
        html.Span(" → ", **attrs(aria_hidden="true")),
        html.Span(t("history.after"), className="sr-only"),
        after,
    ]


def value_in_words(t: Translate, field: str, value: Any, names: Names) -> str:
    """A field's value, as JSON has it."""
    if value in (None, []):
        return t("form.not_stated")
    tell = _TELL.get(field)
    return tell(t, value, names) if tell else str(value)


def _a_day(t: Translate, value: Any, _names: Names) -> str:
    return t.day(date.fromisoformat(value))


def _called(t: Translate, value: Any, names: Names) -> str:
    return names.get(value, t("form.gone"))


def _labelled(kind: type[StrEnum]) -> Tell:
    return lambda t, value, _names: t.label(kind(value))


def _contacts(t: Translate, value: Any, _names: Names) -> str:
    last = value[-1]
    return f"{len(value)}: {t.day(date.fromisoformat(last['on']))}, {t.label(ContactOutcome(last['outcome']))}"


def _parts(_t: Translate, value: Any, _names: Names) -> str:
    return ", ".join(str(part) for name, part in value.items() if name != "about" and part is not None)


def _scored(t: Translate, value: Any, _names: Names) -> str:
    return ", ".join(f"{t(f'rubric.{name}')} {score}" for name, score in value.items() if score is not None)


_TELL: Mapping[str, Tell] = {
    "category": _labelled(Category),
    "feeling": _labelled(Feeling),
    "status": _labelled(CaseStatus),
    "tier": _labelled(Tier),
    "reopened_on": _a_day,
    "due_on": _a_day,
    "merged_on": _a_day,
    "responsible_id": _called,
    "action_id": _called,
    "duplicate_of": lambda t, _value, _names: t("inbox.changed.another"),
    "position": lambda _t, value, _names: f"{value['lat']:.5f}, {value['lon']:.5f}",
    "severity": lambda t, value, _names: t(f"severity.{value}"),
    "consent": lambda t, value, _names: f"{t.label(ConsentState(value['state']))}, {_a_day(t, value['on'], _names)}",
    "contacts": _contacts,
    "rubric": _scored,
    "details": _parts,
}
_PLAIN = frozenset({"observed_at", "accuracy_m", "stop", "status_reason", "responsible_unit", "note"})
