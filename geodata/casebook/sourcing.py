"""What a municipality's evidence rests on, source by source."""

from __future__ import annotations

from geodata.casebook.desk import Desk
from geodata.model import Actor, Area, Deed, Finding, Report
from geodata.studies.evidence_sources import EvidenceSource, evidence_sources


class Sourcing(Desk):
    """Answers about where evidence comes from."""

    def evidence_sources(self, actor: Actor, municipality: str) -> tuple[EvidenceSource, ...]:
        """Rows and days of each source of reports and findings, the largest first."""
        actor.require(Deed.READ, municipality)

        def build() -> tuple[EvidenceSource, ...]:
            return evidence_sources(self._shelf.columns(actor, municipality))

        scope = (actor.tiers, actor.municipalities, municipality)
        return self._shelf.shared("evidence sources", scope, (Report, Finding, Area), build)
