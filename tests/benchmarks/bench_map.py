"""The map page with 100,000 rows of evidence in Chromium: from a changed filter to the screen, medians of 24."""

from __future__ import annotations

import random
import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, sync_playwright

from geodata.model import Area, Category, Position, Record, Report, SourceType
from tests.benchmarks import Row
from tests.browser.serving import demonstration, serving
from tests.builders import a_provenance, a_report
from tests.chromium import find_chromium, launch_arguments

NAME = "map"
DESCRIPTION = "a filter change on the map page with 100,000 rows: own counts, and the selection's own hotspots"
ROWS = 100_000
CHANGES = 24
KALMAR = "0880"

# A box is clicked or a control set as people do it; the clock runs from there to the read-back of what was painted.
CHANGE = """async change => {
    const painted = window.lofteskartanPainted();
    const start = performance.now();
    const count = document.querySelector(`[data-count="category-${change.box}"]`);
    if (count) count.closest(".category-row").querySelector("input").click();
    else dash_clientside.set_props(change.id, {value: change.value});
    const {map, everything, hotspots} = await painted;
    return [map - start, everything - start, hotspots - start];
}"""


# Asking for hotspots, from the question to the last byte of the answer; in the order of the changes.
SERVER = """() => performance.getEntriesByType("resource").filter(one => one.name.includes("/hotspots.json"))
    .slice(-20).map(one => one.responseEnd - one.startTime)"""


def evidence(areas: list[Area], count: int = ROWS) -> list[Report]:
    """Reports in the areas, two thirds of them gathered at twelve spots; the same for each call."""
    chance = random.Random(2)
    start = datetime(2015, 6, 1, tzinfo=UTC)
    categories, sources = list(Category), (SourceType.APP, SourceType.PHONE, SourceType.WEB_FORM)
    middles = [(area.code, area.outline.representative_point()) for area in areas]
    spots = chance.sample(middles, 12)
    made = []
    for row in range(count):
        code, middle = chance.choice(spots if chance.random() < 2 / 3 else middles)
        made.append(
            a_report(
                id=UUID(int=chance.getrandbits(128)),
                municipality=KALMAR,
                provenance=a_provenance(row=row + 2),
                category=chance.choice(categories),
                observed_at=start + timedelta(minutes=chance.randrange(1_000_000)),
                position=Position(lon=middle.x + chance.gauss(0, 0.004), lat=middle.y + chance.gauss(0, 0.002)),
                source=chance.choice(sources),
                area_code=code,
            )
        )
    return made


def changes() -> list[dict[str, Any]]:
    """Boxes that are ticked and cleared again, and hours, kinds of feeling and periods between them.

    Every one makes a selection that nobody has asked for before: nothing is answered from what is kept.
    """
    boxes: list[dict[str, Any]] = [{"box": category.value} for category in list(Category)[:4]]
    more: list[dict[str, Any]] = [{"box": category.value} for category in list(Category)[4:8]]
    others: list[dict[str, Any]] = [
        {"id": "filter-from-hour", "value": "21"},
        {"id": "filter-until-hour", "value": "2"},
        {"id": "filter-experience", "value": "all"},
        {"id": "filter-period", "value": ["2016-01-01", "2016-12-31"]},
        {"id": "filter-from-hour", "value": None},
        {"id": "filter-until-hour", "value": None},
        {"id": "filter-experience", "value": "unsafe"},
        {"id": "filter-period", "value": [None, None]},
    ]
    return [*boxes, *others[:4], *boxes, *others[4:-1], *more, *boxes, others[-1]][:CHANGES]


def run() -> list[Row]:
    """Serve a store of its own, look at it in a browser, measure."""
    with tempfile.TemporaryDirectory() as folder:
        records: list[Record] = demonstration()
        areas = [record for record in records if isinstance(record, Area) and record.municipality == KALMAR]
        with serving(Path(folder), [*records, *evidence(areas)]) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            rows = _measured(page, f"{site.address}/?kommun={KALMAR}")
            browser.close()
    return rows


def _measured(page: Page, address: str) -> list[Row]:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("#karta-status", has_text="visas").wait_for()
    total: int = page.evaluate("lofteskartan.map.result.all")
    if total < ROWS:
        message = f"the map has {total} rows of evidence and should have at least {ROWS}"
        raise RuntimeError(message)
    page.wait_for_timeout(2000)
    warm_up = [{"box": list(Category)[-1].value}] * 2
    for change in warm_up:
        page.evaluate(CHANGE, change)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    taken = [page.evaluate(CHANGE, change) for change in changes()]
    page.wait_for_timeout(500)
    on_map, everything, hotspots = (statistics.median(column) for column in zip(*taken, strict=True))
    server = page.evaluate(SERVER)
    requests = len(asked) / len(taken)
    return [
        Row(f"filter to painted map, {total:,} rows", on_map, "ms", None, "< 100 ms", on_map < 100),
        Row("filter to everything: map, counts, timeline", everything, "ms", None, "< 150 ms", everything < 150),
        Row("filter to the selection's hotspots on map and list", hotspots, "ms", None, "< 150 ms", hotspots < 150),
        Row("of that waiting for the server", statistics.median(server), "ms", None, "", None),
        Row("requests to the server per change", requests, "requests", None, "at most 1", requests <= 1),
    ]
