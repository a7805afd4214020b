"""The statistics page: the answer in words before any figure, every number as a table, and nothing to the public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.pages.statistik import (
    FIRST_ORDER,
    Ids,
    fill,
    next_order,
    picked,
    read_controls,
    sane_order,
    saying,
    usual_question,
)
from dashboard.pages.statistik.rooms import ordered
from dashboard.router import answer
from dashboard.view import Address, parse
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.model import Actor, AreaKind, BurglaryCount, DwellingType, Role, Tier, View
from geodata.store import open_store
from geodata.studies.near_repeats import NearCell, NearRepeats, RiskBox, not_open
from tests import builders
from tests.dashboard.pressing import CALLBACKS
from tests.dashboard.rendered import PLANNER, as_json, components, ids, props, words

SV = translate(Language.SV)
OUTLYING = "0880C1240"


def screen(casebook: Casebook, settings: Settings, query: str = "kommun=0880", actor: Actor = PLANNER) -> Any:
    return answer(Ask(actor, SV), casebook, settings, "/statistik", query)


def address(query: str = "kommun=0880") -> Address:
    return parse(query, "0880")[0]


def by_id(tree: Any, identity: str) -> dict[str, Any]:
    return next(props(one) for one in components(tree) if getattr(one, "id", None) == identity)


@pytest.fixture
def small_town(tmp_path: Path) -> Iterator[Casebook]:
    """Two areas counted for two years by type, the newest month preliminary."""
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    areas = [
        builders.an_area(code=code, name=name, dwellings=1000, outline=builders.a_box(lon))
        for code, name, lon in (("N", "Norra", 16.30), ("S", "Södra", 16.32))
    ]
    counts = [
        BurglaryCount(
            id=uuid4(),
            municipality="0880",
            provenance=builders.a_provenance(source="Polisen"),
            area_code=area.code,
            month=date(year, month, 1),
            count=3 if area.code == "N" else 1,
            is_preliminary=(year, month) == (2016, 12),
        )
        for area in areas
        for year in (2015, 2016)
        for month in range(1, 13)
    ]
    casebook.import_records(
        Actor(role=Role.ADMINISTRATOR), [builders.a_municipality(shown_as_of=date(2017, 1, 9)), *areas, *counts]
    )
    yield casebook
    store.close()


def test_the_answer_stands_in_words_before_any_figure(small_town: Casebook, settings: Settings) -> None:
    said = words(screen(small_town, settings))
    assert "96 anmälda bostadsinbrott i Kalmar, januari 2015 \u2013 december 2016" in said
    assert "24,0 per 1\u00a0000 bostäder och år" in said
    assert "Preliminärt: december 2016. Siffrorna kan ändras." in said
    assert said.index("96 anmälda") < said.index("Utveckling per bostadstyp") < said.index("Områden, januari")


def test_an_area_is_told_beside_the_municipality(small_town: Casebook, settings: Settings) -> None:
    said = words(screen(small_town, settings, "kommun=0880&omrade=N"))
    assert "72 anmälda bostadsinbrott i Norra, januari 2015 \u2013 december 2016" in said
    assert "kommunens snitt, 24,0 per 1\u00a0000 bostäder och år" in said
    assert "36,0 (28,2\u201345,3)" in said


def test_a_period_in_the_address_is_the_one_that_is_counted(small_town: Casebook, settings: Settings) -> None:
    tree = screen(small_town, settings, "kommun=0880&fran=2016-02-15&till=2016-11-30")
    assert "36 anmälda bostadsinbrott i Kalmar, mars 2016 \u2013 november 2016" in words(tree)
    assert by_id(tree, Ids.FIRST)["value"] == "2016-03-01"
    assert by_id(tree, Ids.LAST)["value"] == "2016-11-01"


def test_every_figure_has_a_title_a_source_and_its_numbers_as_a_table(demo: Casebook, settings: Settings) -> None:
    tree = screen(demo, settings)
    figures = [one for one in components(tree) if one.__class__.__name__ == "Figure"]
    assert len(figures) == 7
    for figure in figures:
        said = words(figure)
        assert "Källa: " in said
        assert "Räknat 1 juni 2017" in said
        if "dash_table" not in said and Ids.FUNNEL.value not in ids(figure):
            assert any(one.__class__.__name__ == "Table" for one in components(figure)), said[:80]
    assert any(one.__class__.__name__ == "Table" for one in components(by_id(tree, Ids.TABLE.value)["children"]))


def test_the_near_repeat_table_says_its_conclusion_and_its_seed(demo: Casebook, settings: Settings) -> None:
    said = words(by_id(screen(demo, settings), Ids.REPEATS)["children"])
    assert "Inget tyder på att inbrott kommer tillbaka" in said
    assert "frö 20160401" in said
    assert "0\u20136 dagar" in said


def test_worry_stands_beside_reports_in_one_sentence(demo: Casebook, settings: Settings) -> None:
    said = words(by_id(screen(demo, settings), Ids.SURVEY)["children"])
    assert "Oron ökar." in said
    assert "Mätningen: 18,0 till 25,0 procent" in said


def test_another_question_stands_in_the_address(demo: Casebook, settings: Settings) -> None:
    question = demo.survey_questions(PLANNER, "0880")[1]
    tree = screen(demo, settings, Address(View(municipality="0880"), question=question).query())
    assert f"{question}: andel" in words(tree)
    assert by_id(tree, Ids.QUESTION)["value"] == question


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_the_public_sees_why_there_are_no_counts_and_no_total_leaks(
    demo: Casebook, settings: Settings, role: Role
) -> None:
    tree = screen(demo, settings, actor=Actor(role=role))
    said = words(tree)
    assert "Anmälda bostadsinbrott visas inte för din roll" in said
    assert "Oro för att utsättas för bostadsinbrott" in said, "the survey is public"
    total = demo.burglary_trends(PLANNER, "0880").whole.count
    assert str(total) not in as_json(tree)
    assert not {one for one in ids(tree) if one.startswith("statistik")}
    rooms = fill(Ask(Actor(role=role), SV), demo, address(), FIRST_ORDER)
    assert str(total) not in as_json(list(rooms))
    assert "Bergavik" not in words(rooms[2])


def test_without_counts_the_page_says_how_to_get_them(tmp_path: Path, settings: Settings) -> None:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    casebook.import_records(PLANNER, [builders.a_municipality(), builders.an_area()])
    said = words(screen(casebook, settings))
    store.close()
    assert "Inga anmälda bostadsinbrott i perioden" in said
    assert "Ingen trygghetsmätning" in said
    assert "För få händelser med plats och dag. Välj en längre period." in said


def test_an_area_that_is_not_there_leaves_the_whole_municipality(demo: Casebook, settings: Settings) -> None:
    assert "i Kalmar, januari 2015" in words(screen(demo, settings, "kommun=0880&omrade=nowhere"))


def test_a_larger_area_can_be_chosen_too(demo: Casebook, settings: Settings) -> None:
    regso = demo.areas(PLANNER, "0880", AreaKind.REGSO)[0]
    said = words(screen(demo, settings, f"kommun=0880&omrade={regso.code}"))
    assert f"i {regso.name}, januari 2015" in said
    assert "per 1\u00a0000 bostäder och år" in said.split("I korthet")[1][:300]


def test_the_controls_make_the_address_and_the_address_the_controls() -> None:
    controls = ["N", "2016-05-01", "2015-02-01", "detached", "Annan fråga"]
    made = read_controls(address("kommun=0880&sprak=en"), controls, usual="Oro")
    assert made.query() == (
        "kommun=0880&fran=2015-02-01&till=2016-05-31&omrade=N&bostadstyp=detached&fraga=Annan%20fr%C3%A5ga&sprak=en"
    )
    assert parse(made.query(), "0880") == (made, ())
    nothing = read_controls(made, [None, None, None, "every", "Oro"], usual="Oro")
    assert nothing.query() == "kommun=0880&sprak=en"


@pytest.mark.parametrize("value", [7, "", "not a date", ["2016-01-01"], {"a": 1}, "9999-99-99"])
def test_a_control_that_holds_what_it_cannot_is_as_an_empty_one(value: Any) -> None:
    made = read_controls(address(), [None, value, value, value, None], usual=None)
    assert made.query() == "kommun=0880"


def test_the_last_month_there_is_has_a_last_day() -> None:
    made = read_controls(address(), [None, None, "9999-12-01", None, None], usual=None)
    assert made.query() == "kommun=0880&till=9999-12-31"


def test_a_municipality_that_is_not_here_is_refused(demo: Casebook) -> None:
    with pytest.raises(NotFound, match="choose another"):
        fill(Ask(PLANNER, SV), demo, address("kommun=9999"), FIRST_ORDER)


def test_a_dwelling_type_that_is_none_is_said_to_be_ignored(demo: Casebook, settings: Settings) -> None:
    assert "bostadstyp" in words(screen(demo, settings, "kommun=0880&bostadstyp=igloo"))


def test_the_usual_question_is_that_of_the_area(demo: Casebook) -> None:
    usual = usual_question(demo, PLANNER, address(), "nowhere")
    assert usual == demo.survey_questions(PLANNER, "0880")[0]


def repeated(*, stands: bool, ratio: float, box: RiskBox | None) -> NearRepeats:
    cells = tuple(
        tuple(
            NearCell(100 * i, 100 * (i + 1), 7 * j, 7 * (j + 1), 14, 10.0, ratio, stands and i == j == 0)
            for j in range(2)
        )
        for i in range(2)
    )
    return replace(not_open(today=date(2017, 6, 1)), cells=cells, why=None, box=box)


def a_box(metres: float, days: float, ratio: float) -> RiskBox:
    return RiskBox(metres, days, 36, 30.0, ratio, 0.9, 1.1, 0.001)


def test_near_repeats_are_told_of_the_nearest_first_and_of_the_clearest_then() -> None:
    both = saying.repeats(SV, repeated(stands=True, ratio=1.4, box=a_box(800, 56, 1.04)))
    assert both == (
        "Inom 100 meter och 7 dagar är risken för ett till 1,4 gånger vad slumpen ger (14 par, väntat 10,0). "
        "Tydligast syns det inom 800 meter och 56 dagar: 1,04 gånger."
    )
    assert "Tydligast" not in saying.repeats(SV, repeated(stands=True, ratio=1.4, box=a_box(100, 7, 1.4)))
    wide = saying.repeats(SV, repeated(stands=False, ratio=1.4, box=a_box(200, 14, 1.2)))
    assert wide.startswith("Inom 200 meter och 14 dagar är risken för ett till 1,2 gånger")
    assert saying.repeats(SV, repeated(stands=False, ratio=1.4, box=None)).startswith("Inget tyder på")


def test_a_count_with_months_unknown_is_said_to_be_the_least(small_town: Casebook, settings: Settings) -> None:
    held_back = builders.a_burglary_count(
        area_code="N", month=date(2014, 12, 1), count=None, is_suppressed=True, tier=Tier.MUNICIPALITY
    )
    small_town.import_records(PLANNER, [held_back])
    said = words(screen(small_town, settings))
    assert "Minst 96 anmälda bostadsinbrott i Kalmar, december 2014" in said
    assert "Ofullständigt: uppgifter saknas i 1 månad (december 2014)" in said
    assert "för få för att visas" in said, "the area whose count was held back has no rate"


def test_the_least_holds_the_types_that_are_known_of_a_month_that_is_not(
    small_town: Casebook, settings: Settings
) -> None:
    month = date(2014, 12, 1)
    known = builders.a_burglary_count(area_code="N", month=month, count=7, dwelling_type=DwellingType.DETACHED)
    held_back = builders.a_burglary_count(
        area_code="N", month=month, count=None, is_suppressed=True, dwelling_type=DwellingType.APARTMENT
    )
    small_town.import_records(PLANNER, [known, held_back])
    said = words(screen(small_town, settings, "kommun=0880&till=2014-12-31"))
    assert "Minst 7 anmälda bostadsinbrott i Kalmar, december 2014" in said


def test_a_point_and_a_name_choose_their_area() -> None:
    point = {"points": [{"customdata": "N"}]}
    assert picked(Ids.FUNNEL.value, point) == "N"
    assert picked({"type": Ids.PICK.value, "code": "S"}, point) == "S"
    for pressed, click in ((None, point), (Ids.FUNNEL.value, {"points": []}), (Ids.FUNNEL.value, "x"), ("x", point)):
        assert picked(pressed, click) is None
    assert picked(Ids.FUNNEL.value, {"points": [{"customdata": ["N"]}]}) is None


def test_a_head_sorts_from_its_natural_end_and_then_turns() -> None:
    assert next_order("-per_1000", "per_1000") == "per_1000"
    assert next_order("per_1000", "count") == "-count"
    assert next_order("-count", "name") == "name"
    assert next_order("name", "name") == "-name"
    assert next_order("name", "__class__") == "name"
    assert sane_order({"a": 1}) == sane_order("__class__") == FIRST_ORDER


@pytest.mark.parametrize("column", ["name", "count", "dwellings", "per_1000", "smoothed", "standing"])
def test_what_is_not_known_comes_last_whichever_way_the_table_is_sorted(demo: Casebook, column: str) -> None:
    rates = demo.area_rates(PLANNER, "0880", dwelling_type=DwellingType.TERRACED)
    for order in (column, f"-{column}"):
        values = [getattr(area, column) for area in ordered(rates.areas, order)]
        known = [value for value in values if value is not None]
        assert len(known) + values.count(None) == 43
        assert None not in values[: len(known)]
    assert ordered(rates.areas, f"-{column}") != ordered(rates.areas, column)


def asked(client: FlaskClient, output: str, inputs: list[Any], state: list[Any], changed: str) -> Any:
    """A callback's answer, as the browser asks for it."""
    dependencies = client.get("/_dash-dependencies").get_json()
    entry = next(one for one in dependencies if output in one["output"] and "statistik" in one["output"])
    name = entry["output"]
    inner = name[2:-2].split("...") if name.startswith("..") else [name]
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in inner]
    body = {
        "output": name,
        "outputs": outputs if name.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": [*state, {"id": "frame-language", "property": "data", "value": "sv"}],
        "changedPropIds": [changed],
    }
    return client.post(CALLBACKS, json=body)


