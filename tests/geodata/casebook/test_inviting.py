"""Invitations: made, honoured, revoked; the token itself is kept nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.errors import BadSetting, InvalidRecord, NotAllowed, NotFound, NotInvited, NotInvitedBecause
from geodata.model import Actor, Role, Walk
from geodata.store.opening import open_store
from tests.builders import a_walk
from tests.geodata.casebook.conftest import NOW


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def walk(casebook: Casebook, planner: Actor) -> Walk:
    walk = a_walk(planned_on=(NOW + timedelta(days=3)).date())
    casebook.import_records(planner, [walk])
    return walk


def test_whoever_holds_the_token_is_let_in_to_its_walk(casebook: Casebook, planner: Actor, walk: Walk) -> None:
    invited = casebook.invite(planner, walk.id, label="Klass 8")
    guest = casebook.admit(invited.token)
    assert guest.walk == walk
    assert guest.actor == Actor(role=Role.WALKER, municipalities=frozenset({"0880"}))
    assert casebook.invitations(planner, walk.id) == (invited.invitation,)


def test_a_token_has_256_bits_and_its_hash_alone_is_kept(tmp_path: Path, planner: Actor) -> None:
    store = open_store(tmp_path / "own.gpkg")
    casebook = Casebook(store, clock=lambda: NOW)
    walk = a_walk()
    casebook.import_records(planner, [walk])
    tokens = {casebook.invite(planner, walk.id).token for _ in range(5)}
    store.close()
    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens), "32 bytes are 43 letters"
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(token.encode() in kept for token in tokens)


def test_an_invitation_ends_two_weeks_after_the_walk_by_the_real_clock(planner: Actor, tmp_path: Path) -> None:
    clock = Clock()
    casebook = Casebook(open_store(tmp_path / "own.gpkg"), clock=clock)
    walk = a_walk(planned_on=(NOW + timedelta(days=3)).date())
    casebook.import_records(planner, [walk])
    invited = casebook.invite(planner, walk.id)
    clock.now = NOW + timedelta(days=17)
    assert casebook.admit(invited.token).walk == walk
    clock.now = NOW + timedelta(days=18)
    with pytest.raises(NotInvited) as refused:
        casebook.admit(invited.token)
    assert refused.value.reason is NotInvitedBecause.EXPIRED


def test_a_revoked_invitation_opens_nothing_and_is_revoked_once(casebook: Casebook, planner: Actor, walk: Walk) -> None:
    invited = casebook.invite(planner, walk.id)
    assert casebook.revoke(planner, invited.invitation.id) == casebook.revoke(planner, invited.invitation.id)
    with pytest.raises(NotInvited) as refused:
        casebook.admit(invited.token)
    assert refused.value.reason is NotInvitedBecause.REVOKED


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 10_000, "0" * 43])
def test_a_token_that_nobody_gave_out_opens_nothing(casebook: Casebook, planner: Actor, walk: Walk, token: str) -> None:
    casebook.invite(planner, walk.id)
    with pytest.raises(NotInvited) as refused:
        casebook.admit(token)
    assert refused.value.reason is NotInvitedBecause.UNKNOWN


def test_an_invitation_cannot_end_before_it_begins_or_last_for_years(
    casebook: Casebook, planner: Actor, walk: Walk
) -> None:
    for days in (-1, 0, 401):
        with pytest.raises(BadSetting, match="choose a time"):
            casebook.invite(planner, walk.id, expires_at=NOW + timedelta(days=days))


def test_only_those_who_plan_invite_and_see_invitations(casebook: Casebook, planner: Actor, walk: Walk) -> None:
    invited = casebook.invite(planner, walk.id)
    for role in (Role.CITIZEN, Role.BOARD, Role.WALKER):
        with pytest.raises(NotAllowed):
            casebook.invite(Actor(role=role), walk.id)
        with pytest.raises(NotAllowed):
            casebook.invitations(Actor(role=role), walk.id)
        with pytest.raises((NotAllowed, NotFound)):
            casebook.revoke(Actor(role=role), invited.invitation.id)


def test_a_label_names_a_group_and_never_a_person(casebook: Casebook, planner: Actor, walk: Walk) -> None:
    with pytest.raises(InvalidRecord, match="e-mail"):
        casebook.invite(planner, walk.id, label="anna@example.com")


def test_a_walk_that_was_retired_lets_nobody_in(casebook: Casebook, planner: Actor) -> None:
    with pytest.raises(NotFound):
        casebook.invite(planner, a_walk().id)
