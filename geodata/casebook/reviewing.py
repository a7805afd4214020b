"""What is decided of findings: each deed one new version, so that nothing is lost and everything can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import shapely

from geodata.casebook.conflicts import seen_op
from geodata.casebook.inbox import Inbox
from geodata.casebook.intake import reach
from geodata.editing import Entry, NamesAPerson, refuse_names, with_hidden_kept
from geodata.errors import InvalidRecord, NotFound
from geodata.inbox import FindingDecision, consented, decided, months_after
from geodata.model import Action, Actor, Deed, Finding, OwnerContact, Party, Position, ShrubDetails, Tier, Walk
from geodata.store.base import Change, Op

_SENT = (
    "category", "feeling", "position", "accuracy_m", "area_code", "stop", "severity", "note", "details", "rubric",
    "received_sha256",
)  # fmt: skip
"""What is a recorder's to say of a finding."""
_OUTSIDE_DEGREES = 0.02
"""Of latitude, 2 km: farther outside its municipality no finding is placed."""


class Reviewing(Inbox):
    """Deeds upon findings. All raise EditConflict where another version stands, NotFound, NotAllowed, InvalidRecord."""

    def decide(
        self,
        actor: Actor,
        finding_id: UUID,
        decision: FindingDecision,
        *,
        base_version: int,
        op_id: UUID | None = None,
    ) -> Entry[Finding]:
        """Decide what becomes of a finding. Raises: NamesAPerson, where what is to be public names somebody."""
        finding, code = self._to_review(actor, finding_id)
        for kind, identity, word in (
            (Party, decision.responsible_id, "party"),
            (Action, decision.action_id, "action"),
        ):
            if identity is not None and not self._shelf.records(actor, kind, code, id=identity):
                raise InvalidRecord(f"no {word} {identity} in the municipality {code}; choose one that is there")
        walks = self._shelf.records(actor, Walk, code, id=finding.walk_id) if finding.walk_id else ()
        today = self._shelf.today(actor, code)
        changed = decided(finding, decision, on=today, tier=walks[0].tier if walks else None)
        return self._review(actor, finding, changed, base_version, op_id)

    def answer_consent(
        self,
        actor: Actor,
        finding_id: UUID,
        *,
        accepted: bool,
        on: date | None = None,
        reason: str | None = None,
        base_version: int,
    ) -> Entry[Finding]:
        """Note what the other party answered. on: the day it did, today where it is not given."""
        finding, code = self._to_review(actor, finding_id)
        today = self._shelf.today(actor, code)
        changed = consented(finding, accepted=accepted, on=on or today, reason=reason, today=today)
        return self._review(actor, finding, changed, base_version)

    def locate(self, actor: Actor, finding_id: UUID, position: Position, *, base_version: int) -> Entry[Finding]:
        """Say where a finding is, where its recorder could not or the phone was wrong."""
        finding, code = self._to_review(actor, finding_id)
        outline = self._shelf.municipality(actor, code).outline
        if outline is not None and not outline.buffer(_OUTSIDE_DEGREES).contains(
            shapely.Point(position.lon, position.lat)
        ):
            raise InvalidRecord(
                f"{position.lat:.5f}, {position.lon:.5f} lies outside the municipality {code}; latitude comes first"
            )
        # placed by hand: the phone's word on how exact it was no longer holds
        return self._review(actor, finding, _with(finding, position=position, accuracy_m=None), base_version)

    def log_owner_contact(
        self, actor: Actor, finding_id: UUID, contact: OwnerContact, *, base_version: int
    ) -> Entry[Finding]:
        """Add a contact with a property owner."""
        finding, code = self._to_review(actor, finding_id)
        if contact.on > self._shelf.today(actor, code):
            raise InvalidRecord(f"the contact is of {contact.on}, which lies ahead; log it when it has been made")
        return self._review(actor, finding, _with(finding, contacts=(*finding.contacts, contact)), base_version)

    def looked_again(
        self, actor: Actor, finding_id: UUID, *, next_on: date | None = None, base_version: int
    ) -> Entry[Finding]:
        """Say that shrubs were looked at again. next_on: when to look next, a year on where it is not given."""
        finding, code = self._to_review(actor, finding_id)
        details = finding.details
        if not isinstance(details, ShrubDetails) or details.regrows_on is None:
            raise InvalidRecord("the finding has no season to be reminded of; it is about something else than shrubs")
        today = self._shelf.today(actor, code)
        later = next_on or months_after(today, 12)
        if later <= today:
            raise InvalidRecord(f"{later} has passed; give a day that lies ahead")
        changed = _with(finding, details=ShrubDetails(season=details.season, regrows_on=later))
        return self._review(actor, finding, changed, base_version)

    # Two that tell the same

    def propose_duplicate(self, actor: Actor, finding_id: UUID, same_as: UUID, *, base_version: int) -> Entry[Finding]:
        """Propose that a finding tells the same as another; both still count until somebody confirms it."""
        finding, code = self._to_review(actor, finding_id)
        other, other_code = self._to_review(actor, same_as)
        if finding.merged_on is not None:
            raise InvalidRecord("the finding is merged already; take it apart first")
        if other_code != code:
            raise InvalidRecord("the two findings are of different municipalities; choose one of the same")
        self._refuse_tangle(actor, finding, other)
        return self._review(actor, finding, _with(finding, duplicate_of=other.id), base_version)

    def confirm_duplicate(self, actor: Actor, finding_id: UUID, *, base_version: int) -> Entry[Finding]:
        """Merge a finding into the one that it was proposed to tell the same as: from now on it counts no more."""
        finding, code = self._to_review(actor, finding_id)
        if finding.duplicate_of is None:
            raise InvalidRecord("nobody has proposed what it is the same as; do that first")
        if finding.merged_on is not None:
            raise InvalidRecord("the finding is merged already")
        other, _ = self._to_review(actor, finding.duplicate_of)
        self._refuse_tangle(actor, finding, other)
        order = list(Tier)
        # otherwise the thing would vanish for those who see only the one that is merged
        if order.index(other.tier) > order.index(finding.tier):
            raise InvalidRecord("fewer people see the finding that would stand; decide that one first")
        merged = _with(finding, merged_on=self._shelf.today(actor, code))
        return self._review(actor, finding, merged, base_version)

    def unmerge(self, actor: Actor, finding_id: UUID, *, base_version: int) -> Entry[Finding]:
        """Take a proposal or a merging back: the finding counts by itself again."""
        finding, _ = self._to_review(actor, finding_id)
        if finding.duplicate_of is None:
            raise InvalidRecord("the finding stands by itself already")
        return self._review(actor, finding, _with(finding, duplicate_of=None, merged_on=None), base_version)

    # What a phone sent, and what stood before

    def settle_sent(
        self, actor: Actor, finding_id: UUID, op_id: UUID, *, take: bool, base_version: int
    ) -> Entry[Finding]:
        """Look at a version that a phone sent and that does not stand. take: what its recorder said is to stand.

        What was decided since stays in either case, and the sent version stays in the history.
        """
        finding, code = self._to_review(actor, finding_id)
        sent = next((one for one in self._conflicts.open(actor, code).get(finding.id, ()) if one.op_id == op_id), None)
        if sent is None:
            raise NotFound("somebody has looked at that version already; load the page again")
        entry = self.entry(actor, Finding, finding_id)
        if take:
            told = _with(finding, **{name: getattr(sent.finding, name) for name in _SENT})
            entry = self._review(actor, finding, told, base_version, may_name=True)
        # a line of the log and no change: the same words upon the same outdated version meet what stands again
        seen = Op(seen_op(op_id), sent.finding, base_version=sent.base_version)
        self._store.apply([seen], by=actor.role.value, at=self._clock(), reach=reach(actor))
        return entry

    def restore_finding(self, actor: Actor, finding_id: UUID, *, version: int, base_version: int) -> Entry[Finding]:
        """Undo: the finding as it stood at an earlier version, as a new one."""
        finding, _ = self._to_review(actor, finding_id)
        stood = next(
            (
                event
                for event in self._log_of(actor, Finding, finding_id)
                if event.new_version == version and event.change is Change.PUT
            ),
            None,
        )
        if stood is None:
            raise NotFound(f"the finding has no version {version} that you may see; load the page again")
        before = Finding.from_json(stood.body)
        return self._review(actor, finding, before, base_version, may_name=True)

    # Shared by the deeds above

    def _to_review(self, actor: Actor, finding_id: UUID) -> tuple[Finding, str]:
        actor.require(Deed.REVIEW)
        finding = self.entry(actor, Finding, finding_id).record
        actor.require(Deed.REVIEW, finding.municipality)
        return finding, finding.municipality

    def _review(
        self,
        actor: Actor,
        before: Finding,
        changed: Finding,
        base_version: int,
        op_id: UUID | None = None,
        *,
        may_name: bool = False,
    ) -> Entry[Finding]:
        kept = with_hidden_kept(changed, self._whole(actor, Finding, changed.id), actor)
        _refuse_new_names(before, kept, may_name=may_name)
        self._settle_edit(actor, kept, Op(op_id or uuid4(), kept, base_version=base_version))
        return self.entry(actor, Finding, kept.id)

    def _refuse_tangle(self, actor: Actor, finding: Finding, other: Finding) -> None:
        """RULE 1: what others were merged into stands, and what stands for another is merged into none."""
        if finding.id == other.id:
            raise InvalidRecord("a finding is no duplicate of itself; choose another")
        if other.duplicate_of is not None:
            raise InvalidRecord("that finding is itself told to be the same as another; choose the one that stands")
        if self._shelf.records(actor, Finding, finding.municipality, duplicate_of=finding.id):
            raise InvalidRecord("others are told to be the same as this one; merge that one into this, or undo those")


def _with(finding: Finding, **changes: Any) -> Finding:
    return Finding(**{**dict(finding), **changes})


def _refuse_new_names(before: Finding, changed: Finding, *, may_name: bool) -> None:
    """Raises: NamesAPerson.

    RULE 2: what a phone sent is kept although it names somebody, is flagged, and is not made public before it is
    edited; nobody writes such words here. may_name: the words stood or were sent before.
    """
    try:
        refuse_names(changed)
    except NamesAPerson as error:
        if changed.tier is not Tier.PUBLIC or before.tier is Tier.PUBLIC:
            old, new = dict(before), dict(changed)
            fresh = {
                field: marks
                for field, marks in error.marks.items()
                if not may_name and old[field.partition(".")[0]] != new[field.partition(".")[0]]
            }
            if not fresh:
                return
            raise NamesAPerson(changed.kind, fresh) from error
        raise
