"""What journeys on the map page do again and again: open it, read what it shows, watch what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, Route, expect

from dashboard.hotspotlist import interval
from dashboard.i18n import Language, translate
from geodata.chain import HotspotCard
from geodata.model import Actor, Role, View
from tests.browser.serving import SEEN, Site

SV = translate(Language.SV)
PLANNER = Actor(role=Role.PLANNER)
VIEW = View(municipality="0880")
STATUS = "#karta-status"
CARDS = ".hotspot-card"
TITLE = "#place-body h2"
# the timeline's drawing code is asked for when the map stands there
TIMELINE_DRAWN = """async () => {
    const room = document.getElementById("karta-timeline-room");
    const bars = () => room.querySelector(".js-plotly-plot")?.data?.[0].x.length;
    const drawn = () => bars() === lofteskartan.map.result.months.length;
    while (room?.isConnected && !drawn()) await new Promise((later) => setTimeout(later, 20));
}"""


def opened(page: Page, site: Site, query: str = "kommun=0880") -> None:
    """Go to the map and wait until its figures stand there, the timeline's too: it is drawn last."""
    page.goto(f"{site.address}/?{query}")
    expect(page.locator(STATUS)).to_contain_text(re.compile(r"visas|shown"), timeout=SEEN)
    page.evaluate(TIMELINE_DRAWN)


def result(page: Page) -> Any:
    """What the map counts just now."""
    return page.evaluate("lofteskartan.map.result")


def municipality(page: Page) -> str:
    """Which municipality the map shows."""
    code: str = result(page)["areas"][0]["code"][:4]
    return code


def timeline(page: Page) -> int:
    """The sum of the bars that are drawn."""
    graph = "document.querySelector('#karta-timeline .js-plotly-plot')"
    assert page.evaluate(f"{graph}._fullLayout.xaxis.type") == "date"
    drawn: int = page.evaluate(f"{graph}.data[0].y.reduce((sum, n) => sum + n, 0)")
    return drawn


def query_of(page: Page) -> str:
    """What stands in the address bar."""
    query: str = page.evaluate("location.search.slice(1)")
    return query


def wait_for_query(page: Page, part: str) -> None:
    """Wait until the address bar holds a part."""
    expect(page).to_have_url(re.compile(re.escape(part)))


@contextmanager
def requests(page: Page) -> Iterator[list[str]]:
    """The addresses that are asked for meanwhile."""
    asked: list[str] = []

    def note(request: Any) -> None:
        if request.url.startswith("http"):
            asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)


def holding(page: Page, pattern: str) -> list[Route]:
    """Questions that are not let through to the server, as they come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(pattern, hold)
    return held


def come(page: Page, held: Sequence[Route], number: int) -> None:
    """Wait until so many questions are, or were, held. Raises: AssertionError."""
    for _ in range(SEEN // 50):
        if len(held) >= number:
            break
        page.wait_for_timeout(50)
    assert len(held) == number


def shows(page: Page, cards: Sequence[HotspotCard]) -> None:
    """Wait until list, headline and outlines are those of the cards."""
    expect(page.locator(f"{CARDS} .hotspot-name")).to_have_text([card.name for card in cards])
    expect(page.locator(f"{CARDS} .interval")).to_have_text([interval(SV, card) for card in cards])
    expect(page.locator("#karta-headline")).to_contain_text(f"{len(cards)} hotspot")
    assert [hotspot["id"] for hotspot in result(page)["hotspots"]] == [card.ref for card in cards]
