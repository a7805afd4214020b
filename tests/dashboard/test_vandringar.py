"""Walks on the screen and on paper: listed, planned, proposed, put in order, invited to, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.forms import walkplan
from dashboard.forms.ids import Act
from dashboard.i18n import Language, translate
from dashboard.pages.vandringar import inviting, sheet, stopmap
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotAllowed
from geodata.model import Action, Actor, Category, Invitation, Position, Role, Stop, Walk
from tests.builders import a_finding, a_walk
from tests.dashboard.rendered import PLANNER, words
from tests.dashboard.writing import PATROL, Editor, a_town

SV = translate(Language.SV)
HERE = Position(lon=16.361, lat=56.6628)
STOPS = tuple(
    Stop(number=number, name=name, position=Position(lon=16.36 + number / 1000, lat=56.6628))
    for number, name in enumerate(("Torget", "Bron", "Backen"), start=1)
)
NEW = "/vandringar/ny"


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A town to plan walks in."""
    with a_town(tmp_path) as found:
        yield found


@pytest.fixture
def walk(casebook: Casebook) -> Walk:
    """A walk in the autumn, at half past six."""
    made = a_walk(
        title="Vandring vid torget",
        planned_on=date(2017, 10, 19),
        starts_at=datetime(2017, 10, 19, 16, 30, tzinfo=UTC),
        stops=STOPS,
        route=None,
        themes=(Category.LIGHTING,),
        meeting_point="Vid fontänen",
    )
    casebook.import_records(PLANNER, [made])
    return made


def names(editor: Editor) -> list[str]:
    """The stops in the form, in their order, with their numbers."""
    values = editor.values
    rows = sorted({int(path.split("-")[1]) for path in values if path.startswith("stops-")})
    return [f"{values[f'stops-{row}-number']} {values[f'stops-{row}-name']}" for row in rows]


