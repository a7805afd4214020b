"""Findings handed over as fault reports: sent once, the reference kept before it is told, the answer never believed.

RULE 1: what is to be sent is written down first. Where the program or the line breaks in between, the report has
perhaps arrived; a person asks the receiver and says so here, and nothing is sent again by itself.
RULE 2: a receiver that is done has closed its own case. Whether the thing is mended is looked at and decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from geodata.casebook.intake import reach
from geodata.casebook.registering import Registering
from geodata.editing import EditConflict, Entry, NamesAPerson
from geodata.errors import Conflict, InvalidRecord, NoAnswer, RefusedByReceiver
from geodata.handover import Endpoint, FaultReport, Letter, Wording, fault_report, without_persons
from geodata.model import (
    Actor,
    Deed,
    Finding,
    Handover,
    HandoverState,
    HandoverWay,
    Provenance,
    Tier,
    record_id,
)
from geodata.model.screening import personal_marks
from geodata.sources import open311
from geodata.sources.fetch import Reply, fetch
from geodata.store.base import Op, Outcome, Store

TRIES = 5
"""How often an answer is kept anew where somebody else writes at the same moment."""


@dataclass(frozen=True, slots=True)
class HandoverStory:
    """A finding's fault reports, newest first, and what can be done. host: of the receiver, None where none is set.

    service_code: that it would be sent under, None where the category has none.
    """

    sent: tuple[Entry[Handover], ...]
    host: str | None
    service_code: str | None

    @property
    def is_out(self) -> bool:
        """Whether a report of it has, or has perhaps, arrived."""
        return any(entry.record.state is not HandoverState.REFUSED for entry in self.sent)


class HandingOver(Registering):
    """Handing over. endpoint: where to, None for e-mail alone.  ask: how another machine is asked."""

    def __init__(
        self, store: Store, *, endpoint: Endpoint | None = None, ask: Callable[..., Reply] = fetch, **options: Any
    ) -> None:
        super().__init__(store, **options)
        self._endpoint = endpoint
        self._ask = ask

    def handovers(self, actor: Actor, finding_id: UUID) -> HandoverStory:
        """What was handed over of a finding. Raises: NotFound, NotAllowed."""
        finding = self._to_hand_over(actor, finding_id).record
        end = self._endpoint
        code = end.service_of(finding.category) if end else None
        return HandoverStory(self._sent(actor, finding), end.host if end else None, code)

    def fault_services(self, actor: Actor, municipality: str) -> tuple[open311.Service, ...]:
        """What the receiver takes, with the codes to set for our categories.

        Raises: InvalidRecord without a receiver, NoAnswer, RefusedByReceiver, NotAllowed.
        """
        actor.require(Deed.REVIEW, municipality)
        end = self._receiver()
        return open311.services_in(self._ask(open311.services_url(end.url, end.jurisdiction)))

    def handover_letter(self, actor: Actor, finding_id: UUID, wording: Wording) -> Letter:
        """The finding as a fault report in words, for an e-mail. Raises: NamesAPerson, InvalidRecord, NotFound."""
        return wording(_screened(self._to_hand_over(actor, finding_id).record))

    def hand_over(self, actor: Actor, finding_id: UUID, wording: Wording, *, base_version: int) -> Entry[Handover]:
        """Send a finding to the receiver, once. Tells how it went: given, refused, or perhaps arrived.

        base_version: of the finding as its sender read it.  Raises: Conflict, NamesAPerson, InvalidRecord, NotFound,
        NotAllowed; nothing was sent then.
        """
        entry = self._to_hand_over(actor, finding_id)
        finding, end = entry.record, self._receiver()
        if finding.provenance.made_up:
            raise InvalidRecord("the finding is made up for the demonstration; nothing made up is sent to anybody")
        code = end.service_of(finding.category)
        if code is None:
            raise InvalidRecord(f"no service code for {finding.category.value}; set LOFTESKARTAN_OPEN311_SERVICES")
        said = _screened(finding)
        description = wording(said).body
        meant = self._first_written(
            actor, entry, base_version, how=HandoverWay.OPEN311, endpoint=end.host, service_code=code
        )
        form = open311.request_form(code, said.position, description, key=end.key, jurisdiction=end.jurisdiction)
        try:
            given = open311.given_of(self._ask(open311.requests_url(end.url), form))
        except RefusedByReceiver as error:
            return self._keep(actor, meant.id, state=HandoverState.REFUSED, refusal=_safe(error))
        except NoAnswer as error:
            state = HandoverState.SENDING if error.may_have_arrived else HandoverState.REFUSED
            return self._keep(actor, meant.id, state=state, refusal=_safe(error))
        return self._keep(
            actor, meant.id, state=HandoverState.GIVEN, reference=given.reference, token=given.token, refusal=None
        )

    def note_letter(
        self, actor: Actor, finding_id: UUID, *, base_version: int, reference: str | None = None
    ) -> Entry[Handover]:
        """Note that somebody sent the finding by e-mail. reference: what the receiver calls it, if it has said so."""
        entry = self._to_hand_over(actor, finding_id)
        _screened(entry.record)
        found = self._first_written(
            actor,
            entry,
            base_version,
            how=HandoverWay.E_MAIL,
            state=HandoverState.GIVEN,
            reference=_reference(reference),
        )
        return self.entry(actor, Handover, found.id)

    def settle_handover(
        self, actor: Actor, handover_id: UUID, *, arrived: bool, reference: str | None = None, base_version: int
    ) -> Entry[Handover]:
        """Say whether what was perhaps sent arrived, and what the receiver calls it. What did not may be sent again."""
        standing = self._of(actor, handover_id).record
        if standing.reference is not None and not arrived:
            raise InvalidRecord("the receiver has given it a reference; it has arrived")
        changes = (
            {"state": HandoverState.GIVEN, "reference": _reference(reference) or standing.reference, "refusal": None}
            if arrived
            else {"state": HandoverState.REFUSED, "token": None, "closed": False}
        )
        changed = Handover(**{**dict(standing), **changes})
        self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=base_version))
        return self.entry(actor, Handover, handover_id)

    def poll_handover(self, actor: Actor, handover_id: UUID) -> Entry[Handover]:
        """Ask the receiver how a report stands, and keep it. The finding stays as it was decided here.

        Raises: InvalidRecord where there is nothing to ask, NoAnswer, RefusedByReceiver, NotFound, NotAllowed.
        """
        standing, end = self._of(actor, handover_id).record, self._receiver()
        if standing.how is not HandoverWay.OPEN311 or standing.state is not HandoverState.GIVEN:
            raise InvalidRecord("the report was not taken by Open311; its receiver has to be asked by hand")
        if standing.endpoint != end.host:
            raise InvalidRecord(f"the report was sent to {standing.endpoint}, and {end.host} is set; ask there by hand")
        reference = standing.reference
        if reference is None and standing.token is not None:
            answer = self._ask(open311.token_url(end.url, standing.token, end.jurisdiction))
            reference = open311.reference_of(answer)
            if reference is not None:
                # durable before anything else is asked
                self._keep(actor, handover_id, state=HandoverState.GIVEN, reference=reference)
        if reference is None:
            return self._keep(actor, handover_id, state=HandoverState.GIVEN, asked_at=self._clock())
        found = open311.standing_of(self._ask(open311.request_url(end.url, reference, end.jurisdiction)))
        return self._keep(
            actor,
            handover_id,
            state=HandoverState.GIVEN,
            status=without_persons(found.status),
            status_note=without_persons(found.note),
            agency=without_persons(found.agency),
            status_at=found.updated_at,
            asked_at=self._clock(),
            closed=found.is_closed,
        )

    # Shared by the deeds above

    def _receiver(self) -> Endpoint:
        if self._endpoint is None:
            raise InvalidRecord("no receiver is set; set LOFTESKARTAN_OPEN311, or send the report by e-mail")
        return self._endpoint

    def _to_hand_over(self, actor: Actor, finding_id: UUID) -> Entry[Finding]:
        actor.require(Deed.REVIEW)
        entry = self.entry(actor, Finding, finding_id)
        actor.require(Deed.REVIEW, entry.record.municipality)
        return entry

    def _of(self, actor: Actor, handover_id: UUID) -> Entry[Handover]:
        actor.require(Deed.REVIEW)
        entry = self.entry(actor, Handover, handover_id)
        actor.require(Deed.REVIEW, entry.record.municipality)
        return entry

    def _sent(self, actor: Actor, finding: Finding) -> tuple[Entry[Handover], ...]:
        stored = self._shelf.stored(actor, Handover, finding.municipality, finding_id=finding.id)
        found = (Entry(one.record, one.version, one.changed_at) for one in stored)
        return tuple(sorted(found, key=lambda entry: (entry.record.sent_at, str(entry.record.id)), reverse=True))

    def _first_written(self, actor: Actor, entry: Entry[Finding], base_version: int, **facts: Any) -> Handover:
        """The report, written down before it leaves. Raises: Conflict, InvalidRecord where one is out already."""
        finding = entry.record
        if entry.version != base_version:
            raise Conflict("somebody changed the finding in between; read it again before it is sent", entry.version)
        earlier = self._sent(actor, finding)
        out = next((one.record for one in earlier if one.record.state is not HandoverState.REFUSED), None)
        if out is not None:
            raise InvalidRecord(f"the finding was handed over on {out.sent_at:%Y-%m-%d}; it is not sent twice")
        code = finding.municipality
        meant = Handover(
            # the same for two who press at once: only one of them goes on
            id=record_id(Handover.kind, code, str(finding.id), len(earlier)),
            municipality=code,
            tier=finding.tier if finding.tier is Tier.POLICE else Tier.MUNICIPALITY,
            provenance=Provenance(source="Löfteskartan", made_up=finding.provenance.made_up),
            finding_id=finding.id,
            sent_at=self._clock(),
            **facts,
        )
        op = Op(uuid4(), meant, base_version=0)
        self._commit_new(actor, op)
        return meant

    def _commit_new(self, actor: Actor, op: Op) -> None:
        (receipt,) = self._store.apply([op], by=actor.role.value, at=self._clock(), reach=reach(actor))
        if receipt.outcome is not Outcome.ADDED:
            raise Conflict("somebody is handing the finding over at this moment; load the page again", 0)

    def _keep(self, actor: Actor, handover_id: UUID, *, state: HandoverState, **changes: Any) -> Entry[Handover]:
        """Keep what came of asking upon the report as it stands.

        What a person said of it meanwhile yields to an answer of the receiver, and to nothing else.
        """
        for _ in range(TRIES):
            entry = self.entry(actor, Handover, handover_id)
            if state is not HandoverState.GIVEN and entry.record.state is not HandoverState.SENDING:
                return entry
            changed = Handover(**{**dict(entry.record), "state": state, **changes})
            try:
                self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=entry.version))
            except EditConflict:
                continue
            return self.entry(actor, Handover, handover_id)
        raise Conflict("others are writing about this report; ask for its status again in a moment", 0)


def _screened(finding: Finding) -> FaultReport:
    """What may be sent. Raises: NamesAPerson, InvalidRecord."""
    said = fault_report(finding)
    texts = {"note": said.note, "details.lamp_id": said.lamp_id}
    if marks := {name: found for name, text in texts.items() if (found := personal_marks(text or ""))}:
        raise NamesAPerson(finding.kind, marks)
    return said


def _safe(error: Exception) -> str | None:
    return without_persons(str(error))


def _reference(text: str | None) -> str | None:
    said = (text or "").strip()
    if len(said) > open311.LONGEST_REFERENCE:
        raise InvalidRecord(f"a reference of {len(said)} characters is none; write what the receiver calls the report")
    return said or None
