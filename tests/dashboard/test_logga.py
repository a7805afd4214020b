"""The log as one uses it: the few fields of each kind of work, what was typed kept, one press one activity, undo."""

from __future__ import annotations

import json
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
from dashboard.forms.exchange import Answer, stored
from dashboard.forms.ids import Act, Ids
from dashboard.forms.merge import Side
from dashboard.forms.standing import Asked, Standing
from dashboard.i18n import Language, translate
from dashboard.pages import logga
from dashboard.pages.logga.answering import answer, fresh, held, of_entry, room
from dashboard.pages.logga.values import Values, empty_values, number_name, parse, to_values
from dashboard.pages.redigera.callbacks import reply as redigera_reply
from dashboard.router import answer as screen_of
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotAllowed, NotFound
from geodata.logbook import SHEETS
from geodata.model import (
    LOCAL_TIME,
    Action,
    ActionType,
    Activity,
    Actor,
    Category,
    ContactOutcome,
    ControlFocus,
    Counted,
    DwellingType,
    Measure,
    Role,
    Tier,
)
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
    return pressed(casebook, about, Act.SAVE, values, op=op or uuid4())


def pressed(
    casebook: Casebook,
    about: Standing,
    act: Act,
    values: Values | None = None,
    *,
    at: str = "",
    op: UUID | None = None,
    choice: dict[str, Side] | None = None,
) -> Answer:
    return answer(ASK, casebook, about, Asked(act, at, dict(values or {}), op, choice or {}))


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
        answer(Ask(Actor(role=role), SV), casebook, standing(), Asked(Act.SAVE, "", dict(written(casebook)), None, {}))


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
    back = pressed(casebook, standing(), Act.TAKE_BACK, at=f"{new.id}:1")
    assert len(log(casebook)) == 1
    assert "Borttaget ur loggen." in words(back.said)
    pressed(casebook, back.standing, Act.LOG_AGAIN, at=str(new.id))
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
    found = pressed(casebook, standing(), Act.REPEAT)
    values = {one.id["path"]: one.value for one in _inputs(found.room) if "path" in one.id}
    assert (values["number-adults"], values["done_on"], values["note"]) == ("6", TODAY.isoformat(), "")
    empty = pressed(casebook, standing(), Act.ANEW)
    assert {one.id["path"]: one.value for one in _inputs(empty.room) if "path" in one.id}["number-adults"] == ""


def test_a_correction_keeps_what_no_form_shows(casebook: Casebook) -> None:
    special = (Counted(measure=Measure.SHIFTS, number=1),)
    casebook.log_activity(PLANNER, an_activity(id=known("own"), action_id=PATROL, area_code="E", numbers=special))
    entry = casebook.entry(PLANNER, Activity, known("own"))
    values = to_values(casebook.entry(PLANNER, Action, PATROL).record, entry.record)
    saved(casebook, of_entry(entry), {**values, "number-shifts": "3"})
    after = casebook.entry(PLANNER, Activity, known("own"))
    assert (after.version, after.record.area_code) == (2, "E")
    assert after.record.amount(Measure.SHIFTS) == 3


def corrected(casebook: Casebook, mine: dict[str, str | list[str]], theirs: dict[str, str | list[str]]) -> Answer:
    """What I am told when another corrects the same activity while I do."""
    entry = casebook.entry(PLANNER, Activity, known("shift"))
    values = to_values(casebook.entry(PLANNER, Action, PATROL).record, entry.record)
    saved(casebook, of_entry(entry), {**values, **theirs})
    return saved(casebook, of_entry(entry), {**values, **mine})


def shift(casebook: Casebook) -> Activity:
    return casebook.entry(PLANNER, Activity, known("shift")).record


def choices(found: Answer) -> dict[str, str | None]:
    """What stands chosen between two versions, by field."""
    return {one.id["path"]: one.value for one in _inputs(found.room) if one.id["type"] == Ids.CHOICE.value}


