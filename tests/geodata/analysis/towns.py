"""Made-up towns whose shape is known, for tests of the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEST_DM, SOUTH_DM = 5_750_000, 62_750_000


def a_town(rows: int, *, seed: int, days: int = 1826) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """East and north in decimetres and a day for each row: a town of 20 by 20 km that stays as it is.

    60 % in 60 neighbourhoods of 150-900 m with weights of heavy tail, 25 % at repeated addresses, 15 % anywhere.
    """
    rng = np.random.default_rng(seed)
    extent = 20_000.0
    centres, widths = rng.uniform(0.15 * extent, 0.85 * extent, (60, 2)), rng.uniform(150, 900, 60)
    weights = rng.pareto(1.2, 60) + 0.2
    homes = rng.choice(60, int(0.6 * rows), p=weights / weights.sum())
    around = centres[homes] + rng.normal(size=(len(homes), 2)) * widths[homes][:, None]
    number = max(40, min(400, rows // 20))
    at = rng.choice(60, number, p=weights / weights.sum())
    addresses = centres[at] + rng.normal(size=(number, 2)) * widths[at][:, None]
    heavy = rng.pareto(1.0, number) + 0.1
    repeated = addresses[rng.choice(number, int(0.25 * rows), p=heavy / heavy.sum())]
    anywhere = rng.uniform(0, extent, (rows - len(around) - len(repeated), 2))
    metres = np.clip(np.concatenate([around, repeated, anywhere]), 0, extent - 0.1)
    rng.shuffle(metres)
    decimetres = np.rint(metres * 10).astype(np.int32)
    return decimetres[:, 0] + WEST_DM, decimetres[:, 1] + SOUTH_DM, rng.integers(0, days, rows)


def a_gathering(
    rows: int, *, seed: int, east_dm: int = WEST_DM, north_dm: int = SOUTH_DM, width_dm: int = 600
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Rows gathered round one point."""
    rng = np.random.default_rng(seed)
    east, north = np.rint(rng.normal(size=(2, rows)) * width_dm).astype(np.int32)
    return east + np.int32(east_dm), north + np.int32(north_dm)
