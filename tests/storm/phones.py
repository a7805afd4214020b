"""Phones that are the real app in a real browser, noting and sending."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.fieldsite import a_phone, until

CODES = ("lighting", "shrubs", "bicycle_theft", "litter", "passage")
YEARS_WRONG = (0, 0, -17, -3, 2, 11)
_RECORDING = Path(__file__).with_name("recording.js").read_text("utf-8")

_WRONG_CLOCK = """(() => {
  const Right = Date, off = %d;
  const now = () => Right.now() + off;
  window.Date = class extends Right {
    constructor(...parts) { parts.length ? super(...parts) : super(now()); }
    static now() { return now(); }
  };
})()"""

_HELD = Path(__file__).with_name("held.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone, with the app open."""

    context: BrowserContext
    page: Page

    @classmethod
    def opened(cls, browser: Browser, link: str, *, years_wrong: int) -> Phone:
        """A phone whose clock is so many years wrong, with the walk ready for use without coverage."""
        context = a_phone(browser, device_scale_factor=1)
        if years_wrong:
            context.add_init_script(_WRONG_CLOCK % round(years_wrong * 365.25 * 86_400_000))
        page = context.new_page()
        page.goto(link)
        page.locator("button.huge").wait_for(timeout=60_000)
        until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), seconds=60)
        return cls(context, page)

    def begin_recording(self, *, findings: int, seed: int) -> None:
        """Note findings with one to three photos each, without coverage; goes on by itself."""
        self.context.set_offline(True)
        wish = {"findings": findings, "photos": [1, 1, 2, 3], "seed": seed, "codes": list(CODES)}
        self.page.evaluate(
            f"wish => {{ window.noted = null; ({_RECORDING})(wish)"
            ".then(() => (window.noted = 'all'), (error) => (window.noted = String(error))); }",
            wish,
        )

    def wait_until_recorded(self) -> None:
        """Raises: AssertionError where a screen did not follow."""
        until(lambda: self.page.evaluate("window.noted"), seconds=900)
        assert self.page.evaluate("window.noted") == "all"

    def held(self) -> dict[str, list[dict[str, Any]]]:
        """What lies on the phone: operations that wait, findings with the hash that was acknowledged, photos."""
        found: dict[str, list[dict[str, Any]]] = self.page.evaluate(_HELD)
        return found

    def is_empty(self) -> bool:
        """Whether nothing waits to be sent."""
        held = self.held()
        return not held["ops"] and all(photo["sent"] for photo in held["photos"])


def clocks(seed: int, phones: int) -> list[int]:
    """How many years the clock of each phone is wrong."""
    drawn = random.Random(seed)
    return [drawn.choice(YEARS_WRONG) for _ in range(phones)]