def test_two_who_correct_the_same_see_both_versions_side_by_side_and_lose_nothing(casebook: Casebook) -> None:
    met = corrected(casebook, {"number-adults": "7", "note": "Lugnt"}, {"number-adults": "5", "from": "21:00"})
    assert met.faulty
    text = words(met.room)
    assert "Två har ändrat samtidigt" in text
    assert {"5", "7", "21:00", "Lugnt", "Före: ej angivet"} <= set(text.splitlines())
    assert choices(met) == {"number-adults": None, "from": "theirs", "note": "mine"}
    late = pressed(casebook, met.standing, Act.SETTLE, op=uuid4())
    assert "Välj vilket som ska gälla." in [getattr(one, "error", None) for one in _inputs(late.room)]
    done = pressed(casebook, met.standing, Act.SETTLE, op=uuid4(), choice={"number-adults": Side.MINE})
    assert done.saved
    after = shift(casebook)
    assert (after.amount(Measure.ADULTS), after.note) == (7, "Lugnt")
    assert after.started_at is not None
    assert f"{after.started_at.astimezone(LOCAL_TIME):%H:%M}" == "21:00"
    history = casebook.history_of(PLANNER, Activity, known("shift"))
    assert [line.kept for line in history] == [True, True, False, True], "what was not kept at first stands there too"


def test_one_may_go_on_writing_from_two_versions_of_an_activity(casebook: Casebook) -> None:
    met = corrected(casebook, {"number-adults": "7"}, {"number-adults": "5", "channel": "Torget"})
    on = pressed(casebook, met.standing, Act.SETTLE, at="edit")
    values = {one.id["path"]: one.value for one in _inputs(on.room) if one.id["type"] == Ids.FIELD.value}
    assert (values["number-adults"], values["channel"]) == ("7", "Torget")
    saved(casebook, on.standing, {**values, "number-adults": "12"})
    assert (shift(casebook).amount(Measure.ADULTS), shift(casebook).channel) == (12, "Torget")


def test_a_third_who_corrects_in_between_opens_the_choice_again(casebook: Casebook) -> None:
    met = corrected(casebook, {"number-adults": "7"}, {"number-adults": "5"})
    third = casebook.entry(PLANNER, Activity, known("shift"))
    saved(casebook, of_entry(third), {**to_values(an_action(), third.record), "number-adults": "9"})
    again = pressed(casebook, met.standing, Act.SETTLE, op=uuid4(), choice={"number-adults": Side.MINE})
    assert {"9", "7"} <= set(words(again.room).splitlines())
    assert shift(casebook).amount(Measure.ADULTS) == 9


def test_two_who_correct_to_the_same_have_both_saved(casebook: Casebook) -> None:
    met = corrected(casebook, {"number-adults": "7"}, {"number-adults": "7"})
    assert (met.saved, met.faulty) == (True, False)
    assert shift(casebook).amount(Measure.ADULTS) == 7


def test_two_versions_that_do_not_go_together_are_mended_in_the_log(casebook: Casebook) -> None:
    entry = casebook.entry(PLANNER, Activity, known("shift"))
    values = {**to_values(an_action(), entry.record), "from": "20:00", "to": "23:00"}
    saved(casebook, of_entry(entry), values)
    now = casebook.entry(PLANNER, Activity, known("shift"))
    saved(casebook, of_entry(now), {**values, "from": "", "to": ""})
    met = saved(casebook, of_entry(now), {**values, "to": "22:00"})
    mixed = {"from": Side.THEIRS, "to": Side.MINE}
    found = pressed(casebook, met.standing, Act.SETTLE, op=uuid4(), choice=mixed)
    assert found.faulty
    assert "22:00" in [getattr(one, "value", None) for one in _inputs(found.room)]
    assert shift(casebook).started_at is None


