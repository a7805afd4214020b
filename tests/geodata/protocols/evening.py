"""An evening's walk for tests: three stops, findings of every fate, two that tell the same, scores, who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from geodata.model import (
    Assessment,
    Attendance,
    CaseStatus,
    Category,
    Feeling,
    Finding,
    LightingDetails,
    Party,
    Photo,
    Position,
    Rubric,
    Stop,
    Turnout,
    Walk,
)
from geodata.protocols import Protocol, ProtocolCase, protocol
from tests.builders import a_finding, a_party, a_provenance, a_walk
from tests.geodata.casebook.town import SQUARE, known

EVENING = datetime(2017, 4, 20, 18, tzinfo=UTC)
TODAY = date(2017, 6, 1)
WALK = known("evening")
MUNICIPALITY = known("party of the municipality")


def at_stop(number: int, east: float = 0.0) -> Position:
    """Where a stop is. east: degrees further on."""
    return Position(lon=SQUARE.lon + number / 500 + east, lat=SQUARE.lat)


def walk(**changes: Any) -> Walk:
    stops = tuple(
        Stop(number=n, name=name, position=at_stop(n)) for n, name in enumerate(("Torget", "Tunneln"), start=1)
    )
    facts: dict[str, Any] = {
        "id": WALK,
        "title": "Vandring vid torget",
        "planned_on": date(2017, 4, 20),
        "in_dark": True,
        "stops": (*stops, Stop(number=3, name="Bussen")),
        "participants": (Attendance(function="Boende", number=4), Attendance(function="polis", number=1)),
    }
    return a_walk(**{**facts, **changes})


def finding(name: str, minute: int, **changes: Any) -> Finding:
    facts: dict[str, Any] = {
        "id": known(name),
        "walk_id": WALK,
        "stop": 1,
        "category": Category.LIGHTING,
        "observed_at": EVENING + timedelta(minutes=minute),
        "position": at_stop(1, minute / 10_000),
        "note": f"om {name}",
    }
    return a_finding(**{**facts, **changes})


def findings() -> list[Finding]:
    lamp = LightingDetails(lamp_id="K-7", is_lit=False)
    planned = {"status": CaseStatus.ACTION_PLANNED, "responsible_id": MUNICIPALITY}
    return [
        finding("new", 1),
        finding("fixed", 2, status=CaseStatus.FIXED, details=lamp, due_on=date(2017, 5, 1)),
        finding("late", 3, stop=2, category=Category.SHRUBS, due_on=date(2017, 5, 31), **planned),
        finding(
            "planned",
            4,
            stop=2,
            category=Category.SHRUBS,
            due_on=date(2017, 10, 20),
            responsible_unit="Park",
            **planned,
        ),
        finding("declined", 5, stop=2, status=CaseStatus.DECLINED, status_reason="Skyddad natur", position=None),
        finding("elsewhere", 6, stop=None, status=CaseStatus.OTHER_PARTY, position=None),
        finding("studied", 7, stop=3, status=CaseStatus.UNDER_REVIEW, category=Category.LITTER),
        finding("safe", 8, stop=3, feeling=Feeling.SAFE, status=CaseStatus.CLOSED),
        finding("again", 9, duplicate_of=known("fixed"), merged_on=date(2017, 4, 25)),
        finding("maybe", 10, duplicate_of=known("fixed")),
    ]


def score(stop: int, number: int, *marks: int, walk_id: UUID = WALK) -> Assessment:
    rubric = Rubric(**dict(zip(("lighting", "people", "feeling"), marks, strict=False)))
    return Assessment(
        id=known(f"score {walk_id} {stop} {number}"),
        municipality="0880",
        provenance=a_provenance(),
        walk_id=walk_id,
        stop=stop,
        observed_at=EVENING,
        rubric=rubric,
    )


def scores() -> list[Assessment]:
    return [score(1, 1, 0, 1, 2), score(1, 2, 2, 3), score(2, 1, 1), score(2, 2)]


def turnout(function: str, number: int, name: str = "", walk_id: UUID = WALK) -> Turnout:
    return Turnout(
        id=known(f"turnout {function}{name}"),
        municipality="0880",
        provenance=a_provenance(),
        walk_id=walk_id,
        function=function,
        number=number,
    )


def photo(name: str, finding_name: str, *, released: bool) -> Photo:
    return Photo(
        id=known(name),
        municipality="0880",
        provenance=a_provenance(),
        walk_id=WALK,
        finding_id=known(finding_name),
        received_sha256="a" * 64,
        kept_sha256="b" * 64,
        width=10,
        height=10,
        released_on=TODAY if released else None,
        shown_sha256="c" * 64 if released else None,
    )


def party() -> Party:
    return a_party(id=MUNICIPALITY, name="Kommunen")


def told(
    of: Walk | None = None,
    found: Sequence[Finding] | None = None,
    marks: Sequence[Assessment] | None = None,
    came: Sequence[Turnout] = (),
    photos: Sequence[Photo] = (),
) -> Protocol:
    """The protocol of the evening, or of what is given."""
    return protocol(
        ProtocolCase(
            walk=of or walk(),
            municipality="Kalmar",
            place="Torget",
            findings=findings() if found is None else found,
            assessments=scores() if marks is None else marks,
            turnouts=came,
            photos=photos,
            parties={MUNICIPALITY: party()},
            actions={},
            today=TODAY,
        )
    )
