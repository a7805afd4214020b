"""A small town with two places where evidence gathers, three actions and one promise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import numpy as np

from geodata.model import (
    ActionType,
    Category,
    Commitment,
    CommitmentKind,
    Feeling,
    Finding,
    LightingDetails,
    PartyKind,
    Position,
    Record,
    Report,
    Responsibility,
    ResponsibleRole,
    Tier,
    View,
)
from tests.builders import (
    a_box,
    a_burglary_count,
    a_dialogue,
    a_finding,
    a_municipality,
    a_party,
    a_place,
    a_promise,
    a_report,
    an_action,
    an_activity,
    an_area,
)

SPACE = UUID("11111111-2222-4333-8444-555555555555")
SQUARE = Position(lon=16.361, lat=56.6628)
TUNNEL = Position(lon=16.345, lat=56.678)
VIEW = View(municipality="0880")
TODAY = date(2017, 6, 1)


def known(name: str) -> UUID:
    """The id of a thing of the town."""
    return uuid5(SPACE, name)


def reports_at(place: Position, count: int, *, seed: int, name: str, **changes: object) -> list[Report]:
    """Reports scattered some 20 m round a position, over a year."""
    rng = np.random.default_rng(seed)
    lon, lat = rng.normal(place.lon, 0.0003, count), rng.normal(place.lat, 0.00016, count)
    start = datetime(2016, 3, 1, 20, 15, tzinfo=UTC)
    return [
        a_report(
            id=known(f"{name} {n}"),
            position=Position(lon=float(lon[n]), lat=float(lat[n])),
            observed_at=start + timedelta(days=int(n * 400 / count), hours=n % 5),
            **({"category": Category.DISORDER, "note": f"{name} {n}"} | changes),
        )
        for n in range(count)
    ]


def a_lamp(note: str = "Lampan är trasig") -> Finding:
    """A finding by the tunnel that may be handed over as a fault report."""
    return a_finding(
        id=known("lamp"),
        category=Category.LIGHTING,
        tier=Tier.MUNICIPALITY,
        position=TUNNEL,
        note=note,
        details=LightingDetails(lamp_id="K17", is_lit=False),
    )


def town() -> list[Record]:
    """All records of the town."""
    square = a_place(id=known("square"), name="Torget", position=SQUARE)
    malls = a_place(id=known("malls"), name="Köpcentrum", position=None)
    promise = a_promise(id=known("promise"), title="Tryggare centrum", indicator=None, agreement_id=known("agreement"))
    police = a_party(id=known("police"), name="Polisen", party_kind=PartyKind.POLICE)
    period = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31), "promise_ids": (promise.id,)}
    patrol = an_action(
        id=known("patrol"),
        title="Nattvandring",
        action_type=ActionType.NIGHT_PATROL,
        categories=(Category.DISORDER,),
        place_ids=(square.id,),
        responsibilities=(Responsibility(party_id=police.id, role=ResponsibleRole.LEAD),),
        commitment=Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1),
        **period,
    )
    walk = an_action(
        id=known("walk"),
        title="Trygghetsvandring",
        action_type=ActionType.SAFETY_WALK,
        categories=(Category.LIGHTING,),
        responsibilities=(),
        commitment=Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1),
        **period,
    )
    return [
        a_municipality(id=known("municipality"), shown_as_of=TODAY, outline=a_box(16.30, 56.64, 0.1)),
        an_area(id=known("west"), code="W", name="Västra", outline=a_box(16.30, 56.64, 0.05), dwellings=1000),
        an_area(id=known("east"), code="E", name="Östra", outline=a_box(16.35, 56.64, 0.05), dwellings=500),
        an_area(id=known("north"), code="N", name="Norra", outline=a_box(16.30, 56.69, 0.05), dwellings=500),
        square,
        malls,
        police,
        promise,
        patrol,
        walk,
        an_activity(id=known("shift"), action_id=patrol.id, done_on=date(2016, 2, 6)),
        a_dialogue(id=known("dialogue"), place_ids=(square.id, malls.id), themes=(Category.ROBBERY,)),
        a_burglary_count(id=known("burglaries"), area_code="E", month=date(2016, 4, 1), count=4),
        *reports_at(SQUARE, 60, seed=1, name="square"),
        *reports_at(TUNNEL, 55, seed=2, name="tunnel", category=Category.LIGHTING),
        *reports_at(SQUARE, 8, seed=3, name="safe", feeling=Feeling.SAFE),
        a_finding(id=known("finding"), position=SQUARE, observed_at=datetime(2016, 10, 4, 17, tzinfo=UTC)),
        a_report(id=known("nowhere"), position=None, observed_at=datetime(2016, 10, 5, 17, tzinfo=UTC)),
    ]
