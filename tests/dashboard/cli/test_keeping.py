"""Looking after a store: damage is told, copies are whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from dashboard.cli.front import PICTURES, STORE_FILE
from geodata.casebook import Casebook
from geodata.model import Actor, Photo, Role
from geodata.picturefolder import PictureFolder
from geodata.store import open_store
from tests.builders import a_provenance
from tests.dashboard.cli.commanding import a_file, answer, refused, run


def test_a_whole_store_is_told_whole_and_a_damaged_one_with_its_faults(demonstration: Path) -> None:
    assert answer("check", "--data", demonstration)["faults"] == []
    store = demonstration / STORE_FILE
    content = bytearray(store.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\x55" * 8192
    store.write_bytes(bytes(content))
    told = answer("check", "--data", demonstration, code=1)
    assert told["whole"] is False
    assert told["faults"]
    assert run("check", "--data", demonstration).stdout.strip().splitlines() == told["faults"]


def test_pictures_that_are_gone_are_damage_and_those_that_nobody_needs_are_swept(demonstration: Path) -> None:
    folder = PictureFolder(demonstration / PICTURES)
    name = folder.keep(b"left by who was killed")
    assert answer("check", "--data", demonstration)["orphans"] == 0
    [path] = folder.path.glob(f"??/{name}*")
    os.utime(path, (0, 0))
    assert answer("check", "--data", demonstration)["orphans"] == 1
    assert answer("check", "--sweep", "--data", demonstration)["orphans"] == 0
    assert name not in set(folder.names())
    # those that photos need stay
    assert list(folder.names())
    photo = Photo(
        id=uuid4(),
        municipality="0880",
        provenance=a_provenance(),
        walk_id=uuid4(),
        finding_id=uuid4(),
        received_sha256="0" * 64,
        kept_sha256=name,
        width=4,
        height=3,
    )
    store = open_store(demonstration / STORE_FILE)
    Casebook(store).import_records(Actor(role=Role.POLICE), [photo])
    store.close()
    [fault] = answer("check", "--data", demonstration, code=1)["faults"]
    assert str(photo.id) in fault


def test_what_is_no_store_is_a_fault_of_the_check_and_an_error_elsewhere(tmp_path: Path) -> None:
    a_file(tmp_path, "something else", STORE_FILE)
    assert answer("check", "--data", tmp_path, code=1)["faults"]
    assert "not a store" in refused("migrate", "--data", tmp_path)


def test_a_snapshot_is_a_store_of_its_own_and_overwrites_nothing(seeded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / STORE_FILE
    copy.parent.mkdir()
    told = answer("snapshot", copy, "--data", seeded)
    assert told["bytes"] == copy.stat().st_size
    shutil.copytree(seeded / PICTURES, copy.parent / PICTURES)
    assert answer("check", "--data", copy.parent)["whole"] is True
    assert "exists already" in refused("snapshot", copy, "--data", seeded)
    assert "may not" in refused("snapshot", tmp_path / "other.gpkg", "--data", seeded, "--as", "planner")


def test_a_failure_with_json_is_one_document_too(tmp_path: Path) -> None:
    told = answer("hotspots", "--data", tmp_path / "empty", code=2)
    assert list(told) == ["error"]
