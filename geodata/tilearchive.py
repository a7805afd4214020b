"""An archive of map tiles in one file, PMTiles version 3: what it holds, and one tile at a time.

Source: PMTiles specification, version 3.4. Whatever the file says of itself is checked before it is believed: sections
must lie inside it, what is packed may only grow so far, and a file that was changed meanwhile is not read with the
index of before.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from geodata.errors import ArchiveFault, RefusedArchive

MAGIC = b"PMTiles"
VERSION = 3
DEEPEST_ZOOM = 30
MOST_LEAVES_DOWN = 3
LARGEST_INDEX = 8_000_000
LARGEST_METADATA = 16_000_000
LARGEST_TILE = 16_000_000
"""Bytes, unpacked: beyond what any real archive has, and not enough to fill a machine's memory."""

VECTOR = "application/vnd.mapbox-vector-tile"
MEDIA_TYPES = {1: VECTOR, 2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif"}
NOT_PACKED, GZIP = 1, 2
_PACKINGS = {0: "an unknown way", 3: "brotli", 4: "zstd"}
_HEADER = struct.Struct("<7sB11Q6B4iB2i")
_KEPT_LEAVES = 64


@dataclass(frozen=True, slots=True)
class Index:
    """One directory, by tile id, rising. runs: 0 is another directory.  offsets: from the section it points into."""

    ids: array[int]
    runs: array[int]
    lengths: array[int]
    offsets: array[int]

    def find(self, tile_id: int) -> tuple[int, int, int] | None:
        """Run, offset and length of the entry that covers a tile."""
        at = bisect_right(self.ids, tile_id) - 1
        if at < 0 or (self.runs[at] and tile_id - self.ids[at] >= self.runs[at]):
            return None
        return self.runs[at], self.offsets[at], self.lengths[at]


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 127 bytes say. Sections are (offset, length).  bounds: west, south, east, north, degrees."""

    root: tuple[int, int]
    metadata: tuple[int, int]
    leaves: tuple[int, int]
    tiles: tuple[int, int]
    packing: int
    tile_packing: int
    media_type: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


class TileArchive:
    """An archive that was found whole when it was opened. Safe for several threads; holds no file open.

    header, metadata: what it says of itself.  tag: another for other content; the same after a restart.
    """

    def __init__(self, path: Path) -> None:
        """Raises: RefusedArchive."""
        self._path = path
        self._lock = Lock()
        self._leaves: OrderedDict[int, Index] = OrderedDict()
        with _opened(path) as file:
            self._stamp = _stamp(os.fstat(file.fileno()))
            head = file.read(_HEADER.size)
            self.header = _header(path, head, size=self._stamp[0])
            packed = _at(file, self.header.metadata)
            said = self._unpacked(packed, LARGEST_METADATA) if packed else b"{}"
            self.metadata = _metadata(path, said)
            self._root = self._index(_at(file, self.header.root))
        self.tag = sha256(repr(self._stamp).encode() + head + packed).hexdigest()[:16]

    @property
    def is_vector(self) -> bool:
        """Whether tiles hold shapes, to be drawn, and not pictures."""
        return self.header.media_type == VECTOR

    @property
    def is_packed(self) -> bool:
        """Whether tiles come gzipped."""
        return self.header.tile_packing == GZIP

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """A tile as it lies there, None where the archive has none. x from the west, y from the north.

        Raises: RefusedArchive when the file is gone, or is another than the one that was opened, or does not hold
        what its index promises.
        """
        if not (self.header.min_zoom <= zoom <= self.header.max_zoom and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
            return None
        wanted = tile_id(zoom, x, y)
        with _opened(self._path) as file:
            if _stamp(os.fstat(file.fileno())) != self._stamp:
                raise self._refusal(ArchiveFault.MISSING, "was changed meanwhile; load the page again")
            index = self._root
            for _ in range(MOST_LEAVES_DOWN + 1):
                found = index.find(wanted)
                if found is None:
                    return None
                run, offset, length = found
                if run:
                    start, room = self.header.tiles
                    if offset + length > room or length > LARGEST_TILE:
                        raise self._refusal(ArchiveFault.DAMAGED, "promises tiles that it does not hold; copy it again")
                    return _at(file, (start + offset, length)) or None
                index = self._leaf(file, offset, length)
        raise self._refusal(ArchiveFault.DAMAGED, "has an index that leads nowhere; copy it again")

    def unpacked(self, tile: bytes) -> bytes:
        """A tile without its gzip. Raises: RefusedArchive."""
        return _gunzip(self._path, tile, LARGEST_TILE) if self.is_packed else tile

    def _leaf(self, file: BinaryIO, offset: int, length: int) -> Index:
        with self._lock:
            if offset in self._leaves:
                self._leaves.move_to_end(offset)
                return self._leaves[offset]
        start, room = self.header.leaves
        if offset + length > room or length > LARGEST_INDEX:
            raise self._refusal(ArchiveFault.DAMAGED, "has an index that leads nowhere; copy it again")
        leaf = self._index(_at(file, (start + offset, length)))
        with self._lock:
            self._leaves[offset] = leaf
            while len(self._leaves) > _KEPT_LEAVES:
                self._leaves.popitem(last=False)
        return leaf

    def _unpacked(self, content: bytes, largest: int) -> bytes:
        return content if self.header.packing == NOT_PACKED else _gunzip(self._path, content, largest)

    def _index(self, content: bytes) -> Index:
        try:
            return read_index(self._unpacked(content, LARGEST_INDEX))
        except (ValueError, OverflowError) as error:
            raise self._refusal(ArchiveFault.DAMAGED, "has an index that cannot be read; copy it again") from error

    def _refusal(self, code: ArchiveFault, what: str) -> RefusedArchive:
        return RefusedArchive(code, f"{self._path} {what}")


def tile_id(zoom: int, x: int, y: int) -> int:
    """A tile's number: zoom by zoom, within one along a Hilbert curve. Source: section 4.1 of the specification."""
    number = ((1 << (2 * zoom)) - 1) // 3
    for level in reversed(range(zoom)):
        side = 1 << level
        right, low = int(bool(x & side)), int(bool(y & side))
        number += side * side * ((3 * right) ^ low)
        if not low:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
        x, y = x & (side - 1), y & (side - 1)
    return number


def read_index(content: bytes) -> Index:
    """A directory that is not packed. Raises: ValueError, OverflowError when it is none."""
    numbers, ended = array("Q"), 0
    value = shift = 0
    for at, byte in enumerate(content):
        value |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
            if shift > 63:
                raise ValueError("a number without an end")
        else:
            numbers.append(value)
            value = shift = 0
            ended = at + 1
    if not numbers or ended != len(content) or len(numbers) != 1 + 4 * numbers[0] or not numbers[0]:
        raise ValueError("not as many entries as it says")
    count = numbers[0]
    ids, runs, lengths, offsets = (array("Q") for _ in range(4))
    here = 0
    for step in numbers[1 : 1 + count]:
        here += step
        ids.append(here)
    runs.extend(numbers[1 + count : 1 + 2 * count])
    lengths.extend(numbers[1 + 2 * count : 1 + 3 * count])
    for at, said in enumerate(numbers[1 + 3 * count :]):
        # 0: right behind the one before
        if said == 0 and at == 0:
            raise ValueError("the first entry lies behind nothing")
        offsets.append(said - 1 if said else offsets[at - 1] + lengths[at - 1])
    if any(later <= earlier for earlier, later in pairwise(ids)) or 0 in lengths:
        raise ValueError("entries out of order, or empty")
    return Index(ids, runs, lengths, offsets)


def _header(path: Path, head: bytes, *, size: int) -> Header:
    """Raises: RefusedArchive when the file is no whole archive of tiles that can be drawn."""

    def refusal(code: ArchiveFault, what: str) -> RefusedArchive:
        return RefusedArchive(code, f"{path} {what}")

    if head[: len(MAGIC)] != MAGIC:
        raise refusal(ArchiveFault.NOT_AN_ARCHIVE, "is no PMTiles archive; put one in its place")
    if len(head) > len(MAGIC) and head[len(MAGIC)] != VERSION:
        raise refusal(
            ArchiveFault.NOT_AN_ARCHIVE, f"is PMTiles version {head[len(MAGIC)]}; convert it to version {VERSION}"
        )
    if len(head) < _HEADER.size:
        raise refusal(ArchiveFault.TRUNCATED, "ends too early; copy it again")
    (_, _, *numbers, _clustered, packing, tile_packing, kind, min_zoom, max_zoom, west, south, east, north, _, _, _) = (
        _HEADER.unpack(head)
    )
    root, metadata, leaves, tiles = ((numbers[at], numbers[at + 1]) for at in (0, 2, 4, 6))
    end = max(offset + length for offset, length in (root, metadata, leaves, tiles))
    if end > size:
        raise refusal(ArchiveFault.TRUNCATED, f"ends too early, {size} of {end} bytes are there; copy it again")
    if root[1] > LARGEST_INDEX or metadata[1] > LARGEST_METADATA or not root[1]:
        raise refusal(ArchiveFault.DAMAGED, "has an index that cannot be read; copy it again")
    if kind not in MEDIA_TYPES:
        raise refusal(
            ArchiveFault.UNKNOWN_KIND, f"holds tiles of kind {kind}; vector tiles, PNG, JPEG, WebP and AVIF are drawn"
        )
    for one in (packing, tile_packing):
        if one not in {NOT_PACKED, GZIP} and not (one == tile_packing == 0 and kind != 1):
            raise refusal(
                ArchiveFault.UNKNOWN_KIND, f"is packed with {_PACKINGS.get(one, 'an unknown way')}; pack it with gzip"
            )
    if not min_zoom <= max_zoom <= DEEPEST_ZOOM:
        raise refusal(ArchiveFault.DAMAGED, f"says that it reaches from zoom {min_zoom} to {max_zoom}; copy it again")
    return Header(
        root, metadata, leaves, tiles, packing, tile_packing, MEDIA_TYPES[kind], min_zoom, max_zoom,
        _bounds(west, south, east, north),
    )  # fmt: skip


def _bounds(*e7: int) -> tuple[float, float, float, float]:
    """Degrees; the whole world where the archive says nothing that can be meant."""
    west, south, east, north = (value / 1e7 for value in e7)
    if -180 <= west < east <= 180 and -90 <= south < north <= 90:
        return west, south, east, north
    return -180.0, -85.0511, 180.0, 85.0511


def _metadata(path: Path, content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise RefusedArchive(ArchiveFault.DAMAGED, f"{path} has metadata that cannot be read; copy it again")
    return said


def _gunzip(path: Path, content: bytes, largest: int) -> bytes:
    opened = zlib.decompressobj(wbits=31)
    try:
        plain = opened.decompress(content, largest)
    except zlib.error:
        plain = b""
    if not opened.eof:
        raise RefusedArchive(ArchiveFault.DAMAGED, f"{path} has a part that cannot be unpacked; copy it again")
    return plain


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise RefusedArchive(ArchiveFault.MISSING, f"{path} is not there; put the archive there") from None
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        raise RefusedArchive(ArchiveFault.UNREADABLE, f"{path} cannot be opened: {why}") from None


def _at(file: BinaryIO, section: tuple[int, int]) -> bytes:
    file.seek(section[0])
    return file.read(section[1])


def _stamp(state: os.stat_result) -> tuple[int, int, int]:
    """What changes when a file's content does."""
    return state.st_size, state.st_mtime_ns, state.st_ino
