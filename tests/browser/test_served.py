"""The map over evidence that stays at the server: the same figures, signs from near by, the same table."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard import mapdata
from geodata.model import CaseStatus, Category, SourceType
from tests.browser.serving import Site
from tests.browser.watching import SV, come, holding, opened, result, timeline

APPLIED = """async query => {
    lofteskartan.map.apply(query);
    const {version, municipality, hotspots, ...rest} = await lofteskartan.map.counted();
    return rest;
}"""
NEAR = "lofteskartan.map.moveTo({lat: %s, lon: %s, zoom: %s})"


@pytest.fixture
def above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there is counts as more than a browser can hold."""
    monkeypatch.setattr(mapdata, "SERVED_ABOVE_ROWS", 0)


def ring(chance: random.Random) -> str:
    """Some corners round about the town, crossing each other as they come."""
    corners = [(chance.uniform(16.25, 16.45), chance.uniform(56.62, 56.74)) for _ in range(chance.randint(3, 9))]
    return ",".join(f"{degrees:.5f}" for corner in corners for degrees in corner)


def views(number: int, areas: list[str], seed: int = 7) -> list[str]:
    """Addresses of selections, some of them empty."""
    chance = random.Random(seed)

    def some(values: list[str]) -> str:
        return ",".join(value for value in values if chance.random() < 0.3)

    made = []
    for _ in range(number):
        parts = {
            "kategori": some([category.value for category in Category]) if chance.random() < 0.5 else "",
            "underlag": chance.choice(["", "report", "finding"]),
            "upplevelse": chance.choice(["", "safe", "all"]),
            "tid": chance.choice(["", "21-02", "06-18", "00-01", "22-00"]),
            "fran": chance.choice(["", "2016-01-01", "2016-05-17", "2017-02-28"]),
            "till": chance.choice(["", "2017-03-01", "2018-12-31"]),
            "omrade": some(areas) if chance.random() < 0.3 else "",
            "status": some([status.value for status in CaseStatus]) if chance.random() < 0.3 else "",
            "kalla": some([source.value for source in SourceType]) if chance.random() < 0.3 else "",
            "veckodag": some([*"1234567"]) if chance.random() < 0.3 else "",
            "ljus": chance.choice(["", "", "dark", "light"]),
            "yta": ring(chance) if chance.random() < 0.3 else "",
        }
        made.append("&".join(["kommun=0880", *(f"{name}={value}" for name, value in parts.items() if value)]))
    return made


def test_figures_of_any_selection_are_the_same_as_where_the_browser_counts(
    demo: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(page, demo)
    queries = views(80, [area["code"] for area in result(page)["areas"]])
    counted = [page.evaluate(APPLIED, query) for query in queries]
    monkeypatch.setattr(mapdata, "SERVED_ABOVE_ROWS", 0)
    opened(page, demo)
    assert [page.evaluate(APPLIED, query) for query in queries] == counted
    totals = [each["total"] for each in counted]
    assert min(totals) == 0 < max(totals)
    # rings alone too let some through
    assert any("yta=" in query and total > 0 for query, total in zip(queries, totals, strict=True))


@pytest.mark.usefixtures("above_the_limit")
def test_a_ticked_box_changes_every_figure_and_the_evidence_is_never_fetched_whole(demo: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, demo)
    before = result(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { window.painted = lofteskartanPainted(); }")
    page.get_by_role("checkbox", name="Belysning").check()
    expect(page.locator("#karta-status")).to_contain_text(SV.number(before["byCategory"]["lighting"]))
    after = result(page)
    assert after["total"] == after["byCategory"]["lighting"] == before["byCategory"]["lighting"] < before["total"]
    assert after["openByCategory"] == before["openByCategory"]
    page.evaluate("painted")
    assert timeline(page) == after["total"]
    assert not any("/evidence.arrow" in address for address in asked)


@pytest.mark.usefixtures("above_the_limit")
def test_single_rows_can_be_pointed_at_where_few_are_in_sight(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.evaluate("lofteskartan.map.painted()")
    rows: list[dict[str, Any]] = page.evaluate("lofteskartan.map.rows(0, 50)")
    row = next(row for row in rows if row["lon"] is not None)
    page.evaluate("() => { window.told = new Promise(tell => lofteskartan.map.on('select', tell)); }")
    page.evaluate("lofteskartan.map.setLayers(['evidence', 'areas'])")
    page.evaluate(NEAR % (row["lat"], row["lon"], 17))
    page.evaluate("lofteskartan.map.painted()")
    box = page.locator("#map canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    spot = page.evaluate("told")
    assert spot["target"] == "evidence"
    assert row in spot["rows"]


@pytest.mark.usefixtures("above_the_limit")
def test_the_table_shows_the_servers_rows_in_the_order_asked_for(
    demo: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [
        "null",
        *(
            f'{{column: "{c}", descending: {d}}}'
            for c in ("date", "time", "category", "area", "safe")
            for d in ("true", "false")
        ),
    ]
    opened(page, demo)
    asked = [page.evaluate(f"lofteskartan.map.rows(20, 60, {order})") for order in orders]
    monkeypatch.setattr(mapdata, "SERVED_ABOVE_ROWS", 10**9)
    opened(page, demo)
    own = [page.evaluate(f"lofteskartan.map.rows(20, 60, {order})") for order in orders]
    assert asked == own
    assert len({str(rows) for rows in own}) > len(orders) // 2


@pytest.mark.usefixtures("above_the_limit")
def test_only_the_newest_selection_is_shown_however_late_answers_come(demo: Site, page: Page) -> None:
    opened(page, demo)
    held = holding(page, "**/evidence/counts.json?**")
    page.evaluate("lofteskartan.map.apply('kommun=0880&kategori=lighting')")
    come(page, held, 1)
    page.evaluate("lofteskartan.map.apply('kommun=0880&kategori=shrubs')")
    page.evaluate("lofteskartan.map.apply('kommun=0880&kategori=theft')")
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    come(page, held, 2)
    assert "kategori=theft" in held[1].request.url
    held[1].continue_()
    counted = page.evaluate("lofteskartan.map.counted()")
    assert counted["total"] == counted["byCategory"]["theft"] == counted["openByCategory"]["theft"]


@pytest.mark.usefixtures("above_the_limit")
def test_where_the_server_does_not_answer_the_figures_of_before_stand_and_that_is_said(demo: Site, page: Page) -> None:
    opened(page, demo)
    before = result(page)

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/evidence/**", cut)
    page.route("**/hotspots.json?**", cut)
    page.get_by_role("checkbox", name="Belysning").check()
    expect(page.locator("#karta-status")).to_contain_text(SV("maptext.stale"))
    assert result(page)["total"] == before["total"]
