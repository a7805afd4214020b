"""Sample files for tests, as municipalities and the police hand them over.

Each creator writes one and gives its path.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

REPORT_HEADER = ("id", "datum", "klockslag", "kategori", "lat", "lon", "källa", "rapportör", "status", "kommentar")
REPORT_ROW = ("R1", "2017-03-05", "21:30", "belysning", "56.66279", "16.36104", "app", "boende", "ny", "mörkt")
BURGLARY_HEADER = ("område", "månad", "bostadstyp", "utfall", "antal")
SURVEY_HEADER = ("område", "mätning", "fråga", "andel", "undre", "övre", "antal svar")

LARMTORGET_3006 = (583423.6, 6280678.2)
LARMTORGET_3010 = (141478.9, 6282371.9)


def write_table(
    path: Path,
    header: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
) -> Path:
    """A CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_reports_csv(path: Path, *rows: Mapping[str, object], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """A table of reports: each row states only what differs from REPORT_ROW, by the header's names."""
    usual = dict(zip(REPORT_HEADER, REPORT_ROW, strict=True))
    extra = [name for name in dict.fromkeys(key for row in rows for key in row) if name not in usual]
    header = (*REPORT_HEADER, *extra)
    filled = [{**usual, "id": f"R{number}", **row} for number, row in enumerate(rows, start=1)]
    cells = [[row.get(name, "") for name in header] for row in filled]
    return write_table(path, header, cells, encoding=encoding, delimiter=delimiter)


def write_burglaries_csv(path: Path, *rows: Sequence[object], header: Sequence[str] = BURGLARY_HEADER) -> Path:
    """The police's table of burglaries."""
    return write_table(path, header, rows)


def write_surveys_csv(path: Path, *rows: Sequence[object], header: Sequence[str] = SURVEY_HEADER) -> Path:
    """A table of survey results."""
    return write_table(path, header, rows)


def write_xlsx(path: Path, header: Sequence[object], *rows: Sequence[Any], above: Sequence[str] = ()) -> Path:
    """A workbook with one sheet; above: title lines over the header."""
    book = Workbook()
    sheet = book.worksheets[0]
    for line in above:
        sheet.append([line])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def square(x: float, y: float, side: float = 0.01) -> dict[str, Any]:
    """A GeoJSON polygon: a square by its south-western corner."""
    corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [corners]}


def feature(geometry: Mapping[str, Any] | None, **properties: object) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_geojson(path: Path, *features: Mapping[str, Any], epsg: int | None = None) -> Path:
    """A FeatureCollection; epsg: written as the old `crs` member."""
    document: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if epsg is not None:
        document["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    path.write_text(json.dumps(document), "utf-8")
    return path


def a_police_event(**changes: object) -> dict[str, object]:
    """One event as polisen.se serves it."""
    return {
        "id": 650237,
        "datetime": "2026-08-21 9:16:51 +02:00",
        "name": "21 augusti 16.33, Trafikolycka, Kalmar",
        "summary": "Påkörd cyklist.",
        "url": "/aktuellt/handelser/2026/augusti/21/x/",
        "type": "Trafikolycka",
        "location": {"name": "Kalmar län", "gps": "57.235016,16.184935"},
        **changes,
    }


def write_police_events(path: Path, *events: object) -> Path:
    """An answer of the police's address for events."""
    path.write_text(json.dumps(list(events), ensure_ascii=False), "utf-8")
    return path
