"""The stores that the contract is tried on, each empty and of its own for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geodata.store import open_store
from geodata.store.base import Store

ADDRESSES: dict[str, Callable[[Path], str]] = {"embedded": lambda folder: str(folder / "store.gpkg")}


@pytest.fixture(params=sorted(ADDRESSES))
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return ADDRESSES[request.param](tmp_path)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()
