"""The log as one uses it: the few fields of each kind of work, what was typed kept, one press one activity, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.pages import logga
from dashboard.pages.logga.answering import Answer, Standing, answer, fresh, of_entry, room, to_browser
from dashboard.pages.logga.ids import Act
from dashboard.pages.logga.values import Values, empty_values, number_name, parse, to_values
from dashboard.router import answer as screen_of
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotAllowed
from geodata.logbook import SHEETS
from geodata.model import LOCAL_TIME, Action, ActionType, Activity, Actor, Counted, Measure, Role
from geodata.store.opening import open_store
from tests.builders import an_action, an_activity
from tests.dashboard.rendered import PLANNER, components, ids, words
from tests.geodata.casebook.town import TODAY, known, town

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
PATROL = known("patrol")


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town, in which Nattvandring has one shift logged."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store)
    found.import_records(PLANNER, town())
    yield found
    store.close()


def screen(casebook: Casebook, path: str, query: str = "kommun=0880", *, role: Role = Role.PLANNER, t: Any = SV) -> str:
    ask = Ask(Actor(role=role), t)
    return words(screen_of(ask, casebook, Settings(data_dir=Path(), role=role), path, query))


def standing() -> Standing:
    return fresh(PATROL, "0880")


def written(casebook: Casebook, **values: str | list[str]) -> Values:
    action = casebook.entry(PLANNER, Action, PATROL).record
    return {**empty_values(action, TODAY), **values}


def saved(casebook: Casebook, about: Standing, values: Values, op: UUID | None = None) -> Answer:
    return answer(ASK, casebook, about, Act.SAVE, values, op_id=op or uuid4())


def log(casebook: Casebook) -> list[Activity]:
    return [entry.record for entry in casebook.log_of(PLANNER, PATROL)]


def test_the_actions_stand_with_when_they_were_logged_last(casebook: Casebook) -> None:
    text = screen(casebook, "/logga")
    assert text.index("Nattvandring") < text.index("Trygghetsvandring")
    assert "senast 6 februari 2016" in text
    assert "inget loggat än" in text
    assert "last on 6 February 2016" in screen(casebook, "/logga", t=EN)


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_whoever_may_not_log_is_told_so(casebook: Casebook, role: Role) -> None:
    assert "Logga\n" not in screen(casebook, "/logga", role=role)
    with pytest.raises(NotAllowed):
        answer(Ask(Actor(role=role), SV), casebook, standing(), Act.SAVE, written(casebook))


@pytest.mark.parametrize("kind", list(ActionType))
def test_every_kind_of_work_has_its_numbers_on_the_form(casebook: Casebook, kind: ActionType) -> None:
    action = an_action(action_type=kind, commitment=None, promise_ids=(known("promise"),))
    casebook.save(PLANNER, action, base_version=0)
    inside, initial = room(ASK, casebook, fresh(action.id, "0880"))
    found = "\n".join(ids(inside))
    assert all(number_name(measure) in found for measure in SHEETS[kind].measures)
    assert '"done_on"' in found
    assert all(f'"{name}"' in found for name in ("place_id", "partner_ids", "note", "themes", "channel"))
    assert initial["done_on"] == TODAY.isoformat()


def test_saving_says_the_counter_and_gives_the_way_back(casebook: Casebook) -> None:
    found = saved(casebook, standing(), written(casebook, **{"number-shifts": "2", "from": "21:00", "to": "02:00"}))
    text = words(found.room)
    assert "2 pass" in text
    assert "kl. 21.00–02.00" in text
    assert "2 av 24 gånger" in text
    assert found.said is not None
    assert "ligger efter" in words(found.said)
    assert "take_back" in "".join(ids(found.said))
    assert log(casebook)[0].done_on == TODAY


def test_pressing_twice_logs_once_and_a_lost_answer_too(casebook: Casebook) -> None:
    about, op, values = standing(), uuid4(), written(casebook)
    saved(casebook, about, values, op)
    saved(casebook, about, values, op)
    assert len(log(casebook)) == 2
    # the answer never came, something was changed, and it is sent again under its own id
    found = saved(casebook, about, {**values, "number-adults": "4"})
    assert len(log(casebook)) == 2
    assert "4 vuxna" in words(found.room)


def test_undo_takes_it_back_with_what_was_written_and_undo_again_logs_it(casebook: Casebook) -> None:
    saved(casebook, standing(), written(casebook, note="Lugnt"))
    new = log(casebook)[0]
    back = answer(ASK, casebook, standing(), Act.TAKE_BACK, {}, at=f"{new.id}:1")
    assert len(log(casebook)) == 1
    assert "Borttaget ur loggen." in words(back.said)
    answer(ASK, casebook, back.standing, Act.LOG_AGAIN, {}, at=str(new.id))
    assert log(casebook)[0] == new


def test_what_names_a_person_is_told_at_its_field_and_nothing_is_saved(casebook: Casebook) -> None:
    found = saved(casebook, standing(), written(casebook, note="Ring Kalle 070-123 45 67"))
    text = words(found.room)
    assert found.faulty
    assert "Ring Kalle 070-123 45 67" in [getattr(one, "value", "") for one in _inputs(found.room)]
    assert '"070-123 45 67"' in "".join(str(getattr(one, "error", "")) for one in _inputs(found.room))
    assert "Inget är sparat än" in text
    assert len(log(casebook)) == 1


def _inputs(tree: Any) -> list[Any]:
    return [one for one in components(tree) if isinstance(getattr(one, "id", None), dict)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("done_on", "2017-06-02"),
        ("done_on", ""),
        ("done_on", "i går"),
        ("number-shifts", "två"),
        ("from", "25:00"),
        ("to", "02:00"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(casebook: Casebook, field: str, text: str) -> None:
    found = saved(casebook, standing(), written(casebook, **{field: text}))
    assert found.faulty
    assert [one for one in _inputs(found.room) if getattr(one, "error", None)]
    assert len(log(casebook)) == 1


def test_repeating_the_last_takes_its_numbers_today_and_not_its_note(casebook: Casebook) -> None:
    saved(casebook, standing(), written(casebook, **{"number-adults": "6", "note": "Lugnt", "done_on": "2017-05-06"}))
    found = answer(ASK, casebook, standing(), Act.REPEAT, {})
    values = {one.id["name"]: one.value for one in _inputs(found.room) if "name" in one.id}
    assert (values["number-adults"], values["done_on"], values["note"]) == ("6", TODAY.isoformat(), "")
    empty = answer(ASK, casebook, standing(), Act.ANEW, {})
    assert {one.id["name"]: one.value for one in _inputs(empty.room) if "name" in one.id}["number-adults"] == ""


def test_a_correction_keeps_what_no_form_shows(casebook: Casebook) -> None:
    special = (Counted(measure=Measure.SHIFTS, number=1),)
    casebook.log_activity(PLANNER, an_activity(id=known("own"), action_id=PATROL, area_code="E", numbers=special))
    entry = casebook.entry(PLANNER, Activity, known("own"))
    values = to_values(casebook.entry(PLANNER, Action, PATROL).record, entry.record)
    saved(casebook, of_entry(entry), {**values, "number-shifts": "3"})
    after = casebook.entry(PLANNER, Activity, known("own"))
    assert (after.version, after.record.area_code) == (2, "E")
    assert after.record.amount(Measure.SHIFTS) == 3


def test_two_who_correct_the_same_lose_nothing(casebook: Casebook) -> None:
    entry = casebook.entry(PLANNER, Activity, known("shift"))
    values = to_values(casebook.entry(PLANNER, Action, PATROL).record, entry.record)
    saved(casebook, of_entry(entry), {**values, "number-adults": "5"})
    met = saved(casebook, of_entry(entry), {**values, "number-adults": "7"})
    assert met.faulty
    assert "Någon annan ändrade medan du skrev (antal)" in words(met.room)
    saved(casebook, met.standing, {**values, "number-adults": "7"})
    assert casebook.entry(PLANNER, Activity, known("shift")).record.amount(Measure.ADULTS) == 7
    assert len(casebook.history_of(PLANNER, Activity, known("shift"))) == 4


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=TODAY),
    st.dictionaries(st.sampled_from(list(Measure)), st.integers(0, 10**6)),
    st.booleans(),
)
def test_any_activity_survives_its_form(day: date, numbers: dict[Measure, int], has_hours: bool) -> None:
    hours = {"from": "21:30", "to": "01:15"} if has_hours else {}
    action = an_action(action_type=ActionType.OTHER, commitment=None)
    given_values = {**empty_values(action, TODAY), "done_on": day.isoformat(), **hours}
    given_values |= {number_name(measure): str(number) for measure, number in numbers.items()}
    base = {"id": str(uuid4()), "municipality": "0880", "provenance": {"source": "x"}, "action_id": str(action.id)}
    parsed = parse(given_values, base, today=TODAY)
    assert parsed.activity is not None
    if has_hours:
        assert parsed.activity.ended_at is not None
        assert parsed.activity.ended_at.astimezone(LOCAL_TIME).date() == day + timedelta(days=1)
    again = parse(to_values(action, parsed.activity), base, today=TODAY)
    assert again.activity == parsed.activity


@pytest.mark.parametrize(
    "question",
    [
        None, [], {"act": "save"}, {"standing": 1}, {"standing": {"action": "x"}},
        {"act": "steal", "values": {}}, {"act": "save", "values": []}, {"act": "save", "values": {}, "op": "x"},
    ],
)  # fmt: skip
def test_a_question_that_was_made_by_hand_is_refused_in_words(casebook: Casebook, question: Any) -> None:
    if isinstance(question, dict) and "act" in question:
        question = {**question, "standing": to_browser(SV, standing(), {})}
    with pytest.raises(BadSetting):
        logga.reply(ASK, casebook, question)


def test_the_actions_page_tells_its_log_by_period_with_the_way_to_correct(casebook: Casebook) -> None:
    for day in ("2017-05-06", "2017-05-13"):
        saved(casebook, standing(), written(casebook, done_on=day))
    page = f"/atgard/{PATROL}"
    text = screen(casebook, page)
    assert all(day in text for day in ("2016-02-06", "2017-05-06", "2017-05-13", "Senaste 90 dagarna"))
    only = screen(casebook, page, "kommun=0880&fran=2017-01-01&till=2017-12-31")
    assert "2016-02-06" not in only.replace("2016-02-06T", "")
    assert "2 gånger i perioden" in only
    assert "Inget loggat i den perioden." in screen(casebook, page, "kommun=0880&fran=2010-01-01&till=2010-12-31")
    assert "Ändra 2017" not in screen(casebook, page, role=Role.BOARD)
