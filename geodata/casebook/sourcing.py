"""What a municipality's evidence rests on, source by source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata.casebook.desk import Desk
from geodata.columns import Columns
from geodata.model import Actor, Area, Deed, Finding, Provenance, Report
from geodata.studies.evidence_sources import EvidenceSource, evidence_sources

ASKED_OF_EACH_SOURCE = 40


class Sourcing(Desk):
    """Answers about where evidence comes from."""

    def evidence_sources(self, actor: Actor, municipality: str) -> tuple[EvidenceSource, ...]:
        """Rows and days of each source of reports and findings, the largest first."""
        actor.require(Deed.READ, municipality)

        def build() -> tuple[EvidenceSource, ...]:
            return evidence_sources(self._shelf.columns(actor, municipality))

        scope = (actor.tiers, actor.municipalities, municipality)
        return self._shelf.shared("evidence sources", scope, (Report, Finding, Area), build)

    # Shared by what tells of rows

    def _found(self, actor: Actor, municipality: str, ids: Sequence[UUID]) -> dict[UUID, Report | Finding]:
        asked = tuple(ids)
        kinds: tuple[type[Report | Finding], ...] = (Report, Finding)
        found = (self._shelf.records(actor, kind, municipality, id=asked) for kind in kinds)
        return {record.id: record for record in chain.from_iterable(found)}

    def _evidence_provenances(
        self, actor: Actor, municipality: str, columns: Columns, rows: NDArray[np.int64]
    ) -> tuple[Provenance, ...]:
        """Where rows come from. Records are asked, some of each source, over the whole time."""
        source = columns.source[rows]
        asked: list[UUID] = []
        for code in np.unique(source).tolist():
            own = np.sort(rows[source == code])
            some = own[np.unique(np.linspace(0, len(own) - 1, ASKED_OF_EACH_SOURCE).astype(np.int64))]
            asked += [columns.id_of(row) for row in some.tolist()]
        records = self._found(actor, municipality, asked).values()
        provenances = {
            (told.source, told.licence, told.made_up): Provenance(
                source=told.source, licence=told.licence, made_up=told.made_up
            )
            for told in (record.provenance for record in records)
        }
        return tuple(provenances[key] for key in sorted(provenances, key=repr))
