"""An archive of map tiles is read as its format's own library reads it; a file that lies about itself costs no more."""

from __future__ import annotations

import gzip
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, Entry, TileType, serialize_directory, zxy_to_tileid
from pmtiles.writer import Writer

from geodata.errors import ArchiveFault, RefusedArchive
from geodata.tilearchive import TileArchive, read_index, tile_id
from tests.tilearchives import BOX, picture_archive, vector_archive

PLACES = st.integers(0, 24).flatmap(
    lambda zoom: st.tuples(st.just(zoom), st.integers(0, (1 << zoom) - 1), st.integers(0, (1 << zoom) - 1))
)


def places(path: Path) -> dict[tuple[int, int, int], bytes]:
    """All tiles, as the format's own library finds them."""
    return dict(all_tiles(MemorySource(path.read_bytes())))  # type: ignore[no-untyped-call]


def refused(path: Path) -> ArchiveFault:
    with pytest.raises(RefusedArchive) as refusal:
        TileArchive(path)
    assert path.name in str(refusal.value)
    return refusal.value.code


@given(PLACES)
def test_a_tile_has_the_number_that_the_format_gives_it(place: tuple[int, int, int]) -> None:
    assert tile_id(*place) == zxy_to_tileid(*place)


@given(st.lists(st.tuples(st.integers(1, 2**40), st.integers(0, 9), st.integers(1, 2**30)), min_size=1, max_size=40))
def test_an_index_is_read_as_it_was_written(entries: list[tuple[int, int, int]]) -> None:
    ids = [sum(step for step, _, _ in entries[: at + 1]) for at in range(len(entries))]
    written = [Entry(ids[at], at * 2**31, length, run) for at, (_, run, length) in enumerate(entries)]
    index = read_index(gzip.decompress(serialize_directory(written)))
    assert [*zip(index.ids, index.offsets, index.lengths, index.runs, strict=True)] == [
        (one.tile_id, one.offset, one.length, one.run_length) for one in written
    ]


@given(st.binary(max_size=60))
def test_bytes_that_are_no_index_are_never_taken_for_one_silently(content: bytes) -> None:
    try:
        index = read_index(content)
    except (ValueError, OverflowError):
        return
    assert len(index.ids) == len(index.runs) == len(index.lengths) == len(index.offsets) > 0


@pytest.mark.parametrize("make", [vector_archive, picture_archive])
def test_every_tile_is_found_and_no_other(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path: Path = make(tmp_path / "one.pmtiles")
    archive = TileArchive(path)
    source = MemorySource(path.read_bytes())  # type: ignore[no-untyped-call]
    there = places(path)
    assert there
    assert all(archive.tile(*place) == content for place, content in there.items())
    outside = [(z, x + 40, y) for z, x, y in there if z > 8] + [(0, 0, 0), (13, -1, 0), (13, 0, 1 << 13), (40, 0, 0)]
    assert {archive.tile(*place) for place in outside if place not in there} == {None}
    assert archive.metadata == Reader(source).metadata()  # type: ignore[no-untyped-call]
    assert archive.header.bounds == pytest.approx(BOX)


def many(path: Path, count: int) -> Path:
    """So many tiles that their index needs indexes of its own."""
    with path.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        # gaps and sizes that do not repeat, so that the index does not pack away
        drawn, number = Random(1), 30_000_000
        for _ in range(count):
            number += drawn.randrange(1, 300)
            writer.write_tile(number, drawn.randbytes(drawn.randrange(8, 90)))  # type: ignore[no-untyped-call]
        writer.finalize({"tile_type": TileType.MVT, "tile_compression": Compression.NONE}, {})  # type: ignore[no-untyped-call]
    return path


def test_tiles_behind_an_index_of_indexes_are_found_by_many_at_once(tmp_path: Path) -> None:
    path = many(tmp_path / "many.pmtiles", 20_000)
    there = places(path)
    archive = TileArchive(path)
    assert archive.header.leaves[1] > 0
    asked = list(there)[::97]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda place: archive.tile(*place), asked)) == [there[place] for place in asked]


def test_packed_tiles_come_as_they_lie_and_can_be_unpacked(tmp_path: Path) -> None:
    path = vector_archive(tmp_path / "one.pmtiles")
    archive, place = TileArchive(path), next(iter(places(path)))
    tile = archive.tile(*place)
    assert tile
    assert archive.is_packed
    assert archive.is_vector
    assert archive.unpacked(tile) == gzip.decompress(tile)
    plain = TileArchive(vector_archive(tmp_path / "plain.pmtiles", packed=False))
    assert not plain.is_packed
    assert plain.unpacked(b"as it is") == b"as it is"
    with pytest.raises(RefusedArchive):
        archive.unpacked(tile[:-9])


def test_the_tag_tells_other_content_and_stays_over_a_restart(tmp_path: Path) -> None:
    path = vector_archive(tmp_path / "one.pmtiles")
    tag = TileArchive(path).tag
    assert TileArchive(path).tag == tag
    vector_archive(path, zooms=[9])
    assert TileArchive(path).tag != tag


def test_a_file_that_is_exchanged_is_not_read_with_the_index_of_before(tmp_path: Path) -> None:
    path = vector_archive(tmp_path / "one.pmtiles")
    archive = TileArchive(path)
    vector_archive(tmp_path / "two.pmtiles", zooms=[9]).replace(path)
    with pytest.raises(RefusedArchive, match="changed meanwhile"):
        archive.tile(9, 279, 156)
    path.unlink()
    with pytest.raises(RefusedArchive, match="is not there"):
        archive.tile(9, 279, 156)


