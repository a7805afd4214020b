"""The fields in which a finding is decided, each with what is wrong with it beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.pages.inkorg.ids import Act, button_id, field_id
from dashboard.parts import CHOICE, attrs
from geodata.casebook.inbox import InboxItem
from geodata.inbox import DUE_MONTHS, months_after
from geodata.model import Action, CaseStatus, ContactOutcome, Finding, Party

Values = Mapping[str, str]
QUICK = (CaseStatus.ACTION_PLANNED, CaseStatus.UNDER_REVIEW, CaseStatus.FIXED)
"""What is decided most, and asks for nothing else."""
DECISIONS = tuple(status for status in CaseStatus if status is not CaseStatus.NEW)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the fields are drawn from. values: that somebody typed; faults: what is wrong, by field."""

    t: Translate
    item: InboxItem
    parties: Sequence[Party]
    actions: Sequence[Action]
    values: Values = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def as_values(finding: Finding) -> dict[str, str]:
    """What stands in the fields of a decision, as the finding stands."""
    return {
        "status": "" if finding.status is CaseStatus.NEW else finding.status.value,
        "reason": finding.status_reason or "",
        "party": str(finding.responsible_id or ""),
        "unit": finding.responsible_unit or "",
        "due": finding.due_on.isoformat() if finding.due_on else "",
        "action": str(finding.action_id or ""),
        "note": finding.note or "",
    }


def decision(sheet: Sheet) -> list[Component]:
    """One press for what is decided most, and the whole form."""
    t, finding = sheet.t, sheet.item.finding
    if finding.merged_on is not None:
        return []
    quick = [
        dmc.Button(t.label(status), id=button_id(Act.QUICK, status.value), variant="default", size="md")
        for status in QUICK
        if finding.status is not status
    ]
    six_months = months_after(sheet.item.today, DUE_MONTHS)
    hint = [html.P(t("inbox.becomes_public"), className="source")] if finding.status is CaseStatus.NEW else []
    return [
        html.P(t("inbox.quick"), className="inbox-label", id="inbox-quick"),
        html.Div(quick, className="inbox-quick", role="group", **attrs(aria_labelledby="inbox-quick")),
        choice(sheet, "status", t("inbox.field.status"), [(one.value, t.label(one)) for one in DECISIONS]),
        area(sheet, "reason", t("inbox.field.reason"), t("inbox.hint.reason")),
        choice(sheet, "party", t("inbox.field.party"), [(str(one.id), one.name) for one in sheet.parties]),
        text(sheet, "unit", t("inbox.field.unit"), t("inbox.hint.unit")),
        text(sheet, "due", t("inbox.field.due"), t("inbox.hint.due", day=six_months), type="date"),
        choice(sheet, "action", t("inbox.field.action"), [(str(one.id), one.title) for one in sheet.actions]),
        area(sheet, "note", t("inbox.field.note"), t("inbox.hint.note")),
        *hint,
        dmc.Button(t("inbox.save"), id=button_id(Act.DECIDE), size="md", className="inbox-save"),
    ]


def consent(sheet: Sheet) -> list[Component]:
    """The day and the words of an answer."""
    t = sheet.t
    return [
        text(sheet, "consent_on", t("inbox.consent.on"), type="date", value=sheet.item.today.isoformat()),
        area(sheet, "consent_reason", t("inbox.consent.reason"), t("inbox.consent.hint")),
        html.Div(
            [
                dmc.Button(t("inbox.consent.yes"), id=button_id(Act.ACCEPT), variant="default"),
                dmc.Button(t("inbox.consent.no"), id=button_id(Act.REFUSE), variant="default"),
            ],
            className="buttons",
        ),
    ]


def contact(sheet: Sheet) -> list[Component]:
    """A contact with a property owner."""
    t = sheet.t
    return [
        text(sheet, "contact_on", t("inbox.contact.on"), type="date", value=sheet.item.today.isoformat()),
        choice(
            sheet,
            "contact_outcome",
            t("inbox.contact.outcome"),
            [(one.value, t.label(one)) for one in ContactOutcome],
            value=ContactOutcome.ASKED.value,
        ),
        text(sheet, "contact_owner", t("inbox.contact.owner"), t("inbox.contact.owner_hint")),
        area(sheet, "contact_note", t("inbox.contact.note")),
        dmc.Button(t("inbox.contact.save"), id=button_id(Act.CONTACT), variant="default"),
    ]


def position(sheet: Sheet) -> list[Component]:
    """Degrees by hand."""
    t, here = sheet.t, sheet.item.finding.position
    return [
        html.P(t("inbox.place_why"), className="source"),
        html.Div(
            [
                text(sheet, "lat", t("inbox.lat"), value=f"{here.lat:.5f}" if here else "", inputMode="decimal"),
                text(sheet, "lon", t("inbox.lon"), value=f"{here.lon:.5f}" if here else "", inputMode="decimal"),
            ],
            className="inbox-pair",
        ),
        dmc.Button(t("inbox.place"), id=button_id(Act.LOCATE), variant="default"),
    ]


def season(sheet: Sheet) -> list[Component]:
    """When to look next."""
    t = sheet.t
    hint = t("inbox.season_hint", day=months_after(sheet.item.today, 12))
    return [
        text(sheet, "season", t("inbox.season_next"), hint, type="date"),
        dmc.Button(t("inbox.season_done"), id=button_id(Act.SEASON), variant="default"),
    ]


def text(sheet: Sheet, name: str, label: str, hint: str | None = None, *, value: str = "", **given: str) -> Component:
    """A field of one line. given: of the input itself."""
    made: Component = dmc.TextInput(
        id=field_id(name),
        label=label,
        description=hint,
        value=sheet.values.get(name, value),
        error=sheet.faults.get(name),
        autoComplete="off",
        inputProps=given,
    )
    return made


def area(sheet: Sheet, name: str, label: str, hint: str | None = None) -> Component:
    """A field of several lines."""
    made: Component = dmc.Textarea(
        id=field_id(name),
        label=label,
        description=hint,
        value=sheet.values.get(name, ""),
        error=sheet.faults.get(name),
        autosize=True,
        minRows=2,
        maxRows=10,
    )
    return made


def choice(sheet: Sheet, name: str, label: str, options: Sequence[tuple[str, str]], *, value: str = "") -> Component:
    """One of several."""
    chosen: Any = sheet.values.get(name, value) or None
    made: Component = dmc.Select(
        id=field_id(name),
        label=label,
        data=[{"value": code, "label": word} for code, word in options],
        value=chosen,
        error=sheet.faults.get(name),
        searchable=len(options) > len(CaseStatus),
        clearable=True,
        clearButtonProps={"aria-label": sheet.t("form.clear")},
        nothingFoundMessage=sheet.t("form.nothing_found"),
        limit=200,
        **CHOICE,
    )
    return made
