"""What is shared between threads is built once per version."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from geodata.casebook.shelf import Shelf
from geodata.model import Place
from geodata.store.opening import open_store
from tests.builders import a_place
from tests.contract.deeds import do, put


def test_who_waited_with_an_older_version_takes_the_newer_value_instead_of_building_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.gpkg")
    shelf = Shelf(store, lambda: datetime.now(UTC))
    built: list[int] = []
    is_building, may_go_on = Event(), Event()

    def build() -> int:
        built.append(len(built))
        is_building.set()
        may_go_on.wait(10)
        return len(built)

    def ask() -> int:
        return shelf.shared("value", (), (Place,), build)

    with ThreadPoolExecutor(2) as threads:
        do(store, put(a_place()))
        asked = shelf.version(Place)
        first = threads.submit(ask)
        assert is_building.wait(10)
        # the second asks while the first builds, and finds a value at least as new as it asked for
        second = threads.submit(ask)
        may_go_on.set()
        assert (first.result(10), second.result(10), asked) == (1, 1, 1)
    assert built == [0]
    do(store, put(a_place()))
    assert ask() == 2
    shelf.version = lambda *_: asked  # type: ignore[method-assign]
    assert ask() == 2
    assert built == [0, 1]
    store.close()
