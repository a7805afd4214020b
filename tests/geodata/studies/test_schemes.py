"""A scheme covers homes from its first day to its last; a share is of homes of the same type, or not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from geodata.coverage import Phase
from geodata.model import Area, DwellingType, NeighbourhoodWatch
from geodata.studies.schemes import SchemeStudy, scheme_study
from tests.builders import a_neighbourhood_watch, a_party, an_area

TODAY = date(2017, 6, 1)
DETACHED = DwellingType.DETACHED
NORTH = an_area(
    code="N", name="Norra", dwellings=150, dwellings_detached=100, dwellings_terraced=0, dwellings_apartment=50
)
SOUTH = an_area(
    code="S", name="Södra", dwellings=300, dwellings_detached=300, dwellings_terraced=0, dwellings_apartment=0
)
UNTOLD = an_area(code="U", name="Okända")


def study(*schemes: NeighbourhoodWatch, areas: tuple[Area, ...] = (NORTH, SOUTH), **more: Any) -> SchemeStudy:
    facts: dict[str, Any] = {"names": {"N": "Norra"}, "parties": {}, "today": TODAY, **more}
    return scheme_study(schemes, areas=areas, **facts)


def of_villas(**changes: Any) -> NeighbourhoodWatch:
    return a_neighbourhood_watch(**{"dwelling_type": DETACHED, "households": 40, **changes})


def test_what_has_ended_or_not_begun_covers_nobody() -> None:
    running, last_day = of_villas(), of_villas(ends_on=TODAY)
    ended = of_villas(ends_on=TODAY - timedelta(days=1))
    coming = of_villas(starts_on=TODAY + timedelta(days=1), households=None)
    found = study(ended, coming, running, last_day)
    villas = found.by_type[0]
    assert (villas.dwelling_type, villas.schemes, villas.households, villas.share) == (DETACHED, 2, 80, 0.2)
    assert [line.phase for line in found.lines] == [Phase.CURRENT, Phase.CURRENT, Phase.COMING, Phase.EARLIER]


def test_a_share_is_not_known_where_an_area_does_not_tell_its_homes() -> None:
    flats = of_villas(dwelling_type=DwellingType.APARTMENT, households=10)
    by_type = {one.dwelling_type: one for one in study(flats).by_type}
    assert [by_type[kind].share for kind in DwellingType] == [0, None, 0.2], "no homes, no share"
    unknown = study(flats, areas=(NORTH, SOUTH, UNTOLD)).by_type
    assert [(one.dwellings, one.share) for one in unknown] == [(None, None)] * 3


def test_a_scheme_tells_its_area_its_keepers_and_the_action_that_brought_it_about() -> None:
    police, action = a_party(name="Polisen"), uuid4()
    found = study(
        of_villas(area_code="N", party_ids=(police.id, uuid4()), action_id=action),
        of_villas(area_code="X"),
        parties={police.id: police},
    )
    (line,) = found.of_actions([action])
    assert (line.area, line.parties) == ("Norra", ("Polisen",))
    assert {one.area for one in found.lines} == {"Norra", "X"}
    assert found.of_actions([]) == ()
