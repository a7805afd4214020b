"""A paper as mail: HTML that asks nobody for anything and runs nothing, and text whose lines are short."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from geodata.exports.letter_html import letter_html
from geodata.exports.letter_text import WIDTH, letter_text
from geodata.paper import Cell, Facts, Heading, Listing, Paper, Paragraph, Picture, Table, Tone, texts
from tests.hostile import HOSTILE

VOID = {"meta", "br"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "td", "th", "caption"),
    *("h1", "h2", "h3", "p", "strong", "br", "ul", "li"),
}


def table(*names: str, cell: str = "färre än 5", columns: int = 5) -> Table:
    heads = ("Område", *(f"kv {place} 2016" for place in range(1, columns + 1)))
    rows = tuple((Cell(name), *(Cell(cell) for _ in range(columns))) for name in names)
    return Table("Anmälda per kvartal", heads, rows, frozenset(range(1, columns + 1)))


def paper(*blocks: Any, title: str = "Nyhetsbrev") -> Paper:
    return Paper(title, "sv", "Kalmar, kommunen", blocks)


WHOLE = paper(
    Paragraph("Lindsdal, Kalmar.", Tone.LEAD),
    Paragraph("Utkast.", Tone.MARK),
    Paragraph("Hej alla grannar,\nhär kommer brevet." + " Ett ord till." * 20),
    Heading("Anmälda bostadsinbrott", 2),
    table("Lindsdal", "Kalmar", cell="7"),
    Heading("Det här görs", 3),
    Facts((("Ansvarig", "kommunen och polisen"),)),
    Listing(("Lås dörren." * 12, "Ring 112.")),
    Picture("map", "Karta"),
    Paragraph("Källa: polisen.", Tone.NOTE),
)


class Reader(HTMLParser):
    """What a mail program meets: elements in order, their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


def read(html: str) -> Reader:
    found = Reader(html)
    assert found.open == []
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_html_says_all_that_the_paper_says_in_its_order() -> None:
    found = read(letter_html(WHOLE))
    said = squeezed("".join(found.said[found.said.index("Nyhetsbrev") + 1 :]))
    place = 0
    for text in texts(WHOLE):
        place = said.index(squeezed(text), place)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_html_loads_links_and_runs_nothing_whatever_it_says(hostile: str) -> None:
    told = paper(
        Paragraph(hostile), Heading(hostile, 2), Listing((hostile,)), Facts(((hostile, hostile),)), table(hostile),
        title=hostile,
    )  # fmt: skip
    found = read(letter_html(told))
    assert {tag for tag, _ in found.found} <= KNOWN
    for _, attributes in found.found:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "href", "background"}]
        assert "url(" not in (attributes.get("style") or "")
    assert squeezed("".join(found.said)).count(squeezed(hostile)) >= (6 if squeezed(hostile) else 0)


def test_the_html_names_its_language_its_headings_and_what_heads_a_table_and_knows_the_dark() -> None:
    html = letter_html(WHOLE)
    found = read(html)
    tags = [tag for tag, _ in found.found]
    assert dict(found.found)["html"]["lang"] == "sv"
    assert [tag for tag in tags if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h3"]
    scopes = [attributes.get("scope") for tag, attributes in found.found if tag == "th"]
    assert (scopes.count("col"), scopes.count("row")) == (6, 2)
    layout = [attributes.get("role") for tag, attributes in found.found if tag == "table"]
    assert layout == ["presentation", "presentation", None]
    assert "prefers-color-scheme: dark" in html
    assert len(html) < 20_000


def test_the_text_keeps_its_lines_short_and_says_all_in_order() -> None:
    text = letter_text(WHOLE)
    assert max(len(line) for line in text.splitlines() if not line.startswith(("- ", "  "))) <= WIDTH
    said, place = squeezed(text), 0
    for part in texts(WHOLE):
        place = said.index(squeezed(part), place)
    assert text.endswith(".\n")
    assert "Hej alla grannar,\nhär kommer brevet." in text


def test_a_table_of_the_text_stands_in_columns_and_breaks_up_where_they_are_too_wide() -> None:
    narrow = letter_text(paper(table("Berga", "Lindsdal", cell="7")))
    assert "Lindsdal          7          7          7          7          7\n" in narrow
    wide = letter_text(paper(table("Boholmarna-Dunö-Rinkabyholm")))
    assert "Boholmarna-Dunö-Rinkabyholm\n  färre än 5  färre än 5  färre än 5" in wide
    widest = letter_text(paper(table("Berga", columns=9)))
    assert "Berga\n  kv 1 2016: färre än 5\n  kv 2 2016: färre än 5" in widest
    for text in (narrow, wide, widest):
        assert max(map(len, text.splitlines())) <= WIDTH
