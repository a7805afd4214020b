"""The rows on walks of both tables: planned, noted on phones, decided, told in a protocol, compared."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from geodata.inbox import FindingDecision
from geodata.model import ActionType, Attendance, CaseStatus, Category, Stop, Walk, WalkForm
from tests.builders import a_walk
from tests.dashboard.rendered import PLANNER
from tests.dashboard.rows.reading import KALMAR, SALEM, Reader


def _planned(reader: Reader, code: str, **facts: Any) -> Walk:
    walk = a_walk(**{"municipality": code, "route": None, "stops": (Stop(number=1, name="Torget"),), **facts})
    return reader.casebook.save(PLANNER, walk, base_version=0).record


def _noted(reader: Reader, walk: Walk, kind: str = "finding", **body: Any) -> Any:
    """Sent by a phone with the walk's invitation; the id of what it noted."""
    guest = reader.casebook.admit(reader.casebook.invite(PLANNER, walk.id).token)
    now = datetime.now(UTC).isoformat()
    identity = uuid4()
    said = {**body, **({} if kind == "turnout" else {"observed_at": now})}
    ids = {"op": uuid4(), "id": identity, "walk": walk.id}
    note = {"kind": kind, "made_at": now, "body": said, **{name: str(one) for name, one in ids.items()}}
    reader.casebook.receive(guest, json.dumps(note).encode())
    return identity


def test_kalmar_a_walk_looks_for_lighting_shrubs_and_bicycle_theft_with_the_fields_each_kind_has(
    reader: Reader,
) -> None:
    themes = (Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT)
    walk = _planned(reader, KALMAR, title="Vandring vid stationen", themes=themes, planned_on=date(2017, 6, 1))
    told = {
        "lighting": ({"about": "lighting", "lamp_id": "K16-77", "is_lit": False}, "K16-77"),
        "shrubs": ({"about": "shrubs", "season": "maj–september", "regrows_on": "2018-06-01"}, "maj–september"),
        "bicycle_theft": ({"about": "bicycle_theft", "stands": 43, "frame_locks": False, "in_sight": True}, "43"),
    }
    for category, (details, word) in told.items():
        identity = _noted(reader, walk, category=category, stop=1, details=details)
        text = reader.page(f"/inkorg/{identity}", KALMAR)
        assert word in text
        assert "Vandring vid stationen" in text
    assert "Vandring vid stationen" in reader.page("/vandringar", KALMAR)


def test_kalmar_a_walk_that_was_walked_counts_once_towards_at_least_one(reader: Reader) -> None:
    action = reader.action(KALMAR, ActionType.SAFETY_WALK)
    walk = _planned(reader, KALMAR, action_id=action.action.id, planned_on=date(2017, 6, 1))
    assert reader.action(KALMAR, ActionType.SAFETY_WALK).progress.done == action.progress.done
    entry = reader.casebook.entry(PLANNER, Walk, walk.id)
    reader.casebook.end_walk(PLANNER, walk.id, base_version=entry.version)
    assert reader.action(KALMAR, ActionType.SAFETY_WALK).progress.done == action.progress.done + 1


def test_kalmar_a_finding_is_answered_with_why_not_and_the_protocol_says_so(reader: Reader) -> None:
    walk = _planned(reader, KALMAR, planned_on=date(2017, 6, 1))
    identity = _noted(reader, walk, category="litter", stop=1, note="Skräp bakom kiosken")
    reason = "Marken är privat och städas av ägaren"
    decision = FindingDecision(status=CaseStatus.DECLINED, reason=reason)
    reader.casebook.decide(PLANNER, identity, decision, base_version=1)
    assert reason in reader.page(f"/protokoll/{walk.id}", KALMAR)


def test_salem_a_digital_walk_of_a_school_class_is_open_between_two_days(reader: Reader) -> None:
    walk = _planned(
        reader,
        SALEM,
        title="Klass 8 går skolvägen",
        form=WalkForm.DIGITAL,
        planned_on=date(2022, 5, 22),
        open_until=date(2022, 6, 9),
    )
    _noted(reader, walk, "turnout", function="ungdomar", number=24)
    text = reader.page(f"/vandringar/{walk.id}", SALEM)
    assert "9 juni 2022" in text
    assert "ungdomar\n–\n24" in text
    assert "24 deltagare" in reader.page("/vandringar", SALEM)


def test_salem_participation_in_walks_on_foot_and_digital_ones_is_compared(reader: Reader) -> None:
    on_foot = _planned(
        reader,
        SALEM,
        title="Till fots i Rönninge",
        planned_on=date(2022, 8, 24),
        walked_at=datetime(2022, 8, 24, 17, tzinfo=UTC),
        participants=(Attendance(function="boende", number=7),),
    )
    found = reader.casebook.participation(PLANNER, SALEM)
    assert on_foot.id in {line.walk.id for line in found.walks}
    text = reader.page("/protokoll", SALEM)
    assert "Till fots" in text
    assert "igital" in text
