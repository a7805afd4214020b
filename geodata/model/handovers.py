"""What was handed over to others: a finding sent as a fault report, and what its receiver answers of it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from geodata.model.base import Instant, Record, Text, Tier


class HandoverWay(StrEnum):
    """By Open311 from here, or as an e-mail that a person sent."""

    OPEN311 = "open311"
    E_MAIL = "e_mail"


class HandoverState(StrEnum):
    """Where a fault report is. SENDING: it perhaps arrived, as no answer came; GIVEN: it did; REFUSED: it did not."""

    SENDING = "sending"
    GIVEN = "given"
    REFUSED = "refused"


class Handover(Record):
    """A finding handed over as a fault report. Written before it is sent, so that none is sent twice unawares.

    endpoint: the receiver's host.  reference: what the receiver calls it, None until given; token: what to ask for the
    reference with.  status: the receiver's own word, status_note, agency: what it says beside; status_at: when that
    changed; asked_at: when it was last asked.  closed: the receiver is done, which is not to say that it is mended.
    refusal: why it did not arrive, or why nobody knows.
    """

    kind: ClassVar[str] = "handover"

    tier: Tier = Tier.MUNICIPALITY
    finding_id: UUID
    sent_at: Instant
    how: HandoverWay
    state: HandoverState = HandoverState.SENDING
    endpoint: Text | None = None
    service_code: Text | None = None
    reference: Text | None = None
    token: Text | None = None
    status: Text | None = None
    status_note: Text | None = None
    agency: Text | None = None
    status_at: Instant | None = None
    asked_at: Instant | None = None
    closed: bool = False
    refusal: Text | None = None

    @model_validator(mode="after")
    def _is_closed_where_it_arrived(self) -> Self:
        if self.closed and self.state is not HandoverState.GIVEN:
            raise ValueError("closed by a receiver that it did not reach; say first that it arrived")
        return self
