"""The map page in Chromium over ten thousand to ten million rows: first map, changed filters, hotspots, memory.

Medians, each change from rest. The map is painted when a pixel of it is read back, in the frame that draws it; the page
waits for that, which is in all that must hold. What stands beside the map and what comes of the server is timed to the
end of the frame that shows it, and told without any reading back too, as people have it. `--rows N` measures one size.
Up to 100,000 rows the same changes are made with plotly's scattermap and with folium, in the same run.
"""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from geodata.model import Category
from tests.benchmarks import Row
from tests.benchmarks.map_peers import PEERS, REST_MS
from tests.benchmarks.map_store import made_up, map_areas, served_map
from tests.chromium import find_chromium, launch_arguments

NAME = "map"
DESCRIPTION = "the map page at 10,000 to 10,000,000 rows: first map, filter changes, hotspots, memory; beside others"
CHANGES = 24
LOADS = 3
PEERS_UP_TO = 100_000
PEER_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold at a size: ms, and MB of the renderer's own memory above an empty page."""

    first_map: float
    painted: float
    everything: float
    hotspots: float
    memory: float


LIMITS = {
    10_000: Limits(2000, 80, 80, 100, 200),
    100_000: Limits(3000, 100, 150, 150, 250),
    1_000_000: Limits(6000, 250, 250, 250, 500),
    10_000_000: Limits(4000, 500, 500, 500, 500),
}

# From the beginning of the page's own time to the first map with its evidence, read back.
FIRST = """async () => {
    while (!window.lofteskartan?.map?.ready) await new Promise(then => requestAnimationFrame(then));
    return await lofteskartan.map.painted();
}"""

# A box is clicked or a control set as people do it; the clock runs from there.
CHANGE = """async ([change, rest, readBack]) => {
    await new Promise(then => setTimeout(then, rest));
    const painted = window.lofteskartanPainted(readBack);
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


REPORTS: dict[str, Any] = {"id": "filter-kinds", "value": ["report"]}
DARKNESS: dict[str, Any] = {"id": "filter-light", "value": "dark"}


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


def run(rows: Sequence[int] = tuple(LIMITS)) -> list[Row]:
    """For each size: serve a store of its own, look at it in a browser of its own, measure."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return [row for size in rows for row in _of_size(size)]


def _of_size(size: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, served_map(Path(folder), size) as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        rows = _measured(browser, address, size)
        browser.close()
        if size <= PEERS_UP_TO:
            rows += _beside(p, rows[1], size)
    return rows


def _beside(playwright: Playwright, ours: Row, size: int) -> list[Row]:
    """The same changes with what one would build instead, each in a browser of its own. ours: filter to painted map."""
    evidence, same = made_up(map_areas(), size), changes()[:PEER_CHANGES]
    beside = []
    for name, measure in PEERS.items():
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        taken = measure(browser, evidence, same)
        browser.close()
        beside.append(Row(f"{ours.what}, beside {name}", ours.ours, ours.unit, taken))
    return beside


def _measured(browser: Browser, address: str, size: int) -> list[Row]:
    limits = LIMITS[min(LIMITS, key=lambda known: (known < size, abs(known - size)))]
    empty = _own_memory(browser, "about:blank")
    _opened(browser, address)[0].context.close()  # the server makes what it keeps
    first = []
    for _ in range(LOADS - 1):
        page, taken = _opened(browser, address)
        first.append(taken)
        page.context.close()
    page, taken = _opened(browser, address)
    first.append(taken)
    total: int = page.evaluate("lofteskartan.map.result.all")
    if total != size:
        message = f"the map has {total} rows of evidence and should have {size}"
        raise RuntimeError(message)
    page.wait_for_timeout(2000)
    for change in [{"box": list(Category)[-1].value}] * 2:
        page.evaluate(CHANGE, [change, 0, True])
    on_map, everything, hotspots = _round(page, size, None, rest=REST_MS, read_back=True)
    _, seen_everything, seen_hotspots = _round(page, size, REPORTS, rest=REST_MS, read_back=False)
    server = statistics.median(page.evaluate(SERVER))
    in_a_row, *_ = _round(page, size, DARKNESS, rest=0, read_back=True)
    memory = _private_mb(browser, page) - empty
    load = statistics.median(first)

    def row(what: str, value: float, unit: str, limit: float) -> Row:
        return Row(f"{size:,} rows: {what}", value, unit, None, f"< {limit:,.0f} {unit}", value < limit)

    return [
        row("first map after load", load, "ms", limits.first_map),
        row("filter to painted map", on_map, "ms", limits.painted),
        row("filter to everything: map, counts, timeline", everything, "ms", limits.everything),
        row("filter to the selection's hotspots on map and list", hotspots, "ms", limits.hotspots),
        Row(f"{size:,} rows: of that waiting for the server", server, "ms"),
        Row(f"{size:,} rows: filter to everything, nothing read back", seen_everything, "ms"),
        Row(f"{size:,} rows: filter to the hotspots, nothing read back", seen_hotspots, "ms"),
        Row(f"{size:,} rows: filter to painted map, darkness chosen, one change right upon another", in_a_row, "ms"),
        row("renderer's own memory above an empty page", memory, "MB", limits.memory),
        Row(f"{size:,} rows: load of the machine in the last minute", psutil.getloadavg()[0], "waiting"),
    ]


def _round(
    page: Page, size: int, before: dict[str, Any] | None, *, rest: int, read_back: bool
) -> tuple[float, float, float]:
    """Medians of all changes, ms: map, everything, hotspots. before: chosen first, so that all selections are new."""
    if before is not None:
        page.evaluate(CHANGE, [before, 0, True])
    taken = []
    for change in changes():
        taken.append(page.evaluate(CHANGE, [change, rest, read_back]))
        sys.stderr.write(f"  {size:,}: {change}: {[round(ms) for ms in taken[-1]]} ms\n")
    on_map, everything, hotspots = (statistics.median(column) for column in zip(*taken, strict=True))
    return on_map, everything, hotspots


def _opened(browser: Browser, address: str) -> tuple[Page, float]:
    """The page in a fresh context, and when its map stood there: ms since it was asked for."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(600_000)
    page.goto(address, wait_until="commit")
    taken: float = page.evaluate(FIRST)
    page.wait_for_load_state("networkidle")
    return page, taken


def _own_memory(browser: Browser, address: str) -> float:
    page = browser.new_context().new_page()
    page.goto(address)
    taken = _private_mb(browser, page)
    page.context.close()
    return taken


def _private_mb(browser: Browser, page: Page) -> float:
    """Memory that only the page's own process has, after what can be freed has been."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(300)
    # nobody tells which process a page has: it is the one that works while the page does
    before = _renderers(browser)
    page.evaluate("() => { const end = performance.now() + 400; while (performance.now() < end); }")
    worked = {pid: spent - before.get(pid, 0) for pid, spent in _renderers(browser).items()}
    own = max(worked, key=lambda pid: worked[pid])
    return float(psutil.Process(own).memory_full_info().uss / 1e6)


def _renderers(browser: Browser) -> dict[int, float]:
    """Seconds of processor time that each process of pages has spent."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {int(one["id"]): float(one["cpuTime"]) for one in processes if one["type"] == "renderer"}
