"""Operativa gruppen, the communication plan and the calendar, as they are read and pressed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from icalendar import Calendar

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.pages import kommunikation, operativ
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.editing import EditConflict
from geodata.errors import BadSetting, InvalidRecord, NotAllowed
from geodata.model import Actor, Attendance, Communication, Decision, Meeting, Role
from geodata.store.opening import open_store
from tests.builders import a_communication, a_meeting
from tests.dashboard.rendered import PLANNER, components, ids, words
from tests.geodata.casebook.town import TODAY, known, town

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
HELD = date(2017, 5, 10)
MEETING, NEWS = known("meeting"), known("news")


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town with a meeting that decided two things, and news that should have gone out."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store)
    found.import_records(PLANNER, town())
    decisions = (
        Decision(text="Begär ljus", place_ids=(known("square"),)),
        Decision(text="Vandra oftare", action_id=known("patrol")),
    )
    came = (Attendance(function="polis", number=2), Attendance(function="skola", number=1))
    found.save(PLANNER, a_meeting(id=MEETING, held_on=HELD, decisions=decisions, attendance=came), base_version=0)
    late = a_communication(
        id=NEWS, title="Så gick våren", planned_on=TODAY - timedelta(days=3), published_on=None, approved_by=None,
        promise_ids=(known("promise"),),
    )  # fmt: skip
    found.save(PLANNER, late, base_version=0)
    found.save(PLANNER, a_communication(title="Sommar", planned_on=TODAY + timedelta(days=9)), base_version=0)
    yield found
    store.close()


def tree(casebook: Casebook, path: str, query: str = "kommun=0880", *, role: Role = Role.PLANNER, t: Any = SV) -> Any:
    return answer(Ask(Actor(role=role), t), casebook, Settings(data_dir=Path(), role=role), path, query)


def screen(casebook: Casebook, path: str, query: str = "kommun=0880", **more: Any) -> str:
    return words(tree(casebook, path, query, **more))


def test_the_agenda_speaks_of_decisions_places_work_and_news(casebook: Casebook) -> None:
    text = screen(casebook, "/operativ")
    for part in (
        "Senaste mötet var 10 maj 2017.", "Beslut som inte är gjorda (2)", "Begär ljus",
        "från 10 maj 2017, ingen åtgärd",
        "Åtgärder som är sena", "Kommunikation som skulle ha gått ut (1)", "Så gick våren", "1 av 12 möten i år",
    ):  # fmt: skip
        assert part in text, part
    assert "Decisions not yet done (2)" in screen(casebook, "/operativ", t=EN)


def test_a_reader_without_the_tier_sees_no_meeting(casebook: Casebook) -> None:
    text = screen(casebook, "/operativ", role=Role.BOARD)
    assert "Begär ljus" not in text
    assert "Inga möten än" in text
    assert "Skriv möte" not in text
    assert "Det du söker finns inte" in screen(casebook, f"/operativ/{MEETING}", role=Role.BOARD)


def test_minutes_tell_functions_and_what_became_of_each_decision(casebook: Casebook) -> None:
    text = screen(casebook, f"/operativ/{MEETING}")
    for part in ("polis", "Begär ljus", "Torget", "ingen åtgärd", "Gör till åtgärd", "inget loggat sedan dess"):
        assert part in text, part


def test_a_decision_becomes_an_action_with_one_press_and_only_once(casebook: Casebook) -> None:
    pressed = {"type": operativ.Ids.MAKE.value, "number": 0, "meeting": str(MEETING), "version": 1}
    inside, said = operativ.make_action(ASK, casebook, pressed, str(known("promise")), "lighting_work")
    assert "Beslutet är nu en åtgärd." in words(said)
    assert "meeting-make" not in "".join(ids(inside))
    with pytest.raises((InvalidRecord, EditConflict)):
        operativ.make_action(ASK, casebook, pressed, None, None)
    assert [line.action.title for line in casebook.actions(PLANNER, "0880")].count("Begär ljus") == 1


@pytest.mark.parametrize("pressed", [{}, {"meeting": 1}, {"meeting": "x", "number": "0", "version": 1}])
def test_a_press_that_was_made_by_hand_is_refused_in_words(casebook: Casebook, pressed: dict[str, Any]) -> None:
    with pytest.raises(BadSetting):
        operativ.make_action(ASK, casebook, pressed, None, None)
    with pytest.raises(BadSetting):
        kommunikation.marked(ASK, casebook, pressed, "")


def test_a_new_meeting_begins_like_the_last_without_guessing_who_came(casebook: Casebook) -> None:
    page = tree(casebook, "/redigera/meeting/ny", f"kommun=0880&atgard={known('walk')}")
    store = next(one for one in _stores(page) if one.id == "form-standing")
    initial = store.data["initial"]
    assert (initial["attendance-0-function"], initial["attendance-0-number"]) == ("polis", "")
    assert (initial["held_on"], initial["action_id"]) == (TODAY.isoformat(), str(known("walk")))


def _stores(page: Any) -> list[Any]:
    return [one for one in components(page) if one.__class__.__name__ == "Store"]


def test_the_plan_marks_what_is_late_and_filters(casebook: Casebook) -> None:
    text = screen(casebook, "/kommunikation")
    for part in (
        "Alla (2)",
        "Sena (1)",
        "Planerade (1)",
        "Publicerade (0)",
        "försenad",
        "ej godkänd",
        "Tryggare centrum",
    ):
        assert part in text, part
    late = screen(casebook, "/kommunikation", "kommun=0880&visa=sena")
    assert "Så gick våren" in late
    assert "Sommar" not in late
    assert "Sommar" not in screen(casebook, "/kommunikation", f"kommun=0880&lofte={known('promise')}")
    assert "Inget i det urvalet" in screen(casebook, "/kommunikation", "kommun=0880&visa=publicerade")
    assert "Overdue (1)" in screen(casebook, "/kommunikation", t=EN)


def test_one_press_publishes_today_and_the_notice_takes_it_back(casebook: Casebook) -> None:
    inside, said = kommunikation.marked(ASK, casebook, kommunikation.mark_id("publish", NEWS, 1), "")
    assert casebook.entry(PLANNER, Communication, NEWS).record.published_on == TODAY
    assert "Publicerade (1)" in words(inside)
    assert "undo" in "".join(ids(said))
    kommunikation.marked(ASK, casebook, kommunikation.mark_id("publish", NEWS, 1), "")
    assert casebook.entry(PLANNER, Communication, NEWS).version == 2
    kommunikation.marked(ASK, casebook, kommunikation.mark_id("undo", NEWS, 2), "")
    assert casebook.entry(PLANNER, Communication, NEWS).record.published_on is None


def test_a_reader_sees_the_plan_and_cannot_mark(casebook: Casebook) -> None:
    page = tree(casebook, "/kommunikation", role=Role.BOARD)
    assert "comm-mark" not in "".join(ids(page))
    with pytest.raises(NotAllowed):
        kommunikation.marked(Ask(Actor(role=Role.BOARD), SV), casebook, kommunikation.mark_id("publish", NEWS, 1), "")


def calendar(casebook: Casebook, tmp_path: Path, query: str, role: Role = Role.PLANNER) -> Any:
    client = create_app(Settings(data_dir=tmp_path, role=role), casebook).server.test_client()
    return client.get(f"/kalender.ics?{query}")


def test_the_calendar_is_told_in_the_readers_language_to_whom_may_see_it(casebook: Casebook, tmp_path: Path) -> None:
    answered = calendar(casebook, tmp_path, "kommun=0880")
    assert answered.mimetype == "text/calendar"
    found = {str(one["uid"]): one for one in Calendar.from_ical(answered.data).walk("VEVENT")}
    meeting = found[f"meeting-{MEETING}@lofteskartan"]
    assert str(meeting["summary"]) == "Möte: Operativa gruppen"
    assert str(meeting["url"]) == f"http://localhost/operativ/{MEETING}?kommun=0880"
    english = Calendar.from_ical(calendar(casebook, tmp_path, "kommun=0880&sprak=en").data).walk("VEVENT")
    assert "Meeting: Operativa gruppen" in [str(one["summary"]) for one in english]
    public = calendar(casebook, tmp_path, "kommun=0880", Role.CITIZEN)
    assert str(MEETING) not in public.text
    assert "Löftet löper ut: Tryggare centrum" in public.text


@pytest.mark.parametrize(("query", "status"), [("", 400), ("kommun=12", 400), ("kommun=9999", 404)])
def test_a_calendar_of_nowhere_is_refused(casebook: Casebook, tmp_path: Path, query: str, status: int) -> None:
    assert calendar(casebook, tmp_path, query).status_code == status


def test_a_meeting_that_nobody_knows_is_not_there(casebook: Casebook) -> None:
    for rest in (uuid4(), "x"):
        assert "Det du söker finns inte" in screen(casebook, f"/operativ/{rest}")
    assert casebook.entry(PLANNER, Meeting, MEETING).version == 1
