"""What tests of all packages share: the browser, axe, a receiver of reports, and the data beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import find_chromium, launch_arguments
from tests.open311_server import Receiver, a_receiver

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes depends on what else the machine does; time is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files which is kept beside the checkout, not in it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not here: real files are read from there")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a worker; each test opens a context of its own in it."""
    program = find_chromium()
    if program is None:
        pytest.fail("no Chromium found; `python -m tests` installs one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window that remembers nothing, in Swedish, in Sweden's time, 1280 pixels wide."""
    window = browser.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": 1280, "height": 800}
    )
    yield window
    window.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page in that window."""
    return context.new_page()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of fault reports on this machine."""
    with a_receiver() as found:
        yield found


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, to be run inside a page: `page.evaluate(axe)`, then `axe.run()`."""
    return (ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
