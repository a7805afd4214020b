"""Where the evidence comes from: rows and days of each source, so that one sees what is old and what is thin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.columns import KINDS, Columns
from geodata.model import EvidenceKind, SourceType

_SOURCES = tuple(SourceType)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """Rows of one kind from one source. located: of them those with a position.  first, last: local days observed."""

    kind: EvidenceKind
    source: SourceType
    rows: int
    located: int
    first: date
    last: date


def evidence_sources(columns: Columns) -> tuple[EvidenceSource, ...]:
    """Every kind and source that there is evidence from, the one with the most rows first."""
    both = columns.kind.astype(np.int64) * len(_SOURCES) + columns.source
    found = []
    for code in np.unique(both):
        rows = both == code
        days = columns.day[rows]
        kind, source = divmod(int(code), len(_SOURCES))
        found.append(
            EvidenceSource(
                kind=KINDS[kind],
                source=_SOURCES[source],
                rows=int(rows.sum()),
                located=int(columns.located[rows].sum()),
                first=date.fromordinal(_EPOCH + int(days.min())),
                last=date.fromordinal(_EPOCH + int(days.max())),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.rows, one.kind, one.source)))
