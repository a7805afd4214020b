"""Broken files through the real command: one sentence with its remedy, exit code 2, and the store as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.cli.front import STORE_FILE
from geodata.casebook import Casebook
from geodata.model import Actor, Report, Role
from geodata.sources import ImportContext, ImportKind, ParsedFile, files, read_file
from geodata.store import open_store
from tests.contract.deeds import ALL
from tests.files import (
    REPORT_HEADER,
    REPORT_ROW,
    a_police_event,
    feature,
    square,
    write_geojson,
    write_police_events,
    write_reports_csv,
    write_table,
    write_xlsx,
)

HEADER, ROW = ";".join(REPORT_HEADER), ";".join(REPORT_ROW)
OPENED = ROW.replace("mörkt", '"mörkt')
VRT = "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>"
NOWHERE = {"type": "Polygon", "coordinates": [[[float("nan"), 56], [16, 57], [17, 57], [float("nan"), 56]]]}
ANYBODY = Actor(role=Role.ADMINISTRATOR)
BOW = {"type": "Polygon", "coordinates": [[[16.3, 56.6], [16.4, 56.7], [16.4, 56.6], [16.3, 56.7], [16.3, 56.6]]]}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with three reports, which nothing here may change; the whole is examined at the end."""
    folder = tmp_path_factory.mktemp("store")
    good = write_reports_csv(folder / "good.csv", {}, {}, {})
    done = CliRunner().invoke(main, ["import", "reports", str(good), "--municipality", "0880", "--data", str(folder)])
    assert done.exit_code == 0, done.output
    yield folder
    assert CliRunner().invoke(main, ["check", "--data", str(folder)]).exit_code == 0


@dataclass(frozen=True)
class Stood:
    """What stands in a store: its version and the number of reports."""

    version: int
    reports: int

    @classmethod
    def of(cls, data: Path) -> Stood:
        store = open_store(data / STORE_FILE)
        found = cls(Casebook(store).data_version(ANYBODY), store.count(Report, ALL))
        store.close()
        return found


def refused(data: Path, kind: str, path: Path, *options: str) -> str:
    """The one sentence with which a file is refused; the store is as before."""
    before = Stood.of(data)
    command = ["import", kind, str(path), "--municipality", "0880", "--data", str(data), *options]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""
    [sentence] = done.stderr.strip().splitlines()
    assert sentence.startswith("lofteskartan: ")
    assert "; " in sentence
    assert Stood.of(data) == before
    return sentence


def rows(count: int, first: int = 100) -> list[str]:
    return [ROW.replace("R1;", f"R{number};") for number in range(first, first + count)]


def table_of(*lines: str, end: str = "\n") -> str:
    return end.join((HEADER, *lines)) + end


def instead(old: str, new: str) -> str:
    return table_of(ROW.replace(old, new))


