"""Counts of a view: the numbers that the rules give row by row, whatever is asked and wherever the sums begin."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import CATEGORY_ORDER, KINDS, LIGHTS, UNKNOWN_MINUTE
from geodata.model import CaseStatus, Category, EvidenceKind, Feeling, Light, SourceType, View
from geodata.studies.narrow_counts import view_counts
from geodata.studies.view_counts import Cube, ViewCounts
from tests.geodata.studies.evidence_rows import AREAS, Row, columns_of, passes, rows, views

CASES = Path(__file__).parents[3] / "assets" / "src" / "map" / "counts.cases.json"


def told(counts: ViewCounts) -> dict[str, Any]:
    """By code, without zeros."""

    def named(codes: Sequence[object], numbers: np.ndarray) -> dict[str, int]:
        return {str(code): int(n) for code, n in zip(codes, numbers, strict=True) if n}

    def by_month(numbers: np.ndarray) -> dict[str, int]:
        number = enumerate(numbers, start=counts.first_month)
        return {f"{month // 12}-{month % 12 + 1:02}": int(n) for month, n in number if n}

    def by_week(numbers: np.ndarray) -> dict[str, int]:
        return {f"{day}-{hour}": int(numbers[day, hour]) for day, hour in zip(*np.nonzero(numbers), strict=True)}

    return {
        "total": counts.total,
        "located": counts.located,
        "kind": named(KINDS, counts.kind),
        "category": named(CATEGORY_ORDER, counts.category),
        "status": named(tuple(CaseStatus), counts.status),
        "source": named(tuple(SourceType), counts.source),
        "area": named(("", *counts.area_codes), counts.area_kind.sum(axis=1)),
        "findings": named(("", *counts.area_codes), counts.area_kind[:, KINDS.index(EvidenceKind.FINDING)]),
        "month": by_month(counts.month),
        "week": by_week(counts.weekday_hour),
        "open": named(CATEGORY_ORDER, counts.open_category),
        "openStatus": named(tuple(CaseStatus), counts.open_status),
        "openSource": named(tuple(SourceType), counts.open_source),
        "openMonth": by_month(counts.open_month),
        "openWeek": by_week(counts.open_weekday_hour),
    }


def expected(of: Sequence[Row], view: View) -> dict[str, Any]:
    chosen = [row for row in of if passes(row, view)]

    def opened(**unasked: object) -> list[Row]:
        return [row for row in of if passes(row, view.model_copy(update=unasked))]

    def week(rows: Sequence[Row]) -> Counter[str]:
        return Counter(f"{row.day.weekday()}-{24 if row.minute is None else row.minute // 60}" for row in rows)

    return {
        "total": len(chosen),
        "located": sum(row.lon is not None for row in chosen),
        "kind": Counter(row.kind.value for row in chosen),
        "category": Counter(row.category.value for row in chosen),
        "status": Counter(row.status.value for row in chosen),
        "source": Counter(row.source.value for row in chosen),
        "area": Counter(row.area for row in chosen),
        "findings": Counter(row.area for row in chosen if row.kind is EvidenceKind.FINDING),
        "month": Counter(row.day.isoformat()[:7] for row in chosen),
        "week": week(chosen),
        "open": Counter(row.category.value for row in opened(categories=frozenset())),
        "openStatus": Counter(row.status.value for row in opened(statuses=frozenset())),
        "openSource": Counter(row.source.value for row in opened(sources=frozenset())),
        "openMonth": Counter(row.day.isoformat()[:7] for row in opened(since=None, until=None)),
        "openWeek": week(opened(hours=None, weekdays=frozenset())),
    }


@given(st.lists(rows, max_size=60), views, st.sampled_from([1, 3000, 100_000, 128_000_000]))
def test_every_number_is_what_the_rules_give_row_by_row(of: list[Row], view: View, most_bytes: int) -> None:
    columns = columns_of(of)
    counts = view_counts(Cube.of(columns, most_bytes=most_bytes), columns, view)
    assert told(counts) == expected(of, view)
    assert counts.all == len(of)


@given(st.lists(rows, min_size=1, max_size=40), views, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(of: list[Row], view: View, chance: Random) -> None:
    columns = columns_of(of)
    turned = columns_of(of, order=chance.sample(range(len(of)), len(of)))
    assert told(view_counts(Cube.of(columns), columns, view)) == told(view_counts(Cube.of(turned), turned, view))


def test_months_run_from_the_first_row_to_the_last_whatever_is_chosen() -> None:
    of = [Row(day=date(2015, 11, 30)), Row(day=date(2016, 2, 1), category=Category.THEFT)]
    counts = Cube.of(columns_of(of)).counts(View(municipality="0880", categories=frozenset({Category.THEFT})))
    assert (counts.first_month, counts.month.tolist()) == (2015 * 12 + 10, [0, 0, 0, 1])


def test_without_evidence_everything_is_zero() -> None:
    counts = Cube.of(columns_of([])).counts(View(municipality="0880", since=date(2016, 1, 1)))
    assert (counts.total, counts.month.tolist(), counts.weekday_hour.sum()) == (0, [], 0)


def test_another_municipality_has_no_rows_here() -> None:
    assert Cube.of(columns_of([Row()])).counts(View(municipality="1080")).total == 0


def test_sums_take_no_more_memory_than_they_may() -> None:
    of = [Row(day=date(2000, 1, 1) + timedelta(days=31 * step)) for step in range(200)]
    small, large = (Cube.of(columns_of(of), most_bytes=most) for most in (500, 10_000_000))
    assert small.below.nbytes <= 500 < large.below.nbytes
    view = View(municipality="0880", since=date(2003, 3, 3), until=date(2011, 7, 9))
    assert told(small.counts(view)) == told(large.counts(view))


@pytest.mark.parametrize("case", json.loads(CASES.read_text("utf-8"))["cases"], ids=lambda case: str(case["query"]))
def test_the_cases_shared_with_the_browser_come_out_alike(case: dict[str, Any]) -> None:
    of = [_row(given) for given in json.loads(CASES.read_text("utf-8"))["rows"]]
    columns = columns_of(of)
    assert told(view_counts(Cube.of(columns), columns, _view(case["view"]))) == case["counts"]


def _row(given: dict[str, Any]) -> Row:
    return Row(
        kind=EvidenceKind(given["kind"]),
        category=Category(given["category"]),
        day=date.fromisoformat(given["date"]),
        minute=None if given["minute"] == UNKNOWN_MINUTE else given["minute"],
        area=given["area"],
        source=SourceType(given["source"]),
        status=CaseStatus(given["status"]),
        safe=given["safe"],
        lon=given.get("lon"),
        lat=given.get("lat"),
        light=LIGHTS[given.get("light", 0)],
    )


def _view(given: dict[str, Any]) -> View:
    return View(
        municipality="0880",
        since=given["from"] and date.fromisoformat(given["from"]),
        until=given["until"] and date.fromisoformat(given["until"]),
        hours=given["hours"] and (given["hours"]["from"], given["hours"]["until"]),
        categories=frozenset(map(Category, given["categories"])),
        kinds=frozenset(map(EvidenceKind, given["kinds"])),
        feeling={"unsafe": Feeling.UNSAFE, "safe": Feeling.SAFE, "all": None}[given["experience"]],
        area_codes=frozenset(given["areas"]),
        statuses=frozenset(map(CaseStatus, given["statuses"])),
        sources=frozenset(map(SourceType, given["sources"])),
        weekdays=frozenset(given["weekdays"]),
        light=given["light"] and Light(given["light"]),
        within=tuple(map(tuple, given["within"])),
    )


def test_the_shared_cases_ask_about_everything_a_view_can_ask() -> None:
    asked = [case["view"] for case in json.loads(CASES.read_text("utf-8"))["cases"]]
    narrow = ("statuses", "sources", "weekdays", "light", "within")
    for name in ("from", "until", "hours", "categories", "kinds", "areas", *narrow):
        assert any(view[name] for view in asked)
    assert {view["experience"] for view in asked} == {"unsafe", "safe", "all"}
    assert set(AREAS) >= {code for view in asked for code in view["areas"]}
