"""What every record is: frozen, self-checking, with municipality, visibility tier and provenance."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidationError,
)
from pydantic_core import CoreSchema, core_schema
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidRecord

LOCAL_TIME = ZoneInfo("Europe/Stockholm")
NAMESPACE = UUID("5f6b0c1e-6a55-5d0a-9b7e-0d6f7c1a4e11")


class Tier(StrEnum):
    """Who may see a record or field: everybody, the municipality's people, or the police alone."""

    PUBLIC = "public"
    MUNICIPALITY = "municipality"
    POLICE = "police"


class Restricted:
    """Marks a field as visible from a tier upwards: `Annotated[str | None, Restricted(Tier.MUNICIPALITY)]`.

    The field must have a default: it is what actors below the tier see.
    """

    def __init__(self, tier: Tier) -> None:
        self.tier = tier


def _clean_text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("contains a NUL character; remove it")
    if not value.isascii():
        # half a character of UTF-16, which JSON can say and no file can hold
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValueError("contains a character that is none; remove it") from error
    return unicodedata.normalize("NFC", value).strip()


def _clean_instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("has no time zone; say which, e.g. Europe/Stockholm")
    # milliseconds: PostGIS and GeoPackage readers otherwise disagree about the sixth digit
    try:
        value = value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{value} lies outside the calendar; correct the year") from error
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


def _clean_observation(value: datetime) -> datetime:
    value = _clean_instant(value)
    if not 1900 <= value.year <= 2200:
        raise ValueError(f"has the year {value.year}, which cannot be meant; correct the date")
    return value


def _first_of_month(value: date) -> date:
    if value.day != 1:
        raise ValueError(f"{value} is not the first day of a month")
    return value


Text = Annotated[str, AfterValidator(_clean_text), Field(max_length=20_000)]
Name = Annotated[str, AfterValidator(_clean_text), Field(min_length=1, max_length=300)]
MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-ZÅÄÖa-zåäö_.-]{1,40}$")]
Instant = Annotated[datetime, AfterValidator(_clean_instant)]
Observed = Annotated[datetime, AfterValidator(_clean_observation)]
Month = Annotated[date, AfterValidator(_first_of_month)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Hour = Annotated[int, Field(ge=0, le=24)]
# adding zero makes minus zero plain: SQLite forgets that sign, and the digest would no longer hold
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Real = Annotated[float, AfterValidator(lambda v: v + 0.0)]


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass as _NamesItsFaults
else:

    class _NamesItsFaults(type(BaseModel)):
        """Turns pydantic's refusal at construction into InvalidRecord.

        A wrap validator or an own __init__ would do so too, but both lose strict JSON mode for nested values.
        """

        def __call__(cls, *args: Any, **data: Any) -> Any:
            try:
                return super().__call__(*args, **data)
            except ValidationError as error:
                raise InvalidRecord(_in_words(cls.__name__, data, error)) from error


class Value(BaseModel, metaclass=_NamesItsFaults):
    """A frozen, strict value without an identity of its own.

    Raises InvalidRecord where what is given cannot be.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
        ser_json_inf_nan="strings",
    )

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The value read from JSON. Raises: InvalidRecord."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise InvalidRecord(_in_words(cls.__name__, None, error)) from error


def _in_words(kind: str, data: Any, error: ValidationError) -> str:
    key = ""
    if isinstance(data, dict):
        named = next((data[k] for k in ("code", "name", "title", "external_id", "id") if data.get(k)), None)
        key = f' "{named}"' if named is not None else ""
    problems = "; ".join(
        f"{'.'.join(str(part) for part in fault['loc']) or 'record'}: {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors(include_url=False, include_context=False)[:8]
    )
    return f"{kind}{key} is not valid: {problems}"


class Position(Value):
    """A place on earth, WGS84 degrees, kept to 7 decimals (about a centimetre)."""

    lon: Annotated[float, Field(ge=-180, le=180), AfterValidator(lambda v: round(v, 7) + 0.0)]
    lat: Annotated[float, Field(ge=-90, le=90), AfterValidator(lambda v: round(v, 7) + 0.0)]


class _GeometryOf:
    """Pydantic's view of a shapely geometry: WKT in JSON, WGS84, 7 decimals, valid and not empty."""

    def __init__(self, *types: str) -> None:
        self.types = types

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._check,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda geometry: None if geometry is None else shapely.to_wkt(geometry, rounding_precision=7, trim=True)
            ),
        )

    def _check(self, value: Any) -> BaseGeometry:
        if isinstance(value, str):
            try:
                value = shapely.from_wkt(value)
            except shapely.errors.ShapelyError as error:
                raise ValueError(f"is not well-known text: {error}") from error
        if not isinstance(value, BaseGeometry) or value.geom_type not in self.types:
            raise ValueError(f"must be one of {', '.join(self.types)}")
        if value.is_empty:
            raise ValueError("is empty")
        coordinates = shapely.get_coordinates(value)
        if not np.isfinite(coordinates).all() or (np.abs(coordinates) > (180, 90)).any():
            raise ValueError("has coordinates that are not degrees of longitude and latitude; transform it to WGS84")
        rounded = shapely.transform(shapely.force_2d(value), lambda points: np.round(points, 7))
        if not rounded.is_valid:
            raise ValueError(f"is not a valid shape ({shapely.is_valid_reason(rounded)}); mend it with make_valid")
        return rounded


