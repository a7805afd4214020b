"""The folder of pictures: what was said to be kept is there, whoever else writes, removes, or is killed meanwhile."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geodata.errors import InvalidRecord, StoreError
from geodata.picturefolder import PictureFolder

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from geodata.picturefolder import PictureFolder
folder = PictureFolder(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    print(number, folder.keep(b"picture %d " % number * 5000), flush=True)
"""


def a_name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def nothing(_: str) -> bool:
    return False


def everything(_: str) -> bool:
    return True


def files(folder: PictureFolder) -> list[str]:
    return sorted(path.name for path in folder.path.rglob("*") if path.is_file() and path.suffix != ".writer")


def aged(folder: PictureFolder, name: str, *, hours: int) -> None:
    (path,) = folder.path.glob(f"??/{name}*")
    at = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
    os.utime(path, (at, at))


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path / "pictures")


def test_what_is_kept_is_found_by_what_is_in_it(folder: PictureFolder) -> None:
    name = folder.keep(b"a picture")
    assert name == a_name(b"a picture")
    assert folder.read(name) == b"a picture"
    assert [path.relative_to(folder.path).as_posix() for path in folder.path.glob("??/*")] == [f"{name[:2]}/{name}.jpg"]


def test_the_same_picture_is_kept_once(folder: PictureFolder) -> None:
    names = {folder.keep(b"the same") for _ in range(3)}
    assert len(names) == 1
    assert len(files(folder)) == 1


def test_a_folder_is_made_only_when_something_is_kept(folder: PictureFolder) -> None:
    assert list(folder.names()) == []
    assert folder.sweep(known=nothing, now=datetime.now(UTC)) == 0
    assert not folder.path.exists()


def test_others_of_this_machine_cannot_look_in(folder: PictureFolder) -> None:
    name = folder.keep(b"private")
    if sys.platform != "win32":
        modes = [path.stat().st_mode & 0o077 for path in (folder.path, *folder.path.glob(f"??/{name}*"))]
        assert modes == [0, 0]


def test_a_missing_picture_is_told_with_its_remedy(folder: PictureFolder) -> None:
    with pytest.raises(StoreError, match=r"missing.*backup"):
        folder.read(a_name(b"never kept"))


def test_a_damaged_picture_is_told_and_mended_by_keeping_it_again(folder: PictureFolder) -> None:
    name = folder.keep(b"whole")
    (path,) = folder.path.glob(f"??/{name}*")
    path.write_bytes(b"whola")
    with pytest.raises(StoreError, match="damaged"):
        folder.read(name)
    assert not folder.holds(name)
    folder.keep(b"whole")
    assert folder.read(name) == b"whole"


@pytest.mark.parametrize(
    "name", ["", "../../lofteskartan.gpkg", "a" * 63, "A" * 64, "/etc/passwd", "g" * 64, "a" * 64 + "\n"]
)
def test_only_names_of_pictures_are_names(folder: PictureFolder, name: str) -> None:
    with pytest.raises(InvalidRecord):
        folder.read(name)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file stands in its place")
    with pytest.raises(StoreError, match="cannot be written"):
        PictureFolder(tmp_path / "pictures").keep(b"x")


