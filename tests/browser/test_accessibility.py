"""axe finds nothing on any page, in both languages and themes, on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from geodata.model import Actor, HotspotState, Role, View
from tests.browser.serving import Site

VIEW = View(municipality="0880")
PLANNER = Actor(role=Role.PLANNER)


# {adopted}, {candidate}, {promise}, {action}: filled in from the site
PAGES = {
    "karta": "/?kommun=0880",
    "karta med jämförelse": "/?kommun=0880&fran=2016-06-01&till=2017-05-31&jamfor=2015-06-01,2016-05-31&matt=change",
    "karta med vald hotspot": "/?kommun=0880&vald={adopted}",
    "karta med tabell": "/?kommun=0880&tabell=1",
    "karta utan underlag": "/?kommun=0880&kategori=robbery&tid=05-06&fran=2017-05-30&till=2017-05-31&omrade=0880X9",
    "antagen hotspot": "/hotspot/{adopted}?kommun=0880",
    "föreslagen hotspot": "/hotspot/{candidate}?kommun=0880",
    "protokoll": "/protokoll?kommun=0880",
    "ett protokoll": "/protokoll/{walk}?kommun=0880",
    "återmöte": "/protokoll/{walk}/atermote?kommun=0880&fynd=3",
    "två vandringar": "/protokoll/{walk}/jamfor?kommun=0880&tidigare={earlier}",
    "vandringar": "/vandringar?kommun=0880",
    "en vandring": "/vandringar/{walk}?kommun=0880",
    "ny vandring": "/vandringar/ny?kommun=0880&vandring={walk}",
    "ändra en vandring": "/vandringar/{walk}/andra?kommun=0880",
    "inkorg": "/inkorg?kommun=0880",
    "ett fynd i inkorgen": "/inkorg/{finding}?kommun=0880",
    "löften": "/loften?kommun=0880",
    "ett löfte": "/loften/{promise}?kommun=0880",
    "en åtgärd": "/atgard/{action}?kommun=0880",
    "statistik": "/statistik?kommun=0880",
    "statistik för ett område": "/statistik?kommun=0128&omrade=0128C1050&bostadstyp=detached&fran=2020-06-01",
    "logga": "/logga?kommun=0880",
    "logga en åtgärd": "/logga/{action}?kommun=0880",
    "operativa gruppen": "/operativ?kommun=0128",
    "kommunikationsplan": "/kommunikation?kommun=0880",
    "nytt möte": "/redigera/meeting/ny?kommun=0128",
    "täckning": "/tackning?kommun=0128",
    "täckning med flera perioder": "/tackning?kommun=0880",
    "täckningens hotspots": "/tackning?kommun=0880&visa=hotspots",
    "täckningens åtgärder": "/tackning?kommun=0880&visa=atgarder",
    "täckningens löften": "/tackning?kommun=0880&visa=loften",
    "en cell i täckningen": "/tackning?kommun=0880&visa=cell&kategori=disorder&lofte={promise}",
    "en lucka i täckningen": "/tackning?kommun=0880&visa=category_unanswered",
    "att se över": "/farskhet?kommun=0880",
    "att se över utan ansvarig": "/farskhet?kommun=0880&part=ingen",
    "lägesbilder": "/lagesbild?kommun=0880",
    "data": "/data?kommun=0880",
    "registret": "/register?kommun=0880",
    "registrets parter": "/register/party?kommun=0880",
    "ändra ett löfte": "/redigera/promise/{promise}?kommun=0880",
    "nytt löfte": "/redigera/promise/ny?kommun=0880",
    "ändra en åtgärd": "/redigera/action/{action}?kommun=0880",
    "ny plats": "/redigera/place/ny?kommun=0880",
    "finns inte": "/finns-inte",
}
LOOKS = [(language, theme, width) for language in ("sv", "en") for theme in ("light", "dark") for width in (1280, 390)]
CHECK = """async () =>
    (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})).violations
    .flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`))"""


def address_of(site: Site, name: str) -> str:
    """Where a page lies on the site."""
    refs = {card.state: card.ref for card in site.casebook.hotspots(PLANNER, VIEW)}
    later, earlier, *_ = site.casebook.participation(PLANNER, "0880").walks
    return site.address + PAGES[name].format(
        walk=later.walk.id,
        earlier=earlier.walk.id,
        adopted=refs[HotspotState.ADOPTED],
        candidate=refs[HotspotState.CANDIDATE],
        promise=site.casebook.promises(PLANNER, "0880")[0].promise.id,
        finding=site.casebook.inbox(PLANNER, "0880").lines[0].finding.id,
        action=site.casebook.actions(PLANNER, "0880")[0].action.id,
    )


def settled(page: Page) -> None:
    """Wait until the page has drawn what it was asked for."""
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, demo: Site, browser: Browser, axe: str) -> None:
    found: dict[tuple[str, str, int], list[str]] = {}
    for language, theme, width in LOOKS:
        window = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="sv-SE",
            color_scheme="dark" if theme == "dark" else "light",
        )
        page = window.new_page()
        address = address_of(demo, name)
        page.goto(f"{address}{'&' if '?' in address else '?'}sprak={language}")
        settled(page)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.dataset.mantineColorScheme") == theme
        page.evaluate(axe)
        if violations := page.evaluate(CHECK):
            found[language, theme, width] = violations
        window.close()
    assert found == {}
