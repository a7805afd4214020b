"""The police's table of reported dwelling burglaries per area and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geodata.errors import InvalidRecord
from geodata.model import Area, BurglaryCount, DwellingType, Outcome, record_id
from geodata.sources.bra import read_crime_counts, shape_of
from geodata.sources.context import ImportContext, Ledger, ParsedFile, Progress
from geodata.sources.headers import Need, Roles
from geodata.sources.located import AreaRows
from geodata.sources.tables import Row, Table, open_table
from geodata.sources.values import BadValue, Counted, count_of, month_of, yes_or_no
from geodata.sources.whose import MUNICIPALITY_ROLE, municipality_of
from geodata.sources.words import ALL_DWELLINGS, DWELLING, OUTCOME

ROLES: Roles = {
    **MUNICIPALITY_ROLE,
    "area": ("område", "områdeskod", "area", "area code", "desokod", "deso", "regsokod", "regso", "områdesnamn",
             "stadsdel", "regsonamn", "area name", "basområde", "nyko", "kod"),
    "month": ("månad", "month", "period", "datum", "date", "år-månad", "årmånad"),
    "year": ("år", "year"),
    "dwelling": ("bostadstyp", "dwelling type", "boendeform", "hustyp", "typ", "bostad", "dwelling", "typ av bostad"),
    "outcome": ("utfall", "outcome", "fullbordat/försök", "fullbordat försök", "grad", "fullbordan"),
    "count": ("antal", "count", "antal brott", "antal anmälda", "anmälda", "number", "n", "summa"),
    "completed": ("fullbordade", "fullbordat", "completed", "antal fullbordade", "fullbordade brott"),
    "attempted": ("försök", "attempted", "antal försök", "försöksbrott"),
    "preliminary": ("preliminär", "preliminary", "prel", "preliminärt", "is preliminary"),
}  # fmt: skip
NEEDS = (
    Need("the area", (("area",),)),
    Need("the month", (("month",),)),
    Need("the number", (("count",), ("completed",), ("attempted",))),
)

_Key = tuple[str, str, date, DwellingType | None, Outcome]


def read_burglaries(path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read the table: one row per area, month and dwelling type, with one count or completed and attempted apart.

    Empty and `..` are missing, `-` is nil, `<5` and `1-4` are suppressed. A table of Brå's is taken as crime counts.
    Raises: UnreadableFile.
    """
    if shape_of(path, context.now) is not None:
        return read_crime_counts(path, context, instead_of_burglaries=True)
    ledger = Ledger(path.name, "Polisen", context.now)
    table = open_table(path, ROLES, NEEDS, ledger, progress)
    return _Counts(table, context, ledger).read()


class _Counts(AreaRows):
    def __init__(self, table: Table, context: ImportContext, ledger: Ledger) -> None:
        super().__init__(table, context, ledger)
        self._seen: dict[_Key, tuple[int, Counted]] = {}

    def _take(self, row: Row) -> None:
        area = self._area(row)
        month = self._month(row)
        dwelling = self._dwelling(row)
        preliminary = self._preliminary(row)
        counts = list(self._counts(row))
        municipality = municipality_of(row, self._table, self._context, self._ledger, of_area=area.municipality)
        if municipality is None:
            return
        if municipality != area.municipality:
            self._ledger.fault(
                row.number,
                f"the area {area.code} lies in {area.municipality}, not in {municipality}",
                "correct the area or the municipality",
                column=self._table.heading("area"),
                value=row.get("area"),
            )
            return
        for outcome, counted in counts:
            self._keep(row, (municipality, area.code, month, dwelling, outcome), counted, preliminary=preliminary)

    def _area(self, row: Row) -> Area:
        self._role = "area"
        if not row.text("area"):
            raise BadValue("has no area", "fill it in")
        return self._gazetteer.area(row.text("area"), self._context.municipality)

    def _month(self, row: Row) -> date:
        self._role = "month"
        month = month_of(row.get("month"), row.get("year"))
        if month is None:
            raise BadValue("has no month", "write it as 2024-03")
        if month > self._context.now.date():
            raise BadValue("lies in the future", "correct the month")
        return month

    def _dwelling(self, row: Row) -> DwellingType | None:
        self._role = "dwelling"
        text = row.text("dwelling")
        found = DWELLING.find(text) if text else ALL_DWELLINGS
        return found if isinstance(found, DwellingType) else None

    def _preliminary(self, row: Row) -> bool:
        self._role = "preliminary"
        return yes_or_no(row.get("preliminary"))

    def _counts(self, row: Row) -> Iterator[tuple[Outcome, Counted]]:
        columns = self._table.columns
        apart = [("completed", Outcome.COMPLETED), ("attempted", Outcome.ATTEMPTED)]
        if any(role in columns for role, _ in apart):
            for role, outcome in apart:
                if role in columns:
                    self._role = role
                    yield outcome, count_of(row.get(role))
            return
        self._role = "outcome"
        text = row.text("outcome")
        outcome = OUTCOME.find(text) if text else Outcome.UNSPECIFIED
        self._role = "count"
        yield outcome, count_of(row.get("count"))

    def _keep(self, row: Row, key: _Key, counted: Counted, *, preliminary: bool) -> None:
        earlier = self._seen.setdefault(key, (row.number, counted))
        if earlier[0] != row.number:
            self._again(row, earlier, counted)
            return
        municipality, code, month, dwelling, outcome = key
        try:
            record = BurglaryCount(
                id=record_id(
                    BurglaryCount.kind, municipality, code, month.isoformat(), dwelling or ALL_DWELLINGS, outcome
                ),
                municipality=municipality,
                provenance=self._ledger.provenance(row.number),
                area_code=code,
                month=month,
                dwelling_type=dwelling,
                outcome=outcome,
                count=counted.count,
                is_suppressed=counted.is_suppressed,
                is_preliminary=preliminary,
                **({} if self._context.tier is None else {"tier": self._context.tier}),
            )
        except InvalidRecord as error:
            self._ledger.fault(row.number, str(error), "correct the row")
        else:
            self._ledger.records.append(record)

    def _again(self, row: Row, earlier: tuple[int, Counted], counted: Counted) -> None:
        if earlier[1] == counted:
            self._ledger.left_out += 1
            self._ledger.note(row.number, f"repeats row {earlier[0]}", "nothing needs doing")
        else:
            self._ledger.fault(
                row.number,
                f"counts the same area, month, dwelling type and outcome as row {earlier[0]}, differently",
                "keep one of the two rows",
                column=self._table.heading("count") or self._table.heading("completed"),
                value=row.get("count"),
            )
