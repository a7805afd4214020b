"""Any record at all, drawn from the model itself: `records(Report)`, or of any kind with `any_record()`."""

from __future__ import annotations

import builtins
import types
import typing
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import shapely
from annotated_types import Ge, Le
from hypothesis import reject
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from geodata.errors import InvalidRecord
from geodata.model import (
    RECORD_TYPES,
    Area,
    Effect,
    Finding,
    Newsletter,
    Photo,
    Position,
    Record,
    SurveyResult,
    Tier,
    Value,
    Walk,
    letter_digest,
)
from geodata.model.base import AreaCode, Instant, Month, MunicipalityCode, Name, Observed, Outline, Route, Sha256, Text

R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=Value)

_SIXTY_FOUR_BITS = 2**63
_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
_lon = st.integers(-1_790_000_000, 1_780_000_000).map(lambda n: n / 1e7)
_lat = st.integers(-890_000_000, 880_000_000).map(lambda n: n / 1e7)
texts = st.text(_characters, max_size=60)
instants = st.datetimes(timezones=st.just(UTC))
positions = st.builds(
    Position,
    lon=st.floats(-180, 180, allow_nan=False),
    lat=st.floats(-90, 90, allow_nan=False),
)


@st.composite
def outlines(draw: st.DrawFn) -> shapely.Polygon | shapely.MultiPolygon:
    """A box, a box with a hole, or several boxes apart from each other."""
    lon, lat = draw(_lon), draw(_lat)
    size = draw(st.floats(0.001, 0.1))
    box = shapely.box(lon, lat, lon + size, lat + size)
    form = draw(st.sampled_from(("whole", "hole", "many")))
    if form == "hole":
        inner = shapely.box(lon + size / 4, lat + size / 4, lon + size / 2, lat + size / 2)
        return shapely.Polygon(box.exterior.coords, [inner.exterior.coords])
    if form == "many":
        starts = [lon + n * size * 2 for n in range(draw(st.integers(1, 3)))]
        return shapely.MultiPolygon([shapely.box(west, lat, west + size, lat + size) for west in starts])
    return box


@st.composite
def routes(draw: st.DrawFn) -> shapely.LineString:
    """Two to five points that are not all the same."""
    points = draw(st.lists(st.tuples(_lon, _lat), min_size=2, max_size=5, unique=True))
    return shapely.LineString(points)


_ALIASES: tuple[tuple[object, st.SearchStrategy[Any]], ...] = (
    (Text, texts),
    (Name, st.text(_characters, min_size=1, max_size=60).filter(lambda text: bool(text.strip()))),
    (MunicipalityCode, st.from_regex(r"[0-9]{4}", fullmatch=True)),
    (Sha256, st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
    (AreaCode, st.from_regex(r"[0-9A-ZÅÄÖa-zåäö_.-]{1,40}", fullmatch=True)),
    (Instant, instants),
    (Observed, st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC))),  # noqa: DTZ001
    (Month, st.dates().map(lambda day: day.replace(day=1))),
    (Outline, outlines()),
    (Route, routes()),
)
_TYPES: dict[object, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    date: st.dates(),
    datetime: instants,
    UUID: st.uuids(),
    Position: positions,
}


def _numbers(core: type, marks: tuple[object, ...]) -> st.SearchStrategy[Any]:
    flat = [part for mark in marks for part in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))]
    low: Any = next((part.ge for part in flat if isinstance(part, Ge)), None)
    high: Any = next((part.le for part in flat if isinstance(part, Le)), None)
    if core is int:
        return st.integers(-_SIXTY_FOUR_BITS if low is None else low, _SIXTY_FOUR_BITS - 1 if high is None else high)
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def _constrained(core: Any, marks: tuple[object, ...]) -> st.SearchStrategy[Any]:
    constraints = [part for mark in marks if isinstance(mark, FieldInfo) for part in mark.metadata]
    pattern = next((found for part in constraints if (found := getattr(part, "pattern", None))), None)
    if pattern is not None:
        return st.from_regex(pattern.strip("^$"), fullmatch=True)
    return _numbers(core, marks) if core in {int, float} else _of(core)


