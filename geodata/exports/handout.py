"""A handout as one HTML file: it opens from a memory stick, asks for nothing, and runs nothing but its own code.

RULE 1: data stand in the file as escaped text, and as JSON in a block that is no script; the policy in its head allows
the two scripts by their hashes, the style by its own, and no address at all.
RULE 2: without a script all of it can be read: the map alone is missing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from geodata.chain import NodeState
from geodata.exports.handoutmap import ELEMENT, map_script
from geodata.exports.office import holdable
from geodata.handout import Entry, Handout, Layer, Node, pieces
from geodata.paper import Cell, Facts, Heading, Listing, Paragraph, Picture, Table, Tone, flat

_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TONES = {Tone.LEAD: ' class="lead"', Tone.PLAIN: "", Tone.NOTE: ' class="note"', Tone.MARK: ' class="mark"'}
_SWEDEN = (16.0, 62.0)


def handout_file(handout: Handout) -> bytes:
    """The file, UTF-8. The same handout gives the same bytes."""
    return _Writer(handout).file().encode()


class _Writer:
    def __init__(self, handout: Handout) -> None:
        self.handout = handout
        self.words = handout.words
        self.layers = [layer for layer in Layer if self._has(layer)]
        self.parts: list[tuple[str, str]] = []

    def file(self) -> str:
        handout = self.handout
        main = [*self._map(), *self._list(), *self._document()]
        scripts = [_closed(handout.script), map_script(self._center(), self.layers)] if self.layers else []
        style = handout.style.replace("</style", "<\\/style")
        allowed = " ".join(map(_hash, scripts)) or "'none'"
        policy = (
            f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        return "".join(
            (
                f'<!DOCTYPE html>\n<html lang="{escape(handout.language)}">\n<head>\n<meta charset="utf-8">\n',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
                '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n',
                f"<title>{_plain(handout.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
                f'<a class="skip" href="#lista">{self._said("skip")}</a>\n',
                f"<header>\n<h1>{self._text(handout.title)}</h1>\n",
                *self._blocks(handout.opening),
                "</header>\n",
                *self._contents(),
                "<main>\n",
                *main,
                "</main>\n<footer>\n",
                *(f"<p>{self._text(line)}</p>\n" for line in handout.foot),
                "</footer>\n",
                f'<script type="application/json" id="data">{self._data()}</script>\n',
                *(f"<script>{script}</script>\n" for script in scripts),
                "</body>\n</html>\n",
            )
        )

    # Texts

    def _said(self, name: str) -> str:
        return escape(self.words[name])

    def _text(self, text: str) -> str:
        """A text of words and figures; its line breaks are kept by the style."""
        return "".join(
            f'<span class="figure" data-figure="{_plain(one.key)}">{_plain(one.text)}</span>'
            if one.key
            else _plain(one.text)
            for one in pieces(text, self.handout.readings)
        )

    def _blocks(self, blocks: Iterable[Any]) -> Iterator[str]:
        for block in flat(tuple(blocks)):
            match block:
                case Heading(text, level):
                    named = ""
                    if level == 2:
                        self.parts.append((f"del-{len(self.parts) + 1}", text))
                        named = f' id="{self.parts[-1][0]}"'
                    yield f"<h{level}{named}>{self._text(text)}</h{level}>\n"
                case Paragraph(text, tone):
                    yield f"<p{_TONES[tone]}>{self._text(text)}</p>\n"
                case Facts(rows):
                    inside = "".join(
                        f"<div><dt>{self._text(term)}</dt><dd>{self._text(said)}</dd></div>" for term, said in rows
                    )
                    yield f'<dl class="facts">{inside}</dl>\n'
                case Listing(items):
                    yield f"<ul>{''.join(f'<li>{self._text(item)}</li>' for item in items)}</ul>\n"
                case Table():
                    yield self._table(block)
                case Picture():
                    # the map stands at the head of the file
                    continue

    def _table(self, table: Table) -> str:
        shown = self.handout.shown.get(table.name, ())
        ids = shown if len(shown) == len(table.rows) else ("",) * len(table.rows)
        label = self._text(table.caption)
        heads = "".join(
            f'<th scope="col"{_right(column, table)}>{self._text(head)}</th>' for column, head in enumerate(table.heads)
        )
        rows = "".join(
            f"<tr{_named(entry)}>{self._row(table, row, entry)}</tr>"
            for row, entry in zip(table.rows, ids, strict=True)
        )
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{_plain(table.caption)}"><table>'
            f"<caption>{label}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n"
        )

    def _row(self, table: Table, row: Sequence[Cell], entry: str) -> str:
        cells = [f"<td{_right(column, table)}>{self._text(cell.text)}</td>" for column, cell in enumerate(row)]
        if entry:
            cells[0] = f'<th scope="row">{self._text(row[0].text)} {self._show(entry, row[0].text)}</th>'
        return "".join(cells)

    def _show(self, entry: str, name: str) -> str:
        """The button to the map; the script brings it out, for without it there is none to go to."""
        label = f"{self.words['show']}: {name}"
        return (
            f'<button type="button" class="show" data-show="{entry}" aria-label="{_plain(label)}" hidden>'
            f"{self._said('show')}</button>"
        )

    # Parts

    def _part(self, identity: str, heading: str) -> str:
        self.parts.append((identity, heading))
        return f'<h2 id="{identity}" tabindex="-1">{self._text(heading)}</h2>\n'

    def _contents(self) -> Iterator[str]:
        yield f'<nav aria-label="{self._said("contents")}"><ul>'
        for identity, heading in self.parts:
            yield f'<li><a href="#{identity}">{self._text(heading)}</a></li>'
        yield "</ul></nav>\n"

    def _map(self) -> Iterator[str]:
        if not self.layers:
            return
        yield f'<section class="map-part">\n{self._part("karta", self.words["map"])}'
        yield f'<p class="note">{self._said("map_why")}</p>\n'
        yield f'<fieldset class="layers" id="lager" hidden><legend>{self._said("layers")}</legend>'
        for layer in reversed(self.layers):
            on = "" if layer is Layer.DOTS else " checked"
            yield (
                f'<label><input type="checkbox" data-layer="{layer}"{on}>'
                f'<span class="key key-{layer}" aria-hidden="true"></span>{self._said(f"layer.{layer}")}</label>'
            )
        yield f'<button type="button" class="show" data-whole>{self._said("whole")}</button>'
        yield (
            f'</fieldset>\n<div id="{ELEMENT}" class="map" role="region" '
            f'aria-label="{self._said("map")}" hidden></div>\n'
        )
        yield f'<p class="no-map">{self._said("no_script")}</p>\n'
        yield f'<ul class="legend" aria-label="{self._said("legend")}">'
        for name in self._legend():
            sign = f'<span class="key key-{name}" aria-hidden="true"></span>'
            yield f"<li>{sign}{self._said(f'legend.{name}')}</li>"
        yield "</ul>\n</section>\n"

    def _legend(self) -> Iterator[str]:
        if Layer.AREAS in self.layers:
            yield "shades"
        marks = [entry for entry in self.handout.entries if entry.at]
        trends, states = {entry.trend for entry in marks}, {entry.state for entry in marks}
        yield from (trend for trend in ("new", "growing", "persistent", "fading", "gone") if trend in trends)
        yield from (state.value for state in (NodeState.MISSING, NodeState.LATE) if state in states)

    def _list(self) -> Iterator[str]:
        """Hotspots, then places, each with its chain."""
        yield '<div id="lista" tabindex="-1">\n'
        for layer in (Layer.SPOTS, Layer.PLACES):
            found = [entry for entry in self.handout.entries if entry.layer is layer]
            yield f"<section>\n{self._part(layer.value, self.words[f'list.{layer}'])}"
            yield f'<p class="note">{self._said(f"list_why.{layer}" if found else f"list_none.{layer}")}</p>\n'
            for entry in found:
                yield self._entry(entry)
            yield "</section>\n"
        yield "</div>\n"

    def _entry(self, entry: Entry) -> str:
        lines = "".join(f"<li>{self._text(line)}</li>" for line in entry.lines)
        told = f'<ul class="lines">{lines}</ul>' if lines else ""
        return (
            f'<article id="{entry.id}" class="entry is-{entry.state}" tabindex="-1" '
            f'aria-labelledby="{entry.id}-name"><h3 id="{entry.id}-name"><span class="kind">'
            f"{self._text(entry.kind)}</span> {self._text(entry.title)}</h3>"
            f"{self._show(entry.id, entry.title)}"
            f"{told}{self._chain(entry)}</article>\n"
        )

    def _chain(self, entry: Entry) -> str:
        nodes = "".join(self._node(node) for node in entry.nodes)
        chain = f'<ol class="chain" aria-label="{self._said("chain")}">{nodes}</ol>' if nodes else ""
        lacks = "".join(f"<li>{self._text(one)}</li>" for one in entry.missing)
        missing = f'<p class="lacks">{self._said("missing")}</p><ul class="gaps">{lacks}</ul>' if lacks else ""
        return chain + missing

    def _node(self, node: Node) -> str:
        word = f' <span class="word">{self._text(node.word)}</span>' if node.word else ""
        lines = "".join(f'<span class="line">{self._text(line)}</span>' for line in node.lines)
        return f'<li class="is-{node.state}"><span class="step">{self._text(node.step)}{word}</span>{lines}</li>'

    def _document(self) -> Iterator[str]:
        """What follows, under its own headings."""
        yield '<div class="document">\n'
        yield from self._blocks(self.handout.document)
        yield "</div>\n"

    # Data

    def _has(self, layer: Layer) -> bool:
        if layer is Layer.DOTS:
            return self.handout.dots is not None and bool(self.handout.dots.rows)
        return any(entry.layer is layer and (entry.at or entry.outline) for entry in self.handout.entries)

    def _center(self) -> tuple[float, float]:
        for entry in self.handout.entries:
            if entry.at:
                return entry.at
            if entry.outline:
                return entry.outline[0][0][0]
        return self.handout.dots.rows[0][:2] if self.handout.dots else _SWEDEN

    def _data(self) -> str:
        dots = self.handout.dots
        told = {
            "words": {name: self.words[name] for name in ("zoom_in", "zoom_out", "close", "in_list", "missing")},
            "entries": [self._told(entry) for entry in self.handout.entries],
            "dots": None
            if dots is None
            else {
                "looks": [(holdable(word), colour) for word, colour in dots.looks],
                "kinds": [holdable(word) for word in dots.kinds],
                "months": [holdable(word) for word in dots.months],
                "rows": dots.rows,
            },
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return "".join(_IN_SCRIPT.get(letter, letter) for letter in text)

    def _told(self, entry: Entry) -> dict[str, Any]:
        return {
            "id": entry.id,
            "layer": entry.layer.value,
            "kind": self._pieces(entry.kind),
            "title": self._pieces(entry.title),
            "lines": [self._pieces(line) for line in entry.lines],
            "nodes": [
                {
                    "step": self._pieces(node.step),
                    "state": node.state.value,
                    "word": self._pieces(node.word),
                    "lines": [self._pieces(line) for line in node.lines],
                }
                for node in entry.nodes
            ],
            "missing": [self._pieces(one) for one in entry.missing],
            "at": entry.at,
            "outline": entry.outline,
            "sign": holdable(entry.sign),
            "trend": entry.trend,
            "state": entry.state.value,
            "shade": entry.shade,
        }

    def _pieces(self, text: str) -> list[str | tuple[str, str]]:
        """Words as they are, a figure with its key behind it."""
        found = pieces(text, self.handout.readings)
        return [(holdable(one.text), one.key) if one.key else holdable(one.text) for one in found]


def _plain(text: str) -> str:
    return escape(holdable(text))


def _named(identity: str) -> str:
    return f' id="{identity}" tabindex="-1"' if identity else ""


def _right(column: int, table: Table) -> str:
    return ' class="number"' if column in table.numbers else ""


def _closed(script: str) -> str:
    """A script of ours that the file's own tags cannot end early."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
