"""The demonstration, built once for these tests."""

from __future__ import annotations

import pytest

from geodata.demo import build
from geodata.model import Record


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Both municipalities, as a first start makes them."""
    return build()
