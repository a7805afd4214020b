"""While a promise is written its form tells what could be seen of it, and why not where nobody can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.forms.foreseen import draft_of, drawn
from dashboard.forms.ids import Act
from dashboard.i18n import Language, translate
from dashboard.router import answer
from geodata.analysis.detectable import least_fall
from geodata.casebook import Casebook
from geodata.model import Actor, Category, Role
from geodata.store.opening import open_store
from geodata.studies.foresight import Draft
from tests.builders import a_promise, an_agreement
from tests.dashboard.pressing import CALLBACKS
from tests.dashboard.rendered import PLANNER, as_json, ids, words
from tests.dashboard.writing import SV, Editor
from tests.geodata.casebook.street import CITIZEN, POLICE, street
from tests.geodata.casebook.town import known

EN = translate(Language.EN)
WRITTEN: dict[str, Any] = {
    "categories": ["burglary"],
    "area_codes": ["A"],
    "place_ids": [],
    "starts_on": "2018-01-01",
    "ends_on": "2019-12-31",
}

# 4 a month in A for two years, beside 9 a month in each of D to F: the ring round A and B is left out
LEAST = ceil(100 * (least_fall(96, comparison_before=3 * 9 * 24) or 1))


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The street, with an agreement that has one promise that runs and one that has run out."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store)
    agreement = an_agreement(id=known("agreement"))
    about = {"agreement_id": agreement.id, "categories": (Category.LIGHTING,), "area_codes": ("A",)}
    runs = a_promise(id=known("promise"), starts_on=date(2016, 1, 1), ends_on=date(2017, 12, 31), **about)
    over = a_promise(id=known("over"), number=2, starts_on=date(2015, 1, 1), ends_on=date(2015, 12, 31), **about)
    found.import_records(POLICE, [*street(), agreement, runs, over])
    yield found
    store.close()


def told(casebook: Casebook, values: Mapping[str, Any] = WRITTEN, t: Any = SV) -> str:
    return words(drawn(Ask(PLANNER, t), casebook, "0880", draft_of(values)))


def test_the_rate_the_least_fall_and_the_wait_are_told_in_plain_words(casebook: Casebook) -> None:
    text = told(casebook)
    assert "Anmälda bostadsinbrott, i löftets område: i snitt 4,0 i månaden." in text
    assert (
        f"När löftets 24 månader har gått går en minskning som är mindre än ungefär {LEAST}\u00a0% inte att skilja"
        in text
    )
    assert "Räknat på 96 händelser i löftets område och" in text
    assert "Period: juni 2015 – maj 2017. Källa: " in text
    english = told(casebook, t=EN)
    assert f"are over, a fall smaller than about {LEAST}% cannot be told from chance." in english


def test_without_a_last_day_a_year_is_told_of(casebook: Casebook) -> None:
    assert "Efter 12 månader går en minskning" in told(casebook, {**WRITTEN, "ends_on": ""})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"area_codes": []}, "löftet gäller hela kommunen"),
        ({"categories": []}, "löftet säger inte vad det handlar om"),
        ({"categories": ["robbery"]}, "inget om personrån är noterat i löftets område"),
        ({"area_codes": ["B", "E"]}, "alla andra områden gränsar till löftets"),
        ({"starts_on": "2014-01-01"}, "färre än tre månader före löftets start"),
        ({"area_codes": [], "place_ids": [str(known("unlocated"))]}, "platserna är inte utsatta på kartan"),
    ],
)
def test_what_cannot_be_told_says_why_and_what_to_do(casebook: Casebook, written: dict[str, Any], said: str) -> None:
    values = {**WRITTEN, **written}
    assert f"Kan inte räknas: {said}" in told(casebook, values)
    for t in (SV, EN):
        assert len(drawn(Ask(PLANNER, t), casebook, "0880", draft_of(values))) == 2, "a reason and a remedy"


def test_the_form_of_a_promise_tells_it_and_no_other_form_does(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, "/redigera/promise/ny")
    assert "Kan inte räknas: löftet gäller hela kommunen" in new.text
    assert "form-foreseen" in ids(new.screen)
    assert "i snitt 4,0 i månaden" in new.press(Act.SAVE, **WRITTEN).text, "also where something else is missing"
    assert "form-foreseen" not in ids(Editor(casebook, settings, "/redigera/action/ny").screen)


def test_the_page_of_a_promise_tells_it_until_the_promise_has_run_out(casebook: Casebook, settings: Settings) -> None:
    def page(name: str, role: Actor) -> str:
        return words(answer(Ask(role, SV), casebook, settings, f"/loften/{known(name)}", "kommun=0880"))

    for actor in (PLANNER, CITIZEN):
        assert "Rapporter och fynd om belysning, i löftets område: i snitt 6,0 i månaden." in page("promise", actor)
    assert "Vad kommer att kunna synas?" not in page("over", PLANNER)


@pytest.mark.parametrize("language", list(Language))
def test_it_is_answered_anew_when_what_decides_is_written(
    casebook: Casebook, tmp_path: Path, language: Language
) -> None:
    answered = asked_by_a_browser(casebook, tmp_path, {"municipality": "0880", "values": WRITTEN}, language)
    (said,) = answered.values()
    assert str(LEAST) in as_json(said)


@pytest.mark.parametrize("question", [7, {"values": {}}, {"municipality": "0128", "values": {}}, {"municipality": 1}])
def test_a_damaged_question_changes_nothing(casebook: Casebook, tmp_path: Path, question: object) -> None:
    assert "form-foreseen" not in asked_by_a_browser(casebook, tmp_path, question, Language.SV)


def asked_by_a_browser(casebook: Casebook, tmp_path: Path, data: object, language: Language) -> dict[str, Any]:
    """What the server answers when the browser's code puts a question into the store: by component."""
    client = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    question = {
        "output": "form-foreseen.children",
        "outputs": {"id": "form-foreseen", "property": "children"},
        "inputs": [{"id": "form-foreseen-ask", "property": "data", "value": data}],
        "state": [{"id": "frame-language", "property": "data", "value": language.value}],
        "changedPropIds": ["form-foreseen-ask.data"],
    }
    response = client.post(CALLBACKS, json=question)
    if response.status_code == 204:
        return {}
    assert response.status_code == 200, response.get_data()
    answered = dict(response.get_json())
    return {**answered.get("response", {}), **answered.get("sideUpdate", {})}


def test_days_that_are_half_written_are_not_written_yet() -> None:
    draft = draft_of({"starts_on": "2017-0", "ends_on": 7, "categories": "burglary", "place_ids": ["x", 3]})
    assert draft == Draft()


@given(
    st.dictionaries(
        st.sampled_from(["categories", "area_codes", "place_ids", "starts_on", "ends_on"]),
        st.text(max_size=12) | st.lists(st.text(max_size=8) | st.integers()) | st.none() | st.dates().map(str),
    )
)
def test_whatever_stands_in_the_form_is_a_draft(values: dict[str, Any]) -> None:
    draft = draft_of(values)
    assert draft.months is None or draft.months >= 1