def test_a_full_disk_leaves_nothing_half_written(folder: PictureFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.keep(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        folder.keep(b"a picture that has no room")
    monkeypatch.undo()
    assert files(folder) == [f"{a_name(b'before')}.jpg"]


def test_the_file_is_durable_before_its_name_and_the_name_before_the_answer(
    folder: PictureFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def watched_sync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def watched_replace(path: Path, target: Path) -> Path:
        done.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    folder.keep(b"a picture")
    assert done == ["file", "name", "folder", "folder", "folder"]


# Removing


def test_orphans_older_than_a_day_go_and_nothing_else(folder: PictureFolder) -> None:
    needed, young, old = (folder.keep(content) for content in (b"needed", b"young", b"old"))
    aged(folder, needed, hours=99)
    aged(folder, young, hours=23)
    aged(folder, old, hours=25)
    now = datetime.now(UTC)
    known = {needed}.__contains__
    assert folder.orphans(known=known, now=now) == (old,)
    assert folder.sweep(known=known, now=now) == 1
    assert folder.sweep(known=known, now=now) == 0
    assert sorted(folder.names()) == sorted([needed, young])


def test_keeping_a_picture_anew_makes_it_young(folder: PictureFolder) -> None:
    name = folder.keep(b"sent twice")
    aged(folder, name, hours=99)
    folder.keep(b"sent twice")
    assert folder.sweep(known=nothing, now=datetime.now(UTC)) == 0
    assert folder.holds(name)


def test_a_picture_that_gets_its_record_while_it_is_swept_stays(folder: PictureFolder) -> None:
    name = folder.keep(b"late")
    aged(folder, name, hours=99)
    answers = iter([False, True])
    assert folder.sweep(known=lambda _: next(answers), now=datetime.now(UTC)) == 0
    assert folder.holds(name)


def test_what_was_left_half_written_goes_after_a_day(folder: PictureFolder) -> None:
    name = folder.keep(b"whole")
    part = folder.path / name[:2] / "0123456789abcdef.part"
    part.write_bytes(b"ha")
    folder.sweep(known=everything, now=datetime.now(UTC))
    assert part.exists()
    folder.sweep(known=everything, now=datetime.now(UTC) + timedelta(hours=25))
    assert files(folder) == [f"{name}.jpg"]


def test_a_picture_is_removed_at_once_only_where_no_record_needs_it(folder: PictureFolder) -> None:
    name = folder.keep(b"discarded")
    assert not folder.remove(name, known=everything)
    assert folder.remove(name, known=nothing)
    assert not folder.remove(name, known=nothing)
    assert files(folder) == []


def test_a_picture_kept_before_and_after_its_record_outlives_those_who_remove(folder: PictureFolder) -> None:
    """The protocol of `remove`: 200 rounds of a writer and a remover over the same content."""
    content = b"the same picture on two phones"
    name = a_name(content)
    for _ in range(200):
        records: set[str] = set()
        start = threading.Barrier(2)

        def write(records: set[str] = records, start: threading.Barrier = start) -> None:
            start.wait()
            folder.keep(content)
            records.add(name)
            folder.keep(content)

        def remove(records: set[str] = records, start: threading.Barrier = start) -> None:
            start.wait()
            for _ in range(3):
                folder.remove(name, known=records.__contains__)

        tasks: list[Callable[[], None]] = [write, remove]
        with ThreadPoolExecutor(2) as pool:
            for task in [pool.submit(task) for task in tasks]:
                task.result()
        assert folder.read(name) == content
        folder.remove(name, known=nothing)


# Several processes, and being killed


def _started(folder: PictureFolder, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder.path), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_several_processes_write_the_same_pictures_at_once(folder: PictureFolder) -> None:
    writers = [_started(folder, first, first + 12) for first in (0, 4, 8)]
    told = [writer.communicate()[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert {line for lines in told for line in lines} == {
        f"{number} {a_name(b'picture %d ' % number * 5000)}" for number in range(20)
    }
    assert len(files(folder)) == 20
    assert all(folder.holds(name) for name in folder.names())


@pytest.mark.parametrize("after", [1, 4, 9])
def test_whoever_is_killed_has_lost_nothing_that_was_told(folder: PictureFolder, after: int) -> None:
    writer = _started(folder, 0, 10_000)
    assert writer.stdout is not None
    told = [writer.stdout.readline().split()[1] for _ in range(after)]
    writer.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    told += [line.split()[1] for line in writer.communicate()[0].splitlines()]
    assert all(folder.holds(name) for name in told)
    # and what it was writing is either whole or not there
    assert all(folder.holds(name) for name in folder.names())
    folder.keep(b"the lock died with it")