def test_what_is_no_archive_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "one.pmtiles"
    assert refused(path) is ArchiveFault.MISSING
    for content in (b"", b"PMTile", b"SQLite format 3\0" * 30, b"<html>", bytes(500)):
        path.write_bytes(content)
        assert refused(path) is ArchiveFault.NOT_AN_ARCHIVE
    path.write_bytes(b"PMTiles\x02" + bytes(600_000))
    assert refused(path) is ArchiveFault.NOT_AN_ARCHIVE
    path.unlink()
    path.mkdir()
    assert refused(path) is ArchiveFault.UNREADABLE


def test_an_archive_that_was_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = vector_archive(tmp_path / "whole.pmtiles").read_bytes()
    path = tmp_path / "cut.pmtiles"
    for length in (8, 60, 126, 127, 200, 400, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert refused(path) is ArchiveFault.TRUNCATED, length


def changed(path: Path, at: int, content: bytes) -> Path:
    """The archive with other bytes at a place."""
    whole = bytearray(path.read_bytes())
    whole[at : at + len(content)] = content
    other = path.with_name("changed.pmtiles")
    other.write_bytes(whole)
    return other


@pytest.mark.parametrize(
    ("at", "content", "fault"),
    [
        (97, b"\x03", ArchiveFault.UNKNOWN_KIND),  # the index in brotli
        (98, b"\x04", ArchiveFault.UNKNOWN_KIND),  # tiles in zstd
        (98, b"\x00", ArchiveFault.UNKNOWN_KIND),
        (99, b"\x00", ArchiveFault.UNKNOWN_KIND),
        (99, b"\x63", ArchiveFault.UNKNOWN_KIND),
        (100, b"\x0e\x02", ArchiveFault.DAMAGED),  # from zoom 14 to 2
        (101, b"\xff", ArchiveFault.DAMAGED),
        (16, struct.pack("<Q", 0), ArchiveFault.DAMAGED),  # no index
        (8, struct.pack("<Q", 2**63), ArchiveFault.TRUNCATED),
        (127, bytes(60), ArchiveFault.DAMAGED),  # the index is overwritten
        (97, b"\x01", ArchiveFault.DAMAGED),  # packed, and says that it is not
    ],
)
def test_a_head_or_index_that_cannot_be_true_is_refused(
    tmp_path: Path, at: int, content: bytes, fault: ArchiveFault
) -> None:
    assert refused(changed(vector_archive(tmp_path / "one.pmtiles"), at, content)) is fault


def test_an_index_that_grows_without_end_when_unpacked_is_refused(tmp_path: Path) -> None:
    path = vector_archive(tmp_path / "one.pmtiles")
    bomb = gzip.compress(bytes(200_000_000), 9)
    whole = path.read_bytes() + bomb
    head = bytearray(whole)
    head[8:24] = struct.pack("<2Q", len(whole) - len(bomb), len(bomb))
    path.write_bytes(head)
    assert refused(path) is ArchiveFault.DAMAGED


@pytest.mark.parametrize("said", [b"[1, 2]", b"{", b'"' + b"\xff", b"[" * 100_000])
def test_metadata_that_is_no_object_is_refused(tmp_path: Path, said: bytes) -> None:
    path = vector_archive(tmp_path / "one.pmtiles")
    packed = gzip.compress(said)
    whole = bytearray(path.read_bytes() + packed)
    whole[24:40] = struct.pack("<2Q", len(whole) - len(packed), len(packed))
    path.write_bytes(whole)
    assert refused(path) is ArchiveFault.DAMAGED


def test_an_index_that_leads_out_of_the_file_or_round_in_a_ring_is_refused_at_the_tile(tmp_path: Path) -> None:
    path = many(tmp_path / "many.pmtiles", 20_000)
    place = next(iter(places(path)))
    beyond = TileArchive(changed(path, 48, struct.pack("<Q", 1)))
    with pytest.raises(RefusedArchive, match="leads nowhere"):
        beyond.tile(*place)
    without_tiles = TileArchive(changed(path, 64, struct.pack("<Q", 1)))
    with pytest.raises(RefusedArchive, match="does not hold"):
        without_tiles.tile(*place)
    ring = serialize_directory([Entry(0, 0, 0, 0)])
    ring = serialize_directory([Entry(0, 0, len(ring), 0)])
    start = path.stat().st_size
    whole = bytearray(path.read_bytes() + ring)
    whole[8:24] = struct.pack("<2Q", start, len(ring))
    whole[40:56] = struct.pack("<2Q", start, len(ring))
    path.write_bytes(whole)
    with pytest.raises(RefusedArchive, match="leads nowhere"):
        TileArchive(path).tile(*place)


def test_bounds_that_cannot_be_meant_are_those_of_the_world(tmp_path: Path) -> None:
    path = changed(vector_archive(tmp_path / "one.pmtiles"), 102, struct.pack("<4i", 0, 0, 0, 0))
    assert TileArchive(path).header.bounds == (-180.0, -85.0511, 180.0, 85.0511)


def test_an_index_of_impossible_length_is_refused_unread(tmp_path: Path) -> None:
    path, length = tmp_path / "vast.pmtiles", 12_000_000
    root = gzip.decompress(serialize_directory([Entry(0, 0, length, 0)]))
    begin = 127 + len(root)
    sections = (127, len(root), begin, 0, begin, length, begin + length, 0, 0, 0, 0)
    head = struct.pack("<7sB11Q6B4iB2i", b"PMTiles", 3, *sections, 1, 1, 1, 1, 0, 14, *(0,) * 7)
    with path.open("wb") as file:
        file.write(head + root)
        file.truncate(begin + length)
    with pytest.raises(RefusedArchive, match="leads nowhere"):
        TileArchive(path).tile(3, 1, 1)
