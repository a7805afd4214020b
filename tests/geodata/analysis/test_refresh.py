"""A refresh answers as the steps it is made of, whether its rows are taken one by one or counted by cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.density import Kernel, Window
from geodata.analysis.holdout import Untested, hold_out
from geodata.analysis.hotspots import NOT_LOCATED, HotspotMap, HotspotSettings, find_hotspots
from geodata.analysis.identity import match
from geodata.analysis.refresh import Ground, refreshed
from geodata.errors import InvalidRecord
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_gathering, a_town

PLAIN = HotspotSettings()


def told(found: HotspotMap) -> list[tuple[Any, ...]]:
    """All that is told of the clusters."""
    return [
        (c.count, c.weighted, c.count_low, c.count_high, c.peak_east_m, c.peak_north_m, c.density, c.cells,
         c.outline.wkt, c.rows.tolist())
        for c in found.clusters
    ]  # fmt: skip


def a_year(seed: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """A corner of a town, a gathering that lasts, and some rows without a position; in no order of days."""
    east, north, day = a_town(1500, seed=seed, days=365)
    near = (east < WEST_DM + 120_000) & (north < SOUTH_DM + 120_000)
    more = a_gathering(60, seed=seed, east_dm=WEST_DM + 60_000, north_dm=SOUTH_DM + 61_000)
    east, north = np.append(east[near], more[0]), np.append(north[near], more[1])
    day = np.append(day[near], np.arange(60) * 6)
    east[:5] = NOT_LOCATED
    return east, north, day


def compared(
    seed: int, chosen_settings: HotspotSettings, *, window: Window | None, by_day: bool, known: bool
) -> tuple[Any, Any]:
    """(of a refresh, of its steps): clusters, names, proof."""
    east, north, day = a_year(seed)
    if by_day:
        order = np.argsort(day, kind="stable")
        east, north, day = east[order], north[order], day[order]
    chosen = np.random.default_rng(seed).random(len(east)) < 0.8
    columns: dict[str, Any] = {"east_dm": east, "north_dm": north}
    before = [c.outline for c in find_hotspots(**columns, settings=chosen_settings).clusters] if known else []
    ground = Ground.of(**columns, day=day, settings=chosen_settings, window=window)
    answer = refreshed(ground, chosen, earlier=before, also=before[:2])
    found = find_hotspots(**columns, settings=chosen_settings, chosen=chosen, window=window, earlier=before)
    clusters = [cluster.outline for cluster in found.clusters]
    shown = [*clusters, *before[:2]]
    proof = hold_out(**columns, day=day, chosen=chosen, window=window, settings=chosen_settings, shown=shown)
    return (told(answer.map), answer.names, answer.proof), (told(found), match(clusters, before), proof)


all_settings = st.builds(
    HotspotSettings,
    cell_m=st.sampled_from([50.0, 100.0, 150.0]),
    bandwidth_m=st.sampled_from([150.0, 200.0, 400.0]),
    kernel=st.sampled_from(Kernel),
    min_count=st.sampled_from([1, 5]),
)


@pytest.mark.parametrize("linear", [0, 200_000])
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1), all_settings, st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_a_refresh_says_what_its_steps_say(
    linear: int, monkeypatch: pytest.MonkeyPatch, seed: int, chosen: HotspotSettings, how: tuple[bool, bool, bool]
) -> None:
    windowed, by_day, known = how
    # 0: as if there were so many rows that they are counted by cell
    monkeypatch.setattr("geodata.analysis.density.LINEAR_ROWS", linear)
    monkeypatch.setattr("geodata.analysis.refresh.LINEAR_ROWS", linear)
    west, south = WEST_DM / 10, SOUTH_DM / 10
    corner = shapely.box(west + 1030, south + 2010, west + 11_000, south + 10_500)
    window = Window.of(corner, chosen) if windowed else None
    answer, steps = compared(seed, chosen, window=window, by_day=by_day, known=known)
    assert answer == steps
    assert answer[0]


@pytest.mark.parametrize("linear", [-1, 200_000])
def test_what_cannot_be_tested_is_said_by_a_refresh_too(linear: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.analysis.refresh.LINEAR_ROWS", linear)
    east, north = a_gathering(60, seed=1)
    one_day = Ground.of(east_dm=east, north_dm=north, day=np.full(60, 3), settings=PLAIN, window=None)
    assert refreshed(one_day, np.ones(60, np.bool_)).proof.why is Untested.ONE_DAY
    assert refreshed(one_day, np.arange(60) < 9).proof.why is Untested.TOO_FEW_ROWS
    nothing = refreshed(one_day, np.zeros(60, np.bool_))
    assert nothing.map.clusters == ()
    assert nothing.proof.why is Untested.TOO_FEW_ROWS


def test_a_ground_without_rows_has_no_hotspots() -> None:
    empty = np.empty(0, np.int32)
    ground = Ground.of(east_dm=empty, north_dm=empty, day=empty, settings=PLAIN, window=None)
    assert refreshed(ground, np.empty(0, np.bool_)).map.clusters == ()


def test_columns_and_choices_that_do_not_fit_are_refused() -> None:
    east, north = a_gathering(60, seed=1)
    with pytest.raises(InvalidRecord, match="59 days"):
        Ground.of(east_dm=east, north_dm=north, day=np.zeros(59, np.int64), settings=PLAIN, window=None)
    ground = Ground.of(east_dm=east, north_dm=north, day=np.arange(60), settings=PLAIN, window=None)
    with pytest.raises(InvalidRecord, match="chosen has 59"):
        refreshed(ground, np.ones(59, np.bool_))
    with pytest.raises(InvalidRecord, match="int64"):
        refreshed(ground, np.arange(60))  # type: ignore[arg-type]  # row numbers where a mask belongs


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(-150, 150), st.integers(-150, 150))
def test_rows_and_outline_moved_together_by_whole_cells_move_the_answer_and_change_nothing_else(
    seed: int, dx: int, dy: int
) -> None:
    east, north, day = a_year(seed)
    # whole cells of the hold-out, which are twice as wide
    step = 2 * PLAIN.cell_dm
    west, south = WEST_DM / 10, SOUTH_DM / 10
    corner = shapely.box(west + 1030, south + 2010, west + 11_000, south + 10_500)
    moved = shapely.transform(corner, lambda xy: xy + np.array([dx, dy]) * step / 10)
    located = east != NOT_LOCATED
    answers = []
    for x, y, outline in ((0, 0, corner), (dx * step, dy * step, moved)):
        columns = {
            "east_dm": np.where(located, east + np.int32(x), NOT_LOCATED).astype(np.int32),
            "north_dm": north + np.int32(y),
        }
        ground = Ground.of(**columns, day=day, settings=PLAIN, window=Window.of(outline, PLAIN))
        answers.append(refreshed(ground, np.ones(len(day), np.bool_)))
    here, there = answers
    assert here.proof == there.proof
    assert [c.rows.tolist() for c in here.map.clusters] == [c.rows.tolist() for c in there.map.clusters]
    for one, other in zip(here.map.clusters, there.map.clusters, strict=True):
        shifted = shapely.transform(one.outline, lambda xy: xy + np.array([dx, dy]) * step / 10)
        assert shifted.equals_exact(other.outline, 1e-6)
        assert one.density == other.density
