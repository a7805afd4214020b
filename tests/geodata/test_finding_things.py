"""What is called something is found by its name, by a part of it, and in spite of small slips; nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.finding_things import NameIndex, Thing, ThingKind, find_things, folded, slips_allowed, words_of
from tests.builders import a_place

RECORD = a_place()
NAMES = ("Larmtorget", "Stationsplan", "Södra staden", "Väsa", "Café Ö", "Norra Kvarnholmen", "Torget", "Torggatan 12")
names = st.text("abcdeåäö éü-", min_size=1, max_size=12).filter(words_of)


def index(called: Sequence[str], kind: ThingKind = ThingKind.PLACE, also: tuple[str, ...] = ()) -> NameIndex:
    return NameIndex(Thing(kind, RECORD, name, also) for name in called)


def found(question: str, called: Sequence[str] = NAMES, most: int = 9) -> list[str]:
    groups = find_things({ThingKind.PLACE: index(called)}, question, most=most)
    return [thing.name for group in groups for thing in group.things]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("torget", ["Torget", "Larmtorget"]),
        ("torg", ["Torget", "Torggatan 12", "Larmtorget"]),
        ("staden södra", ["Södra staden"]),
        ("CAFE", ["Café Ö"]),
        ("väsa", ["Väsa"]),
        ("12", ["Torggatan 12"]),
        ("to", ["Torget", "Torggatan 12"]),
        ("arm", ["Larmtorget"]),
        ("ar", []),
        ("!?", []),
        ("", []),
    ],
)
def test_whole_words_come_first_then_beginnings_then_words_within_words(question: str, names: list[str]) -> None:
    assert found(question) == names


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("larmtoget", "Larmtorget"),  # one letter missing
        ("laarmtorget", "Larmtorget"),  # one too many
        ("larntorget", "Larmtorget"),  # a wrong one
        ("satden", "Södra staden"),  # two swapped
        ("statoin", "Stationsplan"),  # in the beginning of a longer word
        ("sodra", "Södra staden"),  # a keyboard without Swedish letters
        ("vas", "Väsa"),
    ],
)
def test_a_small_slip_is_forgiven(question: str, name: str) -> None:
    assert found(question) == [name]


def test_slips_are_forgiven_only_where_nothing_answers_without_them() -> None:
    assert found("vasa", ["Vasa", "Väsa"]) == ["Vasa"]
    assert found("vasa", ["Väsa"]) == ["Väsa"]
    plain = {ThingKind.ACTION: index(["Torgdag"]), ThingKind.PLACE: index(["Borgdag"])}
    assert [group.kind for group in find_things(plain, "torgdag", most=9)] == [ThingKind.ACTION]


def test_a_swedish_letter_is_not_the_letter_without_its_marks() -> None:
    assert folded("ÅÄÖ") == "åäö"
    assert folded("Éüñ") == "eun"
    assert folded("o\u0308") == "ö"
    assert found("Södra", ["Sodra"]) == ["Sodra"], "one slip"
    assert found("ört", ["Ort"]) == []


def test_a_number_has_no_slips() -> None:
    assert found("12345678", ["Ruta 12345679"]) == []
    assert found("1234567", ["Ruta 12345679"]) == ["Ruta 12345679"]
    assert slips_allowed("12345678") == 0


def test_what_answers_to_another_name_comes_after_what_is_called_so() -> None:
    things = NameIndex(
        [Thing(ThingKind.PLACE, RECORD, "Centralen", ("Stationen",)), Thing(ThingKind.PLACE, RECORD, "Stationen")]
    )
    [group] = find_things({ThingKind.PLACE: things}, "stationen", most=9)
    assert [thing.name for thing in group.things] == ["Stationen", "Centralen"]


def test_the_kind_with_the_best_answer_comes_first_and_tells_how_many_there_are() -> None:
    both = {
        ThingKind.PLACE: index(["Larmtorget"]),
        ThingKind.ACTION: index([f"Torget {n}" for n in range(7)], ThingKind.ACTION),
    }
    groups = find_things(both, "torget", most=3)
    assert [(group.kind, group.total) for group in groups] == [(ThingKind.ACTION, 7), (ThingKind.PLACE, 1)]
    assert [thing.name for thing in groups[0].things] == ["Torget 0", "Torget 1", "Torget 2"]


def test_nothing_is_found_among_nothing() -> None:
    assert find_things({ThingKind.PLACE: index([])}, "torget", most=9) == ()
    assert find_things({ThingKind.PLACE: index(["!"])}, "torget", most=9) == ()


@given(st.lists(names, min_size=1, max_size=8), st.data())
def test_every_thing_is_found_by_its_own_name(called: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(called))
    assert name in found(name, called, most=99)


@given(st.lists(names, min_size=1, max_size=6), st.data())
def test_every_thing_is_found_with_one_letter_of_a_long_word_changed(called: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*called, "storgatan"]))
    words = words_of(name)
    longest = max(words, key=len)
    at = data.draw(st.integers(0, len(longest) - 1))
    slipped = longest[:at] + "x" + longest[at + 1 :]
    if slips_allowed(longest):
        assert name in found(slipped, [*called, "storgatan"], most=99)


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=120))
def test_whatever_is_asked_is_answered_the_same_way_twice(called: list[str], question: str) -> None:
    assert found(question, called) == found(question, called)
