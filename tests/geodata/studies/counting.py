"""Areas within areas, and counts of burglaries in them."""

from __future__ import annotations

from datetime import date

from geodata.model import Area, AreaKind, BurglaryCount
from tests.builders import a_burglary_count, an_area

APRIL, MAY = date(2016, 4, 1), date(2016, 5, 1)


def counted(area: str, n: int | None, month: date = APRIL, **changes: object) -> BurglaryCount:
    return a_burglary_count(area_code=area, month=month, count=n, **changes)


def a_tree(*, dwellings: int = 500) -> list[Area]:
    """A municipality of one district with two small areas; the codes sort parents first."""
    return [
        an_area(code="0", area_kind=AreaKind.MUNICIPALITY),
        an_area(code="1R", area_kind=AreaKind.REGSO, parent="0"),
        an_area(code="2A", parent="1R"),
        an_area(code="2B", parent="1R", dwellings=dwellings),
    ]
