"""Registers as one GeoPackage (OGC 12-128r19): a layer or table for each, with styles and what each column means.

What QGIS reads beside the layers: `layer_styles` (QML and SLD), headings and meanings in `gpkg_data_columns`, codes and
their words in `gpkg_data_column_constraints`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC
from errno import EIO
from pathlib import Path

from geodata.errors import LofteskartanError
from geodata.exports.layer_styles import Style, style_of
from geodata.exports.register_arrow import GEOMETRY, batches, schema_of
from geodata.exports.register_rows import DICTIONARY, Making, RegisterTable, dictionary
from geodata.model import Record
from geodata.studies.register_columns import Made, RegisterColumn, RegisterWords, columns_of

_GEOMETRY = "geom"
_SCHEMA_EXTENSION = "http://www.geopackage.org/spec121/#extension_schema"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT,
  title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL,
  value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE about (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, label TEXT NOT NULL, said TEXT NOT NULL);
CREATE TABLE dictionary (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, register TEXT NOT NULL, "column" TEXT NOT NULL,
  heading TEXT, meaning TEXT, sort TEXT, unit TEXT, codes TEXT);
"""


def registers_gpkg(path: Path, tables: Sequence[RegisterTable], making: Making) -> None:
    """The file, written anew. Raises: OSError."""
    from pyogrio import set_gdal_config_options

    words = making.words
    # an unfinished file is thrown away: nothing waits for the disk, which would take longer than all else
    set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF"})
    try:
        for table in tables:
            _layer(path, table, making)
    finally:
        set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": None})
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("BEGIN")
        for sentence in _SCHEMA.split(";\n"):
            if sentence.strip():
                file.execute(sentence)
        _describe(file, tables, words)
        told = making.about([table.rest for table in tables])
        file.executemany("INSERT INTO about (label, said) VALUES (?, ?)", told)
        marks = ", ".join("?" * len(DICTIONARY))
        names = ", ".join(f'"{name}"' for name in DICTIONARY)
        rows = dictionary([table.kind for table in tables], words)
        # the names are constants of this program
        file.executemany(f"INSERT INTO dictionary ({names}) VALUES ({marks})", rows)  # noqa: S608
        moment = f"{making.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        for table in tables:
            if table.shape:
                _style(file, table, style_of(table.kind, words), moment)
        for name, title in (
            ("layer_styles", "layer_styles"),
            ("about", words.frame("about")),
            ("dictionary", words.frame("dictionary")),
        ):
            _list(file, name, title)
        file.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        file.execute("COMMIT")


def _layer(path: Path, table: RegisterTable, making: Making) -> None:
    import pyarrow as pa
    from pyogrio.raw import write_arrow

    fault: list[LofteskartanError | OSError] = []

    def kept() -> Iterator[pa.RecordBatch]:
        # GDAL, which asks for them, would tell that something failed and not what
        try:
            yield from batches(table, making)
        except (LofteskartanError, OSError) as error:
            fault.append(error)
            raise

    reader = pa.RecordBatchReader.from_batches(schema_of(table, making.words), kept())
    drawn = (
        {"geometry_name": GEOMETRY, "geometry_type": table.shape.geometry, "crs": "EPSG:4326"} if table.shape else {}
    )
    options = {"GEOMETRY_NAME": _GEOMETRY, "FID": "fid"} if table.shape else {"FID": "fid"}
    try:
        write_arrow(reader, path, layer=table.name, driver="GPKG", layer_options=options, **drawn)
    except RuntimeError as error:
        raise (fault[0] if fault else OSError(EIO, str(error))) from error


def _describe(file: sqlite3.Connection, tables: Sequence[RegisterTable], words: RegisterWords) -> None:
    """Titles of layers, headings and meanings of columns, words of codes."""
    for name in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        file.execute(
            "INSERT OR IGNORE INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
            (name, _SCHEMA_EXTENSION),
        )
    known: set[str] = set()
    for table in tables:
        title = words.register(table.kind)
        file.execute("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", (title, table.name))
        for column in columns_of(table.kind):
            constraint = _constraint(file, column, words, known)
            file.execute(
                "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, ?)",
                (table.name, column.name, *_said(table.kind, column, words), constraint),
            )


def _said(kind: type[Record], column: RegisterColumn, words: RegisterWords) -> tuple[str, str, str]:
    head, unit = words.head(kind, column), words.unit(column)
    meaning = words.means(kind, column)
    return head, head, f"{meaning} ({unit})" if unit else meaning


def _constraint(file: sqlite3.Connection, column: RegisterColumn, words: RegisterWords, known: set[str]) -> str | None:
    if column.choices is None or column.made is not Made.CODE:
        return None
    name = column.choices.__name__.lower()
    if name not in known:
        known.add(name)
        file.executemany(
            "INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
            [(name, member.value, words.choice(member)) for member in column.choices],
        )
    return name


def _style(file: sqlite3.Connection, table: RegisterTable, style: Style, moment: str) -> None:
    file.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, ?, ?, ?, ?, 1, 'Löfteskartan', '', NULL, ?)",
        (table.name, _GEOMETRY, table.name, style.qml, style.sld, moment),
    )


def _list(file: sqlite3.Connection, name: str, title: str) -> None:
    file.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
        "VALUES (?, 'attributes', ?, '', 0)",
        (name, title),
    )
