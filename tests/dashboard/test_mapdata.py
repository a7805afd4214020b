"""The map is told every word that it asks for: what its types name is what the server sends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.mapdata import map_options
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
    options = map_options(translate(language), "0880", areas, settings, evidence_version=1, version=1)
    assert options["texts"].keys() == named("map/options.ts", "Texts")
    assert options["addresses"].keys() == named("map/options.ts", "Addresses")
    assert options["page"]["texts"].keys() == named("karta/words.ts", "PageTexts")
