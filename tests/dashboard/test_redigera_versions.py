"""Two editors of one record lose no word, what was retired comes back, drafts are drawn, history speaks in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dashboard.config import Settings
from dashboard.forms.ids import Act
from geodata.casebook import Casebook
from geodata.model import (
    Action,
    Agreement,
    Party,
    Promise,
)
from tests.dashboard.rendered import PLANNER, ids
from tests.dashboard.writing import (
    AGREEMENT,
    PATROL,
    PLACE,
    POLIS,
    PROMISE,
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


def test_pressing_save_twice_saves_once(casebook: Casebook, settings: Settings) -> None:
    first = Editor(casebook, settings, address(PATROL))
    second = Editor(casebook, settings, address(PATROL))
    second.op_id = first.op_id
    for one in (first, second):
        one.press(Act.SAVE, title="Nattvandring på stan")
        assert "är sparad" in one.text
    assert len(casebook.history_of(PLANNER, Action, PATROL.id)) == 2


def test_two_editors_meet_field_by_field_and_no_word_is_lost(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.SAVE, title="Nattvandring fredag", ends_on="2017-11-30")
    second.press(Act.SAVE, title="Nattvandring lördag", text="Gula västar")
    assert "Två har ändrat samtidigt" in second.text
    assert {"Nattvandring fredag", "Nattvandring lördag", "Före: Nattvandring"} <= set(second.text.splitlines())
    assert second.choices == {"ends_on": "theirs", "text": "mine"}
    second.press(Act.SETTLE)
    assert second.faults == {"title": "Välj vilket som ska gälla."}
    second.op_id = str(uuid4())
    second.press(Act.SETTLE, choose={"title": "mine"})
    assert "är sparad" in second.text
    merged = stands(casebook, Action, PATROL.id)
    assert isinstance(merged, Action)
    assert (merged.title, merged.text, str(merged.ends_on)) == ("Nattvandring lördag", "Gula västar", "2017-11-30")
    assert "Sparades inte, finns kvar här." in second.text


def test_one_may_go_on_editing_from_two_versions(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.SAVE, title="Nattvandring fredag", ends_on="2017-11-30")
    second.press(Act.SAVE, title="Nattvandring lördag").press(Act.SETTLE, "edit")
    assert (second.values["title"], second.values["ends_on"]) == ("Nattvandring lördag", "2017-11-30")
    second.op_id = str(uuid4())
    second.press(Act.SAVE, title="Nattvandring fredag och lördag")
    assert "är sparad" in second.text


def test_a_third_editor_in_between_opens_the_choice_again(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.SAVE, title="Fredag")
    second.press(Act.SAVE, title="Lördag")
    Editor(casebook, settings, address(PATROL)).press(Act.SAVE, title="Söndag")
    second.op_id = str(uuid4())
    second.press(Act.SETTLE, choose={"title": "mine"})
    assert "Två har ändrat samtidigt" in second.text
    assert {"Söndag", "Lördag"} <= set(second.text.splitlines())


def test_two_versions_that_do_not_go_together_are_mended_in_the_form(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.SAVE, ends_on="2016-12-31")
    second.press(Act.SAVE, starts_on="2017-01-01")
    second.press(Act.SETTLE)
    assert second.faults == {"ends_on": "Slutar före start. Byt plats på datumen."}
    assert (second.values["starts_on"], second.values["ends_on"]) == ("2017-01-01", "2016-12-31")


def test_both_writing_the_same_is_no_conflict(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    for one in (first, second):
        one.press(Act.SAVE, title="Nattvandring på stan")
        assert "är sparad" in one.text


def test_retiring_is_undone_with_one_press(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PATROL)).press(Act.RETIRE)
    assert "Nattvandring är borttagen ur registret." in editor.text
    assert [one for one in ids(editor.notice) if Act.BRING_BACK.value in one]
    assert PATROL.id not in {entry.record.id for entry in casebook.entries(PLANNER, Action, "0880")}
    editor.press(Act.BRING_BACK, "notice")
    assert "Nattvandring är tillbaka i registret." in editor.text
    assert editor.values["title"] == "Nattvandring"
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_a_retired_record_is_brought_back_from_its_own_address(casebook: Casebook, settings: Settings) -> None:
    Editor(casebook, settings, address(PATROL)).press(Act.RETIRE)
    later = Editor(casebook, settings, address(PATROL))
    assert "Posten är borttagen ur registret" in later.text
    assert "tog bort ur registret" in later.text
    later.press(Act.BRING_BACK, "room")
    assert stands(casebook, Action, PATROL.id) == PATROL


def test_what_others_lean_on_is_not_retired_and_they_are_named(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PROMISE)).press(Act.RETIRE, title="Ändrad rubrik")
    assert "Det går inte att ta bort: 1 annan post hör hit." in editor.text
    assert "Nattvandring" in editor.text
    assert editor.values["title"] == "Ändrad rubrik"
    assert stands(casebook, Promise, PROMISE.id) == PROMISE


def test_what_another_changed_is_read_before_it_is_retired(casebook: Casebook, settings: Settings) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.SAVE, title="Nattvandring fredag")
    second.press(Act.RETIRE)
    assert "Någon annan ändrade posten innan du tog bort den." in second.text
    assert second.values["title"] == "Nattvandring fredag"
    second.press(Act.RETIRE)
    assert "är borttagen" in second.text


def test_what_was_written_while_another_retired_it_is_kept_and_can_be_saved(
    casebook: Casebook, settings: Settings
) -> None:
    first, second = Editor(casebook, settings, address(PATROL)), Editor(casebook, settings, address(PATROL))
    first.press(Act.RETIRE)
    second.press(Act.SAVE, title="Nattvandring lördag")
    assert "Någon annan tog bort posten medan du skrev." in second.text
    assert second.values["title"] == "Nattvandring lördag"
    second.op_id = str(uuid4())
    second.press(Act.BRING_BACK, "mine")
    assert "Två har ändrat samtidigt" in second.text
    assert second.choices == {"title": "mine"}
    second.op_id = str(uuid4())
    second.press(Act.SETTLE)
    made = stands(casebook, Action, PATROL.id)
    assert isinstance(made, Action)
    assert made.title == "Nattvandring lördag"


def test_a_draft_is_drawn_with_all_that_was_in_it_and_discarded_with_the_way_back(
    casebook: Casebook, settings: Settings
) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    editor.press(Act.RESTORE, title="Halvfärdig", time_bands__0__weekdays=["4"], time_bands__0__from_hour="21")
    assert "Ditt utkast är inläst." in editor.text
    assert editor.values["title"] == "Halvfärdig"
    assert editor.values["time_bands-0-weekdays"] == ["4"]
    editor.press(Act.DISCARD)
    assert editor.values["title"] == "Nattvandring"
    assert [one for one in ids(editor.notice) if Act.RESTORE.value in one]


def test_the_history_speaks_in_words(casebook: Casebook, settings: Settings) -> None:
    editor = Editor(casebook, settings, address(PATROL))
    editor.press(Act.SAVE, commitment__commitment_kind="per_month", commitment__number="3", place_ids=[str(PLACE.id)])
    lines = editor.text.splitlines()
    assert {"minst 1 gång", "3 gånger i månaden", "Stationsplan", "Tryggare vid stationen"} <= set(lines)
    assert any(line.endswith("planerare: ändrade") for line in lines)
    assert any(line.endswith("polis: lade in") for line in lines)
    assert not [line for line in lines if str(PLACE.id) in line or "per_month" in line]


def test_agreements_and_parties_hold_what_leans_on_them(casebook: Casebook, settings: Settings) -> None:
    for record, kind in ((AGREEMENT, Agreement), (POLIS, Party)):
        editor = Editor(casebook, settings, address(record)).press(Act.RETIRE)
        assert "Det går inte att ta bort" in editor.text
        assert stands(casebook, kind, record.id) == record
