"""Opening: what is not a sound store of ours is refused in words, and left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from geodata.errors import StoreError
from geodata.model import Place
from geodata.store import open_store
from geodata.store.embedded import EmbeddedStore, driver
from tests.builders import a_place
from tests.contract.deeds import ALL, do, put

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The path of a store with 200 places, closed."""
    path = tmp_path / "store.gpkg"
    store = open_store(path)
    do(store, *(put(a_place()) for _ in range(200)))
    store.close()
    return path


def test_a_directory_means_the_store_in_it(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    assert (tmp_path / "lofteskartan.gpkg").is_file()


def test_paths_and_addresses_open_the_same_store(made: Path) -> None:
    for address in (made, str(made), f"sqlite:///{made}"):
        store = open_store(address)
        assert store.count(Place, ALL) == 200
        store.close()


def test_an_unknown_kind_of_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="postgresql stores are not known"):
        open_store("postgresql://localhost/lofteskartan")


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere does not exist; create the directory first"):
        open_store(tmp_path / "nowhere" / "store.gpkg")


def test_a_missing_store_is_not_made_where_one_was_expected(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "store.gpkg", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"{}", b"%PDF-1.7 " * 100, b"SQLite format 3"])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.gpkg"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a store of Löfteskartan"):
        open_store(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.gpkg"
    path.touch()
    store = open_store(path)
    assert store.check() == []
    store.close()


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of Löfteskartan"):
        open_store(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_head_is_named(made: Path) -> None:
    with made.open("r+b") as file:
        file.seek(16)
        file.write(b"\xff" * 84)
    with pytest.raises(StoreError, match="restore it from a snapshot"):
        open_store(made)


def test_a_damaged_page_is_found_by_the_check(made: Path) -> None:
    size = made.stat().st_size
    with made.open("r+b") as file:
        file.seek(size - 6 * 4096)
        file.write(b"\xa5" * 5 * 4096)
    with pytest.raises(StoreError, match="snapshot"):
        raise StoreError("; ".join(open_store(made).check()))


def test_a_store_newer_than_the_program_is_refused_and_left_alone(made: Path) -> None:
    with sqlite3.connect(made) as newer:
        newer.execute("INSERT INTO store_migration VALUES (9001, '2031-01-01T00:00:00.000Z')")
    newer.close()
    with pytest.raises(StoreError, match=r"newer Löfteskartan \(schema 9001.*update Löfteskartan"):
        open_store(made)


def test_a_store_that_another_program_is_writing_to_is_refused_in_words(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.store.embedded._BUSY_SECONDS", 0.1)
    store = EmbeddedStore(made)
    # with the same library: two copies of SQLite in one process do not see each other's locks
    with driver().connect(made, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to it"):
            do(store, put(a_place()))
        other.execute("ROLLBACK")
    other.close()
    do(store, put(a_place()))
    assert store.count(Place, ALL) == 201
    store.close()


_ON_A_READ_ONLY_DISK = """
import os, sys
from geodata.errors import StoreError
from geodata.store import open_store
from geodata.store.embedded import driver
driver()
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.seteuid(65534)  # to root nothing is read-only
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(error)
"""


if sys.platform != "win32":  # directories have no write bit there

    @pytest.mark.parametrize("exists", [True, False])
    def test_a_disk_that_cannot_be_written_is_named(made: Path, exists: bool) -> None:
        folder = Path(tempfile.mkdtemp(prefix="lofteskartan-"))
        try:
            if exists:
                shutil.copy(made, folder / "store.gpkg")
                (folder / "store.gpkg").chmod(0o444)
            folder.chmod(0o555)
            said = subprocess.run(
                [sys.executable, "-c", _ON_A_READ_ONLY_DISK, str(folder / "store.gpkg")],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            ).stdout
            assert "where you may write" in said
        finally:
            folder.chmod(0o755)
            shutil.rmtree(folder)
