"""Which hotspot is which from one period to the next."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.hotspots import HotspotSettings, find_hotspots
from geodata.analysis.identity import Kept, Merged, Split, match
from geodata.errors import InvalidRecord
from tests.geodata.analysis.towns import a_town


def square(x: float, y: float, side: float = 10) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


def test_a_place_that_moved_a_little_keeps_its_name() -> None:
    found = match([square(100, 0), square(2, 0)], [square(0, 0)])
    assert found.kept == (Kept(now=1, before=0, iou=80 / 120),)
    assert found.before_of(1) == 0
    assert found.before_of(0) is None
    assert found.born == found.unnamed == (0,)
    assert found.gone == ()


def test_a_place_that_shares_too_little_ground_is_born_anew() -> None:
    found = match([square(8, 0)], [square(0, 0)])
    assert (found.kept, found.born, found.gone) == ((), (0,), (0,))


def test_two_places_grown_together_are_a_merger_and_the_larger_share_keeps_its_name() -> None:
    found = match([shapely.box(0, 0, 25, 10)], [square(0, 0, 10), shapely.box(12, 0, 25, 10)])
    assert found.merged == (Merged(now=0, before=(0, 1)),)
    assert [pair.before for pair in found.kept] == [1]
    assert found.gone == ()


def test_a_place_come_apart_is_a_split_and_its_other_part_wants_a_name() -> None:
    found = match([square(0, 0, 10), shapely.box(12, 0, 25, 10)], [shapely.box(0, 0, 25, 10)])
    assert found.split == (Split(before=0, now=(0, 1)),)
    assert [pair.now for pair in found.kept] == [1]
    assert found.unnamed == (0,)
    assert found.born == found.gone == ()


def test_with_nothing_before_all_are_born_and_with_nothing_now_all_are_gone() -> None:
    assert match([square(0, 0)], []).born == (0,)
    assert match([], [square(0, 0)]).gone == (0,)


def test_a_share_that_cannot_be_meant_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="min_iou"):
        match([], [], min_iou=0)


squares = st.lists(st.builds(square, st.integers(0, 40), st.integers(0, 40), st.integers(1, 25)), max_size=8)


@given(squares, squares)
def test_every_place_is_told_of_and_nobody_bears_two_names(
    now: list[shapely.Polygon], before: list[shapely.Polygon]
) -> None:
    found = match(now, before)
    kept_now, kept_before = [pair.now for pair in found.kept], [pair.before for pair in found.kept]
    assert len(set(kept_now)) == len(kept_now)
    assert len(set(kept_before)) == len(kept_before)
    merged = {merge.now for merge in found.merged}, {j for merge in found.merged for j in merge.before}
    split = {i for parting in found.split for i in parting.now}, {parting.before for parting in found.split}
    assert {*kept_now, *found.born} | merged[0] | split[0] == set(range(len(now)))
    assert {*kept_before, *found.gone} | merged[1] | split[1] == set(range(len(before)))
    assert not set(found.born) & {*kept_now}
    assert {*kept_now} | set(found.unnamed) == set(range(len(now)))


@given(squares)
def test_nothing_changes_when_nothing_changed(now: list[shapely.Polygon]) -> None:
    found = match(now, now)
    assert all(pair.iou == pytest.approx(1) for pair in found.kept)
    assert len(found.kept) == len(now)
    assert found.born == found.gone == ()


@pytest.mark.parametrize("rows", [5000, 20_000])
def test_in_a_town_that_stays_as_it_is_at_most_two_in_a_hundred_names_change_a_month(rows: int) -> None:
    # A year's window moved by 30 days over five years, as a monthly run would; the whole town is stationary.
    changed = places = 0
    for seed in (11, 12, 13):
        east, north, day = a_town(rows, seed=seed)
        before: list[shapely.Polygon] = []
        for start in range(0, 1826 - 365, 30):
            now = find_hotspots(
                east_dm=east,
                north_dm=north,
                settings=HotspotSettings(),
                chosen=(day >= start) & (day < start + 365),
                earlier=before,
            )
            outlines = [cluster.outline for cluster in now.clusters]
            if before:
                changed += len(match(outlines, before).unnamed)
                places += len(outlines)
            before = outlines
    assert places > 300
    assert changed / places <= 0.02
