"""Views of the map in a lägesbild, in words: what was chosen, what was counted, and the way to the map as it is now."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import words
from dashboard.i18n import Translate
from dashboard.situationsheets import Grid, on_paper, said
from dashboard.tablewords import view_told
from dashboard.view import link
from geodata.paper import Block, Cell, Facts, Heading, Paragraph, Tone
from geodata.situation.content import Content, ViewPart
from geodata.situation.views import selected


def views(t: Translate, content: Content) -> Iterator[Block]:
    """All of them, under a heading of their own; nothing where there are none."""
    found = content.views or ()
    if not found:
        return
    yield Heading(t("sit.views"), 3)
    yield Paragraph(t("sit.views_why", day=content.as_of), Tone.NOTE)
    names = {area.code: area.name for area in content.areas}
    for one in found:
        yield Heading(one.title, 4)
        yield Facts((*view_told(t, selected(one), names), (t("sit.all_evidence"), said(t, one.total))))
        yield on_paper(t, counted(t, one))
        if one.spots:
            yield on_paper(t, spots(t, one))
        else:
            yield Paragraph(t("sit.views_no_spots"))
        address = address_of(content, one)
        yield Paragraph(t("sit.views_live", address=address), Tone.NOTE, address)


def address_of(content: Content, one: ViewPart) -> str:
    """Where the map shows the view as it is now: an address of this very server, whatever was put in."""
    return "&".join(part for part in (link("/", content.municipality), one.query) if part)


def counted(t: Translate, one: ViewPart) -> Grid:
    """Evidence of a view by kind and category."""
    rows = tuple((Cell(t.label(what)), figure) for what, figure in (*one.kinds, *one.categories))
    caption = t("sit.views_counted", title=one.title)
    return Grid(caption, t("sit.views"), (t("sit.head.what"), t("sit.head.evidence")), rows)


def spots(t: Translate, one: ViewPart) -> Grid:
    """The first hotspots of a view, by rank."""
    rows = tuple((Cell(spot.name), Cell(words.trend(t, spot.trend)), spot.count) for spot in one.spots)
    key = "sit.views_spots" if one.all_spots == len(one.spots) else "sit.views_first_spots"
    caption = t(key, title=one.title, n=len(one.spots), all=one.all_spots)
    heads = tuple(t(f"sit.head.{name}") for name in ("name", "trend", "evidence"))
    return Grid(caption, t("sit.views_hotspots"), heads, rows)
