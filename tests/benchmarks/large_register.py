"""A register as large as any: 500 promises, 5,000 actions, 200,000 activities, 20,000 hotspots, in one municipality."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import shapely

from geodata.model import (
    Action,
    ActionType,
    Category,
    Commitment,
    CommitmentKind,
    HotspotState,
    LinkState,
    Party,
    PartyKind,
    Place,
    Position,
    Record,
    Responsibility,
    ResponsibleRole,
)
from geodata.store import open_store
from geodata.store.base import Op, Store
from tests.builders import (
    a_box,
    a_hotspot,
    a_link,
    a_municipality,
    a_party,
    a_place,
    a_promise,
    a_report,
    an_action,
    an_activity,
    an_agreement,
    an_area,
)

PROMISES, ACTIONS, ACTIVITIES, HOTSPOTS, REPORTS, LINKS = 500, 5_000, 200_000, 20_000, 20_000, 12_000
CODE, TODAY = "0880", date(2017, 6, 1)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
WEST, SOUTH, SIZE = 16.20, 56.60, 0.30
_BATCH = 5_000
_SPOKEN = [category for category in Category if category is not Category.OTHER]


def large_register(path: Path, *, scale: float = 1.0) -> Store:
    """A store with all of it. scale: of every number."""
    store = open_store(path)
    batch: list[Op] = []
    for record in _records(scale):
        batch.append(Op(uuid4(), record))
        if len(batch) == _BATCH:
            store.apply(batch, by="planner", at=NOW)
            batch = []
    store.apply(batch, by="planner", at=NOW)
    return store


def _records(scale: float) -> Iterator[Record]:
    chance = random.Random(7)

    def some(number: int) -> range:
        return range(max(1, round(number * scale)))

    def identity() -> UUID:
        return UUID(int=chance.getrandbits(128), version=4)

    yield a_municipality(municipality=CODE, shown_as_of=TODAY, outline=a_box(WEST, SOUTH, SIZE))
    step = SIZE / 7
    for n in range(49):
        outline = a_box(WEST + n % 7 * step, SOUTH + n // 7 * step, step)
        yield an_area(id=identity(), code=f"0880C{1000 + n}", name=f"Område {n}", outline=outline, dwellings=700 + n)
    parties = [a_party(id=identity(), name=f"Part {n}", party_kind=list(PartyKind)[n % 9]) for n in range(40)]
    yield from parties
    places = [a_place(id=identity(), name=f"Plats {n}", position=_position(chance)) for n in range(300)]
    yield from places
    agreements = [an_agreement(id=identity(), title=f"Överenskommelse {n}") for n in range(10)]
    yield from agreements
    promises = [
        a_promise(
            id=identity(),
            agreement_id=agreements[n % 10].id,
            number=n % 50 + 1,
            title=f"Löfte {n}",
            categories=(chance.choice(_SPOKEN),),
            starts_on=date(2016, 1, 1),
            ends_on=date(2017, 12, 31),
        )
        for n in some(PROMISES)
    ]
    yield from promises
    actions = [_action(chance, n, identity(), promises[n % len(promises)].id, parties, places) for n in some(ACTIONS)]
    yield from actions
    for n in some(ACTIVITIES):
        yield an_activity(
            id=identity(),
            action_id=actions[n % len(actions)].id,
            done_on=date(2016, 1, 1) + timedelta(days=chance.randrange(516)),
        )
    hotspots = [_hotspot(chance, n, identity()) for n in some(HOTSPOTS)]
    yield from hotspots
    for n in some(LINKS):
        yield a_link(
            id=identity(),
            hotspot_id=hotspots[n % len(hotspots)].id,
            action_id=chance.choice(actions).id,
            state=LinkState.CONFIRMED,
        )
    for _ in some(REPORTS):
        yield a_report(
            id=identity(),
            category=chance.choice(_SPOKEN),
            position=_position(chance),
            observed_at=datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(516 * 1440)),
        )


def _action(  # noqa: PLR0917 - one place builds them all
    chance: random.Random, n: int, identity: UUID, promise: UUID, parties: Sequence[Party], places: Sequence[Place]
) -> Action:
    kinds = (
        Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=chance.randrange(1, 60)),
        Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=2),
        Commitment(commitment_kind=CommitmentKind.CONTINUOUS),
        None,
    )
    return an_action(
        id=identity,
        promise_ids=(promise,),
        title=f"Åtgärd {n}",
        action_type=list(ActionType)[n % len(ActionType)],
        commitment=kinds[n % 4],
        responsibilities=(
            (Responsibility(party_id=chance.choice(parties).id, role=ResponsibleRole.LEAD),) if n % 5 else ()
        ),
        place_ids=(chance.choice(places).id,),
        categories=(chance.choice(_SPOKEN), chance.choice(_SPOKEN))[: 1 + n % 2],
        starts_on=date(2016, 1, 1),
        ends_on=date(2017, 12, 31),
    )


def _position(chance: random.Random) -> Position:
    return Position(lon=WEST + SIZE * chance.random(), lat=SOUTH + SIZE * chance.random())


def _hotspot(chance: random.Random, n: int, identity: UUID) -> Record:
    peak = _position(chance)
    outline = shapely.Point(peak.lon, peak.lat).buffer(0.002, quad_segs=4)
    return a_hotspot(id=identity, name=f"Hotspot {n}", state=HotspotState.ADOPTED, outline=outline, peak=peak)