TEXTS: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "reports", "is empty"),
    "blank lines": ("\n\n  \n", "reports", "is empty"),
    "headers only": (HEADER + "\n", "reports", "headers only"),
    "binary": (bytes(range(1, 256)) * 20, "reports", "row "),
    "zero bytes": (b"\x00" * 5000, "reports", "NUL"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "reports", "picture"),
    "a quotation that never ends": (table_of(*rows(2), OPENED, *rows(100, 500)), "reports", "row 4"),
    "a quotation that ends rows later": (
        table_of(OPENED, *rows(9), ROW.replace("mörkt", '"ljust"'), *rows(9, 500)), "reports",
        "row 2: runs over 11 lines",
    ),
    "a quotation over many blocks": (table_of(OPENED, *rows(20_000)), "reports", "never closed"),
    "10,000 columns": (f"{HEADER};{';'.join('c' * 10_000)}\n{ROW}\n", "reports", "10,010 columns"),
    "10,000 nameless columns": (f"{';'.join('c' * 10_000)}\n{';'.join('x' * 10_000)}\n", "reports", "10,000 columns"),
    "one line of 2 MB": (HEADER + "\n" + "x" * 2_000_000, "reports", "line of more than 1 MB"),
    "UTF-16 without its mark": (table_of(*rows(3)).encode("utf-16-le"), "reports", "UTF-16"),
    "UTF-16 cut off": (table_of(*rows(3)).encode("utf-16")[:-1], "reports", "row 4"),
    "UTF-32": (table_of(*rows(3)).encode("utf-32"), "reports", "NUL"),
    "two encodings, å": (table_of(*rows(2)).encode() + "\n".join(rows(2, 300)).encode("cp1252"), "reports", "mixes"),
    "two encodings, ü": (
        table_of(*rows(2)).replace("mörkt", "mürkt").replace("källa", "kalla").replace("rapportör", "roll").encode()
        + "\n".join(rows(2, 300)).encode("cp1252"), "reports", "mixes",
    ),
    "bytes that no encoding knows": (table_of(ROW).encode("cp1252") + b"a;\x81\x8d\n", "reports", "row 3"),
    "not a number": (instead("56.66279", "NaN"), "reports", "row 2, column lat"),
    "endless": (instead("56.66279", "inf"), "reports", "row 2, column lat"),
    "digits without end": (instead("16.36104", "9" * 5000), "reports", "row 2, column lon"),
    "swapped axes": (table_of(*rows(9)).replace("lat;lon", "lon;lat"), "reports", "swapped"),
    "another zone": (
        table_of(*rows(9)).replace("lat;lon", "y;x").replace("56.66279;16.36104", "6282371.9;141478.9"), "reports",
        "EPSG:3010",
    ),
    "a day that never was": (instead("2017-03-05", "2017-02-30"), "reports", "row 2, column datum"),
    "the year 9999": (instead("2017-03-05", "9999-12-31"), "reports", "row 2, column datum"),
    "a heading that speaks to the terminal": ("\x1b[31mröd;\x9b2J;\x07\na;b;c\n", "reports", "no column for"),
    "a separator that is none": ('sep="\n' + table_of(ROW), "reports", "no column for"),
    "a VRT that is called GeoJSON": (
        f"{VRT}</OGRVRTDataSource>", "areas", "is a VRT",
    ),
    "GeoJSON cut off": ('{"type":"FeatureCollection","features":[{"type":"Fea', "areas", "damaged or incomplete"),
    "GeoJSON without an end": ('{"type":"FeatureCollection","features":' + "[" * 100_000, "areas", "damaged"),
    "a corner that is not a number": (
        json.dumps({"type": "FeatureCollection", "features": [feature(NOWHERE, kod="A")]}), "areas", "row 1",
    ),
    "events without an end": ("[" * 200_000, "police-events", "no answer with events"),
    "an event of no year": (
        json.dumps([a_police_event(datetime="0001-01-01 0:00:00 +02:00")]), "police-events", "outside the calendar",
    ),
    "half a character": (json.dumps([a_police_event(name="a\ud800, Kalmar")]), "police-events", "row 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_broken_text_is_refused_and_changes_nothing(data: Path, tmp_path: Path, name: str) -> None:
    content, kind, word = TEXTS[name]
    path = tmp_path / ("x.geojson" if kind == "areas" else "x.csv")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    sentence = refused(data, kind, path)
    assert word in sentence
    assert all(letter.isprintable() for letter in sentence)


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"A" * 50_000_000)
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("r.csv", table_of(ROW))
    return path


