"""Events as the police might have published them, made up: most name the town, some a part of it, none a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import numpy as np

from geodata.demo.frame import MADE_UP, Setting, ref
from geodata.model import LOCAL_TIME, Area, AreaKind, PoliceEvent, Position

EVENTS = 64
_TYPES = ("Trafikolycka", "Inbrott", "Misshandel", "Rån", "Skadegörelse", "Brand")
_WEIGHTS = (0.34, 0.2, 0.18, 0.06, 0.14, 0.08)
_NAMED_PART = 0.6
_FIRST_NUMBER = 1000


def police_events(rng: np.random.Generator, setting: Setting, areas: Sequence[Area]) -> list[PoliceEvent]:
    """A municipality's events over the days of its evidence, by number. The point is the municipality's middle."""
    whole = next(area for area in areas if area.area_kind is AreaKind.MUNICIPALITY)
    parts = [area.name for area in areas if area.area_kind is AreaKind.REGSO]
    middle = whole.outline.representative_point()
    days = (setting.shown_as_of - setting.evidence_from).days
    made = []
    for number in range(EVENTS):
        day = setting.evidence_from + timedelta(days=int(rng.integers(days)))
        clock = time(int(rng.integers(24)), int(rng.integers(60)))
        event_type = str(rng.choice(_TYPES, p=_WEIGHTS))
        place = str(rng.choice(parts)) if rng.random() < _NAMED_PART else setting.name
        made.append(
            PoliceEvent(
                id=ref("police_event", setting.code, str(number)),
                municipality=setting.code,
                provenance=MADE_UP,
                event_number=_FIRST_NUMBER + number,
                happened_at=datetime.combine(day, clock, tzinfo=LOCAL_TIME),
                event_type=event_type,
                title=f"{event_type}, {place}",
                place_name=place,
                centroid=Position(lon=round(middle.x, 5), lat=round(middle.y, 5)),
            )
        )
    return made
