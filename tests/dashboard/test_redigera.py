"""The register is written in forms: nothing typed is lost, two editors meet field by field, and all can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.forms.fields import KINDS, form_of
from dashboard.forms.ids import Act, Ids
from dashboard.forms.standing import asked_of, standing_of
from dashboard.i18n import Language, translate
from dashboard.pages.redigera.callbacks import reply
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.errors import BadSetting, InvalidRecord, LofteskartanError, NotAllowed
from geodata.model import (
    Action,
    Actor,
    CommitmentKind,
    Idea,
    Measure,
    Place,
    Record,
    ResponsibleRole,
    Role,
    Tier,
)
from tests import builders
from tests.dashboard.rendered import PLANNER, ids, words
from tests.dashboard.writing import (
    AGREEMENT,
    KOMMUN,
    ONES,
    PATROL,
    PLACE,
    POLIS,
    PROMISE,
    SV,
    Editor,
    a_town,
    address,
    stands,
)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A town with one of each of what is written by hand."""
    with a_town(tmp_path) as found:
        yield found


def test_a_new_action_with_two_responsible_parties_and_a_commitment(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, "/redigera/action/ny", f"kommun=0880&lofte={PROMISE.id}")
    assert new.values["promise_ids"] == [str(PROMISE.id)]
    assert new.values["starts_on"] == PROMISE.starts_on.isoformat()
    new.press(Act.ADD, "responsibilities", title="Trygghetsvandring")
    assert new.standing["focus"] == "responsibilities-0"
    new.press(
        Act.ADD,
        "responsibilities",
        responsibilities__0__party_id=str(KOMMUN.id),
        responsibilities__0__role="lead",
        responsibilities__0__confirmed_on="2016-05-02",
    )
    new.press(
        Act.SAVE,
        action_type="safety_walk",
        responsibilities__1__party_id=str(POLIS.id),
        responsibilities__1__role="partner",
        commitment__commitment_kind="per_year",
        commitment__number="2",
    )
    assert "Trygghetsvandring är sparad." in new.text
    made = next(e.record for e in casebook.entries(PLANNER, Action, "0880") if e.record.title == "Trygghetsvandring")
    assert [(one.party_id, one.role) for one in made.responsibilities] == [
        (KOMMUN.id, ResponsibleRole.LEAD),
        (POLIS.id, ResponsibleRole.PARTNER),
    ]
    assert made.commitment is not None
    assert (made.commitment.commitment_kind, made.commitment.number, made.commitment.measure) == (
        CommitmentKind.PER_YEAR,
        2,
        Measure.OCCURRENCES,
    )
    assert made.promise_ids == (PROMISE.id,)
    assert new.standing["address"] == f"/redigera/action/{made.id}?kommun=0880"
    assert new.standing["forget"].startswith("action/ny/0880")


@pytest.mark.parametrize("record", [AGREEMENT, PROMISE, KOMMUN, PATROL, PLACE, *ONES], ids=lambda one: str(one.kind))
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_is_opened_and_saved_unchanged_in_both_languages(
    casebook: Casebook, settings: Settings, record: Record, language: Language
) -> None:
    editor = Editor(casebook, settings, address(record))
    editor.ask = Ask(PLANNER, translate(language))
    editor.press(Act.SAVE)
    assert editor.faults == {}
    assert editor.standing["forget"] == f"{record.kind}/{record.id}"
    assert "{" not in editor.text
    assert stands(casebook, type(record), record.id) == record
    assert len(casebook.history_of(PLANNER, type(record), record.id)) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_an_empty_form_of_every_kind_says_what_is_missing_and_saves_nothing(
    casebook: Casebook, settings: Settings, kind: type[Record]
) -> None:
    before = casebook.data_version(PLANNER)
    new = Editor(casebook, settings, f"/redigera/{kind.kind}/ny")
    assert translate(Language.SV)(f"form.new.{kind.kind}") in new.text
    new.press(Act.SAVE)
    assert new.faults
    assert "Inget är sparat än." in new.text
    assert casebook.data_version(PLANNER) == before


def test_a_fault_keeps_everything_that_was_typed(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    editor.press(Act.SAVE, title="Ny rubrik", starts_on="i våras", commitment__number="många")
    assert set(editor.faults) == {"starts_on", "commitment-number"}
    assert editor.values["title"] == "Ny rubrik"
    assert editor.values["starts_on"] == "i våras"
    assert editor.values["commitment-number"] == "många"
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_what_names_a_person_is_marked_at_its_field_and_nothing_is_saved(
    casebook: Casebook, settings: Settings
) -> None:
    editor = Editor(casebook, settings, address(PATROL)).press(Act.SAVE, text="Ring Anna på 070-123 45 67.")
    assert '"070-123 45 67" (telefonnummer)' in editor.faults["text"]
    assert editor.values["text"] == "Ring Anna på 070-123 45 67."
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_rows_are_added_inside_a_group_and_taken_away(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PROMISE))
    editor.press(Act.ADD, "indicator-readings")
    editor.press(Act.ADD, "indicator-readings", indicator__readings__0__on="2017-01-10")
    assert editor.values["indicator-readings-0-on"] == "2017-01-10"
    editor.press(Act.REMOVE, "indicator-readings-0")
    assert "indicator-readings-0-on" not in editor.values
    assert editor.standing["focus"] == "indicator-readings"


