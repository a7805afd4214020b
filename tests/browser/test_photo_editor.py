"""Rectangles are drawn on a photo by mouse, finger and keyboard, and what is burnt in is what was drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from dashboard.blureditor import blur_editor, rectangles_of
from dashboard.i18n import Language, translate
from geodata.casebook import Casebook
from geodata.errors import InvalidRecord
from geodata.model import Actor, Photo, Rectangle, Role
from geodata.pictures import HIDDEN_COLOUR
from tests.browser.serving import Site, serving
from tests.builders import a_municipality, a_walk
from tests.pictures import a_photo_file

PLANNER = Actor(role=Role.PLANNER)
STORE = "hidden-parts"
HARNESS = """
(element) => {
  document.body.replaceChildren();
  window.changes = [];
  const set_props = (id, props) => window.changes.push([id, props.data]);
  window.dash_clientside = { ...window.dash_clientside, set_props };
  const room = document.createElement("main");
  room.style.padding = "16px";
  room.innerHTML = element;
  document.body.append(room);
}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path, [a_municipality()]) as found:
        yield found


@pytest.fixture
def photo(site: Site) -> UUID:
    walk = a_walk()
    site.casebook.import_records(PLANNER, [walk])
    photo_id = uuid4()
    guest = site.casebook.admit(site.casebook.invite(PLANNER, walk.id).token)
    site.casebook.receive_photo(guest, photo_id, uuid4(), a_photo_file(800, 600))
    return photo_id


def as_html(casebook: Casebook, photo: UUID, target: str | dict[str, str] = STORE) -> str:
    """The element as Dash puts it into the page."""
    record = casebook.entry(PLANNER, Photo, photo).record
    component: Any = blur_editor(translate(Language.SV), record, target=target, alt="Foto 1 av 1")
    drawn = component.to_plotly_json()["props"]
    element = [
        f"{name}='{value.replace(chr(39), '&#39;')}'" for name, value in drawn.items() if name.startswith("data-")
    ]
    return f'<div class="{drawn["className"]}" {" ".join(element)}></div>'


@pytest.fixture
def opened(page: Page, site: Site, photo: UUID) -> Page:
    page.goto(f"{site.address}/?kommun=0880")
    page.wait_for_selector("h1")
    page.evaluate(HARNESS, as_html(site.casebook, photo))
    page.locator(".blur-picture").evaluate("(picture) => picture.decode()")
    return page