def test_the_list_and_the_page_of_a_walk_say_when_it_gets_dark(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    assert walk.title in words(answer(Ask(PLANNER, SV), casebook, settings, "/vandringar", "kommun=0880"))
    page = words(answer(Ask(PLANNER, SV), casebook, settings, f"/vandringar/{walk.id}", "kommun=0880"))
    assert "Solen går ner 17.42. Mörkt från 18.20." in page
    assert "Mörkt vid start." in page
    assert "Vid fontänen" in page
    assert "3 stopp, 120 meter raka vägen, ungefär 20 minuter med pauser." in page


def test_a_walk_is_planned_kept_and_changed_in_its_form(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, NEW).press(Act.ADD, "stops")
    new.press(
        Act.SAVE,
        title="Höstvandring",
        planned_on="2017-10-19",
        starts_at="18.30",
        stops__0__name="Torget",
        stops__0__position__lat="56,6628",
        stops__0__position__lon="16,361",
    )
    (kept,) = (entry.record for entry in casebook.entries(PLANNER, Walk, "0880"))
    assert kept.starts_at == datetime(2017, 10, 19, 16, 30, tzinfo=UTC)
    assert kept.stops == (Stop(number=1, name="Torget", position=HERE),)
    changed = Editor(casebook, settings, f"/vandringar/{kept.id}/andra")
    assert changed.values["starts_at"] == "18.30"
    changed.press(Act.SAVE, planned_on="2017-10-26")
    moved = casebook.entry(PLANNER, Walk, kept.id).record.starts_at
    assert moved == datetime(2017, 10, 26, 16, 30, tzinfo=UTC)


def test_a_stop_is_set_down_on_the_map_moved_and_taken_away_and_all_are_numbered_anew(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    form = Editor(casebook, settings, f"/vandringar/{walk.id}/andra")
    assert names(form) == ["1 Torget", "2 Bron", "3 Backen"]
    assert names(form.press(Act.DOWN, "stops-0")) == ["1 Bron", "2 Torget", "3 Backen"]
    assert names(form.press(Act.UP, "stops-2")) == ["1 Bron", "2 Backen", "3 Torget"]
    assert names(form.press(Act.REMOVE, "stops-0")) == ["1 Backen", "2 Torget"]
    assert names(form.press(Act.SET_DOWN, "16.3701,56.6611")) == ["1 Backen", "2 Torget", "3 Stopp 3"]
    form.press(Act.SAVE)
    stops = casebook.entry(PLANNER, Walk, walk.id).record.stops
    assert stops[-1].position == Position(lon=16.3701, lat=56.6611)


@pytest.mark.parametrize("at", ["", "16", "norr,söder", "400,56", "nan,nan", "1,2,3"])
def test_a_stop_that_lies_nowhere_is_not_set_down(casebook: Casebook, settings: Settings, at: str) -> None:
    with pytest.raises(BadSetting):
        Editor(casebook, settings, NEW).press(Act.SET_DOWN, at)


@pytest.mark.parametrize("at", ["stops", "stops-", "stops-9", "stops-x", "stops-0-name"])
def test_only_rows_that_are_there_are_moved(casebook: Casebook, settings: Settings, walk: Walk, at: str) -> None:
    with pytest.raises(BadSetting):
        Editor(casebook, settings, f"/vandringar/{walk.id}/andra").press(Act.UP, at)


def test_stops_that_something_was_noted_at_keep_their_numbers_and_are_not_lost(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    casebook.import_records(PLANNER, [a_finding(walk_id=walk.id, stop=2)])
    form = Editor(casebook, settings, f"/vandringar/{walk.id}/andra")
    with pytest.raises(BadSetting):
        form.press(Act.DOWN, "stops-0")
    assert names(form.press(Act.REMOVE, "stops-0")) == ["2 Bron", "3 Backen"]
    assert names(form.press(Act.ADD, "stops")) == ["2 Bron", "3 Backen", "4 "]
    form.press(Act.REMOVE, "stops-1").press(Act.SAVE)
    assert "Något är noterat vid stopp 2. Ha det kvar" in form.text
    assert casebook.entry(PLANNER, Walk, walk.id).record.stops == STOPS
    form.press(Act.RETIRE)
    assert "Något är noterat på vandringen." in form.text
    assert casebook.entry(PLANNER, Walk, walk.id).record == walk


def test_a_walk_is_walked_again_at_the_same_stops_by_the_same_numbers(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    again = Editor(casebook, settings, NEW, f"kommun=0880&vandring={walk.id}")
    assert names(again) == ["1 Torget", "2 Bron", "3 Backen"]
    assert again.values["themes"] == ["lighting"]
    again.press(Act.REMOVE, "stops-0").press(Act.COPY, "stops")
    assert "3 stopp är hämtade från den förra vandringen." in again.text
    assert names(again) == ["1 Torget", "2 Bron", "3 Backen"]
    again.press(Act.SAVE, planned_on="2018-10-18")
    second = next(entry.record for entry in casebook.entries(PLANNER, Walk, "0880") if entry.record.id != walk.id)
    assert (second.previous_id, second.stops) == (walk.id, STOPS)


def test_nothing_is_taken_over_from_no_walk(casebook: Casebook, settings: Settings) -> None:
    form = Editor(casebook, settings, NEW).press(Act.COPY, "stops")
    assert "Välj först vilken vandring som ska gås om." in form.text


def test_stops_are_proposed_with_their_reasons_and_none_twice(casebook: Casebook, settings: Settings) -> None:
    form = Editor(casebook, settings, NEW).press(Act.PROPOSE, "stops")
    found = names(form)
    if found:
        assert "föreslagna" in form.text or "föreslagen" in form.text
        form.press(Act.PROPOSE, "stops")
        assert names(form) == found
    assert "Inget fler fokusområde" in form.text


def test_what_is_typed_is_told_of_sun_and_way(casebook: Casebook) -> None:
    ask = Ask(PLANNER, SV)
    typed = {
        "planned_on": "2017-06-15",
        "starts_at": "18.30",
        "stops-0-name": "Torget",
        "stops-0-number": "1",
        "stops-0-position-lat": "56,6628",
        "stops-0-position-lon": "16,361",
        "stops-1-name": "",
        "stops-1-number": "2",
        "stops-1-position-lat": "half a numb",
        "stops-1-position-lon": "",
    }
    light = walkplan.light_of(ask, casebook, "0880", typed)
    assert "Ljust vid start." in words(walkplan.sun(SV, light))
    undated = walkplan.light_of(ask, casebook, "0880", {**typed, "planned_on": "i höst"})
    assert "Skriv en dag" in words(walkplan.sun(SV, undated))


@pytest.mark.parametrize(
    ("day", "lat", "said"),
    [
        (date(2017, 6, 21), 67.86, "Solen går inte ner den dagen."),
        (date(2017, 12, 21), 67.86, "Solen går inte upp den dagen. Mörkt från 14.18."),
        (date(2017, 6, 21), 62.39, "Det blir inte helt mörkt den natten."),
    ],
)
def test_the_north_has_its_own_words(casebook: Casebook, day: date, lat: float, said: str) -> None:
    stop = Stop(number=1, name="Torget", position=Position(lon=20.2, lat=lat))
    light = casebook.walk_light(PLANNER, a_walk(planned_on=day, stops=(stop,)))
    assert said in walkplan.sun_said(SV, light)


def test_a_link_is_shown_once_with_its_code_and_can_be_revoked(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    ask = Ask(PLANNER, SV)
    pressed = {"type": inviting.Ids.MAKE.value, "walk": str(walk.id)}
    room, _ = inviting.pressed_now(ask, casebook, settings, pressed, label="Klass 8", until="")
    (token,) = set(re.findall(r"/field/#([\w-]{43})", str(room)))
    assert casebook.admit(token).walk.id == walk.id
    later = inviting.drawn(ask, casebook, settings, walk.id)
    assert token not in str(later)
    assert "Klass 8" in words(later)
    (invitation,) = casebook.invitations(PLANNER, walk.id)
    revoke = {"type": inviting.Ids.REVOKE.value, "walk": str(walk.id), "invitation": str(invitation.id)}
    room, _ = inviting.pressed_now(ask, casebook, settings, revoke, label="", until="")
    assert "indragen" in words(room)


@pytest.mark.parametrize("until", ["i morgon", "2017-13-40", "31/2 2027"])
def test_a_day_that_cannot_be_read_makes_no_link(
    casebook: Casebook, settings: Settings, walk: Walk, until: str
) -> None:
    pressed = {"type": inviting.Ids.MAKE.value, "walk": str(walk.id)}
    room, _ = inviting.pressed_now(Ask(PLANNER, SV), casebook, settings, pressed, label=None, until=until)
    assert "Dagen går inte att läsa." in str(room)
    assert casebook.entries(PLANNER, Invitation, "0880") == ()


@pytest.mark.parametrize("pressed", [{}, {"type": "x"}, {"type": "walk-invite-make", "walk": "x"}, {"walk": 7}])
def test_a_forged_press_is_refused(casebook: Casebook, settings: Settings, pressed: dict[str, object]) -> None:
    with pytest.raises(BadSetting):
        inviting.pressed_now(Ask(PLANNER, SV), casebook, settings, pressed, label="", until="")


def test_the_planner_is_told_why_phones_will_not_work_without_https(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    ask = Ask(PLANNER, SV)
    plain = replace(settings, field_url="http://karta.kommun.se")
    assert "Telefoner kan inte använda länken än" in words(inviting.drawn(ask, casebook, plain, walk.id))
    safe = replace(settings, field_url="https://karta.kommun.se")
    said = words(inviting.drawn(ask, casebook, safe, walk.id))
    assert "Telefoner kan inte" not in said
    assert "den här datorn" not in said
    assert inviting.link_of(safe, "abc") == "https://karta.kommun.se/field/#abc"


def test_those_who_do_not_plan_see_the_walk_but_no_invitations(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    citizen = Ask(Actor(role=Role.CITIZEN), SV)
    page = words(answer(citizen, casebook, settings, f"/vandringar/{walk.id}", "kommun=0880"))
    assert walk.title in page
    assert "Bjud in" not in page
    with pytest.raises(NotAllowed):
        inviting.pressed_now(
            citizen, casebook, settings, {"type": inviting.Ids.MAKE.value, "walk": str(walk.id)}, label="", until=""
        )


def test_the_sheet_has_all_that_a_walk_on_paper_needs_and_no_script(casebook: Casebook, walk: Walk) -> None:
    hostile = walk.model_copy(update={"title": "<script>alert(1)</script>", "id": UUID(int=7)})
    casebook.import_records(PLANNER, [hostile])
    for identity, language in ((walk.id, Language.SV), (hostile.id, Language.EN)):
        told = casebook.walk(PLANNER, identity)
        page = sheet.on_paper(translate(language), told, stopmap.ground_of(casebook, PLANNER, "0880"))
        assert "<script" not in page
        assert "112" in page
        assert "114 14" in page
        assert page.count('<table class="score">') == 2 * len(STOPS)
        assert page.count("<svg") == 1
        assert all(stop.name in page for stop in STOPS)


def test_a_walk_without_positions_has_no_picture_and_says_why(casebook: Casebook, walk: Walk) -> None:
    bare = walk.model_copy(update={"stops": (Stop(number=1, name="Torget"),)})
    ground = stopmap.ground_of(casebook, PLANNER, "0880")
    assert stopmap.as_svg(bare, None, ground, "") is None
    assert "Vägen ritas när" in words(stopmap.as_picture(SV, bare, None, ground))


def test_the_north_is_up_and_the_east_to_the_right_on_the_picture() -> None:
    frame = stopmap.Frame([(16.36, 56.66), (16.37, 56.67)])
    (left, low), (right, high) = frame.at(16.36, 56.66), frame.at(16.37, 56.67)
    assert left < right
    assert high < low
    assert 0 < left < right < stopmap.WIDTH
    assert 0 < high < low < stopmap.HEIGHT


def test_a_walk_that_was_walked_counts_for_the_action_that_its_form_names(
    casebook: Casebook, settings: Settings, walk: Walk
) -> None:
    before = len(casebook.log_of(PLANNER, PATROL.id))
    form = Editor(casebook, settings, f"/vandringar/{walk.id}/andra")
    form.press(Act.SAVE, action_id=str(PATROL.id), walked_at="2017-10-19 18.40")
    assert len(casebook.log_of(PLANNER, PATROL.id)) == before + 1
    assert casebook.entry(PLANNER, Action, PATROL.id).record.id == PATROL.id
