"""Tables of reports and findings, one row each, to records with lasting ids."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from math import isnan
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from geodata.errors import InvalidRecord
from geodata.model import (
    CaseStatus,
    Category,
    Feeling,
    Finding,
    LightingDetails,
    Position,
    Record,
    Report,
    SourceType,
    Tier,
    TimePrecision,
    record_id,
)
from geodata.model.screening import personal_mark
from geodata.sources.context import ImportContext, ImportKind, Ledger, ParsedFile, Progress
from geodata.sources.headers import Need, Roles, fold
from geodata.sources.located import HOW_LOCATED, POSITION_ROLES, Gazetteer, Points, locate
from geodata.sources.tables import Row, Table, open_table
from geodata.sources.values import BadValue, Cell, Moment, clock_of, moment_of, month_of, whole_number_of
from geodata.sources.whose import MUNICIPALITY_ROLE, municipality_of
from geodata.sources.words import CATEGORY, FEELING, REPORTER, SOURCE, STATUS

T = TypeVar("T")

ROLES: Roles = {
    **POSITION_ROLES,
    **MUNICIPALITY_ROLE,
    "id": ("externt id", "external id", "id", "ärendenummer", "ärendenr", "ärende-id", "case id", "crime id",
           "instanceID", "key", "uuid", "globalid", "diarienummer", "dnr", "service request id", "löpnummer"),
    "category": ("kategori", "category", "typ", "type", "ärendetyp", "crime type", "brottstyp", "problem", "tema",
                 "iakttagelse", "service name", "slag"),
    "date": ("datum", "date", "observerad", "observed at", "observed", "tidpunkt", "datum och tid", "datum/tid",
             "datumtid", "rapportdatum", "inkommen", "inkom", "anmäld", "händelsedatum", "timestamp", "today", "start",
             "submissiondate", "submission time", "creationdate", "requested datetime", "skapad", "created"),
    "clock": ("klockslag", "tid", "time", "klockan", "kl", "time of day"),
    "month": ("månad", "month", "period"),
    "year": ("år", "year"),
    "precision": ("tidsprecision", "precision"),
    "feeling": ("upplevelse", "feeling", "känsla", "trygg eller otrygg", "trygg/otrygg"),
    "safe": ("trygg", "safe", "känns tryggt"),
    "source": ("källa", "source", "kanal", "channel", "inkommen via"),
    "reporter": ("rapportör", "reporter", "roll", "role", "vem", "reporter role", "uppgiftslämnare"),
    "severity": ("allvar", "severity", "allvarlighetsgrad", "prioritet", "grad"),
    "status": ("status", "ärendestatus", "case status", "läge"),
    "reason": ("orsak", "status reason", "skäl", "motivering", "status notes"),
    "note": ("anteckning", "note", "kommentar", "beskrivning", "fritext", "text", "comment", "description", "notering"),
    "due": ("klart senast", "due", "due on", "senast klart"),
    "confirmed": ("senast bekräftad", "last confirmed", "last confirmed on"),
    "stop": ("stopp", "stop", "punkt"),
    "lamp": ("lampnummer", "lamp id", "stolpnummer", "lampa nr", "stolpe"),
}  # fmt: skip
NEEDS = (
    Need("the category", (("category",),)),
    Need("the date", (("date",), ("month",), ("clock",))),
    Need("where it is", HOW_LOCATED),
)
_BATCH = 5_000
_SEVERITY = {"1": 1, "2": 2, "3": 3, "lag": 1, "low": 1, "liten": 1, "medel": 2, "mellan": 2, "medium": 2, "hog": 3,
             "high": 3, "stor": 3, "allvarlig": 3}  # fmt: skip
_PRECISION = {
    "minut": TimePrecision.MINUTE, "minute": TimePrecision.MINUTE, "klockslag": TimePrecision.MINUTE,
    "dag": TimePrecision.DAY, "day": TimePrecision.DAY, "dygn": TimePrecision.DAY,
    "manad": TimePrecision.MONTH, "month": TimePrecision.MONTH,
}  # fmt: skip
_TRUE = frozenset({"ja", "j", "yes", "y", "true", "1", "sant"})


def read_cases(kind: ImportKind, path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read a table of reports or findings.

    A row with an id of its own keeps its record whatever else changes in it. A row without one is known by what it
    says, and identical rows by their running number, so that each stays a record and a second import changes nothing.
    Raises: UnreadableFile.
    """
    ledger = Ledger(path.name, "Importerad fil", context.now)
    table = open_table(path, ROLES, NEEDS, ledger, progress)
    if "date" not in table.columns and "month" not in table.columns:
        table.columns["date"] = table.columns.pop("clock")
    heading = table.heading("category") or ""
    if fold(heading) == "crimetype":
        ledger.source, ledger.licence = "police.uk", "Open Government Licence v3.0"
    reader = _Reader(kind, table, context, ledger)
    first = True
    with _collector_paused():
        while rows := list(islice(table.rows, _BATCH)):
            reader.take(rows, locate(rows, table, context, ledger, check_system=first))
            first = False
    return ledger.close()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Records hold no cycles: walking ever more of them costs a fifth of the time and frees nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reader:
    """Turns rows into records, remembering which ids and contents have been seen."""

    def __init__(self, kind: ImportKind, table: Table, context: ImportContext, ledger: Ledger) -> None:
        self._type: type[Report | Finding] = Finding if kind is ImportKind.FINDINGS else Report
        self._table = table
        self._context = context
        self._ledger = ledger
        self._gazetteer = Gazetteer(context.areas, context.places)
        self._latest = context.now + timedelta(days=1)
        self._runs: dict[bytes, int] = {}
        self._external: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._default_source = SourceType.WALK if self._type is Finding else SourceType.OTHER
        if ledger.source == "police.uk":
            self._default_source = SourceType.REGISTER

    def take(self, rows: list[Row], points: Points) -> None:
        """Append the records of a batch to the ledger."""
        for row, lon, lat, accuracy in zip(
            rows, points.lon.tolist(), points.lat.tolist(), points.accuracy_m.tolist(), strict=True
        ):
            position = None if isnan(lon) or isnan(lat) else (lon, lat)
            fields = self._fields(row, position, None if isnan(accuracy) else accuracy)
            if fields is None or self._ledger.is_rejected(row.number):
                continue
            record = self._record(row, fields)
            if record is not None:
                self._ledger.records.append(record)

    def _cell(self, row: Row, role: str, parse: Callable[[Any], T]) -> T | None:
        """The parsed cell; a fault of the row, and None, when it cannot be meant."""
        value = row.get(role)
        if value is None or value == "":
            return None
        try:
            return parse(value)
        except BadValue as error:
            self._ledger.fault(row.number, error.problem, error.remedy, column=self._table.heading(role), value=value)
            return None

    def _word(self, row: Row, role: str, find: Callable[[str], T]) -> T | None:
        text = row.text(role)
        if not text:
            return None
        try:
            return find(text)
        except BadValue as error:
            self._ledger.fault(row.number, error.problem, error.remedy, column=self._table.heading(role), value=text)
            return None

    def _fields(self, row: Row, position: tuple[float, float] | None, accuracy: float | None) -> dict[str, Any] | None:
        municipality = municipality_of(row, self._table, self._context, self._ledger)
        category = self._category(row)
        moment = self._moment(row)
        fields: dict[str, Any] = {"category": category, "accuracy_m": accuracy, "external_id": row.text("id") or None}
        text = self._place(row, fields, position, municipality)
        source = self._word(row, "source", SOURCE.find) or self._default_source
        fields["source"] = source
        if feeling := self._feeling(row):
            fields["feeling"] = feeling
        if "severity" in self._table.columns:
            fields["severity"] = self._cell(row, "severity", _severity)
        fields["note"] = self._clean(row, "note", ": ".join(part for part in (text, row.text("note")) if part))
        self._rest(row, fields)
        if municipality is None or category is None or moment is None:
            return None
        fields |= {"municipality": municipality, "observed_at": moment.at, "precision": moment.precision}
        if (tier := self._tier(row, source)) is not None:
            fields["tier"] = tier
        return fields

    def _rest(self, row: Row, fields: dict[str, Any]) -> None:
        columns = self._table.columns
        if "status" in columns:
            self._status(row, fields)
        if "due" in columns:
            fields["due_on"] = self._cell(row, "due", _day)
        if self._type is Report:
            if "reporter" in columns:
                fields["reporter"] = self._word(row, "reporter", REPORTER.find)
            if "confirmed" in columns:
                fields["last_confirmed_on"] = self._cell(row, "confirmed", _day)
        else:
            fields["stop"] = self._cell(row, "stop", whole_number_of)
            if fields["category"] is Category.LIGHTING and row.text("lamp"):
                fields["details"] = LightingDetails(lamp_id=row.text("lamp"))

    def _status(self, row: Row, fields: dict[str, Any]) -> None:
        fields["status"] = self._word(row, "status", STATUS.find)
        fields["status_reason"] = self._clean(row, "reason", row.text("reason"))
        if fields["status"] is CaseStatus.DECLINED and not fields["status_reason"]:
            self._ledger.fault(
                row.number,
                "is declined without a reason",
                'give the reason in a column "orsak"',
                column=self._table.heading("status"),
                value=row.text("status"),
            )

    def _category(self, row: Row) -> Category | None:
        if not row.text("category"):
            self._ledger.fault(row.number, "has no category", "fill it in", column=self._table.heading("category"))
            return None
        return self._word(row, "category", CATEGORY.find)

    def _feeling(self, row: Row) -> Feeling | None:
        if "safe" in self._table.columns and row.text("safe"):
            word = row.text("safe").casefold()
            if word in {"ja", "j", "yes", "y", "true", "1", "nej", "n", "no", "false", "0"}:
                return Feeling.SAFE if word in _TRUE else Feeling.UNSAFE
            return self._word(row, "safe", FEELING.find)
        return self._word(row, "feeling", FEELING.find)

    def _moment(self, row: Row) -> Moment | None:
        role = "date" if "date" in self._table.columns else "month"
        if not row.text(role):
            self._ledger.fault(row.number, "has no date", "fill it in", column=self._table.heading(role))
            return None
        moment = self._cell(row, role, lambda value: self._parse_moment(row, role, value))
        if moment is not None and moment.at > self._latest:
            self._ledger.fault(
                row.number,
                "lies in the future",
                "correct the date",
                column=self._table.heading(role),
                value=row.get(role),
            )
            return None
        return moment

    def _parse_moment(self, row: Row, role: str, value: Cell) -> Moment | None:
        if role == "month":
            month = month_of(value, row.get("year"))
            moment = moment_of(f"{month:%Y-%m}") if month else None
        else:
            moment = moment_of(value, self._clock(row))
        stated = _PRECISION.get(fold(row.text("precision")))
        if moment is not None and stated is TimePrecision.MONTH and moment.precision is not stated:
            return moment_of(f"{moment.at:%Y-%m}")
        if moment is not None and stated is TimePrecision.DAY and moment.precision is TimePrecision.MINUTE:
            return moment_of(moment.at.date())
        return moment

    def _clock(self, row: Row) -> Cell:
        cell = row.get("clock")
        try:
            return clock_of(cell)
        except BadValue:
            self._ledger.note(
                row.number,
                "is not a time of day: the row is kept with its day only",
                "write it as 14:30 if it is known",
                column=self._table.heading("clock"),
                value=cell,
            )
            return None

    def _place(
        self, row: Row, fields: dict[str, Any], position: tuple[float, float] | None, municipality: str | None
    ) -> str:
        """Fill in position, area and place; what is said of the place beyond that comes back as text."""
        text = row.text("place")
        area = None
        if row.text("area"):
            area = self._cell(row, "area", lambda _: self._gazetteer.area(row.text("area"), municipality))
            fields["area_code"] = area.code if area else None
        place = self._gazetteer.place(text, municipality) if text else None
        if place is not None:
            fields["place_id"] = place.id
            if position is None and place.position is not None:
                fields["accuracy_m"] = None if place.radius_m is None else float(place.radius_m)
                position = place.position.lon, place.position.lat
        if position is not None and not self._ledger.is_rejected(row.number):
            fields["position"] = Position(lon=position[0], lat=position[1])
        elif place is None and not row.text("area"):
            self._not_located(row, text)
        return "" if place is not None else text

    def _not_located(self, row: Row, text: str) -> None:
        if self._ledger.is_rejected(row.number):
            return
        if text:
            remedy = "add the place to the register, or give a position or an area"
            self._ledger.fault(
                row.number, "is not a known place", remedy, column=self._table.heading("place"), value=text
            )
        else:
            self._ledger.fault(row.number, "has neither position, area nor place", "give one of them")

    def _clean(self, row: Row, role: str, text: str) -> str | None:
        mark = personal_mark(text) if text else None
        if mark is not None:
            self._ledger.note(
                row.number,
                f"{'note' if role == 'note' else 'reason'} left out: looks like {mark}",
                "write it without naming a person and import the row again",
                column=self._table.heading(role),
            )
            return "(utelämnad)" if role == "reason" else None
        return text or None

    def _tier(self, row: Row, source: SourceType) -> Tier | None:
        if source is not SourceType.POLICE_ASSESSMENT:
            return self._context.tier
        if self._context.tier is Tier.PUBLIC:
            self._ledger.fault(
                row.number,
                "is a police assessment, which cannot be public",
                "import it for the police or the municipality only",
                column=self._table.heading("source"),
            )
        return self._context.tier or Tier.POLICE

    def _record(self, row: Row, fields: dict[str, Any]) -> Record | None:
        external: str | None = fields["external_id"]
        key: tuple[str, ...]
        if external is not None:
            # what became of the case counts too: of two rows that tell it differently nobody knows which is meant
            content = _digest(f"{_canonical(fields)}\x1f{[fields.get(name) for name in _FOLLOW_UP]}")
            earlier = self._external.setdefault((fields["municipality"], external), (row.number, content))
            if earlier[0] != row.number:
                self._again(row, external, earlier, content)
                return None
            key = ("external", external)
        else:
            said = _canonical(fields)
            digest = _digest(said)
            run = self._runs[digest] = self._runs.get(digest, 0) + 1
            key = ("row", said, str(run))
        stated = {name: value for name, value in fields.items() if value is not None}
        identity: UUID = record_id(self._type.kind, fields["municipality"], *key)
        try:
            return self._type(id=identity, provenance=self._ledger.provenance(row.number), **stated)
        except InvalidRecord as error:
            self._ledger.fault(row.number, str(error), "correct the row")
            return None

    def _again(self, row: Row, external: str, earlier: tuple[int, bytes], content: bytes) -> None:
        column = self._table.heading("id")
        if earlier[1] == content:
            self._ledger.left_out += 1
            self._ledger.note(
                row.number, f"repeats row {earlier[0]}", "nothing needs doing", column=column, value=external
            )
        else:
            self._ledger.fault(
                row.number,
                f"has the same id as row {earlier[0]}, but says something else",
                "give each row an id of its own",
                column=column,
                value=external,
            )


# What happens to a case after it was observed: the row stays the same one.
_FOLLOW_UP = ("due_on", "last_confirmed_on", "status", "status_reason", "tier")


def _canonical(fields: dict[str, Any]) -> str:
    """What a row says of the observation, in a form that lasts: ids are made of it, so it must never change."""
    parts = []
    for name in sorted(fields):
        value = fields[name]
        if value is None or name in _FOLLOW_UP:
            continue
        if isinstance(value, Position):
            value = f"{value.lon:.7f},{value.lat:.7f}"
        elif isinstance(value, datetime):
            value = int(value.timestamp())
        elif isinstance(value, LightingDetails):
            value = value.lamp_id
        parts.append(f"{name}={value}")
    return "\x1f".join(parts)


def _digest(said: str) -> bytes:
    """Sixteen bytes remembered per row instead of the row."""
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _severity(value: Cell) -> int:
    found = _SEVERITY.get(fold(str(int(value) if isinstance(value, float) and value.is_integer() else value)))
    if found is None:
        raise BadValue("is not a severity", "use 1, 2 or 3 (låg, medel, hög)")
    return found


def _day(value: Cell) -> date | None:
    moment = moment_of(value)
    return None if moment is None else moment.at.date()
