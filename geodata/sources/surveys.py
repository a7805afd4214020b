"""The local trygghetsmätning: one row per area, wave and question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geodata.errors import InvalidRecord
from geodata.model import SurveyResult, SurveyUnit, record_id
from geodata.sources.context import ImportContext, Ledger, ParsedFile, Progress
from geodata.sources.headers import Need, Roles
from geodata.sources.located import AreaRows
from geodata.sources.tables import Row, Table, open_table
from geodata.sources.values import BadValue, moment_of, number_of, whole_number_of
from geodata.sources.whose import MUNICIPALITY_ROLE, municipality_of
from geodata.sources.words import UNIT

ROLES: Roles = {
    **MUNICIPALITY_ROLE,
    "area": ("område", "områdeskod", "area", "area code", "desokod", "deso", "regsokod", "regso", "stadsdel",
             "områdesnamn", "area name", "regsonamn"),
    "wave": ("mätning", "våg", "wave", "omgång", "år", "year", "mättillfälle", "period"),
    "asked": ("datum", "date", "asked on", "mätdatum"),
    "question": ("fråga", "question", "frågetext", "indikator", "indicator", "variabel"),
    "value": ("andel", "värde", "value", "share", "procent", "percent", "andel i procent", "resultat", "index"),
    "low": ("undre", "low", "lower", "nedre", "ki undre", "konfidensintervall undre", "undre gräns", "nedre gräns"),
    "high": ("övre", "high", "upper", "ki övre", "konfidensintervall övre", "övre gräns"),
    "margin": ("felmarginal", "margin", "+/-", "margin of error", "osäkerhet"),
    "sample": ("n", "antal svar", "sample size", "antal svarande", "svarande", "antal", "bas"),
    "unit": ("enhet", "unit", "mått"),
}  # fmt: skip
NEEDS = (
    Need("the area", (("area",), ("municipality",))),
    Need("the wave", (("wave",), ("asked",))),
    Need("the question", (("question",),)),
    Need("the value", (("value",),)),
)


def read_surveys(path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read the table. Shares are percent with decimal comma or point; an empty value is kept as missing.

    An area that is the municipality's own name or code, or empty, means the whole municipality.
    Raises: UnreadableFile.
    """
    ledger = Ledger(path.name, "Trygghetsmätning", context.now)
    table = open_table(path, ROLES, NEEDS, ledger, progress)
    return _Results(table, context, ledger).read()


class _Results(AreaRows):
    def __init__(self, table: Table, context: ImportContext, ledger: Ledger) -> None:
        super().__init__(table, context, ledger)
        self._seen: dict[tuple[str, ...], tuple[int, str]] = {}

    def _take(self, row: Row) -> None:
        fields = self._fields(row)
        if fields is None:
            return
        key = (fields["municipality"], fields["area_code"], fields["wave"], fields["question"])
        try:
            record = SurveyResult(
                id=record_id(SurveyResult.kind, *key), provenance=self._ledger.provenance(row.number), **fields
            )
        except InvalidRecord as error:
            problem = str(error).partition("is not valid: ")[2] or str(error)
            self._ledger.fault(
                row.number, problem, "correct the row", column=self._table.heading("value"), value=row.get("value")
            )
            return
        earlier = self._seen.setdefault(key, (row.number, record.content_digest()))
        if earlier[0] == row.number:
            self._ledger.records.append(record)
        elif earlier[1] == record.content_digest():
            self._ledger.left_out += 1
            self._ledger.note(row.number, f"repeats row {earlier[0]}", "nothing needs doing")
        else:
            self._ledger.fault(
                row.number,
                f"answers the same area, wave and question as row {earlier[0]}, differently",
                "keep one of the two rows",
                column=self._table.heading("question"),
                value=row.get("question"),
            )

    def _fields(self, row: Row) -> dict[str, Any] | None:
        self._role = "area"
        of_area = None
        text = row.text("area")
        code = None
        if text:
            whole = self._context.municipality
            if whole is None or text not in {whole, whole.lstrip("0")}:
                area = self._gazetteer.area(text, whole)
                code, of_area = area.code, area.municipality
        municipality = municipality_of(row, self._table, self._context, self._ledger, of_area=of_area)
        if municipality is None:
            return None
        fields: dict[str, Any] = {"municipality": municipality, "area_code": code or municipality}
        self._role = "asked"
        asked = moment_of(row.get("asked"))
        fields["asked_on"] = asked.at.date() if asked else None
        for role, what in (("wave", "wave"), ("question", "question")):
            self._role = role
            fields[role] = row.text(role)
            if role == "wave" and not fields[role] and asked is not None:
                fields[role] = str(asked.at.year)
            if not fields[role]:
                raise BadValue(f"has no {what}", "fill it in")
        fields |= self._numbers(row)
        if self._context.tier is not None:
            fields["tier"] = self._context.tier
        return fields

    def _numbers(self, row: Row) -> dict[str, Any]:
        numbers: dict[str, Any] = {}
        self._role = "unit"
        unit_text = row.text("unit")
        if unit_text in {"", "%"}:
            is_index = "index" in (self._table.heading("value") or "").casefold()
            numbers["unit"] = SurveyUnit.INDEX if is_index else SurveyUnit.SHARE
        else:
            numbers["unit"] = UNIT.find(unit_text)
        for role in ("value", "low", "high"):
            self._role = role
            numbers[role] = number_of(row.get(role))
        self._role = "margin"
        margin = number_of(row.get("margin"))
        if margin is not None and numbers["value"] is not None and numbers["low"] is numbers["high"] is None:
            bounds = (0.0, 100.0) if numbers["unit"] is SurveyUnit.SHARE else (float("-inf"), float("inf"))
            numbers["low"] = max(bounds[0], numbers["value"] - margin)
            numbers["high"] = min(bounds[1], numbers["value"] + margin)
        self._role = "sample"
        numbers["sample_size"] = whole_number_of(row.get("sample"))
        return numbers
