"""What could have been seen, beside statsmodels and a simulation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.detectable import least_fall, months_needed, power
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected


def test_the_power_is_that_of_statsmodels(shared_data: Path) -> None:
    for case in expected(shared_data, "rate_ratio_statsmodels")["power_one_sided_smaller_5pct"]:
        found = power(case["before"], case["rate_ratio"], one_sided=True)
        assert found == pytest.approx(case["power"], abs=1e-6)


@pytest.mark.parametrize(("before", "percent"), [(20, 79), (50, 53), (100, 39), (200, 29), (500, 19)])
def test_the_least_fall_with_a_comparison_four_times_larger(before: int, percent: int) -> None:
    found = least_fall(before, comparison_before=4 * before)
    assert found is not None
    assert round(100 * found) == percent
    assert power(before, 1 - found, comparison_before=4 * before) == pytest.approx(0.8)


def test_a_fall_is_seen_as_often_as_was_said() -> None:
    rng = np.random.default_rng(2)
    fall = least_fall(200, comparison_before=800)
    assert fall is not None
    T0, T1, C0, C1 = (rng.poisson(mean, 20_000) for mean in (200, 200 * (1 - fall), 800, 800))
    z = np.log(T1 * C0 / (T0 * C1)) / np.sqrt(1 / T0 + 1 / T1 + 1 / C0 + 1 / C1)
    assert (z < -1.96).mean() == pytest.approx(0.8, abs=0.015)


def test_too_few_events_show_no_fall_at_all() -> None:
    assert least_fall(3, comparison_before=12) is None
    assert months_needed(0.2, before_per_month=1, months_before=12, comparison_per_month=4) is None


def test_the_months_needed_are_just_enough() -> None:
    months = months_needed(0.3, before_per_month=10, months_before=24, comparison_per_month=40)
    assert months is not None
    for after, seen in ((months, True), (months - 1, False)):
        found = power(240, 0.7, comparison_before=960, months_ratio=after / 24)
        assert (found >= 0.8) is seen


@pytest.mark.parametrize("bad", [0, -1, float("nan"), float("inf")])
def test_what_is_not_above_nothing_is_refused(bad: float) -> None:
    for ask in (
        lambda: power(bad, 0.5),
        lambda: power(50, bad),
        lambda: least_fall(bad),
        lambda: least_fall(50, comparison_before=-abs(bad)),
        lambda: least_fall(50, dispersion=bad),
        lambda: least_fall(50, power=bad),
        lambda: months_needed(bad, before_per_month=5, months_before=12),
        lambda: months_needed(0.5, before_per_month=bad, months_before=12),
    ):
        with pytest.raises(InvalidRecord):
            ask()


@given(st.floats(30, 5000), st.floats(1, 6))
def test_more_events_show_less_and_more_scatter_hides_more(before: float, dispersion: float) -> None:
    plain, more = least_fall(before), least_fall(before * 2)
    assert plain is not None
    assert more is not None
    assert more < plain
    scattered = least_fall(before, dispersion=dispersion)
    assert scattered is None or scattered >= plain - 1e-9
    compared = least_fall(before, comparison_before=before)
    assert compared is None or compared > plain


@given(st.floats(0.1, 0.9), st.floats(1, 100), st.integers(6, 60))
def test_a_greater_fall_needs_no_longer_wait(fall: float, per_month: float, before: int) -> None:
    wait = months_needed(fall, before_per_month=per_month, months_before=before)
    if wait is not None:
        seen = power(per_month * before, 1 - fall, months_ratio=wait / before)
        assert seen >= 0.8 - 1e-6
