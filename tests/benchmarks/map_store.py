"""A store for the map's benchmark: the demonstration's register, and as many rows of evidence as are asked for.

The rows are handed to the casebook where every store hands over its evidence, `Store.evidence`, as the arrays agreed
there: a file of ten million records would take hours to write and is not what is measured.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build
from geodata.model import Area, CaseStatus, Category, Finding, Record, Report, Role, SourceType
from geodata.store.base import Query
from geodata.store.embedded import EmbeddedStore
from tests.browser.serving import KEEPER

KALMAR = "0880"
SPOTS = 12
FIRST_MS = int(datetime(2015, 6, 1, tzinfo=UTC).timestamp() * 1000)
SPAN_MS = int(datetime(2017, 6, 1, tzinfo=UTC).timestamp() * 1000) - FIRST_MS

Arrays = dict[str, NDArray[Any]]


class FilledStore(EmbeddedStore):
    """A store whose evidence is made up: `rows` of it in one municipality, the same at each start."""

    def __init__(self, path: Path, areas: Sequence[Area], rows: int) -> None:
        super().__init__(path)
        self._areas, self._rows = areas, rows

    def evidence(self, query: Query) -> Arrays:
        """See Store.evidence."""
        here = query.municipalities is None or KALMAR in query.municipalities
        return made_up(self._areas, self._rows if here else 0)


def made_up(areas: Sequence[Area], rows: int) -> Arrays:
    """Reports and a tenth findings, two thirds of them gathered at twelve spots, in the order of time."""
    chance = np.random.default_rng(2)
    middles = [area.outline.representative_point() for area in areas]
    spots = chance.choice(len(areas), SPOTS, replace=False)
    gathered = chance.random(rows) < 2 / 3
    at = np.where(gathered, spots[chance.integers(0, SPOTS, rows)], chance.integers(0, len(areas), rows))

    def one_of(words: Sequence[str], shares: Sequence[float] | None = None) -> NDArray[Any]:
        return np.array(words, object)[chance.choice(len(words), rows, p=shares)]

    return {
        "id": np.frombuffer(chance.bytes(16 * rows), "S16") if rows else np.zeros(0, "S16"),
        "kind": one_of(["report", "finding"], [0.9, 0.1]),
        "municipality": one_of([KALMAR]),
        "tier": one_of(["public"]),
        "category": one_of(list(Category)),
        "feeling": one_of(["unsafe", "safe"], [0.95, 0.05]),
        "precision": one_of(["minute", "day"], [0.9, 0.1]),
        "source": one_of(list(SourceType)[:6]),
        "status": one_of(list(CaseStatus)),
        "area_code": np.array([area.code for area in areas], object)[at],
        "observed_ms": np.sort(FIRST_MS + chance.integers(0, SPAN_MS, rows)),
        "lon": np.array([middle.x for middle in middles])[at] + chance.normal(0, 0.004, rows),
        "lat": np.array([middle.y for middle in middles])[at] + chance.normal(0, 0.002, rows),
        "severity": chance.integers(0, 4, rows).astype(np.uint8),
    }


def map_areas(records: Sequence[Record] | None = None) -> list[Area]:
    """The areas that the rows are strewn over, by code. records: of the demonstration, where they are at hand."""
    found = (one for one in (records or build()) if isinstance(one, Area) and one.municipality == KALMAR)
    return sorted(found, key=lambda area: area.code)


@contextmanager
def served_map(directory: Path, rows: int) -> Iterator[str]:
    """The address of a map page over so many rows; all that is made once per version is made before."""
    everything = build()
    everything = [*everything, *adopted_hotspots(everything)]
    records: list[Record] = [one for one in everything if not isinstance(one, Report | Finding)]
    store = FilledStore(directory / "lofteskartan.gpkg", map_areas(records), rows)
    casebook = Casebook(store)
    casebook.import_records(KEEPER, records)
    app = create_app(Settings(data_dir=directory, role=Role.PLANNER), casebook)
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/?kommun={KALMAR}"
    finally:
        server.shutdown()
        thread.join()
        store.close()