@pytest.mark.parametrize("t", [SV, EN])
def test_what_no_form_shows_is_chosen_too_and_every_field_speaks_in_words(casebook: Casebook, t: Any) -> None:
    entry = casebook.entry(PLANNER, Activity, known("shift"))
    homes = (Counted(measure=Measure.HOUSEHOLDS, number=4, dwelling_type=DwellingType.APARTMENT),)
    everything = Activity(
        **{
            **dict(entry.record),
            "area_code": "E",
            "tier": Tier.MUNICIPALITY,
            "numbers": homes,
            "place_id": known("square"),
            "partner_ids": (known("police"),),
            "themes": (Category.LIGHTING,),
            "focus": ControlFocus.SPEED,
            "contact_outcome": ContactOutcome.AGREED,
        }
    )
    casebook.save(PLANNER, everything, base_version=1)
    values = {**to_values(an_action(), entry.record), "done_on": "2016-02-07", "number-adults": "3"}
    met = answer(Ask(PLANNER, t), casebook, of_entry(entry), Asked(Act.SAVE, "", dict(values), uuid4(), {}))
    sides = choices(met)
    assert sides.pop("done_on") == "mine"
    assert sides.pop("number-adults") == "mine"
    assert set(sides.values()) == {"theirs"}
    assert {"area_code", "tier", "homes", "place_id", "partner_ids", "themes", "focus", "contact_outcome"} <= set(sides)
    text = words(met.room)
    assert {"Torget", "Polisen", "Östra", t.label(Tier.MUNICIPALITY), t.label(ControlFocus.SPEED)} <= set(
        text.splitlines()
    )
    pressed(casebook, met.standing, Act.SETTLE, op=uuid4())
    after = shift(casebook)
    assert (after.area_code, after.tier, after.place_id) == ("E", Tier.MUNICIPALITY, known("square"))
    assert (str(after.done_on), after.amount(Measure.HOUSEHOLDS), after.amount(Measure.ADULTS)) == ("2016-02-07", 4, 3)


def test_what_was_taken_back_while_it_was_corrected_is_kept_on_screen_and_can_be_saved(casebook: Casebook) -> None:
    entry = casebook.entry(PLANNER, Activity, known("shift"))
    values = {**to_values(an_action(), entry.record), "number-adults": "7"}
    casebook.take_back_activity(PLANNER, known("shift"), base_version=1)
    met = saved(casebook, of_entry(entry), values)
    assert "Någon annan tog bort den medan du skrev." in words(met.room)
    saved(casebook, met.standing, values)
    assert shift(casebook).amount(Measure.ADULTS) == 7


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
        question = {**question, "standing": in_store(casebook)}
    with pytest.raises(BadSetting):
        logga.reply(ASK, casebook, question)


def in_store(casebook: Casebook) -> dict[str, Any]:
    """What the page's store holds of a new log."""
    inside, initial = room(ASK, casebook, standing())
    kept = held(ASK, casebook, Answer(inside, standing(), initial=initial))
    found: dict[str, Any] = json.loads(json.dumps(stored(SV, standing(), kept)))
    return found


@pytest.mark.parametrize("base", ["{}", '{"action_id": 7}', '{"action_id": "x"}', "[]", "x"])
def test_a_standing_that_was_made_by_hand_is_refused_in_words(casebook: Casebook, base: str) -> None:
    about = {**in_store(casebook), "base": base}
    for act in Act:
        with pytest.raises((BadSetting, NotFound)):
            logga.reply(ASK, casebook, {"act": act.value, "values": {}, "standing": about})
    assert len(log(casebook)) == 1


def test_a_form_of_the_register_is_no_log_and_a_log_no_form_of_the_register(casebook: Casebook) -> None:
    about = in_store(casebook)
    with pytest.raises(BadSetting):
        redigera_reply(ASK, casebook, {"act": "save", "values": {}, "standing": about})
    with pytest.raises(BadSetting):
        logga.reply(ASK, casebook, {"act": "save", "values": {}, "standing": {**about, "kind": "action"}})


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
