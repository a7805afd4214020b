"""What the table of evidence tells beyond its columns: single records, a row's place in its order, files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata.casebook.sourcing import Sourcing
from geodata.columns import Columns
from geodata.errors import BadSetting, NotFound
from geodata.exports.evidence_csv import evidence_csv
from geodata.exports.evidence_geojson import evidence_geojson
from geodata.exports.evidence_rows import blocks, heads
from geodata.exports.evidence_text import evidence_text
from geodata.exports.evidence_xlsx import evidence_xlsx
from geodata.model import Actor, Deed, Finding, Report, SourceType, View
from geodata.studies.evidence_fields import MOST_SHEET_ROWS, About, EvidenceFormat, Rest, TableField, TableWords
from geodata.studies.evidence_table import SortedBy, sorted_rows

MOST_DETAILS = 200


class Exporting(Sourcing):
    """Rows of the table as records and as files."""

    def evidence_details(
        self, actor: Actor, municipality: str, version: int, rows: Sequence[int]
    ) -> tuple[Report | Finding | None, ...]:
        """The records behind some rows, at most MOST_DETAILS; None for one that is no more.

        Raises: NotFound when the version is not the newest, or there is no such row; load the evidence again.
        """
        actor.require(Deed.READ, municipality)
        columns = self._columns_of(actor, municipality, version)
        if len(rows) > MOST_DETAILS:
            raise BadSetting(f"{len(rows)} rows are too many at a time; ask for {MOST_DETAILS} at most")
        ids = [columns.id_of(row) for row in rows]
        found = self._found(actor, municipality, ids)
        return tuple(found.get(one) for one in ids)

    def evidence_place(
        self,
        actor: Actor,
        view: View,
        version: int,
        row: int,
        *,
        by: SortedBy | None = None,
        descending: bool = False,
        codes: Sequence[str] = (),
    ) -> int | None:
        """Where a row stands in the view's order, from 0; None where the view leaves it out.

        Raises: NotFound when the version is not the newest; load the evidence again.
        """
        actor.require(Deed.READ, view.municipality)
        columns = self._columns_of(actor, view.municipality, version)
        rows = sorted_rows(columns, view, by=by, descending=descending, codes=codes)
        at = np.flatnonzero(rows == row)
        return int(at[0]) if len(at) else None

    def evidence_file(
        self,
        actor: Actor,
        view: View,
        form: EvidenceFormat,
        *,
        fields: Sequence[TableField],
        words: TableWords,
        about: About,
        by: SortedBy | None = None,
        descending: bool = False,
        codes: Sequence[str] = (),
    ) -> Iterator[bytes]:
        """The table's rows in its order as a file, piece by piece; all that may be refused is refused before the first.

        What is written meanwhile is not in it, but where records are read for a field they are read as they stand.
        Raises: BadSetting for more rows than a sheet has.
        """
        actor.require(Deed.EXPORT, view.municipality)
        if not fields:
            raise BadSetting("the file would have no column; name one in kolumner=")
        columns = self._shelf.columns(actor, view.municipality)
        rows = sorted_rows(columns, view, by=by, descending=descending, codes=codes)
        if form is EvidenceFormat.XLSX and len(rows) > MOST_SHEET_ROWS:
            raise BadSetting(
                f"{len(rows)} rows do not fit in a workbook's sheet, which has {MOST_SHEET_ROWS}; "
                "take CSV, or choose a shorter period"
            )
        told = about(self._rest(actor, view, columns, rows))
        given = [field for field in fields if form is not EvidenceFormat.GEOJSON or field is not TableField.POSITION]
        named = heads(given, words)

        def find(ids: Sequence[UUID]) -> Mapping[UUID, Report | Finding]:
            return self._found(actor, view.municipality, ids)

        made = blocks(columns, rows, given, words, find, marks=form is EvidenceFormat.GEOJSON)
        match form:
            case EvidenceFormat.CSV:
                return evidence_csv(named, made, comma=words.comma)
            case EvidenceFormat.XLSX:
                return evidence_xlsx(
                    named,
                    made,
                    told,
                    names=(words.sheet, words.about_sheet),
                    made_at=self._shelf.now(actor, view.municipality),
                )
            case EvidenceFormat.GEOJSON:
                return evidence_geojson(named, made, told)
            case EvidenceFormat.TXT:
                return evidence_text(told)

    def _columns_of(self, actor: Actor, municipality: str, version: int) -> Columns:
        columns = self._shelf.columns(actor, municipality)
        if columns.version != version:
            raise NotFound(f"version {version} of the evidence has been replaced by {columns.version}; load it again")
        return columns

    def _rest(self, actor: Actor, view: View, columns: Columns, rows: NDArray[np.int64]) -> Rest:
        """What the rows rest on."""
        present = np.unique(columns.source[rows]).tolist()
        return Rest(
            view=view,
            rows=len(rows),
            sources=tuple(tuple(SourceType)[code] for code in present),
            provenances=self._evidence_provenances(actor, view.municipality, columns, rows),
            version=columns.version,
        )
