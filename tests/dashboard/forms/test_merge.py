"""Of two edits of one version nothing is lost: each field says whose it is, what both changed waits for a choice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms.merge import Side, chosen, differing

VALUES = st.sampled_from([None, [], "", "a", "b", ["a"], ["a", "b"], {"kind": 1}])
RECORDS = st.dictionaries(st.sampled_from(["title", "text", "ends_on", "place_ids"]), VALUES)
SIDES = st.dictionaries(st.sampled_from(["title", "text", "ends_on", "place_ids"]), st.sampled_from(list(Side)))
ORDER = ("title", "text")
EMPTY: tuple[object, ...] = (None, [], "")


def same(one: object, other: object) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


@given(RECORDS, RECORDS, RECORDS)
def test_what_only_one_changed_is_chosen_already(
    base: dict[str, object], theirs: dict[str, object], mine: dict[str, object]
) -> None:
    for one in differing(base, theirs, mine, ORDER):
        only_mine, only_theirs = same(base.get(one.field), one.theirs), same(base.get(one.field), one.mine)
        expected = Side.THEIRS if only_theirs else Side.MINE if only_mine else None
        assert one.default is expected


@given(RECORDS, RECORDS, RECORDS, SIDES)
def test_every_field_of_the_merged_record_is_one_of_the_two(
    base: dict[str, object], theirs: dict[str, object], mine: dict[str, object], choice: dict[str, Side]
) -> None:
    differences = differing(base, theirs, mine, ORDER)
    merged, unchosen = chosen(theirs, mine, differences, choice)
    asked = {one.field for one in differences}
    for name in {*theirs, *mine}:
        if name not in asked:
            assert same(merged.get(name), mine.get(name))
            assert same(merged.get(name), theirs.get(name))
        elif name in choice:
            assert merged.get(name) == (mine if choice[name] is Side.MINE else theirs).get(name)
    assert set(unchosen) == {one.field for one in differences if one.default is None and one.field not in choice}


def test_only_fields_that_differ_are_shown_in_the_forms_order_and_never_what_nobody_writes() -> None:
    theirs = {"id": "1", "provenance": {"source": "x"}, "ends_on": "2017", "title": "a", "text": "same"}
    mine = {"id": "2", "provenance": {"source": "y"}, "ends_on": None, "title": "b", "text": "same"}
    assert [one.field for one in differing({}, theirs, mine, ORDER)] == ["title", "ends_on"]
