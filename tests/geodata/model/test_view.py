"""A view says only what can be asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.errors import InvalidRecord
from geodata.model import View


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bandwidth_m": 250}, r"bandwidth_m=250: choose one of \(150, 200, 300, 400\)"),
        ({"finding_weight": 0.0}, r"finding_weight=0.0: choose one of \(0.5, 1.0, 2.0, 5.0\)"),
        ({"since": date(2017, 1, 2), "until": date(2017, 1, 1)}, "swap the dates"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        View(municipality="0880", **given)
