"""Six areas in a row where burglaries and reports were counted every month, and two actions in the first of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from geodata.model import Actor, Category, Position, Record, Role, Tier
from tests.builders import a_box, a_burglary_count, a_municipality, a_report, an_action, an_area
from tests.geodata.casebook.town import TODAY, known

CITIZEN, PLANNER, POLICE = (Actor(role=role) for role in (Role.CITIZEN, Role.PLANNER, Role.POLICE))
WATCH, LAMPS = known("watch"), known("lamps")
CODES = "ABCDEF"
MONTHS = [date(2014 + n // 12, n % 12 + 1, 1) for n in range(41)]
START = date(2016, 1, 1)


def here(code: str) -> Position:
    """The middle of an area of the street."""
    return Position(lon=16.305 + 0.01 * CODES.index(code), lat=56.665)


def reports(code: str, each_month: int, *, tier: Tier = Tier.PUBLIC, name: str = "said") -> list[Record]:
    """So many a month about light in an area; half as many there once the lamps are lit, which is in A."""
    return [
        a_report(
            id=known(f"{name} {code} {month} {n}"),
            position=here(code),
            category=Category.LIGHTING,
            observed_at=datetime(month.year, month.month, 1 + n, 20, tzinfo=UTC),
            tier=tier,
        )
        for month in MONTHS
        for n in range(each_month // 2 if code == "A" and month >= START else each_month)
    ]


def street() -> list[Record]:
    """Six areas in a row; burglaries, which the municipality sees, and reports, which everybody sees."""
    about = {"promise_ids": (known("promise"),), "starts_on": START, "area_codes": ("A",)}
    return [
        a_municipality(id=known("municipality"), shown_as_of=TODAY, outline=a_box(16.30, 56.62, 0.1)),
        *(
            an_area(id=known(code), code=code, name=code, outline=a_box(16.30 + 0.01 * n, 56.66, 0.01))
            for n, code in enumerate(CODES)
        ),
        an_action(id=WATCH, title="Grannsamverkan", categories=(Category.BURGLARY,), **about),
        an_action(id=LAMPS, title="Lampor", categories=(Category.LIGHTING,), **about),
        *(
            a_burglary_count(
                id=known(f"burglary {code} {month}"), area_code=code, month=month, count=4 if code == "A" else 9
            )
            for code in CODES
            for month in MONTHS
        ),
        *(report for code in CODES for report in reports(code, 6)),
    ]