def prop(identity: Any, name: str, value: Any) -> dict[str, Any]:
    return {"id": identity, "property": name, "value": value}


def controls(area: str | None) -> list[dict[str, Any]]:
    values = {Ids.AREA: area, Ids.FIRST: None, Ids.LAST: None, Ids.TYPE: "every", Ids.QUESTION: None}
    return [prop(control.value, "value", value) for control, value in values.items()]


def test_another_area_fills_the_rooms_and_the_address(client: FlaskClient) -> None:
    state = [prop(Ids.VIEW.value, "data", "kommun=0880"), prop(Ids.SORTED.value, "data", FIRST_ORDER)]
    response = asked(client, "statistik-brief", controls(OUTLYING), state, "statistik-area.value")
    found = response.get_json()["response"]
    assert found[Ids.VIEW.value]["data"] == f"kommun=0880&omrade={OUTLYING}"
    assert "Bergavik-Björkenäs 2" in json.dumps(found[Ids.BRIEF.value], ensure_ascii=False)


def test_controls_that_only_just_appeared_change_nothing(client: FlaskClient) -> None:
    state = [prop(Ids.VIEW.value, "data", "kommun=0880"), prop(Ids.SORTED.value, "data", FIRST_ORDER)]
    response = asked(client, "statistik-brief", controls(None), state, "statistik-area.value")
    assert response.get_json()["response"] == {}