def changes(page: Page) -> list[tuple[Any, list[dict[str, float]]]]:
    found: list[tuple[Any, list[dict[str, float]]]] = page.evaluate("window.changes")
    return found


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Pull with the mouse from one share of the picture to another."""
    frame = page.locator(".blur-stage").bounding_box()
    assert frame
    points = [(frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def test_what_is_drawn_with_the_mouse_is_hidden_in_what_others_see(opened: Page, site: Site, photo: UUID) -> None:
    drag(opened, (0.5, 0.5), (0.75, 0.8))
    drag(opened, (0.6, 0.6), (0.7, 0.6))
    [target, value] = changes(opened)[-1]
    assert target == STORE
    [box] = value
    assert [round(box[name], 2) for name in ("left", "top", "width", "height")] == [0.6, 0.5, 0.25, 0.3]
    expect(opened.locator(".blur-told")).to_have_text("1 ruta döljs.")
    hidden = site.casebook.blur(PLANNER, photo, rectangles_of(value), base_version=1)
    site.casebook.release_photo(PLANNER, photo, base_version=hidden.version)
    shown = np.asarray(Image.open(BytesIO(site.casebook.picture(PLANNER, photo, as_released=True)))).astype(int)
    assert np.abs(shown[302:478, 482:678] - HIDDEN_COLOUR).max() < 4
    assert shown[50, 50].min() > 240


def test_the_corner_changes_the_size_and_a_click_draws_nothing(opened: Page) -> None:
    drag(opened, (0.2, 0.2), (0.2, 0.2))
    assert changes(opened) == []
    drag(opened, (0.2, 0.2), (0.4, 0.4))
    drag(opened, (0.4, 0.4), (0.6, 0.5))
    [box] = changes(opened)[-1][1]
    assert [round(box[name], 2) for name in ("left", "top", "width", "height")] == [0.2, 0.2, 0.4, 0.3]


def test_the_keyboard_does_all_of_it(opened: Page) -> None:
    opened.get_by_role("button", name="Lägg till ruta").press("Enter")
    box = opened.get_by_role("button", name="Ruta 1 av 1: 35 % från vänster")
    expect(box).to_be_focused()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowUp")
    opened.keyboard.press("Shift+ArrowDown")
    opened.keyboard.press("Shift+ArrowLeft")
    assert changes(opened)[-1][1] == [{"left": 0.37, "top": 0.33, "width": 0.18, "height": 0.22}]
    opened.get_by_role("button", name="Lägg till ruta").press("Enter")
    expect(opened.get_by_role("button", name="Ruta 2 av 2")).to_be_focused()
    opened.keyboard.press("Delete")
    expect(opened.get_by_role("button", name="Ruta 1 av 1")).to_be_focused()
    opened.keyboard.press("Delete")
    expect(opened.get_by_role("button", name="Lägg till ruta")).to_be_focused()
    assert changes(opened)[-1][1] == []
    expect(opened.locator(".blur-told")).to_have_text("Ingenting är dolt.")


def test_what_stood_is_shown_again_and_a_pattern_is_an_object(opened: Page, site: Site, photo: UUID) -> None:
    site.casebook.blur(PLANNER, photo, [Rectangle(left=0.1, top=0.2, width=0.3, height=0.4)], base_version=1)
    opened.evaluate(HARNESS, as_html(site.casebook, photo, {"type": "photo-hidden", "id": str(photo)}))
    box = opened.get_by_role("button", name="Ruta 1 av 1: 10 % från vänster, 20 % uppifrån, 30 % bred, 40 % hög")
    box.press("ArrowLeft")
    [target, [moved]] = changes(opened)[-1]
    assert target == {"type": "photo-hidden", "id": str(photo)}
    assert moved == {"left": 0.08, "top": 0.2, "width": 0.3, "height": 0.4}


def test_a_finger_draws_too(browser: Browser, site: Site, photo: UUID) -> None:
    window = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = window.new_page()
    page.goto(f"{site.address}/?kommun=0880")
    page.wait_for_selector("h1")
    page.evaluate(HARNESS, as_html(site.casebook, photo))
    page.locator(".blur-picture").evaluate("(picture) => picture.decode()")
    frame = page.locator(".blur-stage").bounding_box()
    assert frame
    assert frame["x"] + frame["width"] <= 390
    finger = window.new_cdp_session(page)

    def touch(kind: str, x: float, y: float) -> None:
        assert frame
        point = {"x": frame["x"] + x * frame["width"], "y": frame["y"] + y * frame["height"]}
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if kind == "touchEnd" else [point]})

    touch("touchStart", 0.1, 0.1)
    touch("touchMove", 0.2, 0.3)
    touch("touchMove", 0.5, 0.6)
    touch("touchEnd", 0.5, 0.6)
    [box] = changes(page)[-1][1]
    assert [round(box[name], 1) for name in ("left", "top", "width", "height")] == [0.1, 0.1, 0.4, 0.5]
    sizes = [one.bounding_box() for one in page.locator(".blur-button").all()]
    assert all(size and size["height"] >= 44 for size in sizes)
    window.close()


def test_the_editor_is_accessible(opened: Page, axe: str) -> None:
    drag(opened, (0.2, 0.2), (0.4, 0.4))
    opened.evaluate(axe)
    found = opened.evaluate("axe.run('.blur-editor')")
    assert [one["id"] for one in found["violations"]] == []


@pytest.mark.parametrize("value", [None, {}, "x", [1], [{"left": 2, "top": 0, "width": 1, "height": 1}], [{"left": 0}]])
def test_what_is_no_list_of_rectangles_is_refused(value: object) -> None:
    with pytest.raises(InvalidRecord):
        rectangles_of(value)


def test_the_browsers_whole_numbers_are_numbers() -> None:
    [box] = rectangles_of(json.loads('[{"left": 0, "top": 0, "width": 1, "height": 0.5}]'))
    assert (box.left, box.width) == (0.0, 1.0)
