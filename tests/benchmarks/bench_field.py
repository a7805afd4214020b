"""How long a walker waits for the app where there is no network, and how much the first load takes where there is."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, expect, sync_playwright

from tests.benchmarks import Row
from tests.browser.fieldsite import FieldSite, a_phone, begun, field_serving, noted, opened
from tests.browser.serving import SEEN
from tests.chromium import find_chromium, launch_arguments

NAME = "field"
DESCRIPTION = "the walk's app without a network: from a closed page to its drafts, also with a slower processor"
STARTS = 7
SLOWER = 4


def run() -> list[Row]:
    """Thirty findings and a draft lie on the phone; every start is of a page that was closed."""
    with tempfile.TemporaryDirectory() as folder, field_serving(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        phone = a_phone(browser)
        page = opened(phone, site)
        loaded = site.door.sent
        phone.set_offline(True)
        for _ in range(30):
            noted(page)
        begun(page)
        page.close()
        plain = [_start(phone, site, 1) for _ in range(STARTS)]
        slow = [_start(phone, site, SLOWER) for _ in range(STARTS)]
        browser.close()
    return [
        Row("first load, compressed", loaded / 1_000, "kB", target="< 400 kB", held=loaded < 400_000),
        Row("offline start to its drafts, median", statistics.median(plain), "s", target="< 2 s", held=max(plain) < 2),
        Row("the same, processor 4 times slower", statistics.median(slow), "s", target="< 2 s", held=max(slow) < 2),
    ]


def _start(phone: BrowserContext, site: FieldSite, slower: int) -> float:
    page = phone.new_page()
    phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    started = time.perf_counter()
    page.goto(f"{site.address}/field/")
    expect(page.locator(".sync-number")).to_have_text("31 finns bara på telefonen", timeout=SEEN)
    taken = time.perf_counter() - started
    page.close()
    return taken
