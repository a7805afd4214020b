"""Who may record on a walk without an account: whoever holds the token of an invitation that stands."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from geodata.casebook.desk import Desk
from geodata.casebook.intake import OWN, once_more, operation
from geodata.editing import refuse_names
from geodata.errors import BadSetting, NotInvited, NotInvitedBecause
from geodata.model import LOCAL_TIME, Actor, Deed, Invitation, Role, Tier, Walk
from geodata.store.base import Query

DAYS_AFTER = 14
LONGEST_DAYS = 400
_TOKEN_BYTES = 32
_LONGEST_TOKEN = 200
_EVERY_TIER = frozenset(Tier)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was just made. token: told this once; the store keeps its hash alone."""

    invitation: Invitation
    token: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a token. walk: the one it is bound to, as it stands. actor: sees what is public, in its town."""

    walk: Walk
    invitation: Invitation
    actor: Actor


class Inviting(Desk):
    """Invitations made, revoked and honoured."""

    def invite(
        self, actor: Actor, walk_id: UUID, *, expires_at: datetime | None = None, label: str | None = None
    ) -> Invited:
        """Make an invitation to a walk. expires_at: otherwise two weeks after the walk, by the real clock.

        Raises: BadSetting for a time that has passed or lies more than 400 days ahead; NamesAPerson; NotFound.
        """
        walk = self._one(actor, (Walk,), walk_id)
        actor.require(Deed.EDIT_REGISTER, walk.municipality)
        now = self._clock()
        until = expires_at or _lasting(walk, now)
        if not now < until <= now + timedelta(days=LONGEST_DAYS):
            raise BadSetting(
                f"the invitation would end {until:%Y-%m-%d %H:%M}; choose a time within {LONGEST_DAYS} days"
            )
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        invitation = Invitation(
            id=uuid4(),
            municipality=walk.municipality,
            provenance=OWN,
            walk_id=walk.id,
            token_sha256=_hash(token),
            expires_at=until,
            label=label or None,
        )
        refuse_names(invitation)
        self._commit(actor, [operation(invitation, base_version=0)])
        return Invited(invitation, token)

    def revoke(self, actor: Actor, invitation_id: UUID) -> Invitation:
        """Let an invitation end now; what came by it stays. Doing it again changes nothing."""

        def end() -> Invitation:
            entry = self._one_stored(actor, Invitation, invitation_id)
            invitation = entry.record
            actor.require(Deed.EDIT_REGISTER, invitation.municipality)
            if invitation.revoked_at is not None:
                return invitation
            ended = Invitation(**{**dict(invitation), "revoked_at": self._clock()})
            self._commit(actor, [operation(ended, base_version=entry.version)])
            return ended

        return once_more(end)

    def invitations(self, actor: Actor, walk_id: UUID) -> tuple[Invitation, ...]:
        """A walk's invitations, those that ended too, the one that lasts longest first."""
        walk = self._one(actor, (Walk,), walk_id)
        actor.require(Deed.EDIT_REGISTER, walk.municipality)
        found = self._shelf.records(actor, Invitation, walk.municipality, walk_id=walk.id)
        return tuple(sorted(found, key=lambda one: (one.expires_at, str(one.id)), reverse=True))

    def admit(self, token: str) -> Guest:
        """The guest who holds a token. Raises: NotInvited."""
        # RULE 1: a token is looked up by its hash alone, so that neither time nor store tells how much of it was right
        known = Query(_EVERY_TIER, where={"token_sha256": _hash(token[:_LONGEST_TOKEN])})
        found = self._store.find(Invitation, known)
        walks = self._store.find(Walk, Query(_EVERY_TIER, where={"id": found[0].record.walk_id})) if found else []
        if not walks:
            raise NotInvited(NotInvitedBecause.UNKNOWN)
        invitation, walk = found[0].record, walks[0].record
        if invitation.revoked_at is not None:
            raise NotInvited(NotInvitedBecause.REVOKED)
        if invitation.expires_at <= self._clock():
            raise NotInvited(NotInvitedBecause.EXPIRED)
        return Guest(walk, invitation, Actor(role=Role.WALKER, municipalities=frozenset({walk.municipality})))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _lasting(walk: Walk, now: datetime) -> datetime:
    """The end of the fourteenth day after the walk, or from now where that has passed."""
    last = max(walk.open_until or walk.planned_on, now.astimezone(LOCAL_TIME).date()) + timedelta(days=DAYS_AFTER)
    until = datetime.combine(last, time(23, 59), LOCAL_TIME)
    return min(until, now + timedelta(days=LONGEST_DAYS))
