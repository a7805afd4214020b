"""Views of the map that the demonstration's municipalities keep under a name."""

from __future__ import annotations

from geodata.demo.frame import KALMAR, MADE_UP, SALEM, ref
from geodata.model import SavedView

# name, address, what it is for
_KEPT = {
    KALMAR: (
        ("Kvällar och nätter", "tid=21-04", "Inför planeringen av nattvandringar och ordningsvakter."),
        ("Mörka och skymda platser", "kategori=lighting,shrubs", "Underlag till gatukontorets belysningsrond."),
    ),
    SALEM: (
        ("Bostadsinbrott per område", "matt=burglary_smoothed", "Till mötet med grannsamverkans kontaktpersoner."),
    ),
}


def views(code: str) -> list[SavedView]:
    """The municipality's saved views."""
    return [
        SavedView(
            id=ref("saved_view", code, name), municipality=code, provenance=MADE_UP, name=name, query=query, reason=why
        )
        for name, query, why in _KEPT[code]
    ]
