"""Words of a table that are its codes: for tests of what the table holds, not of how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.model import Finding, Report
from geodata.studies.evidence_fields import Cell, Rest, TableField

OF_A_FINDING = {TableField.CONSENT: "consent", TableField.ANSWER: "action_id"}
IN_A_RECORD = {
    TableField.PLACE: "place_id",
    TableField.ACCURACY: "accuracy_m",
    TableField.REPORTER: "reporter",
    TableField.REASON: "status_reason",
    TableField.RESPONSIBLE: "responsible_id",
    TableField.DUE: "due_on",
    TableField.REOPENED: "reopened_on",
    TableField.NOTE: "note",
    TableField.ID: "id",
    **OF_A_FINDING,
}


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Codes as words. heads: those of some fields, otherwise the field's name."""

    comma: bool = False
    sheet: str = "rows"
    about_sheet: str = "about"
    heads: Mapping[TableField, str] = field(default_factory=dict)

    def head(self, field: TableField) -> str:
        return self.heads.get(field, field.value)

    def part(self, name: str) -> str:
        return name

    def word(self, field: TableField, code: str) -> str:
        return f"{field.value} {code}"

    def told(self, field: TableField, record: Report | Finding) -> Cell:
        said = getattr(record, IN_A_RECORD[field], None)
        return said if said is None or isinstance(said, str | int | float) or hasattr(said, "toordinal") else str(said)


def told_rest(rest: Rest) -> tuple[tuple[str, str], ...]:
    """Everything that a file rests on."""
    return (
        ("rows", str(rest.rows)),
        ("sources", repr(rest.sources)),
        ("provenances", repr(rest.provenances)),
        ("version", str(rest.version)),
    )
