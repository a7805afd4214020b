"""Views of the map put into a lägesbild, and taken out again, as long as it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from geodata.casebook.situations import Situations
from geodata.editing import Entry, refuse_names
from geodata.errors import InvalidRecord, NotFound
from geodata.model import Actor, Deed, SavedView, SituationReport, Tier, View, record_id
from geodata.situation.content import Content
from geodata.situation.views import MOST_VIEWS, AskedView, asked_again


class Attaching(Situations):
    """Deeds on the views of a draft.

    RULE 1: the whole draft is frozen anew with them: all its numbers are of one moment.
    """

    def attach_view(
        self, actor: Actor, identity: UUID, view: View, *, title: str, query: str, base_version: int
    ) -> Entry[SituationReport]:
        """Put a view of the map into a draft, after those it has. query: of its address, without the municipality.

        Raises: NamesAPerson; InvalidRecord for an approved one, one without content, a view of another municipality, or
        one too many; EditConflict, NotFound.
        """
        report = self._draft(actor, identity)
        content = self._frozen(actor, report)
        if view.municipality != report.municipality:
            raise InvalidRecord(
                f'the view is of {view.municipality}, "{report.title}" of {report.municipality}; choose another draft'
            )
        kept = [asked_again(one) for one in content.views or ()]
        if len(kept) >= MOST_VIEWS:
            raise InvalidRecord(f'"{report.title}" holds {MOST_VIEWS} views, which is the most; take one out first')
        asked = AskedView(_free(report, kept), title.strip(), query, view)
        # what a saved view may be called, a view in a lägesbild may be called too
        refuse_names(
            SavedView(
                id=asked.id,
                municipality=report.municipality,
                tier=Tier.MUNICIPALITY,
                provenance=report.provenance,
                name=asked.title,
                query=query,
            )
        )
        return self._freeze_into(actor, report, [*kept, asked], base_version)

    def detach_view(self, actor: Actor, identity: UUID, view_id: UUID, *, base_version: int) -> Entry[SituationReport]:
        """Take a view of the map out of a draft. Raises: InvalidRecord for an approved one, EditConflict, NotFound."""
        report = self._draft(actor, identity)
        views = self._frozen(actor, report).views or ()
        kept = [asked_again(one) for one in views if one.id != view_id]
        if len(kept) == len(views):
            raise NotFound(f'"{report.title}" has no view {view_id}; it may have been taken out already')
        return self._freeze_into(actor, report, kept, base_version)

    def drafts(self, actor: Actor, municipality: str) -> tuple[Entry[SituationReport], ...]:
        """Drafts with content, the newest first: what a view can be put into."""
        actor.require(Deed.READ, municipality)
        lines = self.situations(actor, municipality)
        return tuple(line.entry for line in lines if line.has_content and not line.is_approved)

    def _frozen(self, actor: Actor, report: SituationReport) -> Content:
        content = self._content(actor, report)
        if content is None:
            raise InvalidRecord(f'"{report.title}" has no frozen content; freeze it first')
        return content


def _free(report: SituationReport, kept: Sequence[AskedView]) -> UUID:
    """The first id that no view of the draft has: nothing is drawn, so that the same views are the same content."""
    taken = {one.id for one in kept}
    ids = (record_id("situation_view", report.municipality, str(number)) for number in range(MOST_VIEWS))
    return next(one for one in ids if one not in taken)
