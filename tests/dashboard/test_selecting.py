"""What the browser fills in to choose by: each code has a bar, each tool a name, each word is in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboard import selecting
from dashboard.i18n import Language, Translate, translate
from geodata.model import CaseStatus, SourceType

KARTA = Path(__file__).resolve().parents[2] / "assets" / "src" / "karta"
LANGUAGES = [translate(language) for language in Language]


def words_read(module: str, interface: str) -> set[str]:
    """The names that a TypeScript interface asks for."""
    source = (KARTA / f"{module}.ts").read_text("utf-8")
    body = re.search(rf"interface {interface}\b[^{{]*{{(.*?)\n}}", source, re.DOTALL)
    assert body
    return set(re.findall(r"readonly (\w+):", body[1]))


@pytest.mark.parametrize("t", LANGUAGES)
def test_the_browser_gets_every_word_that_it_reads(t: Translate) -> None:
    chips: Any = selecting.chips(t)
    row = chips.to_plotly_json()["props"]
    assert set(json.loads(row["data-texts"])) == words_read("chips", "ChipWords") | words_read("selecting", "RowWords")
    week = re.search(
        r'"data-texts": "(.*?[^\\])"', json.dumps(selecting.charts(t), default=lambda one: one.to_plotly_json())
    )
    assert week
    assert set(json.loads(json.loads(f'"{week[1]}"'))) == words_read("heat", "Words")


@pytest.mark.parametrize("t", LANGUAGES)
def test_every_status_and_source_has_a_bar_with_its_word(t: Translate) -> None:
    drawn = json.dumps(selecting.charts(t), default=lambda one: one.to_plotly_json(), ensure_ascii=False)
    for code in (*CaseStatus, *SourceType):
        assert f'"data-code": "{code.value}"' in drawn
        assert t.label(code) in drawn


@pytest.mark.parametrize("t", LANGUAGES)
def test_every_button_of_the_map_is_named(t: Translate) -> None:
    for part in (selecting.tools(t), selecting.history(t)):
        drawn = json.dumps(part, default=lambda one: one.to_plotly_json())
        assert drawn.count('"type": "Button"') == len(re.findall(r'"title": "[^"]+"', drawn)) > 0
        assert drawn.count('"aria-label": "') == drawn.count('"title": "') + 1
