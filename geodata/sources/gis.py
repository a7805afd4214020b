"""GeoJSON and GeoPackage to shapes and properties, read by a confined process.

A file is what it holds, not what it is called.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.sources.context import refusal
from geodata.sources.files import MAX_GIS_BYTES, SQLITE_MAGIC, ZIP_MAGIC, require_file, what_it_is
from geodata.sources.gis_worker import ALLOWED

WALL_CLOCK_SECONDS = 60
_WORKER = Path(__file__).with_name("gis_worker.py")
_APPLICATION_ID = slice(68, 72)
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
_REMEDY = "export the areas as GeoJSON or GeoPackage"

Property = str | int | float | None


@dataclass(frozen=True, slots=True)
class Layer:
    """The first layer with shapes.

    crs: as the file declares it ("EPSG:3006" or well-known text); None where it does not.  others: further layers.
    shapes: WKB, None where a feature has none.  rows: the properties, by column.
    """

    name: str
    others: tuple[str, ...]
    crs: str | None
    columns: tuple[str, ...]
    shapes: tuple[bytes | None, ...]
    rows: tuple[tuple[Property, ...], ...]


def read_layer(path: Path) -> Layer:
    """Read an area file. Raises: UnreadableFile for any other format, whatever its name, and for damaged files."""
    head = require_file(path, MAX_GIS_BYTES)
    pending = path.with_name(path.name + "-wal")
    if pending.exists() and pending.stat().st_size > 0:
        raise refusal(path.name, "is open in another program, which has not yet written all of it", "close it there")
    driver = _format(path, head)
    answer = _ask_worker(path, driver)
    error = answer.get("error")
    if error == "no shapes":
        raise refusal(path.name, "holds no layer with shapes", _REMEDY)
    if error == "too many features":
        raise refusal(path.name, "holds more than 20,000 areas", "cut it to the municipality and import that")
    if error:
        raise refusal(path.name, "is neither GeoJSON nor GeoPackage", _REMEDY)
    name, *others = answer["layers"]
    return Layer(
        name=name,
        others=tuple(others),
        crs=answer["crs"],
        columns=tuple(answer["columns"]),
        shapes=tuple(None if shape is None else bytes.fromhex(shape) for shape in answer["shapes"]),
        rows=tuple(tuple(row) for row in answer["rows"]),
    )


def _format(path: Path, head: bytes) -> str:
    """GPKG or GeoJSON by the file's first bytes."""
    if head.startswith(SQLITE_MAGIC):
        if head[_APPLICATION_ID] in {b"GPKG", b"GP10", b"GP11"}:
            return "GPKG"
        raise refusal(path.name, "is a database, but no GeoPackage", _REMEDY)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return "GeoJSON"
    if b"<OGRVRT" in head:
        raise refusal(path.name, "is a VRT, which points to other files and addresses, not an area file", _REMEDY)
    if text.startswith(b"<"):
        raise refusal(path.name, "is XML (KML, GML or a service's address), not GeoJSON or GeoPackage", _REMEDY)
    if head.startswith(ZIP_MAGIC):
        raise refusal(path.name, "is a ZIP archive", "unpack it and import the GeoJSON or GeoPackage in it")
    if b"\x00" in head or what_it_is(head):
        raise refusal(path.name, f"is {what_it_is(head) or 'binary'}, not GeoJSON or GeoPackage", _REMEDY)
    raise refusal(path.name, "is neither GeoJSON nor GeoPackage", _REMEDY)


@cache
def _without_other_drivers() -> dict[str, str]:
    import pyogrio

    others = ",".join(sorted(set(pyogrio.list_drivers()) - set(ALLOWED)))
    return {"OGR_SKIP": others, "GDAL_SKIP": others}


def _ask_worker(path: Path, driver: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lofteskartan-") as folder:
        copy = Path(folder) / ("areas.gpkg" if driver == "GPKG" else "areas.geojson")
        shutil.copyfile(path, copy)
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= _without_other_drivers()
        environment |= {"TMP": folder, "TEMP": folder, "TMPDIR": folder, "HOME": folder}
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-X", "utf8", str(_WORKER), copy.name, driver],
                cwd=folder,
                env=environment,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=WALL_CLOCK_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise refusal(
                path.name,
                "takes too long to open",
                "simplify it, or cut it to the municipality",
            ) from error
    if done.returncode < 0:
        # stopped by its own limit of processor time
        raise refusal(path.name, "takes too long to open", "simplify it, or cut it to the municipality")
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if said and "MemoryError" in said[-1]:
            raise refusal(path.name, "needs too much memory to open", "simplify it, or cut it to the municipality")
        raise refusal(path.name, f"cannot be opened as {driver}: it is damaged or incomplete", "export it again")
    return dict(json.loads(done.stdout))
