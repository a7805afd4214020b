"""The map is told every word that it asks for: what its types name is what the server sends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.mapdata import SERVED_ABOVE_ROWS, map_options
from geodata.casebook import Casebook
from tests.dashboard.rendered import PLANNER

BROWSER = Path(__file__).resolve().parents[2] / "assets" / "src"


def named(path: str, interface: str) -> set[str]:
    """The names of an interface of the browser's code, those that may be left out too."""
    source = (BROWSER / path).read_text("utf-8")
    body = re.search(rf"interface {interface} {{\n(.*?)\n}}", source, re.DOTALL)
    assert body, interface
    return set(re.findall(r"^  readonly (\w+)\??:", body[1], re.MULTILINE))


@pytest.mark.parametrize("language", Language)
def test_every_word_that_the_browser_names_is_sent_and_no_other(
    demo: Casebook, settings: Settings, language: Language
) -> None:
    areas = demo.areas(PLANNER, "0880")
    options = map_options(translate(language), "0880", areas, settings, evidence_version=1, evidence_rows=9, version=1)
    assert options["texts"].keys() == named("map/options.ts", "Texts")
    assert options["addresses"].keys() == named("map/options.ts", "Addresses")
    assert options["page"]["texts"].keys() == named("karta/words.ts", "PageTexts")


@pytest.mark.parametrize(("rows", "served"), [(SERVED_ABOVE_ROWS, False), (SERVED_ABOVE_ROWS + 1, True)])
def test_evidence_stays_at_the_server_where_a_browser_could_not_hold_it(
    demo: Casebook, settings: Settings, rows: int, served: bool
) -> None:
    areas = demo.areas(PLANNER, "0880")
    options = map_options(
        translate(Language.SV), "0880", areas, settings, evidence_version=1, evidence_rows=rows, version=1
    )
    assert (options["served"] is not None) == served
    if served:
        assert options["served"].keys() == named("map/options.ts", "Served")
