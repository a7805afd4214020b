"""Registers' files in the reader's words: headings, meanings, units, codes, and what a file says about itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from dashboard import words
from dashboard.i18n import Language, Translate
from dashboard.tablewords import view_told
from geodata.model import Record, Role, TimeBand, Value, View
from geodata.model.situations import SectionText
from geodata.studies.register_columns import Made, RegisterColumn, RegisterFormat, RegisterRest, columns_of

SPLIT = " | "
_AREAS = ("area_code", "area_codes", "parent")


@dataclass(frozen=True, slots=True)
class RegisterTold:
    """The words of one reader: geodata.studies.register_columns.RegisterWords."""

    t: Translate

    @property
    def comma(self) -> bool:
        """Swedish spreadsheets expect a decimal comma."""
        return self.t.language is Language.SV

    def register(self, kind: type[Record]) -> str:
        """Löften, åtgärder ..."""
        return self.t(f"kind.{kind.kind}")

    def head(self, kind: type[Record], column: RegisterColumn) -> str:
        """The heading; codes, ids and data stand beside what they mean, and say so."""
        head = self._said(kind, column)[0]
        match column.made:
            case Made.CODE | Made.CODES:
                return self.t("export.code_of", head=head)
            case Made.ID | Made.IDS if self._has_names(kind, column):
                is_area = column.path[-1].endswith(_AREAS)
                return self.t("export.code_of" if is_area else "export.id_of", head=head)
            case Made.PARTS:
                return self.t("export.data_of", head=head)
            case _:
                return head

    def means(self, kind: type[Record], column: RegisterColumn) -> str:
        """What it tells; of a list, how it is written."""
        said = self._said(kind, column)[1]
        if column.made is Made.PARTS:
            return f"{said} {self.t('export.is_json')}"
        return f"{said} {self.t('export.is_joined')}" if column.made in {Made.CODES, Made.IDS, Made.DAYS} else said

    def unit(self, column: RegisterColumn) -> str:
        """m, personer ..."""
        return self.t(f"export.unit.{column.unit}") if column.unit else ""

    def choice(self, member: StrEnum) -> str:
        """The word for a code."""
        return self.t.label(member)

    def told(self, part: Value, names: Mapping[str, str]) -> str:
        """A part as a sentence: "Lokalpolisområde Kalmar, leder, 2016-04-01"."""
        if isinstance(part, TimeBand):
            return words.time_band(self.t, part)
        if isinstance(part, SectionText):
            return part.text
        said = (self._value(getattr(part, name), names) for name in type(part).model_fields)
        return ", ".join(one for one in said if one)

    def frame(self, name: str) -> str:
        """Of the file itself."""
        return self.t(f"export.frame.{name}")

    def _value(self, value: object, names: Mapping[str, str]) -> str:
        match value:
            case StrEnum():
                return self.choice(value)
            case UUID():
                return names.get(str(value), str(value))
            case tuple():
                return " + ".join(self._value(one, names) for one in value)
            case Value():
                return self.told(value, names)
            case _:
                return "" if value is None else self._plain(value)

    def _plain(self, value: object) -> str:
        match value:
            case bool():
                return self.t("export.yes" if value else "export.no")
            case float():
                return f"{value:.10g}".replace(".", ",") if self.comma else f"{value:.10g}"
            case _:
                return str(value)

    def _said(self, kind: type[Record], column: RegisterColumn) -> list[str]:
        own = f"column.{kind.kind}.{column.words}"
        return self.t(own if self.t.has(own) else f"column.{column.words}").split(SPLIT, 1)

    def _has_names(self, kind: type[Record], column: RegisterColumn) -> bool:
        names = {Made.NAME, Made.NAMES}
        return any(one.path == column.path and one.made in names for one in columns_of(kind))


@dataclass(frozen=True, slots=True)
class AboutRegisters:
    """What is said of a file of registers beside its rows.

    name: of the municipalities.  made_up: one is shown with demonstration data.  view: where the rows are those of one.
    """

    words: RegisterTold
    name: str
    today: date
    role: Role
    form: RegisterFormat
    made_up: bool = False
    view: View | None = None

    def __call__(self, rests: Sequence[RegisterRest]) -> tuple[tuple[str, str], ...]:
        """As (label, text)."""
        t = self.words.t
        found = [one for rest in rests for one in rest.provenances]
        licences = sorted({one.licence for one in found if one.licence})
        said = "; ".join(licences) or t("table.licence.none")
        if licences and not all(one.licence for one in found):
            said = t("table.licence.some", licences=said)
        made_up = self.made_up or any(one.made_up for one in found)
        rows = "; ".join(f"{self.words.register(rest.kind)}: {t.number(rest.rows)}" for rest in rests)
        reading = [t("export.reading"), t("export.reading.blank")]
        if self.form is RegisterFormat.CSV:
            reading.append(t("export.reading.csv"))
        if self.form is RegisterFormat.XLSX:
            reading.append(t("export.reading.xlsx"))
        return (
            (t("table.about.what"), t("export.title", name=self.name)),
            *([(t("made_up"), t("made_up.means"))] if made_up else []),
            *(view_told(t, self.view, {}) if self.view else []),
            (t("table.about.rows"), rows),
            (t("export.seen_by"), t.label(self.role)),
            (t("table.about.source"), "; ".join((*sorted({one.source for one in found}), "Löfteskartan"))),
            (t("table.about.licence"), said),
            (t("table.about.date"), t.day(self.today)),
            (t("export.crs"), "WGS 84 (EPSG:4326, OGC:CRS84)"),
            (t("table.about.reading"), " ".join(reading)),
        )