@pytest.mark.parametrize("now", [None, "0880C1010"])
def test_pressing_a_name_chooses_its_area_and_pressing_it_again_all(client: FlaskClient, now: str | None) -> None:
    button = {"type": Ids.PICK.value, "code": "0880C1010"}
    inputs = [prop(Ids.FUNNEL.value, "clickData", None), [prop(button, "n_clicks", 1)]]
    changed = json.dumps(button, sort_keys=True, separators=(",", ":")) + ".n_clicks"
    response = asked(client, "statistik-area.value", inputs, [prop(Ids.AREA.value, "value", now)], changed)
    assert response.get_json()["response"][Ids.AREA.value]["value"] == (None if now else "0880C1010")


def test_pressing_a_head_sorts_the_table(client: FlaskClient) -> None:
    button = {"type": Ids.SORT.value, "column": "name"}
    state = [prop(Ids.SORTED.value, "data", FIRST_ORDER), prop(Ids.VIEW.value, "data", "kommun=0880")]
    changed = json.dumps(button, sort_keys=True, separators=(",", ":")) + ".n_clicks"
    found = asked(client, "statistik-table", [[prop(button, "n_clicks", 1)]], state, changed).get_json()["response"]
    assert found[Ids.SORTED.value]["data"] == "name"
    assert '"aria-sort": "ascending"' in json.dumps(found[Ids.TABLE.value])
