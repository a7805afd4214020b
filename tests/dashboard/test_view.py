"""The same view always gives the same address, and an address the same view; damage is left out, never fatal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view import Address, Background, Camera, Shading, link, parse
from geodata.model import (
    BANDWIDTHS_M,
    FINDING_WEIGHTS,
    CaseStatus,
    Category,
    EvidenceKind,
    Feeling,
    Light,
    SourceType,
    View,
)

KALMAR = "0880"
codes = st.text("0123456789ABCDEFÅÄÖ_.-", min_size=1, max_size=12)


def degrees(most: int) -> st.SearchStrategy[float]:
    return st.floats(-most, most).map(lambda value: round(value, 5) + 0.0)


@st.composite
def views(draw: st.DrawFn) -> View:
    days = sorted(draw(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=2, max_size=2)))
    since, until = (day if draw(st.booleans()) else None for day in days)
    hours = draw(st.none() | st.tuples(st.integers(0, 23), st.integers(1, 24)))
    if hours and (hours[0] == hours[1] or hours == (0, 24)):
        hours = None
    return View(
        municipality=draw(st.from_regex(r"[0-9]{4}", fullmatch=True).filter(str.isascii)),
        since=since,
        until=until,
        hours=hours,
        categories=draw(st.frozensets(st.sampled_from(Category))),
        kinds=draw(st.frozensets(st.sampled_from(EvidenceKind))),
        feeling=draw(st.none() | st.sampled_from(Feeling)),
        area_codes=draw(st.frozensets(codes, max_size=4)),
        statuses=draw(st.frozensets(st.sampled_from(CaseStatus))),
        sources=draw(st.frozensets(st.sampled_from(SourceType))),
        weekdays=draw(st.frozensets(st.integers(1, 7))),
        light=draw(st.none() | st.sampled_from(Light)),
        within=draw(st.just(()) | st.lists(st.tuples(degrees(180), degrees(85)), min_size=3, max_size=40).map(tuple)),
        bandwidth_m=draw(st.sampled_from(BANDWIDTHS_M)),
        finding_weight=draw(st.sampled_from(FINDING_WEIGHTS)),
    )


addresses = st.builds(
    Address,
    view=views(),
    chosen=st.none() | codes,
    camera=st.none()
    | st.builds(
        Camera,
        lat=st.floats(-85, 85).map(lambda v: round(v, 5)),
        lon=st.floats(-180, 180).map(lambda v: round(v, 5)),
        zoom=st.floats(0, 22).map(lambda v: round(v, 2)),
    ),
    shading=st.sampled_from(Shading),
    table=st.booleans(),
    language=st.none() | st.sampled_from(["sv", "en"]),
    background=st.none() | st.sampled_from(Background),
    compared=st.none() | st.tuples(st.dates(), st.dates()).map(lambda two: (min(two), max(two))),
)


@given(addresses)
def test_an_address_read_back_is_the_same_view(address: Address) -> None:
    assert parse(address.query(), KALMAR) == (address, ())


@given(st.text(max_size=200) | st.from_regex(r"(kommun|fran|till|tid|kategori|karta|omrade|vald)=[^&]{0,20}(&.*)?"))
def test_whatever_stands_in_the_address_opens_something(query: str) -> None:
    address, _ = parse(query, KALMAR)
    assert parse(address.query(), KALMAR)[0] == address


def test_the_address_is_written_to_be_read() -> None:
    view = View(
        municipality=KALMAR,
        since=date(2016, 1, 1),
        hours=(21, 2),
        categories=frozenset({Category.SHRUBS, Category.LIGHTING}),
    )
    assert Address(view).query() == "kommun=0880&fran=2016-01-01&tid=21-02&kategori=lighting,shrubs"


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("fran=2016-02-30", ("fran",)),
        ("fran=2017-01-01&till=2016-01-01", ("fran", "till")),
        ("tid=25-26", ("tid",)),
        ("tid=08-08", ("tid",)),
        ("kategori=ufo", ("kategori",)),
        ("karta=91,0,3", ("karta",)),
        ("yta=1,2,3,4,5,0x10", ("yta",)),
        ("yta=1,2,3,4,5,1e1", ("yta",)),
        ("yta=1,2,3,4,5,1_0", ("yta",)),
        ("yta=1,2,3,4,5,%206", ("yta",)),
        ("karta=nan,nan,nan", ("karta",)),
        ("kommun=kalmar", ("kommun",)),
        ("upplevelse=lagom", ("upplevelse",)),
        ("vald=<script>", ("vald",)),
        ("fran=20160101", ("fran",)),
        ("jamfor=2015-01-01", ("jamfor",)),
        ("jamfor=2015-12-31,2015-01-01", ("jamfor",)),
        ("jamfor=2015-01-01,2015-02-30", ("jamfor",)),
        ("jamfor=2015-01-01,2015-02-01,2015-03-01", ("jamfor",)),
        ("bandbredd=250", ("bandbredd",)),
        ("fyndvikt=inf", ("fyndvikt",)),
        ("bakgrund=sea", ("bakgrund",)),
    ],
)
def test_a_damaged_parameter_is_left_out_and_named(query: str, ignored: tuple[str, ...]) -> None:
    address, said = parse(query, KALMAR)
    assert said == ignored
    assert address == Address(View(municipality=KALMAR))


def test_how_hotspots_are_looked_for_stands_in_the_address_where_it_is_not_as_usual() -> None:
    view = View(municipality=KALMAR, bandwidth_m=300, finding_weight=0.5)
    assert Address(view).query() == "kommun=0880&bandbredd=300&fyndvikt=0.5"
    assert parse("bandbredd=200&fyndvikt=1", KALMAR)[0].query() == "kommun=0880"


def test_what_can_be_understood_of_a_list_is_kept_and_the_rest_is_said() -> None:
    address, ignored = parse("kategori=lighting,ufo&omrade=0880C1030,<b>", KALMAR)
    assert address.view.categories == {Category.LIGHTING}
    assert address.view.area_codes == {"0880C1030"}
    assert ignored == ("kategori", "omrade")


def test_midnight_as_the_end_of_the_day_is_twenty_four() -> None:
    assert parse("tid=22-00", KALMAR)[0].view.hours == (22, 24)


def test_links_carry_the_municipality_and_the_language_that_was_asked_for() -> None:
    assert link("/loften", KALMAR) == "/loften?kommun=0880"
    assert link("/", KALMAR, "en") == "/?kommun=0880&sprak=en"
    assert link("/data", None) == "/data"


def test_a_ring_s_corners_are_rounded_as_the_browser_rounds_them() -> None:
    address, ignored = parse("yta=16.015625,56.046875,-16.015625,56.5,0.000005,-0.000001", KALMAR)
    assert address.view.within == ((16.01563, 56.04688), (-16.01563, 56.5), (0.00001, 0.0))
    assert address.query() == "kommun=0880&yta=16.01563,56.04688,-16.01563,56.5,0.00001,0"
    assert ignored == ()
