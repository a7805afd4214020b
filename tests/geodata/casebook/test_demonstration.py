"""What the two promise documents lack shows by itself, to planners and to citizens, before anybody has worked."""

from __future__ import annotations

import pytest

from geodata.casebook import Casebook
from geodata.demo import build_municipality
from geodata.linking import GapKind
from geodata.model import Actor, Role

SALEM = {
    (GapKind.CATEGORY_UNANSWERED, "vandalism"),
    (GapKind.CATEGORY_UNANSWERED, "robbery"),
    (GapKind.GOAL_WITHOUT_MEASURE, "Färre bränder i bostäder"),
}
KALMAR = {
    (GapKind.PLACE_NOT_LOCATED, "Köpcentrum (ej namngivna)"),
    (GapKind.PLACE_UNANSWERED, "Köpcentrum (ej namngivna)"),
    (GapKind.NOT_MEASURABLE, "Färre bostadsinbrott"),
    (GapKind.NO_RESPONSIBLE, "Information till invånarna"),
}


@pytest.mark.parametrize(("code", "expected"), [("0880", KALMAR), ("0128", SALEM)])
def test_the_gaps_of_the_documents_show_by_themselves(
    empty: Casebook, code: str, expected: set[tuple[GapKind, str]]
) -> None:
    empty.import_records(Actor(role=Role.POLICE), build_municipality(code))
    for role in (Role.PLANNER, Role.CITIZEN):
        gaps = empty.gaps(Actor(role=role), code)
        assert expected <= {(gap.kind, gap.subject_name) for gap in gaps}
        named = {gap.subject_ref for gap in gaps if gap.about.get("named")}
        assert named == ({"vandalism", "robbery"} if code == "0128" else set())
        assert sum(gap.kind is GapKind.GOAL_WITHOUT_MEASURE for gap in gaps) == (1 if code == "0128" else 0)
        assert sum(gap.kind is GapKind.PLACE_UNANSWERED for gap in gaps) == (1 if code == "0880" else 0)
