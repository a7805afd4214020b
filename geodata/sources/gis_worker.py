"""Opens one GIS file in a process of its own: two formats, no network, bounded memory and time.

Run as a program: gis_worker.py INPUT DRIVER. It imports nothing of ours. Out comes one JSON document: the layers, the
EPSG number, the columns, and a shape (WKB in hex, or null) with its properties per feature; or {"error": ...}.
"""

from __future__ import annotations

import json
import math
import os
import sys
from typing import Any

ALLOWED = ("GPKG", "GeoJSON")
MAX_FEATURES = 20_000
_MEMORY_BYTES = 2 << 30
_CPU_SECONDS = 40


def confine() -> None:
    """Take away what reading a file does not need, before the library is loaded."""
    os.environ.update(
        OGR_SQLITE_LOAD_EXTENSIONS="NONE",
        GDAL_HTTP_PROXY="127.0.0.1:9",
        GDAL_HTTP_TIMEOUT="1",
        GDAL_HTTP_MAX_RETRY="0",
        CPL_VSIL_CURL_ALLOWED_EXTENSIONS=".none",
        CPL_VSIL_CURL_CACHE_SIZE="0",
        GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR",
        GDAL_PAM_ENABLED="NO",
        OGR_GEOJSON_MAX_OBJ_SIZE="64",
        GDAL_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
        CPL_DEBUG="OFF",
    )
    try:
        import resource
    except ImportError:
        # Windows: the parent's clock is the limit there
        return
    for limit, amount in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(limit, (allowed, hard))


def read(path: str, driver: str) -> dict[str, Any]:
    """The first layer with shapes."""
    import warnings

    import pyogrio

    warnings.simplefilter("ignore")
    registered = set(pyogrio.list_drivers())
    if not registered <= set(ALLOWED):
        # the parent names the others in OGR_SKIP: none of them may be asked what the file is
        return {"error": f"drivers {sorted(registered)}"}
    layers = [(str(name), None if kind is None else str(kind)) for name, kind in pyogrio.list_layers(path)]
    shaped = [name for name, kind in layers if kind is not None]
    if not shaped:
        return {"error": "no shapes"}
    info = pyogrio.read_info(path, layer=shaped[0])
    if info["driver"] != driver or driver not in ALLOWED:
        return {"error": f"driver {info['driver']}"}
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=shaped[0], max_features=MAX_FEATURES + 1, force_2d=True)
    if shapes is None or len(shapes) > MAX_FEATURES:
        return {"error": "too many features"}
    names = [str(name) for name in meta["fields"]]
    return {
        "layers": shaped,
        "crs": None if meta["crs"] is None else str(meta["crs"])[:20_000],
        "columns": names,
        "shapes": [None if shape is None else bytes(shape).hex() for shape in shapes],
        "rows": [[_plain(column[i]) for column in columns] for i in range(len(shapes))],
    }


def _plain(value: Any) -> str | int | float | None:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (bool, int, float)):
        return value
    return str(value)[:2_000]


def main(path: str, driver: str) -> None:
    """Read and print. Any failure of the library ends the process with its message on stderr."""
    confine()
    json.dump(read(path, driver), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
