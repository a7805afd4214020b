"""A first few hotspots that somebody decided on, with their links, so that the chain can be seen from the start.

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


class _Decided(NamedTuple):
    """links: (action, reason), confirmed; rejected: the same of actions that do not answer it."""

    code: str
    place: str
    radius_m: float
    on: date
    links: tuple[tuple[str, str], ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    confirmed_on: date | None = None
    state: HotspotState = HotspotState.ADOPTED
    reason: str = "Återkommer i dialoger och rapporter."


_DECIDED = (
    _Decided(
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
    _Decided(
        KALMAR,
        "Parkstråket i Norrliden",
        220.0,
        date(2017, 3, 10),
        rejected=(("fastighetsagare", "Samtalen gäller husägare i stadskärnan; här är det kommunens mark."),),
    ),
    _Decided(
        KALMAR,
        "Stortorget",
        90.0,
        date(2016, 9, 20),
        state=HotspotState.DISMISSED,
        reason="Rapporterna hör till evenemang på torget och följs upp där.",
    ),
    _Decided(
        SALEM,
        "Salem centrum",
        200.0,
        date(2021, 4, 20),
        (
            ("riktat", "Öppen försäljning av narkotika på platsen."),
            ("vandringar", "Höstens vandring gick här."),
            ("upplysning", "Unga som köper här ska veta vad de får i sig, och föräldrarna vad de ska se efter."),
        ),
        confirmed_on=date(2022, 4, 26),
    ),
)
_DECIDED_BY = {KALMAR: "trygghetsstrateg", SALEM: "säkerhetssamordnare"}


def adopted_hotspots(records: Sequence[Record]) -> list[Record]:
    """Hotspots adopted or dismissed in the demonstration, each followed by its links; records: as build gives them.

    Frozen with the unsafe evidence inside its circle that had been observed when it was decided.
    """
    made: list[Record] = []
    for decided in _DECIDED:
        place = next(
            (r for r in records if isinstance(r, Place) and (r.municipality, r.name) == (decided.code, decided.place)),
            None,
        )
        if place is None or place.position is None:
            continue
        east, north = to_sweref(place.position.lon, place.position.lat)
        turn = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
        lon, lat = to_wgs84(east + decided.radius_m * np.cos(turn), north + decided.radius_m * np.sin(turn))
        outline = shapely.Polygon(np.column_stack([lon, lat]))
        evidence = [
            record
            for record in records
            if isinstance(record, Report | Finding)
            and record.municipality == decided.code
            and record.position is not None
            and record.feeling is Feeling.UNSAFE
            and record.observed_at < at(decided.on)
        ]
        spots = np.array([(r.position.lon, r.position.lat) for r in evidence if r.position]).reshape(-1, 2)
        inside = shapely.contains_xy(outline, spots[:, 0], spots[:, 1]).tolist()
        hotspot = Hotspot(
            id=ref("hotspot", decided.code, decided.place),
            municipality=decided.code,
            provenance=MADE_UP,
            name=decided.place,
            state=decided.state,
            outline=outline,
            peak=place.position,
            place_id=place.id,
            evidence_ids=tuple(record.id for record, within in zip(evidence, inside, strict=True) if within),
            decided_at=at(decided.on, 10),
            decided_by=_DECIDED_BY[decided.code],
            reason=decided.reason,
            last_confirmed_on=decided.confirmed_on,
        )
        made.append(hotspot)
        made.extend(
            Link(
                id=ref("link", decided.code, decided.place, action),
                municipality=decided.code,
                provenance=MADE_UP,
                hotspot_id=hotspot.id,
                action_id=ref("action", decided.code, action),
                state=state,
                reason=reason,
                decided_at=at(decided.on, 10, 15),
                decided_by=_DECIDED_BY[decided.code],
            )
            for state, links in ((LinkState.CONFIRMED, decided.links), (LinkState.REJECTED, decided.rejected))
            for action, reason in links
        )
    return made