FILES: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "an empty workbook": ("reports", lambda d: empty(d / "r.xlsx"), "is empty"),
    "a workbook made to fill the memory": ("reports", lambda d: bomb(d / "r.xlsx"), "times its size"),
    "a workbook of headers": ("reports", lambda d: write_xlsx(d / "r.xlsx", REPORT_HEADER), "headers only"),
    "an archive": ("reports", lambda d: zipped(d / "r.xlsx"), "unpack it"),
    "a folder": ("reports", lambda d: d, "not a file"),
    "no file": ("reports", lambda d: d / "none.csv", "check the name"),
    "a link to itself": ("reports", lambda d: loop(d / "r.csv"), "check the name"),
    "a device without an end": ("reports", lambda _: Path("/dev/zero"), "not a file"),
    "a pipe": ("areas", lambda d: pipe(d / "r.geojson"), "not a file"),
    "a name without end": ("reports", lambda d: d / ("a" * 300), "check the name"),
    "a polygon that crosses itself": (
        "areas", lambda d: write_geojson(d / "a.geojson", feature(BOW, kod="A1", namn="x")), "crosses itself at 16.35",
    ),
    "areas that overlap": (
        "areas",
        lambda d: write_geojson(
            d / "a.geojson", feature(square(16.36, 56.66), kod="A1"), feature(square(16.365, 56.665), kod="A2")
        ),
        "A1 overlaps A2",
    ),
    "a code twice": (
        "areas",
        lambda d: write_geojson(
            d / "a.geojson", feature(square(16.36, 56.66), kod="A1"), feature(square(16.5, 56.7), kod="A1")
        ),
        "has the code A1",
    ),
    "another reference system than it says": (
        "areas", lambda d: write_geojson(d / "a.geojson", feature(square(16.36, 56.66), kod="A1"), epsg=3006),
        "EPSG:4326",
    ),
    "areas with swapped axes": (
        "areas", lambda d: write_geojson(d / "a.geojson", feature(square(56.66, 16.36), kod="A1")), "swapped",
    ),
    "an area without a shape": (
        "areas", lambda d: write_geojson(d / "a.geojson", feature(None, kod="A1")), "has no shape",
    ),
    "no areas": ("areas", lambda d: write_geojson(d / "a.geojson"), "no features"),
    "an event number beyond counting": (
        "police-events", lambda d: write_police_events(d / "e.json", a_police_event(id=10**13)), "row 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_and_changes_nothing(data: Path, tmp_path: Path, name: str) -> None:
    kind, make, word = FILES[name]
    if sys.platform == "win32" and name in {"a pipe", "a device without an end", "a link to itself"}:
        pytest.skip("Windows has none")
    assert word in refused(data, kind, make(tmp_path))


def test_a_name_that_is_no_text_is_refused(data: Path, tmp_path: Path) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("every name is text there")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xff\xe5.csv"))
    path.write_text(table_of(ROW))
    assert "rename it" in refused(data, "reports", path)
    assert "rename it" in refused(data, "reports", path, "--all-or-nothing")


def test_with_all_or_nothing_one_id_given_twice_keeps_nothing(data: Path, tmp_path: Path) -> None:
    path = write_table(tmp_path / "r.csv", REPORT_HEADER, [REPORT_ROW, (*REPORT_ROW[:-1], "ljust")])
    assert "row 3, column id" in refused(data, "reports", path, "--all-or-nothing")


def test_good_rows_are_kept_beside_faulty_ones_and_the_code_says_so(tmp_path: Path) -> None:
    path = write_reports_csv(
        tmp_path / "r.csv", {}, {"lat": "NaN"}, {"datum": "i våras"}, {"id": "R1", "status": "klar"}
    )
    command = ["import", "reports", str(path), "--municipality", "0880", "--data", str(tmp_path / "new"), "--json"]
    done = CliRunner().invoke(main, command)
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == 3
    assert (told["read"], told["added"], told["rejected"]) == (4, 1, 3)
    assert [fault["row"] for fault in told["faults"]] == [3, 4, 5]
    assert all(fault["column"] and fault["remedy"] for fault in told["faults"])


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_kind_of_line_end_is_read_however_long_the_file(tmp_path: Path, end: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(table_of(*rows(15_000), end=end).encode())
    assert path.stat().st_size > 1_000_000
    command = ["import", "reports", str(path), "--municipality", "0880", "--data", str(tmp_path), "--json", "--dry-run"]
    assert json.loads(CliRunner().invoke(main, command).stdout)["added"] == 15_000


def test_a_comment_of_several_lines_is_no_fault(tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"kommentar": 'rad 1;\n"rad" 2;;;;;;;;;;\nrad 3'}, {"kommentar": '""'})
    command = ["import", "reports", str(path), "--municipality", "0880", "--data", str(tmp_path), "--json"]
    assert json.loads(CliRunner().invoke(main, command).stdout)["added"] == 2


@pytest.mark.parametrize("moment", ["text_facts", "sha256_of"])
def test_a_file_that_is_removed_while_it_is_read_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"id": "gone"})
    where = {"text_facts": "geodata.sources.tables.text_facts", "sha256_of": "geodata.sources.sha256_of"}[moment]
    whole: Callable[[Path], Any] = getattr(files, moment)

    def removed(given: Path) -> Any:
        given.unlink()
        return whole(given)

    monkeypatch.setattr(where, removed)
    assert "removed while it was read" in refused(data, "reports", path)


def test_a_file_is_read_before_anything_is_kept_so_its_hash_is_of_what_was_read(tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {})
    parsed = read_file(
        ImportKind.REPORTS, path, ImportContext(municipality="0880", now=datetime(2026, 1, 1, tzinfo=UTC))
    )
    assert isinstance(parsed, ParsedFile)
    assert parsed.sha256 == files.sha256_of(path)


def test_one_line_of_200_mb_is_refused_soon_and_in_little_memory(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"\n")
        for _ in range(200):
            file.write(b"a" * (1 << 20))
    before, begun = Stood.of(data), time.monotonic()
    command = [sys.executable, "-m", "dashboard.cli", "import", "reports", str(path), "--municipality", "0880"]
    most = 0
    with subprocess.Popen([*command, "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None and time.monotonic() < begun + 30:
            most = max(most, _resident(watched))
            time.sleep(0.02)
        process.kill()
        _, said = process.communicate()
    assert process.returncode == 2
    assert b"row 2: has a line of more than 1 MB" in said
    assert b"Traceback" not in said
    assert 0 < most < 250 << 20
    assert Stood.of(data) == before


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
