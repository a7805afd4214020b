"""Script in every text of a walk, as a stranger with a phone or a planner may write it: shown as text, run nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import CaseStatus, LightingDetails, Stop, Tier
from tests.browser.fieldsite import a_field_walk, a_phone, begun, field_serving, only_here, opened, saved
from tests.browser.serving import SEEN, Site, serving
from tests.builders import a_finding, a_walk
from tests.geodata.casebook.town import SQUARE, known, town

SCRIPT = "<script>window.hit = 1</script>"
IMAGE = '"><img src=x onerror="window.hit = 1">'
RUN = "[window.hit ?? null, document.querySelectorAll('img[src=x]').length]"

WALK = a_walk(
    id=known("hostile"),
    title=f"Vandring {IMAGE}",
    planned_on=date(2017, 5, 20),
    own_theme=SCRIPT,
    meeting_point=IMAGE,
    premeeting_notes=f"{SCRIPT}{IMAGE}",
    stops=(Stop(number=1, name=f"Torget {IMAGE}", position=SQUARE),),
    route=None,
)
FOUND = a_finding(
    id=known("hostile finding"),
    walk_id=WALK.id,
    stop=1,
    position=SQUARE,
    observed_at=datetime(2017, 5, 20, 20, tzinfo=UTC),
    tier=Tier.PUBLIC,
    note=f"Lampan {IMAGE}",
    details=LightingDetails(lamp_id=SCRIPT),
    status=CaseStatus.DECLINED,
    status_reason=f"Varför inte {SCRIPT}{IMAGE}",
    responsible_unit=IMAGE,
)
PAGES = {
    "the list": ("/vandringar", WALK.title),
    "the walk": ("/vandringar/{walk}", WALK.meeting_point),
    "its plan": ("/vandringar/{walk}/andra", "Vandring"),
    "the sheet": ("/vandringar/{walk}/utskrift", WALK.meeting_point),
    "the inbox": ("/inkorg/{finding}", FOUND.note),
    "the protocol": ("/protokoll/{walk}", FOUND.status_reason),
    "the meeting": ("/protokoll/{walk}/atermote?fynd=2", FOUND.note),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small town with that walk."""
    with serving(tmp_path_factory.mktemp("hostile"), [*town(), WALK, FOUND]) as found:
        yield found


@pytest.mark.parametrize("name", PAGES)
def test_script_in_the_texts_of_a_walk_is_shown_and_not_run(name: str, site: Site, page: Page) -> None:
    path, text = PAGES[name]
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    path = path.format(walk=WALK.id, finding=FOUND.id)
    page.goto(f"{site.address}{path}{'&' if '?' in path else '?'}kommun=0880")
    assert text
    expect(page.locator("main")).to_contain_text(text, timeout=SEEN)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(RUN) == [None, 0]
    assert asked == []


def test_what_a_stranger_writes_on_a_phone_runs_neither_there_nor_at_the_desk(browser: Browser, tmp_path: Path) -> None:
    walk = a_field_walk(title=WALK.title, meeting_point=IMAGE, stops=WALK.stops, route=None)
    with field_serving(tmp_path) as first:
        site = first.of(walk)
        phone = a_phone(browser)
        page = opened(phone, site)
        begun(page)
        page.locator("textarea").fill(f"{SCRIPT}{IMAGE}")
        saved(page)
        only_here(page, 0)
        page.locator(".tabs button").nth(1).tap()
        expect(page.locator(".row")).to_have_count(1)
        page.locator(".tabs button").nth(3).tap()
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(RUN) == [None, 0]
        assert [finding.note for finding in site.kept()] == [f"{SCRIPT}{IMAGE}"]
        phone.close()
