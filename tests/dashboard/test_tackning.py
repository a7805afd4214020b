"""Coverage as its reader meets it: cells that open what they count, lists in pieces, periods to choose among."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.config import Settings
from dashboard.hotspotlist import MOST_SHOWN, hotspot_list
from dashboard.i18n import Language, translate
from dashboard.pages.tackning.asking import Part, address, named, parse
from dashboard.paging import asked, cut, ways
from dashboard.timesview import draw
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.coverage import Period
from geodata.linking import GapKind, time_match
from geodata.model import Action, Activity, Promise, TimeBand, View
from geodata.store import open_store
from tests import builders
from tests.dashboard.rendered import PLANNER, components, props, words
from tests.dashboard.test_pages import screen

SV = translate(Language.SV)
NOW, BEFORE = Period(date(2016, 1, 1), date(2017, 12, 31)), Period(date(2014, 1, 1), date.max)


def addresses(tree: object) -> list[str]:
    return [props(one)["href"] for one in components(tree) if "href" in props(one)]


def test_every_address_of_the_page_leads_somewhere(demo: Casebook, settings: Settings) -> None:
    tree = screen(demo, settings, "/tackning", "kommun=0128")
    own = {one for one in addresses(tree) if one.startswith("/tackning")}
    assert any(f"visa={Part.CELL}" in one for one in own)
    for one in own:
        path, _, query = one.partition("?")
        text = words(screen(demo, settings, path, query))
        assert SV("failure.title.404") not in text, one


def test_a_cell_opens_as_many_actions_as_it_counts(demo: Casebook, settings: Settings) -> None:
    seen = demo.coverage(PLANNER, "0128")
    for (category, promise), n in seen.table.cells.items():
        query = address("0128", None, visa="cell", kategori=category.value, lofte=promise).partition("?")[2]
        opened = addresses(screen(demo, settings, "/tackning", query))
        assert len([one for one in opened if one.startswith("/atgard/")]) == n


def test_a_gap_is_told_in_words_and_not_by_its_mark_alone(demo: Casebook, settings: Settings) -> None:
    lines = words(screen(demo, settings, "/tackning", "kommun=0128")).splitlines()
    assert lines[lines.index("Skadegörelse") + 1].endswith(SV("missing.action"))


def test_an_address_keeps_what_was_asked() -> None:
    query = address("0880", NOW, visa=GapKind.LATE.value).partition("?")[2]
    assert parse(query, (NOW, BEFORE)).period == NOW
    assert parse(query, (NOW, BEFORE)).gap is GapKind.LATE
    assert parse(f"period={named(BEFORE)}&visa=hotspots", (NOW, BEFORE)).period == BEFORE
    assert parse("period=2020&visa=x&kategori=y&lofte=z", (NOW, BEFORE)) == parse("", (NOW, BEFORE))


@pytest.mark.parametrize(
    ("query", "page"), [("", 1), ("sida=2", 2), ("sida=99", 3), ("sida=0", 1), ("sida=-1", 1), ("sida=²", 1)]
)
def test_a_piece_is_the_one_asked_for_or_the_nearest(query: str, page: int) -> None:
    piece = cut(query, list(range(45)), 20)
    assert piece.page == page
    assert list(piece.items) == list(range(45))[(page - 1) * 20 : page * 20]
    assert len(ways(SV, piece, "/x?a=1")) == 1


def test_nothing_to_page_through_shows_no_ways() -> None:
    assert ways(SV, cut("", [1, 2], 20), "/x?a=1") == []
    assert asked("sida=3&sida=4", "sida") == 4


def test_a_long_list_of_hotspots_is_cut_and_says_so(demo: Casebook) -> None:
    card = demo.hotspots(PLANNER, View(municipality="0880"))[0]
    cards = [card] * (MOST_SHOWN + 3)
    tree = hotspot_list(SV, cards, 1, "0880")
    assert words(tree).count(card.name) == MOST_SHOWN
    assert f"{MOST_SHOWN} första av {MOST_SHOWN + 3}" in words(tree)
    assert link("/tackning", "0880") + "&visa=hotspots" in addresses(tree)


def test_the_hours_say_how_much_lies_inside() -> None:
    week = [[0] * 24 for _ in range(7)]
    week[4][22], week[0][9] = 41, 59
    action = builders.an_action(title="Vandra", time_bands=(TimeBand(weekdays=(4,), from_hour=21, to_hour=2),))
    text = words(draw(SV, time_match(week, 0, [action])))
    assert "41\u00a0% av underlaget ligger inom tiderna för Vandra." in text
    assert SV("times.no_bands") in words(draw(SV, time_match(week, 0, [builders.an_action(time_bands=())])))
    assert draw(SV, time_match([[0] * 24 for _ in range(7)], 4, [action])) == []


def test_the_work_list_opens_what_it_names(demo: Casebook, settings: Settings) -> None:
    tasks = demo.tasks(PLANNER, "0880")
    assert tasks
    for party, own in tasks.items():
        query = f"kommun=0880&part={party or 'ingen'}"
        opened = addresses(screen(demo, settings, "/farskhet", query))
        for task in own[:30]:
            assert any(re.search(f"/{task.subject_ref}\\?", one) for one in opened)


def test_periods_can_be_chosen_and_stand_side_by_side(tmp_path: Path, settings: Settings) -> None:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    days = [(date(2014, 1, 1), date(2015, 12, 31)), (date(2016, 1, 1), date(2017, 12, 31))]
    promises: list[Promise] = [
        builders.a_promise(title=f"Löfte {n}", starts_on=first, ends_on=last) for n, (first, last) in enumerate(days)
    ]
    actions: list[Action] = [
        builders.an_action(title=f"Åtgärd {n}", promise_ids=(promise.id,), starts_on=first, ends_on=last)
        for n, (promise, (first, last)) in enumerate(zip(promises, days, strict=True))
    ]
    log: list[Activity] = [builders.an_activity(action_id=actions[1].id, done_on=date(2017, 5, 1))]
    town = builders.a_municipality(shown_as_of=date(2017, 6, 1))
    casebook.import_records(PLANNER, [town, *promises, *actions, *log])
    text = words(screen(casebook, settings, "/tackning"))
    assert "Löfte 1" in text
    assert "Löfte 0" not in text
    assert SV("compare.title") in text
    earlier = address("0880", casebook.periods(PLANNER, "0880")[1])
    assert earlier in addresses(screen(casebook, settings, "/tackning"))
    then = words(screen(casebook, settings, *earlier.split("?")))
    assert "Löfte 0" in then
    assert SV("coverage.not_now", period="2014\u20132015") in then
    store.close()
