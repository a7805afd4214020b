"""The columns say what the records said, in Swedish time, and a view chooses what it names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.columns import LIGHTS, UNKNOWN_MINUTE, Columns, build_columns
from geodata.errors import NotFound
from geodata.model import (
    LOCAL_TIME,
    CaseStatus,
    Category,
    EvidenceKind,
    Feeling,
    Light,
    SourceType,
    TimePrecision,
    View,
)

Row = dict[str, Any]


def a_row(**changes: object) -> Row:
    return {
        "id": uuid4().bytes,
        "kind": "report",
        "municipality": "0880",
        "tier": "public",
        "category": "lighting",
        "feeling": "unsafe",
        "precision": "minute",
        "source": "app",
        "status": "new",
        "area_code": "",
        "observed_ms": int(datetime(2017, 3, 4, 22, 15, tzinfo=UTC).timestamp() * 1000),
        "lon": 16.36104,
        "lat": 56.66279,
        "severity": 0,
    } | changes


def columns_of(*rows: Row, areas: tuple[str, ...] = ()) -> Columns:
    raw = {name: np.array([row[name] for row in rows]) for name in a_row()}
    raw["id"] = np.array([row["id"] for row in rows], "S16")
    return build_columns(raw, version=7, area_codes=areas, area_index=None)


def test_a_row_knows_its_record() -> None:
    identity = UUID("00000000-0000-4000-8000-00000000ff00")
    columns = columns_of(a_row(id=identity.bytes))
    assert columns.id_of(0) == identity
    with pytest.raises(NotFound):
        columns.id_of(1)


def test_as_many_municipalities_as_there_are_stay_apart() -> None:
    codes = [f"{n:04d}" for n in range(290)]
    columns = columns_of(*(a_row(municipality=code) for code in codes))
    assert [int(columns.where(View(municipality=code)).sum()) for code in codes] == [1] * 290
    table = pa.ipc.open_stream(columns.to_arrow()).read_all()
    assert set(table["municipality"].to_pylist()) == set(codes)


def test_time_is_the_local_clock_also_on_the_days_it_changes() -> None:
    spring_before, spring_after = datetime(2017, 3, 26, 0, 59, tzinfo=UTC), datetime(2017, 3, 26, 1, 0, tzinfo=UTC)
    columns = columns_of(*(a_row(observed_ms=int(at.timestamp() * 1000)) for at in (spring_before, spring_after)))
    assert columns.minute.tolist() == [1 * 60 + 59, 3 * 60]


@given(st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)), min_size=1, max_size=20))  # noqa: DTZ001
@settings(max_examples=60)
def test_local_days_and_minutes_are_those_of_the_time_zone_database(instants: list[datetime]) -> None:
    zoned = [instant.replace(tzinfo=UTC) for instant in instants]
    columns = columns_of(*(a_row(observed_ms=int(at.timestamp() * 1000)) for at in zoned))
    for at, day, minute in zip(zoned, columns.day.tolist(), columns.minute.tolist(), strict=True):
        local = at.astimezone(LOCAL_TIME)
        assert date(1970, 1, 1) + timedelta(days=day) == local.date()
        assert minute == local.hour * 60 + local.minute


def test_an_unknown_time_of_day_is_not_midnight() -> None:
    columns = columns_of(a_row(precision=TimePrecision.DAY.value))
    assert columns.minute.tolist() == [UNKNOWN_MINUTE]
    assert not columns.where(View(municipality="0880", hours=(0, 24))).any()


def test_a_row_without_a_position_keeps_the_area_it_was_reported_for() -> None:
    columns = columns_of(a_row(lon=np.nan, lat=np.nan, area_code="0880C1030"), areas=("0880C1010", "0880C1030"))
    assert columns.area.tolist() == [1]
    assert not columns.located.any()


def test_hours_wrap_past_midnight() -> None:
    hours = [datetime(2017, 3, 4, h, 30, tzinfo=LOCAL_TIME) for h in (20, 21, 1, 2)]
    columns = columns_of(*(a_row(observed_ms=int(at.timestamp() * 1000)) for at in hours))
    assert columns.where(View(municipality="0880", hours=(21, 2))).tolist() == [False, True, True, False]


def test_a_period_includes_both_its_days() -> None:
    days = [datetime(2017, 3, d, 12, tzinfo=UTC) for d in (1, 2, 3, 4)]
    columns = columns_of(*(a_row(observed_ms=int(at.timestamp() * 1000)) for at in days))
    view = View(municipality="0880", since=date(2017, 3, 2), until=date(2017, 3, 3))
    assert columns.where(view).tolist() == [False, True, True, False]


ROWS = st.fixed_dictionaries(
    {
        "category": st.sampled_from([c.value for c in Category]),
        "kind": st.sampled_from([k.value for k in EvidenceKind]),
        "feeling": st.sampled_from([f.value for f in Feeling]),
        "status": st.sampled_from([s.value for s in CaseStatus]),
        "source": st.sampled_from([s.value for s in SourceType]),
        "municipality": st.sampled_from(["0880", "0128"]),
        "area_code": st.sampled_from(["", "A", "B", "gone"]),
    }
)


@given(
    rows=st.lists(ROWS, min_size=1, max_size=30),
    categories=st.frozensets(st.sampled_from(Category), max_size=4),
    kinds=st.frozensets(st.sampled_from(EvidenceKind)),
    feeling=st.none() | st.sampled_from(Feeling),
    areas=st.frozensets(st.sampled_from(["A", "B", "C"])),
)
def test_a_view_chooses_what_a_person_would(
    rows: list[Row],
    categories: frozenset[Category],
    kinds: frozenset[EvidenceKind],
    feeling: Feeling | None,
    areas: frozenset[str],
) -> None:
    view = View(municipality="0880", categories=categories, kinds=kinds, feeling=feeling, area_codes=areas)
    columns = columns_of(*(a_row(lon=np.nan, lat=np.nan, **row) for row in rows), areas=("A", "B", "C"))
    expected = [
        row["municipality"] == "0880"
        and (not categories or row["category"] in categories)
        and (not kinds or row["kind"] in kinds)
        and (feeling is None or row["feeling"] == feeling)
        and (not areas or row["area_code"] in areas)
        for row in rows
    ]
    assert columns.where(view).tolist() == expected


def test_dark_is_told_by_the_sun_at_the_place_and_not_by_the_clock() -> None:
    afternoon = int(datetime(2017, 12, 20, 15, 0, tzinfo=UTC).timestamp() * 1000)
    far_north, south = {"lon": 20.22, "lat": 67.85}, {"lon": 13.0, "lat": 55.6}
    rows = [
        a_row(observed_ms=afternoon, **far_north),
        a_row(observed_ms=afternoon, **south),
        a_row(observed_ms=afternoon, precision="day", **south),
        # nobody knows where: told by where the municipality is
        a_row(observed_ms=afternoon, lon=np.nan, lat=np.nan, municipality="2584"),
        a_row(observed_ms=afternoon, municipality="2584", **far_north),
        # nothing is known of where this one is
        a_row(observed_ms=afternoon, lon=np.nan, lat=np.nan, municipality="0128"),
    ]
    columns = columns_of(*rows)
    assert [LIGHTS[at] for at in columns.light] == [Light.DARK, Light.LIGHT, None, Light.DARK, Light.DARK, None]
    dark = columns.where(View(municipality="2584", light=Light.DARK))
    assert dark.tolist() == [False, False, False, True, True, False]


def test_the_arrow_stream_says_what_the_columns_say() -> None:
    rows = [a_row(severity=2, area_code="A", lon=np.nan, lat=np.nan), a_row(kind="finding", feeling="safe")]
    columns = columns_of(*rows, areas=("A",))
    table = pa.ipc.open_stream(columns.to_arrow()).read_all()
    assert table.schema.metadata[b"version"] == b"7"
    first, second = table.to_pylist()
    assert (first["kind"], first["category"], first["area"], first["severity"]) == ("report", "lighting", "A", 2)
    assert first["observed_date"] == date(2017, 3, 4)
    assert first["observed_minute"] == 23 * 60 + 15
    assert np.isnan(first["lon"])
    assert second["safe"]
    assert second["area"] == ""
    assert second["lat"] == pytest.approx(56.66279, abs=1e-5)


def test_some_rows_alone_say_the_same_and_know_their_numbers() -> None:
    columns = columns_of(*(a_row(severity=n % 4, observed_ms=1_489_000_000_000 + n * 86_400_000) for n in range(9)))
    everything, some = (
        pa.ipc.open_stream(columns.to_arrow(rows)).read_all() for rows in (None, np.array([7, 2, 4], np.int64))
    )
    assert some["row"].to_pylist() == [7, 2, 4]
    assert some.drop_columns(["row"]).to_pylist() == everything.take([7, 2, 4]).to_pylist()
    assert "row" not in everything.column_names


def test_many_rows_are_coded_as_few_are() -> None:
    categories = ["lighting", "theft", "no such category", "shrubs"]
    few = columns_of(*(a_row(category=category) for category in categories))
    row = a_row()
    raw: dict[str, Any] = {name: np.full(60_000, value) for name, value in row.items() if name != "id"}
    raw["id"] = np.full(60_000, row["id"], "S16")
    raw["category"] = np.array(categories, object)[np.arange(60_000) % 4]
    many = build_columns(raw, version=7, area_codes=(), area_index=None)
    assert (many.category[:4] == few.category).all()
    assert (many.category == np.tile(few.category, 15_000)).all()
    assert (many.kind == few.kind[0]).all()


def test_a_row_costs_about_twenty_bytes_on_the_wire() -> None:
    columns = columns_of(*(a_row() for _ in range(5000)))
    assert len(columns.to_arrow()) / 5000 < 25


def test_columns_cannot_be_changed_by_one_viewer_for_the_others() -> None:
    columns = columns_of(a_row())
    with pytest.raises(ValueError, match="read-only"):
        columns.severity[0] = 3
