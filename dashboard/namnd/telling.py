"""Figures as links to where they are told live: each with its key, in the very words of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import situationsheets as tables
from dashboard.i18n import Translate
from dashboard.namnd import live
from dashboard.parts import Child, attrs
from dashboard.view import link
from geodata.casebook.situations import SituationStory
from geodata.situation.content import Content, Figure, GapPart, figures

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around a figure's place in a sentence: letters that no language has."""


class Teller:
    """Puts figures of one lägesbild into words that can be opened. Remembers which ones a screen told."""

    def __init__(self, t: Translate, story: SituationStory, content: Content) -> None:
        self.t = t
        self.story = story
        self.content = content
        self._code = content.municipality
        self._earlier = _earlier(story)
        # drawn anew each time, so that nobody can write a sign of ours into a text
        self._seal = token_hex(8)
        self._signed: list[Figure] = []
        self._told: list[Figure] = []

    def figure(self, figure: Figure) -> Component:
        """1,24 (1,09–1,40), to be opened."""
        self._told.append(figure)
        t, language = self.t, self.t.language.value
        earlier = self.story.earlier
        if id(figure) in self._earlier and earlier is not None:
            href = link(f"/lagesbild/{earlier.entry.record.id}", self._code, language)
            return _opening(_drawn(t, figure), href, t("namnd.live.earlier"), {"data-earlier": figure.key})
        href, what = live.address(self.content, figure, language)
        return _opening(_drawn(t, figure), href, t(f"namnd.live.{what}"), {"data-figure": figure.key})

    def say(self, _t: Translate, figure: Figure) -> str:
        """A sign for a figure, for a sentence that `linked` puts it back into."""
        self._signed.append(figure)
        return f"{_OPEN}{self._seal}-{len(self._signed) - 1}{_CLOSE}"

    def linked(self, sentence: str) -> list[Child]:
        """The sentence with its figures in the places of their signs."""
        pieces = re.split(f"{_OPEN}{self._seal}-([0-9]+){_CLOSE}", sentence)
        return [
            self.figure(self._signed[int(piece)]) if place % 2 else piece for place, piece in enumerate(pieces) if piece
        ]

    def gap(self, one: GapPart) -> Component:
        """What is missing, to be opened."""
        href, what = live.gap(self.content, one, self.t.language.value)
        return _opening([tables.gap(self.t, one)], href, self.t(f"namnd.live.{what}"), {})

    def opening(self, said: Child, kind: str, ref: str) -> Component:
        """A promise, an action or a hotspot by its name, to be opened."""
        href, what = live.subject(self.content, kind, ref, self.t.language.value)
        return _opening([said], href, self.t(f"namnd.live.{what}"), {})

    def counted(self, n: int, page: str, what: str) -> Component:
        """A number that is no figure of the content but how many of its parts there are. what: its page opens."""
        href = link(page, self._code, self.t.language.value)
        return _opening([html.Span(self.t.number(n), className="value")], href, self.t(f"namnd.live.{what}"), {})

    def begin(self) -> None:
        """A new screen."""
        self._told = []

    def origins(self) -> tuple[str, ...]:
        """Where the figures of the screen come from, once for all that come from the same."""
        return tuple(dict.fromkeys(_origin(self.t, one) for one in self._told if one.value is not None))


def _opening(inside: list[Child], href: str, title: str, more: dict[str, Any]) -> Component:
    named = attrs(data_live="")
    return html.A(inside, href=href, target="_blank", rel="noopener", title=title, className="live", **named, **more)


def _drawn(t: Translate, figure: Figure) -> list[Child]:
    if figure.value is None:
        return [html.Span(tables.said(t, figure), className="untold")]
    value, limits = tables.number(t, figure, figure.value), tables.limits_of(t, figure)
    bounds: list[Child] = [" ", html.Span(limits, className="limits")] if limits else []
    return [html.Span(value, className="value"), *bounds]


def _origin(t: Translate, figure: Figure) -> str:
    counted = figure.own_unit or t(f"sit.unit.{figure.unit.value}")
    if figure.as_of is not None and figure.since is None:
        when = t.day(figure.as_of)
    elif figure.since is None and figure.until is None:
        when = ""
    else:
        when = t.period(figure.since, figure.until)
    named = tables.named_sources(t, figure.sources)
    said = f"{counted[:1].upper()}{counted[1:]}{': ' if when else ''}{when}."
    return f"{said} {t('source.line', source=named)}" if named else said


def _earlier(story: SituationStory) -> frozenset[int]:
    """Figures that the earlier lägesbild told: they have the keys of today's."""
    found = story.since_then
    if found is None:
        return frozenset()
    parts: Iterable[object] = (
        *(one.reading_before for one in found.promises),
        *(one.done_before for one in found.actions),
        found.left,
    )
    return frozenset(id(figure) for part in parts for figure in figures(part))
