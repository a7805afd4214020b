"""A handout's file: one HTML document that loads nothing, runs only its own code, and is the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exports.handout import handout_file
from geodata.handout import Entry, Layer, marked, pieces
from geodata.paper import Cell, Table
from tests.hostile import HOSTILE
from tests.plainhandouts import SQUARE, a_handout, in_every_field


class _Reader(HTMLParser):
    """Tags with their attributes, and the texts inside scripts, style and everything else."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self._inside: tuple[str, str] = ("", "")
        self.feed(body.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = (tag, dict(attrs).get("type") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ("", "")

    def handle_data(self, data: str) -> None:
        match self._inside:
            case ("script", kind):
                self.scripts.append((kind, data))
            case ("style", _):
                self.styles.append(data)
            case _:
                self.words.append(data)

    @property
    def data(self) -> dict[str, Any]:
        (found,) = (text for kind, text in self.scripts if kind == "application/json")
        told: dict[str, Any] = json.loads(found)
        return told

    @property
    def policy(self) -> str:
        (found,) = (
            named["content"] or "" for tag, named in self.tags if named.get("http-equiv") == "Content-Security-Policy"
        )
        return found


def read(**changes: Any) -> _Reader:
    return _Reader(handout_file(a_handout(**changes)))


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_nothing_in_but_the_files_own_code() -> None:
    found = read()
    scripts = [text for kind, text in found.scripts if not kind]
    assert len(scripts) == 2
    (style,) = found.styles
    rules = dict(rule.split(" ", 1) for rule in found.policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": " ".join(map(hash_of, scripts)),
        "style-src": hash_of(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # what stands before the policy would not be held to it
    assert [tag for tag, _ in found.tags[:4]] == ["html", "head", "meta", "meta"]


def test_nothing_in_it_is_to_be_fetched() -> None:
    found = read(**in_every_field("text"))
    for tag, named in found.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert "src" not in named
        assert (named.get("href") or "#").startswith("#")
        assert not any(name.startswith("on") or name == "style" for name in named)
    assert not re.search(r"https?://", " ".join(text for _, text in found.scripts))


def test_it_is_the_same_file_when_it_is_made_twice() -> None:
    changes = in_every_field("Larmtorget")
    assert handout_file(a_handout(**changes)) == handout_file(a_handout(**changes))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_but_text(text: str) -> None:
    plain = read(**in_every_field("text"))
    found = read(**in_every_field(text))
    # the same tags as with a plain word, and only the data's script differs
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert [one for one in found.scripts if not one[0]] == [one for one in plain.scripts if not one[0]]
    assert found.policy == plain.policy
    for entry in found.data["entries"]:
        assert "".join(entry["title"]) == "".join(entry["lines"][0]) == "".join(entry["nodes"][0]["lines"][1])
    raw = handout_file(a_handout(**in_every_field(text))).decode()
    inside = raw.partition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    assert not set(inside) & set("<>&\u2028\u2029")
    assert not set(raw) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def test_a_figure_carries_its_key_in_the_list_and_in_the_popup_alike() -> None:
    line = f"Underlag: {marked('spot.a.count', '23 (15–34)')}"
    entry = Entry("hotspot-1", Layer.SPOTS, "Torget", "Hotspot 1", (line,), at=SQUARE)
    table = Table("Områden", ("Område", "Antal"), ((Cell("Norr"), Cell(marked("area.1", "7"))),), name="areas")
    found = read(entries=(entry,), document=(table,), readings={"spot.a.count": "23 (15–34)", "area.1": "7", "b": "9"})
    assert [named["data-figure"] for _, named in found.tags if "data-figure" in named] == ["spot.a.count", "area.1"]
    assert found.data["entries"][0]["lines"] == [["Underlag: ", ["23 (15–34)", "spot.a.count"]]]


def test_what_only_looks_like_a_figure_is_words() -> None:
    readings = {"spot.a.count": "23"}
    assert [(one.text, one.key) for one in pieces(marked("spot.a.count", "99"), readings)] == [("99", "")]
    assert [(one.text, one.key) for one in pieces(marked("other", "23"), readings)] == [("23", "")]
    assert [(one.text, one.key) for one in pieces(marked("spot.a.count", "23"), readings)] == [("23", "spot.a.count")]


@given(st.text(), st.text())
def test_all_words_of_a_text_are_kept(before: str, after: str) -> None:
    text = f"{before} {marked('a', '7')} {after}"
    found = list(pieces(text, {"a": "7"}))
    if not set(before + after) & set("\ufdd0\ufdd1\ufdd2"):
        assert "".join(one.text for one in found) == f"{before} 7 {after}"
        assert [one.key for one in found if one.key] == ["a"]


def test_folium_gives_the_map_and_the_layers_that_are_there() -> None:
    found = read(**in_every_field("text"))
    script = [text for kind, text in found.scripts if not kind][1]
    assert "L.map(" in script
    assert script.count("L.featureGroup(") == len(Layer)
    for layer in Layer:
        assert f'"{layer}": feature_group_{layer}' in script
    only = [text for kind, text in read().scripts if not kind][1]
    assert only.count("L.featureGroup(") == 1


def test_without_anything_to_draw_there_is_no_map_and_no_script_but_the_list() -> None:
    found = read(entries=())
    assert [kind for kind, _ in found.scripts] == ["application/json"]
    assert "script-src 'none'" in found.policy
    assert {"list_none.spots", "list_none.places"} <= {word.strip() for word in found.words}


def test_it_has_landmarks_a_language_headings_and_a_way_past_the_map() -> None:
    found = read(**in_every_field("text"), language="en")
    tags = [tag for tag, _ in found.tags]
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert tags.count(landmark) == 1
    assert ("html", {"lang": "en"}) in found.tags
    names = [named["id"] for _, named in found.tags if "id" in named]
    assert len(names) == len(set(names))
    ways = [(named.get("href") or "")[1:] for tag, named in found.tags if tag == "a"]
    assert ways[0] == "lista"
    assert set(ways) <= set(names)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