Outline = Annotated[BaseGeometry, _GeometryOf("Polygon", "MultiPolygon")]
Route = Annotated[BaseGeometry, _GeometryOf("LineString")]


class Provenance(Value):
    """Where a record comes from.

    source: origin in words ("Brå", "SCB", "Löfteskartan").  file: name of the file, never its path.
    row: 1-based row in it.  fetched_at: when it was read.  made_up: invented for the demonstration.
    """

    source: Name
    file: Text | None = None
    row: int | None = None
    fetched_at: Instant | None = None
    licence: Text | None = None
    made_up: bool = False


class Record(Value):
    """A thing with an identity, a municipality, a visibility tier and a provenance.

    `kind` names the type in tables, addresses, exports and the event log; it never changes.
    """

    kind: ClassVar[str]
    outgrown: ClassVar[frozenset[str]] = frozenset()
    """Fields that earlier versions had, which the log still names and nobody ever stated."""

    id: UUID
    municipality: MunicipalityCode
    tier: Tier = Tier.PUBLIC
    provenance: Provenance

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The record read from JSON, an earlier version's too. Raises: InvalidRecord."""
        if cls.outgrown:
            try:
                told = json.loads(text)
            except ValueError:
                told = None  # said in words below
            if isinstance(told, dict) and any(name in told and not told[name] for name in cls.outgrown):
                text = json.dumps({k: v for k, v in told.items() if v or k not in cls.outgrown}, ensure_ascii=False)
        return super().from_json(text)

    def content_digest(self) -> str:
        """SHA-256 (hex) of what the record says, its provenance left out.

        The same row read again from another file or on another day has the same digest. RULE 1: what is not stated
        (None, an empty tuple) has no part in it, so that it outlives fields that later versions add, not stated.
        """
        return digest_of(self.model_dump(mode="json", exclude={"provenance"}))

    @classmethod
    def restricted_fields(cls) -> dict[str, Tier]:
        """Fields that need a tier of their own, with it."""
        return {
            name: mark.tier
            for name, field in cls.model_fields.items()
            for mark in field.metadata
            if isinstance(mark, Restricted)
        }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 (hex) of a record's JSON without its provenance; see Record.content_digest."""
    return hashlib.sha256(json.dumps(_stated(content), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stated(part) for key, part in value.items() if part is not None and part != []}
    return [_stated(part) for part in value] if isinstance(value, list) else value


def record_id(kind: str, municipality: str, *key: str | int) -> UUID:
    """The lasting id of a record that has a natural key, the same on every machine."""
    return uuid5(NAMESPACE, "\x1f".join((kind, municipality, *(str(part) for part in key))))
