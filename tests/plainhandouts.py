"""A handout in as few words as will do: every figure by its key, so that tests need no catalogue."""

from __future__ import annotations

from typing import Any

from geodata.chain import NodeState
from geodata.handout import Dots, Entry, Handout, Layer, Node, marked
from geodata.paper import Cell, Facts, Heading, Listing, Paragraph, Table, Tone
from geodata.situation.content import Content, Figure, figures
from geodata.situation.selection import Selection

NAMES = (
    *("skip", "contents", "map", "map_why", "layers", "legend", "no_script", "show", "in_list", "chain", "missing"),
    *("zoom_in", "zoom_out", "close", "whole"),
    *(f"{part}.{layer}" for part in ("list", "list_why", "list_none", "layer") for layer in Layer),
    *(f"legend.{one}" for one in ("shades", "new", "growing", "persistent", "fading", "gone", "missing", "late")),
)
SQUARE = (16.36, 56.66)
RING = (((16.3, 56.6), (16.4, 56.6), (16.4, 56.7), (16.3, 56.6)),)
SCRIPT = "globalThis.lofteskartan = { begin() {} }; globalThis.L = { map() {}, CRS: {} };"


def a_handout(**changes: Any) -> Handout:
    """A handout with one place on its map, in few words."""
    usual: dict[str, Any] = {
        "language": "sv",
        "title": "Blad",
        "opening": (Paragraph("Fryst."),),
        "entries": (Entry("plats-1", Layer.PLACES, "Torget", "Plats", (), at=(16.36, 56.66), sign="1"),),
        "document": (Heading("Läget", 2),),
        "foot": ("Källa: kommunen.",),
        "readings": {},
        "words": {name: name for name in NAMES},
        "script": SCRIPT,
        "style": "body { color: black; }",
    }
    return Handout(**{**usual, **changes})


def plain_handout(told: Content | Selection | None) -> Handout:
    """What is told, each figure as its bare number."""
    if told is None:
        return a_handout()
    found = list(figures(told))
    facts = tuple((one.key, marked(one.key, _said(one))) for one in found)
    places = [(f"plats-{n}", one.name, one.at) for n, one in enumerate(told.places or (), start=1)]
    spots = [(f"hotspot-{n}", one.name, one.peak) for n, one in enumerate(told.spots, start=1)]
    dots = None
    if isinstance(told, Selection) and told.dots is not None:
        rows = tuple((*one.at, 0, 0, 0) for one in told.dots)
        dots = Dots((("Belysning", "#e69f00"),), ("Rapport",), ("mars 2017",), rows)
    return a_handout(
        opening=(Facts(facts),),
        entries=tuple(
            Entry(name, layer, title, "", tuple(gap.name for gap in told.gaps), at=at)
            for layer, chosen in ((Layer.PLACES, places), (Layer.SPOTS, spots))
            for name, title, at in chosen
        ),
        foot=tuple(f"{one.source} {one.licence} {one.made_up}" for one in told.origins or ()),
        readings={one.key: _said(one) for one in found},
        dots=dots,
    )


def _said(one: Figure) -> str:
    return f"{one.value} {one.low} {one.high} {one.why}"


def in_every_field(text: str) -> dict[str, Any]:
    """A handout in which a text stands wherever the data can put one."""
    node = Node(text, NodeState.LATE, (text, text), text)
    entries = tuple(
        Entry(f"{layer}-1", layer, text, text, (text,), (node,), (text,), SQUARE, (RING,), text)
        for layer in (Layer.AREAS, Layer.PLACES, Layer.SPOTS)
    )
    table = Table(text, (text, text), ((Cell(text), Cell(text)),), frozenset({1}), "areas")
    blocks = (Heading(text, 2), Heading(text, 3), Paragraph(text, Tone.MARK), Facts(((text, text),)), Listing((text,)))
    return {
        "title": text,
        "opening": blocks,
        "entries": entries,
        "document": (*blocks, table),
        "foot": (text,),
        "shown": {"areas": ("areas-1",)},
        "dots": Dots(((text, "#e69f00"),), (text,), (text,), ((*SQUARE, 0, 0, 0),)),
    }
