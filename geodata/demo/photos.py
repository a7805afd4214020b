"""The made-up photos: drawn when a store is filled, cleaned as any other, some released, one with a part hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from geodata.demo.drawings import Motif, drawn
from geodata.demo.frame import KALMAR, MADE_UP, SALEM, ref
from geodata.model import Finding, Photo, Record, Rectangle, Tier
from geodata.pictures import Cleaned, blurred, clean

_FIGURE = Rectangle(left=0.7, top=0.19, width=0.18, height=0.55)


class _Taken(NamedTuple):
    """finding: key of the walk and of the finding in it. released_on: None while nobody else may see it."""

    code: str
    finding: tuple[str | int, ...]
    motif: Motif
    released_on: date | None = None
    hidden: tuple[Rectangle, ...] = ()


_TAKEN = (
    _Taken(KALMAR, ("centrum-2016", 6), Motif.DARK_LAMP, date(2016, 10, 17)),
    _Taken(KALMAR, ("centrum-2017", "told", 1), Motif.LIT_LAMP, date(2017, 3, 13)),
    _Taken(KALMAR, ("centrum-2017", "told", 2), Motif.PASSER_BY, date(2017, 3, 13), (_FIGURE,)),
    _Taken(KALMAR, ("centrum-2017", "told", 3), Motif.DARK_LAMP, date(2017, 3, 13)),
    _Taken(KALMAR, ("centrum-2017", "told", 5), Motif.SHRUB),
    _Taken(KALMAR, ("rinkabyholm-2017", "told", 4), Motif.SHRUB),
    _Taken(KALMAR, ("rinkabyholm-2017", "told", 5), Motif.DARK_LAMP),
    _Taken(SALEM, ("ronninge-2022", "told", 0), Motif.SHRUB, date(2022, 5, 3)),
    _Taken(SALEM, ("ronninge-2022", "told", 4), Motif.STANDS),
    _Taken(SALEM, ("ronninge-2022", "told", 6), Motif.LIT_LAMP, date(2022, 5, 3)),
)


def photos(records: Sequence[Record], keep: Callable[[bytes], str]) -> list[Photo]:
    """The photos of those findings that are among the records, their pictures handed over to be kept first.

    keep: makes a picture durable and returns its SHA-256, as `PictureFolder.keep`.
    """
    findings = {record.id: record for record in records if isinstance(record, Finding)}
    received: dict[Motif, tuple[str, Cleaned]] = {}
    made = []
    for number, taken in enumerate(_TAKEN):
        finding = findings.get(ref("finding", taken.code, *taken.finding))
        if finding is None or finding.walk_id is None:
            continue
        if taken.motif not in received:
            picture = drawn(taken.motif)
            received[taken.motif] = hashlib.sha256(picture).hexdigest(), clean(picture)
        sha256, cleaned = received[taken.motif]
        is_released = taken.released_on is not None
        made.append(
            Photo(
                id=ref("photo", taken.code, number),
                municipality=taken.code,
                tier=Tier.PUBLIC if is_released else Tier.MUNICIPALITY,
                provenance=MADE_UP,
                walk_id=finding.walk_id,
                finding_id=finding.id,
                received_sha256=sha256,
                kept_sha256=keep(cleaned.content),
                width=cleaned.width,
                height=cleaned.height,
                blurred=taken.hidden,
                released_on=taken.released_on,
                shown_sha256=keep(blurred(cleaned.content, taken.hidden)) if is_released else None,
            )
        )
    return made