def _of_class(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _TYPES:
        return _TYPES[hint]
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return values(hint) if issubclass(hint, Value) else _numbers(hint, ())


def _of(hint: Any) -> st.SearchStrategy[Any]:
    for alias, strategy in _ALIASES:
        if hint == alias:
            return strategy
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case typing.Annotated:
            found = _constrained(arguments[0], arguments[1:])
        case typing.Union | types.UnionType:
            found = st.one_of(*(st.none() if part is type(None) else _of(part) for part in arguments))
        case typing.Literal:
            found = st.sampled_from(arguments)
        case builtins.tuple:
            found = st.lists(_of(arguments[0]), max_size=3).map(tuple)
        case _:
            found = _of_class(hint)
    return found


@st.composite
def values(draw: st.DrawFn, kind: type[V]) -> V:
    """Any value of the type; what its own checks refuse is drawn again."""
    hints = typing.get_type_hints(kind, include_extras=True)
    facts = {field: draw(_of(hints[field])) for field in kind.model_fields}
    facts.update(draw(_mended(kind, facts)))
    try:
        return kind(**facts)
    except InvalidRecord:
        reject()


def _mended(kind: type[Value], facts: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """What must fit together and would hardly ever do so by chance."""
    if {"starts_on", "ends_on"} <= facts.keys() and facts["ends_on"] is not None:
        first, last = sorted((facts["starts_on"], facts["ends_on"]))
        return st.just({"starts_on": first, "ends_on": last})
    if kind is Area:
        split = st.tuples(*[st.integers(0, 2**29)] * 3)
        names = ("dwellings_detached", "dwellings_terraced", "dwellings_apartment")
        whole = split.map(lambda parts: {**dict(zip(names, parts, strict=True)), "dwellings": sum(parts)})
        return st.one_of(whole, st.just(dict.fromkeys(names)))
    if kind is SurveyResult:
        shares = st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted)
        interval = shares.map(lambda found: dict(zip(("low", "value", "high"), found, strict=True)))
        return st.one_of(interval, st.just(dict.fromkeys(("low", "value", "high"))))
    if kind is Effect:
        sides = (("low", "change", "high"), ("displacement_low", "displacement", "displacement_high"))
        three = st.one_of(st.just((None,) * 3), st.lists(st.floats(-1, 10), min_size=3, max_size=3).map(sorted))
        return st.tuples(three, three).map(
            lambda found: {name: value for i in (0, 1) for name, value in zip(sides[i], found[i], strict=True)}
        )
    return st.just(_mended_facts(kind, facts))


def _mended_facts(kind: type[Value], facts: dict[str, Any]) -> dict[str, Any]:
    """The same, where what was drawn says how."""
    if kind is Photo and (facts["released_on"] is None or facts["shown_sha256"] is None):
        return {"released_on": None, "shown_sha256": None, "tier": Tier.MUNICIPALITY}
    if kind is Finding and facts["duplicate_of"] is None:
        return {"merged_on": None}
    if kind is Newsletter:
        return _approved_or_not(facts)
    if kind is Walk:
        by_number = {stop.number: stop for stop in facts["stops"]}
        last = facts["open_until"] and max(facts["planned_on"], facts["open_until"])
        return {"stops": tuple(by_number.values()), "open_until": last}
    is_hidden = {"count", "is_suppressed"} <= facts.keys() and facts["is_suppressed"]
    return {"count": None} if is_hidden else {}


def _approved_or_not(facts: dict[str, Any]) -> dict[str, Any]:
    """A newsletter's approval, whole or not at all."""
    approval = ("approved_at", "approved_by", "html", "text")
    if any(facts[name] is None for name in approval):
        return dict.fromkeys((*approval, "letter_sha256"))
    return {"letter_sha256": letter_digest(facts["content"], facts["html"], facts["text"])}


def records(kind: type[R]) -> st.SearchStrategy[R]:
    """Any record of the kind."""
    return values(kind)


def any_record() -> st.SearchStrategy[Record]:
    """Any record of any kind."""
    return st.one_of(*(records(kind) for kind in RECORD_TYPES))
