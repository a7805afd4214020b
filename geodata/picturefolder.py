"""Where pictures lie: files named by what is in them, durable before anybody is told, and never changed.

`ROOT/ab/ab12….jpg`, the name being the content's SHA-256. Nothing is remembered between calls, so that any number of
processes may use one folder. Whether a file is still needed is for the records to say, see `Known`.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from geodata.errors import InvalidRecord, StoreError
from geodata.store.locking import WriterQueue

SPARED = timedelta(days=1)
"""How old a file without a record must be to be removed: one that was just written may get its record yet."""
Known = Callable[[str], bool]
"""Whether a record needs the picture of a name, asked of the store at that moment."""

_NAME = re.compile(r"[0-9a-f]{64}")
_SUFFIX = ".jpg"
_PART = ".part"


class PictureFolder:
    """A folder of pictures. path: made when the first picture is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writers = WriterQueue(path / "pictures")

    def keep(self, content: bytes) -> str:
        """Write a picture, unless it is there, and return its name once it is durable.

        It counts as young from then on, so that `sweep` spares it. Raises: StoreError; nothing is then half there.
        """
        name = hashlib.sha256(content).hexdigest()
        place = self._place(name)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            if not self._renewed(name):
                self._write(place, content)
            for folder in (place.parent, self.path, self.path.parent):
                _sync_folder(folder)
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be written: {error.strerror}; make room, or let the program write there"
            ) from error
        return name

    def read(self, name: str) -> bytes:
        """A picture by its name. Raises: StoreError where it is missing or damaged."""
        try:
            content = self._place(name).read_bytes()
        except FileNotFoundError as error:
            raise StoreError(f"the picture {name} is missing from {self.path}; restore it from a backup") from error
        except OSError as error:
            raise StoreError(f"the picture {name} in {self.path} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != name:
            raise StoreError(f"the picture {name} in {self.path} is damaged; restore it from a backup")
        return content

    def holds(self, name: str) -> bool:
        """Whether the picture is there and whole."""
        try:
            self.read(name)
        except StoreError:
            return False
        return True

    def names(self) -> Iterator[str]:
        """The names of all pictures, in order."""
        yield from (path.stem for path in sorted(self.path.glob(f"??/*{_SUFFIX}")) if _NAME.fullmatch(path.stem))

    def remove(self, name: str, *, known: Known) -> bool:
        """Take a picture away that no record needs, and say whether it went.

        Whoever keeps a picture for a record calls `keep` before writing the record and once more after it: either this
        sees the record then, or that call finds the picture gone and writes it again. Raises: StoreError.
        """
        place = self._place(name)
        if not place.exists():
            return False
        with self._writers.turn():
            return not known(name) and self._unlinked(place)

    def orphans(self, *, known: Known, now: datetime) -> tuple[str, ...]:
        """The names of pictures that no record needs and that are older than a day."""
        return tuple(name for name in self.names() if self._is_old(self._place(name), now) and not known(name))

    def sweep(self, *, known: Known, now: datetime) -> int:
        """Remove the orphans, and what was left half written by who was killed. Returns how many pictures went."""
        gone = 0
        for name in self.orphans(known=known, now=now):
            with self._writers.turn():
                # it may have been kept anew, or got its record, since it was looked at
                place = self._place(name)
                gone += self._is_old(place, now) and not known(name) and self._unlinked(place)
        for part in self.path.glob(f"??/*{_PART}"):
            if self._is_old(part, now):
                part.unlink(missing_ok=True)
        return gone

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise InvalidRecord(f'"{name[:80]}" is not the name of a picture; give 64 hexadecimal digits')
        return self.path / name[:2] / f"{name}{_SUFFIX}"

    def _renewed(self, name: str) -> bool:
        """Whether the picture is there and whole; its age then begins anew."""
        place = self._place(name)
        if not place.exists():
            return False
        with self._writers.turn():
            if not self.holds(name):
                return False
            os.utime(place)
            return True

    def _write(self, place: Path, content: bytes) -> None:
        part = place.parent / f"{token_hex(8)}{_PART}"
        try:
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with self._writers.turn():
                # in the place of nothing, of a damaged file, or of the same bytes
                part.replace(place)
        finally:
            part.unlink(missing_ok=True)

    @staticmethod
    def _is_old(path: Path, now: datetime) -> bool:
        try:
            return path.stat().st_mtime < (now - SPARED).timestamp()
        except FileNotFoundError:
            return False

    @staticmethod
    def _unlinked(path: Path) -> bool:
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        return True


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so with the file and opens no folder."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
