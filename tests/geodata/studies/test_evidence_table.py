"""The table's rows: exactly those of the view, in the order that is asked for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Category, View
from geodata.studies.evidence_table import SortedBy, sorted_rows
from tests.geodata.studies.evidence_rows import AREAS, Row, columns_of, rows, views

EVERYTHING = View(municipality="0880", feeling=None)


@given(st.lists(rows, max_size=40), views, st.none() | st.sampled_from(SortedBy), st.booleans())
def test_sorting_loses_and_adds_no_row(of: list[Row], view: View, by: SortedBy | None, descending: bool) -> None:
    columns = columns_of(of)
    found = sorted_rows(columns, view, by=by, descending=descending, codes=["lighting"])
    assert sorted(found.tolist()) == np.flatnonzero(columns.where(view)).tolist()


@given(st.lists(rows, max_size=40), st.sampled_from([SortedBy.DATE, SortedBy.TIME, SortedBy.SEVERITY]), st.booleans())
def test_equal_rows_stay_in_the_order_of_time(of: list[Row], by: SortedBy, descending: bool) -> None:
    columns = columns_of(of)
    found = sorted_rows(columns, EVERYTHING, by=by, descending=descending)
    of_what = {SortedBy.DATE: columns.day, SortedBy.TIME: columns.minute, SortedBy.SEVERITY: columns.severity}
    keys = np.asarray(of_what[by], np.int64)
    for one, other in pairwise(found.tolist()):
        before, after = int(keys[one]), int(keys[other])
        assert (before > after if descending else before < after) or (before == after and one < other)


def test_codes_stand_in_the_order_of_their_words_and_unnamed_ones_last() -> None:
    categories = [Category.THEFT, Category.LIGHTING, Category.SHRUBS, Category.LITTER]
    columns = columns_of([Row(category=c, day=date(2016, 1, 1 + day)) for day, c in enumerate(categories)])
    order = ["shrubs", "theft", "lighting"]
    found = sorted_rows(columns, EVERYTHING, by=SortedBy.CATEGORY, codes=order)
    assert [categories[row].value for row in found] == [*order, "litter"]


def test_rows_in_no_area_stand_first_and_newest_rows_first_where_nothing_is_asked() -> None:
    columns = columns_of([Row(area=area, day=date(2016, 1, 1 + n)) for n, area in enumerate(("A2", "A1", ""))])
    assert sorted_rows(columns, EVERYTHING, by=SortedBy.AREA, codes=AREAS).tolist() == [2, 1, 0]
    assert sorted_rows(columns, EVERYTHING).tolist() == [2, 1, 0]