def test_a_promise_begins_with_its_agreements_period_and_the_next_number(
    casebook: Casebook, settings: Settings
) -> None:
    new = Editor(casebook, settings, "/redigera/promise/ny")
    assert new.values["agreement_id"] == str(AGREEMENT.id)
    assert new.values["number"] == "2"
    assert new.values["starts_on"] == "2016-04-01"
    assert new.values["indicator"] == "no"
    assert "ej mätbart" in new.text


def test_an_address_that_names_what_is_not_there_opens_an_empty_form(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, "/redigera/action/ny", f"kommun=0880&lofte={uuid4()}&part=x")
    assert new.values["starts_on"] == ""
    new.press(Act.SAVE, title="Vandring", action_type="safety_walk", starts_on="2017-01-01")
    assert "no promise" in new.text  # what the form names is not there: the casebook's own sentence


def test_a_place_may_be_written_without_a_position_and_located_later(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, "/redigera/place/ny").press(Act.SAVE, name="Köpcentrum", place_kind="centre")
    made = UUID(new.standing["id"])
    place = stands(casebook, Place, made)
    assert isinstance(place, Place)
    assert not place.is_located
    new.op_id = str(uuid4())
    new.press(Act.SAVE, position__lat="56,66", position__lon="16,36")
    located = stands(casebook, Place, made)
    assert isinstance(located, Place)
    assert located.is_located


def test_an_idea_keeps_to_the_municipality_until_somebody_opens_it(casebook: Casebook, settings: Settings) -> None:
    new = Editor(casebook, settings, "/redigera/idea/ny")
    assert new.values["tier"] == "municipality"
    assert "Polisen\n" not in words(new.screen).replace("Kommunen och polisen", "")
    new.press(Act.SAVE, idea_kind="tip", text="Lampan är trasig", reply_due_on="2017-06-15")
    made = stands(casebook, Idea, UUID(new.standing["id"]))
    assert made.tier is Tier.MUNICIPALITY


