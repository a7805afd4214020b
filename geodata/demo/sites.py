"""Where, when and about what evidence gathers in the demonstration: believable patterns, none of them measured."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.demo.frame import KALMAR, SALEM
from geodata.model import Category

C = Category

HOURS: dict[str, tuple[int, ...]] = {
    # weight of each hour 0-23
    "night": (9, 9, 6, 2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 9, 10),
    "evening": (2, 1, 0, 0, 0, 0, 1, 2, 1, 1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 9, 7, 4),
    "afternoon": (1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 7, 9, 10, 9, 9, 9, 8, 6, 4, 2),
    "day": (0, 0, 0, 0, 0, 1, 3, 6, 6, 5, 5, 5, 6, 6, 6, 7, 8, 8, 6, 4, 2, 1, 1, 0),
}
DAYS: dict[str, tuple[float, ...]] = {
    # weight of Monday-Sunday
    "weekend": (0.4, 0.4, 0.5, 0.9, 2.6, 3.0, 0.8),
    "afterschool": (1.0, 1.0, 1.0, 1.1, 1.7, 1.6, 0.9),
    "workday": (1.2, 1.2, 1.2, 1.2, 1.2, 0.6, 0.6),
    "flat": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
}
_DARK: tuple[float, ...] = (2.2, 1.9, 1.4, 0.6, 0.3, 0.15, 0.15, 0.3, 0.7, 1.6, 2.3, 2.4)
_GREEN: tuple[float, ...] = (0.05, 0.05, 0.1, 0.4, 1.6, 2.2, 2.4, 2.2, 1.6, 0.5, 0.1, 0.05)
_MILD: tuple[float, ...] = (0.5, 0.5, 0.7, 1.0, 1.3, 1.5, 1.4, 1.5, 1.3, 1.0, 0.7, 0.6)
_SUMMER: tuple[float, ...] = (0.7, 0.7, 0.8, 1.0, 1.2, 1.4, 1.4, 1.5, 1.1, 0.9, 0.8, 1.0)
_EVEN: tuple[float, ...] = (1.0,) * 12
SEASONS: dict[C, tuple[float, ...]] = dict.fromkeys(C, _EVEN) | {
    # weight of January-December
    C.LIGHTING: _DARK,
    C.PASSAGE: _DARK,
    C.DESERTED: _DARK,
    C.SHRUBS: _GREEN,
    C.BICYCLE_THEFT: _MILD,
    C.ALCOHOL: _SUMMER,
    C.DISORDER: _SUMMER,
    C.LITTER: _SUMMER,
    C.BURGLARY: (1.3, 1.1, 1.0, 0.9, 0.8, 0.8, 1.1, 0.9, 0.9, 1.1, 1.3, 1.4),
}
# what is seen in daylight, or only in the dark, whatever the site's own rhythm
OWN_HOURS: dict[C, str] = {
    C.LIGHTING: "evening",
    C.SHRUBS: "day",
    C.BICYCLE_THEFT: "day",
    C.GRAFFITI: "day",
    C.LITTER: "day",
    C.TRAFFIC: "afternoon",
    C.BURGLARY: "day",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A spot round which evidence scatters.

    anchor: name of a place, or code of an area, whose position it has; shift_m: moved (east, north) of it.
    weight: share of the municipality's evidence.  scatter_m: standard deviation.  mix: weights of categories.
    growth: weight at the end of the period over that at its start, 1 for steady.
    """

    anchor: str
    weight: float
    scatter_m: float
    mix: dict[C, float]
    hours: str = "evening"
    days: str = "flat"
    growth: float = 1.0
    shift_m: tuple[float, float] = (0.0, 0.0)


_STREETS = {
    C.LIGHTING: 4.0,
    C.SHRUBS: 3.0,
    C.BICYCLE_THEFT: 2.0,
    C.TRAFFIC: 3.0,
    C.LITTER: 2.0,
    C.BURGLARY: 2.0,
    C.VANDALISM: 1.5,
    C.DESERTED: 1.5,
    C.GRAFFITI: 1.0,
    C.PASSAGE: 1.0,
    C.DISORDER: 1.0,
    C.OTHER: 1.0,
}
_YOUNG = {C.NARCOTICS: 6.0, C.DISORDER: 6.0, C.VANDALISM: 4.0, C.ROBBERY: 3.5, C.HARASSMENT: 2.0, C.GRAFFITI: 2.0}

