"""What is kept up by the log is what would be read anew, whoever asks; what did not change stays the same object."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest

from geodata.casebook import mirror as mirrors
from geodata.casebook.mirror import Mirror
from geodata.model import Activity, Actor, Role, Tier, visible
from geodata.store.base import Change, Op, Query, Store
from geodata.store.opening import open_store
from tests.builders import an_activity
from tests.geodata.casebook.conftest import NOW

ROLES = (Role.CITIZEN, Role.PLANNER, Role.POLICE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store.gpkg")


def action_of(activity: Activity) -> UUID:
    return activity.action_id


def a_mirror(store: Store, role: Role) -> Mirror[Activity]:
    return Mirror(store, Activity, Actor(role=role), "0880", key=action_of)


def put(store: Store, *activities: Activity, change: Change = Change.PUT) -> None:
    store.apply([Op(uuid4(), activity, change) for activity in activities], by="planner", at=NOW)


def anew(store: Store, role: Role) -> dict[UUID, Activity]:
    actor = Actor(role=role)
    found = store.find(Activity, Query(actor.tiers, frozenset({"0880"})))
    return {item.record.id: record for item in found if (record := visible(item.record, actor)) is not None}


def test_after_any_changes_a_mirror_says_what_a_fresh_reading_says(store: Store) -> None:
    kept = {role: a_mirror(store, role) for role in ROLES}
    rng = np.random.default_rng(4)
    ids, actions = [uuid4() for _ in range(12)], [uuid4() for _ in range(3)]
    for step in range(60):
        one = an_activity(
            id=ids[rng.integers(12)],
            action_id=actions[rng.integers(3)],
            municipality=("0880", "0880", "0128")[rng.integers(3)],
            tier=list(Tier)[rng.integers(3)],
            done_on=date(2016, 1, 1 + step % 28),
            note=f"pass {step}",
        )
        put(store, one, change=Change.RETIRE if rng.random() < 0.2 else Change.PUT)
        if step % 3 == 0:
            for role, mirror in kept.items():
                fresh = anew(store, role)
                assert {i: item.record for i, item in mirror.records().items()} == fresh
                grouped = {i: one for group in mirror.groups().values() for i, one in group.items()}
                assert grouped == fresh
                assert all(one.action_id == key for key, group in mirror.groups().items() for one in group.values())


def test_what_did_not_change_is_the_very_same_object(store: Store) -> None:
    mirror = a_mirror(store, Role.PLANNER)
    quiet, busy = uuid4(), uuid4()
    put(store, an_activity(action_id=quiet), an_activity(action_id=busy))
    before = dict(mirror.groups())
    put(store, an_activity(action_id=busy))
    after = mirror.groups()
    assert after[quiet] is before[quiet]
    assert after[busy] is not before[busy]
    assert len(before[busy]) == 1  # what was handed out stays as it was
    assert len(after[busy]) == 2


def test_after_very_many_changes_it_is_read_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirrors, "MOST_TO_FOLLOW", 3)
    mirror = a_mirror(store, Role.PLANNER)
    assert mirror.records() == {}
    put(store, *[an_activity() for _ in range(9)])
    assert {i: item.record for i, item in mirror.records().items()} == anew(store, Role.PLANNER)


def test_an_actor_of_another_municipality_mirrors_nothing(store: Store) -> None:
    put(store, an_activity())
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    assert Mirror(store, Activity, stranger, "0880").records() == {}