def test_the_origin_of_a_record_is_not_written_by_hand(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    editor.standing["base"] = editor.standing["base"].replace("Kalmar kommun", "Brå")
    editor.press(Act.SAVE, title="Nattvandring på stan")
    assert stands(casebook, Action, PATROL.id).provenance == PATROL.provenance


def test_a_dialogue_shows_which_promises_cite_it(casebook: Casebook, settings: Settings) -> None:
    (dialogue,) = (record for record in ONES if record.kind == "dialogue")
    assert "Inget löfte hänvisar hit än." in Editor(casebook, settings, address(dialogue)).text
    Editor(casebook, settings, address(PROMISE)).press(Act.SAVE, evidence_ids=[str(dialogue.id)])
    assert "Tryggare vid stationen" in Editor(casebook, settings, address(dialogue)).text


@pytest.mark.parametrize("language", list(Language))
def test_the_register_lists_every_kind_and_every_record(
    casebook: Casebook, settings: Settings, language: Language
) -> None:
    ask = Ask(PLANNER, translate(language))
    text = words(answer(ask, casebook, settings, "/register", "kommun=0880"))
    assert all(ask.t(f"kind.{kind.kind}") in text for kind in KINDS)
    for kind in KINDS:
        listed = words(answer(ask, casebook, settings, f"/register/{kind.kind}", "kommun=0880"))
        assert ask.t(f"form.new.{kind.kind}") in listed
        assert "{" not in listed
    parties = words(answer(ask, casebook, settings, "/register/party", "kommun=0880&sida=9"))
    assert {"Kalmar kommun", "Polisen i Kalmar"} <= set(parties.splitlines())


def test_a_long_list_has_pages(casebook: Casebook, settings: Settings) -> None:
    parties = [builders.a_party(name=f"Förening {number:03}") for number in range(120)]
    casebook.import_records(Actor(role=Role.POLICE), parties)
    first = words(answer(Ask(PLANNER, SV), casebook, settings, "/register/party", "kommun=0880"))
    second = words(answer(Ask(PLANNER, SV), casebook, settings, "/register/party", "kommun=0880&sida=2"))
    assert "Förening 000" in first
    assert "Förening 119" not in first
    assert "Förening 119" in second


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_those_who_do_not_write_the_register_see_no_way_in_and_are_refused(
    casebook: Casebook, settings: Settings, role: Role
) -> None:
    ask = Ask(Actor(role=role), SV)
    for path in ("/loften", f"/loften/{PROMISE.id}", f"/atgard/{PATROL.id}"):
        text = words(answer(ask, casebook, settings, path, "kommun=0880"))
        assert not {"Ändra", "Nytt löfte", "Ny åtgärd", "Registret", "Historik: 1 steg"} & set(text.splitlines()), path
    for path in ("/register", "/register/party", "/redigera/action/ny", address(PATROL)):
        text = words(answer(ask, casebook, settings, path, "kommun=0880"))
        assert SV("failure.title.403") in text
        assert "Nattvandring" not in text
    editor = Editor(casebook, settings, address(PATROL))
    for act in Act:
        question = {"act": act.value, "at": "time_bands", "values": editor.values, "standing": editor.standing}
        with pytest.raises(NotAllowed):
            reply(ask, casebook, question)
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_those_who_write_the_register_find_the_way_in(casebook: Casebook, settings: Settings) -> None:
    ask = Ask(PLANNER, SV)
    assert {"Nytt löfte", "Registret"} <= set(words(answer(ask, casebook, settings, "/loften", "")).splitlines())
    promise = words(answer(ask, casebook, settings, f"/loften/{PROMISE.id}", "kommun=0880")).splitlines()
    assert {"Ändra", "Ny åtgärd", "Historik: 1 steg"} <= set(promise)
    action = words(answer(ask, casebook, settings, f"/atgard/{PATROL.id}", "kommun=0880")).splitlines()
    assert {"Ändra", "Historik: 1 steg"} <= set(action)


@pytest.mark.parametrize(
    "path",
    # every process that takes part has to find the same cases, so this stranger's id is written down
    ["/redigera", "/redigera/hotspot/ny", "/redigera/action/x", f"/redigera/action/{UUID(int=4)}", "/register/x"],
)
def test_what_is_not_in_the_register_is_said_in_one_sentence(casebook: Casebook, settings: Settings, path: str) -> None:
    assert "Det du söker finns inte" in words(answer(Ask(PLANNER, SV), casebook, settings, path, "kommun=0880"))


def good_standing(casebook: Casebook, settings: Settings) -> dict[str, object]:
    return Editor(casebook, settings, address(PATROL)).standing


@pytest.mark.parametrize(
    "damage",
    [
        {"kind": "hotspot"},
        {"kind": 7},
        {"id": "x"},
        {"base": "{"},
        {"base": "[]"},
        {"version": "1"},
        {"municipality": None},
        {"clash": {"mine": "{", "theirs": "{}", "version": 1}},
    ],
)
def test_a_damaged_form_is_told_so_and_changes_nothing(
    casebook: Casebook, settings: Settings, damage: dict[str, object]
) -> None:
    standing = good_standing(casebook, settings) | damage
    with pytest.raises((BadSetting, InvalidRecord)):
        standing_of(standing)
    with pytest.raises((BadSetting, InvalidRecord)):
        reply(Ask(PLANNER, SV), casebook, {"act": "save", "values": {}, "standing": standing})


@pytest.mark.parametrize("act", Act)
def test_what_a_new_record_begins_with_may_be_forged_and_nothing_breaks(
    casebook: Casebook, settings: Settings, act: Act
) -> None:
    new = Editor(casebook, settings, "/redigera/action/ny")
    forged = {"commitment": [], "responsibilities": 5, "time_bands": [3], "place_ids": {"a": 1}, "risk_evenings": 7}
    new.standing["base"] = json.dumps({**forged, "title": {"x": 1}, "tier": 7})
    refused = act not in {Act.SAVE, Act.ADD, Act.REMOVE, Act.RESTORE, Act.DISCARD}
    with pytest.raises(LofteskartanError) if refused else nullcontext():
        new.press(act, "time_bands", title="Påhittad")
    assert [entry.record.title for entry in casebook.entries(PLANNER, Action, "0880")] == ["Nattvandring"]


@pytest.mark.parametrize(
    "question",
    [None, 7, {}, {"act": "dance", "values": {}}, {"act": "save"}, {"act": "save", "values": {}, "op": "x"}],
)
def test_a_question_that_is_not_whole_is_refused(question: object) -> None:
    with pytest.raises(BadSetting):
        asked_of(question)


@pytest.mark.parametrize("at", ["", "x", "title", "responsibilities-0-role", "indicator"])
def test_rows_that_the_form_does_not_have_are_refused(casebook: Casebook, settings: Settings, at: str) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    with pytest.raises(BadSetting):
        editor.press(Act.ADD, at)
    with pytest.raises(BadSetting):
        editor.press(Act.SETTLE)


def test_a_form_of_another_municipality_is_not_saved(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    editor.standing["municipality"] = "0128"
    editor.ask = Ask(Actor(role=Role.PLANNER, municipalities=frozenset({"0880"})), SV)
    with pytest.raises(LofteskartanError):
        editor.press(Act.SAVE, title="Annan kommun")
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_every_id_on_a_form_is_there_once(casebook: Casebook, settings: Settings) -> None:
    for record in (AGREEMENT, PROMISE, KOMMUN, PATROL, PLACE, *ONES):
        found = ids(Editor(casebook, settings, address(record)).screen)
        assert len(found) == len(set(found))
        assert sum(f'"{Ids.FIELD.value}"' in one for one in found) >= len(form_of(type(record)).fields) - 3
