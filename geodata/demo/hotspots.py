"""A first few adopted hotspots with confirmed links, so that the chain can be seen before anybody has worked.

They are drawn as circles round named places, about as large as the analysis draws them, so that it knows them again.
Larmtorget's holds Centralstationen too: they lie 180 m apart. The rest is left for a person to adopt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import shapely

from geodata.demo.frame import KALMAR, MADE_UP, SALEM, at, ref
from geodata.model import (
    Feeling,
    Finding,
    Hotspot,
    HotspotState,
    Link,
    LinkState,
    Place,
    Record,
    Report,
)
from geodata.places import to_sweref, to_wgs84


class _Adopted(NamedTuple):
    code: str
    place: str
    radius_m: float
    on: date
    links: tuple[tuple[str, str], ...]


_ADOPTED = (
    _Adopted(
        KALMAR,
        "Larmtorget",
        300.0,
        date(2016, 9, 15),
        (
            ("nattvandring", "Ordningsstörningar och ofredanden sena helgkvällar är vad nattvandringen ska möta."),
            ("samverkan", "Platsen tas upp på samverkansmötena."),
            ("vandring", "Höstens vandring började här och gick till stationens cykelparkering."),
        ),
    ),
    _Adopted(KALMAR, "Parkstråket i Norrliden", 220.0, date(2017, 3, 10), ()),
    _Adopted(
        SALEM,
        "Salem centrum",
        200.0,
        date(2021, 4, 20),
        (
            ("riktat", "Öppen försäljning av narkotika på platsen."),
            ("vandringar", "Höstens vandring gick här."),
        ),
    ),
)
_DECIDED_BY = {KALMAR: "trygghetsstrateg", SALEM: "säkerhetssamordnare"}


def adopted_hotspots(records: Sequence[Record]) -> list[Record]:
    """Hotspots adopted in the demonstration, each followed by its links; records: as build gives them.

    Frozen with the unsafe evidence inside its circle that had been observed when it was adopted.
    """
    made: list[Record] = []
    for adopted in _ADOPTED:
        place = next(
            (r for r in records if isinstance(r, Place) and (r.municipality, r.name) == (adopted.code, adopted.place)),
            None,
        )
        if place is None or place.position is None:
            continue
        east, north = to_sweref(place.position.lon, place.position.lat)
        turn = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
        lon, lat = to_wgs84(east + adopted.radius_m * np.cos(turn), north + adopted.radius_m * np.sin(turn))
        outline = shapely.Polygon(np.column_stack([lon, lat]))
        evidence = [
            record
            for record in records
            if isinstance(record, Report | Finding)
            and record.municipality == adopted.code
            and record.position is not None
            and record.feeling is Feeling.UNSAFE
            and record.observed_at < at(adopted.on)
        ]
        spots = np.array([(r.position.lon, r.position.lat) for r in evidence if r.position]).reshape(-1, 2)
        inside = shapely.contains_xy(outline, spots[:, 0], spots[:, 1]).tolist()
        hotspot = Hotspot(
            id=ref("hotspot", adopted.code, adopted.place),
            municipality=adopted.code,
            provenance=MADE_UP,
            name=adopted.place,
            state=HotspotState.ADOPTED,
            outline=outline,
            peak=place.position,
            place_id=place.id,
            evidence_ids=tuple(record.id for record, within in zip(evidence, inside, strict=True) if within),
            decided_at=at(adopted.on, 10),
            decided_by=_DECIDED_BY[adopted.code],
            reason="Återkommer i dialoger och rapporter.",
        )
        made.append(hotspot)
        made.extend(
            Link(
                id=ref("link", adopted.code, adopted.place, action),
                municipality=adopted.code,
                provenance=MADE_UP,
                hotspot_id=hotspot.id,
                action_id=ref("action", adopted.code, action),
                state=LinkState.CONFIRMED,
                reason=reason,
                decided_at=at(adopted.on, 10, 15),
                decided_by=_DECIDED_BY[adopted.code],
            )
            for action, reason in adopted.links
        )
    return made