SITES: dict[str, tuple[Site, ...]] = {
    KALMAR: (
        Site(
            "Larmtorget",
            15.0,
            45,
            {C.DISORDER: 8, C.HARASSMENT: 7, C.ALCOHOL: 6, C.THEFT: 2, C.NARCOTICS: 1.5, C.LITTER: 1.5, C.VANDALISM: 1},
            hours="night",
            days="weekend",
            growth=1.5,
        ),
        Site(
            "Kalmar Centralstation",
            10.0,
            45,
            {C.BICYCLE_THEFT: 8, C.LIGHTING: 5, C.PASSAGE: 4, C.HARASSMENT: 3, C.DESERTED: 2, C.THEFT: 2, C.SHRUBS: 1},
            hours="evening",
            days="workday",
            shift_m=(-45.0, -25.0),
        ),
        Site(
            "Stortorget",
            5.0,
            50,
            {C.DISORDER: 4, C.LITTER: 3, C.VANDALISM: 3, C.THEFT: 3, C.ALCOHOL: 2, C.HARASSMENT: 2, C.GRAFFITI: 1.5},
            hours="night",
            days="weekend",
        ),
        Site(
            "Parkstråket i Norrliden",
            8.0,
            70,
            {C.DISORDER: 4, C.LIGHTING: 3, C.NARCOTICS: 3, C.VANDALISM: 2, C.SHRUBS: 2, C.LITTER: 1},
            days="afterschool",
            growth=12.0,
        ),
        Site(
            "Gångtunneln i Funkabo",
            7.0,
            60,
            {C.PASSAGE: 5, C.LIGHTING: 5, C.GRAFFITI: 3, C.DESERTED: 2, C.SHRUBS: 1},
            growth=0.2,
        ),
        Site("Berga", 6.0, 70, {C.TRAFFIC: 4, C.LITTER: 2, C.DISORDER: 2, C.THEFT: 2}, hours="afternoon"),
        Site("Lindsdal", 6.0, 75, {C.BURGLARY: 5, C.TRAFFIC: 3, C.LIGHTING: 2, C.VANDALISM: 1}, growth=1.6),
        # mopeds since last winter, and nothing before: a place that is new
        Site("Smedby", 5.0, 30, {C.TRAFFIC: 5, C.DISORDER: 2, C.LITTER: 2, C.VANDALISM: 1}, growth=1e9),
        Site("0880C1060", 2.0, 110, {C.BICYCLE_THEFT: 3, C.LIGHTING: 2, C.ALCOHOL: 2, C.THEFT: 1}, hours="evening"),
    ),
    SALEM: (
        Site(
            "Salem centrum",
            15.0,
            55,
            _YOUNG | {C.LITTER: 1.5, C.LIGHTING: 2.0},
            hours="afternoon",
            days="afterschool",
            growth=1.3,
        ),
        Site(
            "Rönninge centrum",
            10.0,
            50,
            _YOUNG | {C.ALCOHOL: 2.0, C.THEFT: 2.0},
            hours="afternoon",
            days="afterschool",
            growth=1.8,
        ),
        Site(
            "Rönninge station",
            6.0,
            45,
            {C.ROBBERY: 3, C.HARASSMENT: 3, C.VANDALISM: 3, C.GRAFFITI: 3, C.BICYCLE_THEFT: 3, C.LIGHTING: 2},
            shift_m=(-40.0, 25.0),
        ),
        Site(
            "Parkstråket i Salem östra",
            13.0,
            50,
            {C.LIGHTING: 5, C.SHRUBS: 3, C.DESERTED: 3, C.PASSAGE: 2},
            growth=0.35,
        ),
        Site("Salem västra", 9.0, 50, {C.BURGLARY: 5, C.TRAFFIC: 3, C.LIGHTING: 1}, growth=1.5),
    ),
}
# evidence in homes' surroundings, spread over all areas by residents
STREETS = {KALMAR: Site("", 36.0, 450, _STREETS), SALEM: Site("", 42.0, 900, _STREETS)}
