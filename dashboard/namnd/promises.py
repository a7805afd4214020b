"""A promise on the wall: what was promised, how it stands and why, what is done and where, and whether it helped.

What does not fit goes on, on the next screen, under the same heading and beside the same map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import situationsheets as tables
from dashboard import situationwords as told
from dashboard.keptwords import tone_of
from dashboard.markup import Drawn
from dashboard.namnd.packing import BESIDE_MAP, ROOM, ROW, WIDE, Block, begun, packed, text_height
from dashboard.namnd.screens import Screen, figure_line, part
from dashboard.namnd.telling import Teller
from dashboard.parts import Child, attrs
from dashboard.situationeffects import effect
from geodata.casebook.situations import Draw
from geodata.progress import Pace
from geodata.situation.content import ActionPart, PromisePart
from geodata.situation.wall import WallView

_MOST_PLACES = len(ascii_uppercase)
_MAP_TEXT = 32.0
"""Its map is drawn at less than half the screen's width, and read as well as the opening's."""


def promises(tell: Teller, draw: Draw) -> Iterator[Screen]:
    """A screen for each promise, more where one does not hold it; then what is done without a promise."""
    t, content = tell.t, tell.content
    if not content.promises:
        yield Screen("promise", t("namnd.promises"), (html.P(t("sit.no_promises"), className="lead"),))
    for one in content.promises:
        yield from _promise(tell, draw, one)
    held = {identity for one in content.promises for identity in one.actions}
    loose = [one for one in content.actions if one.id not in held]
    if loose:
        tell.begin()
        screens = packed([_action(tell, one, WIDE) for one in loose])
        notes = (t("sit.actions_note", day=content.as_of), *tell.origins())
        for place, page in enumerate(screens, start=1):
            eyebrow = part(tell, t("namnd.promises"), place, len(screens))
            yield Screen("promise", t("sit.loose"), (_listed(page),), eyebrow, notes)


def _promise(tell: Teller, draw: Draw, one: PromisePart) -> Iterator[Screen]:
    t, content = tell.t, tell.content
    tell.begin()
    actions = [content.action(identity) for identity in one.actions]
    where, legend = _where(tell, one, actions)
    wide = WIDE if where is None else BESIDE_MAP
    head = _head(tell, one, wide)
    body = [_action(tell, action, wide) for action in actions]
    # what is said of all of them does not stand alone on a screen
    body[-1:] = [replace(block, leads=True) for block in body[-1:]]
    if nowhere := _nowhere(tell, one, actions):
        body.append(_said(t("namnd.nowhere", names=t.listing(nowhere)), wide))
    if not actions:
        body.append(_said(t("promise.no_actions_why"), wide))
    elif all(action.effect is None for action in actions):
        body.append(_said(t("sit.no_effects"), wide))
    # what comes first is longer where the title takes two lines
    first = ROOM - sum(block.height for block in head) - (5.5 if len(one.title) > 55 else 0)
    pages = begun(body, first)
    notes = (
        t("sit.actions_note", day=content.as_of),
        *([t("sit.effects_note")] if any(action.effect for action in actions) else []),
        *tell.origins(),
    )
    beside = [_beside(draw, where, legend)] if where is not None else []
    named = t("namnd.promise", n=one.number, period=t.period(one.starts_on, one.ends_on))
    for place, page in enumerate(pages, start=1):
        told_first = [block.drawn for block in head] if place == 1 else []
        listed = [_listed(page)] if page else []
        column = html.Div([*told_first, *listed], className="told")
        eyebrow = part(tell, named, place, len(pages))
        yield Screen("promise", one.title, (column, *beside), eyebrow, notes)


def _head(tell: Teller, one: PromisePart, wide: float) -> list[Block]:
    """What was promised, how it stands and why, and what is measured."""
    t = tell.t
    found: list[Block] = []
    if one.text:
        found.append(Block(text_height(one.text, wide=wide) + 1.2, html.P(one.text, className="promised")))
    standing = t(f"keeping.{one.keeping.value}")
    as_read = f"{standing}   {told.reason(t, one)}"
    reason = tell.linked(told.reason(t, one, tell.say))
    state = html.Strong(standing, className=f"state {tone_of(one.keeping)}")
    found.append(Block(text_height(as_read, wide=wide) + 2.4, html.P([state, " ", *reason], className="standing")))
    if one.indicator is not None:
        measures = [
            figure_line(tell, t(f"sit.head.{name}"), figure)
            for name, figure in (("baseline", one.baseline), ("reading", one.reading), ("aim", one.target))
        ]
        found.append(Block(9.6, html.Dl(measures, className="measures")))
    if one.actions:
        late: list[Child] = [f" {t('sit.head.late')}: ", tell.figure(one.late)] if one.late.value else []
        counted = t.count("count.actions", len(one.actions))
        found.append(Block(5.6, html.H3([f"{counted}.", *late])))
    return found


def _action(tell: Teller, one: ActionPart, wide: float) -> Block:
    """Its name, done of target, how it goes, who is responsible, and what is told of its effect."""
    t = tell.t
    measured = t(f"measured.{one.measure.value}").lower()
    key = "namnd.done_of" if one.target.value is not None else "namnd.done"
    said = t(key, done=tell.say(t, one.done), target=tell.say(t, one.target), measure=measured)
    as_read = t(key, done=tables.said(t, one.done), target=tables.said(t, one.target), measure=measured)
    looks = "is-late" if one.is_late else "is-answered" if one.pace is Pace.FULFILLED else "is-open"
    pace = html.Span(tables.pace(t, one), className=f"pace {looks}")
    bar = (
        [html.Progress(value=str(one.done.value or 0), max=str(one.target.value), **attrs(aria_hidden="true"))]
        if one.target.value
        else []
    )
    named = tables.responsible(t, one)
    responsible = f"{t('Step.responsible')}: {named}" if one.parts else named
    inside: list[Child] = [
        html.Div(
            [
                html.Span(tell.opening(one.title, "action", str(one.id)), className="action-name"),
                html.Span([*tell.linked(said), *bar], className="done"),
                pace,
            ],
            className="action-line",
        ),
        html.P(responsible, className="" if one.parts else "is-missing"),
    ]
    height = max(
        text_height(one.title, size=ROW, wide=wide * 0.4),
        text_height(as_read, size=ROW, wide=wide * 0.34),
        text_height(tables.pace(t, one), size=ROW, wide=wide * 0.2),
    )
    height += text_height(responsible, size=ROW, wide=wide) + 1.8
    if one.effect is not None:
        sentence = effect(t, t("Step.effect"), one.effect, tell.say)
        inside.append(html.P(tell.linked(sentence), className="effect"))
        height += text_height(effect(t, t("Step.effect"), one.effect), size=ROW, wide=wide)
    return Block(height, html.Li(inside, className="action"))


def _said(text: str, wide: float) -> Block:
    return Block(text_height(text, wide=wide) + 1.2, html.Li(text, className="note"))


def _listed(page: Sequence[Block]) -> Component:
    return html.Ul([block.drawn for block in page], className="actions")


def _where(
    tell: Teller, one: PromisePart, actions: Sequence[ActionPart]
) -> tuple[WallView | None, list[tuple[str, str, str]]]:
    """What its map shows: its hotspots by number, its actions' places by letter; and their names."""
    t, content = tell.t, tell.content
    refs = {*one.spots, *(ref for action in actions for ref in action.spots)}
    numbered = [(n, spot) for n, spot in enumerate(content.spots, start=1) if spot.ref in refs]
    own = set(one.actions)
    located = [place for place in content.places or () if own.intersection(place.actions)][:_MOST_PLACES]
    legend = [(str(n), spot.name, "number-mark") for n, spot in numbered]
    legend += [(letter, place.name, "letter-mark") for letter, place in zip(ascii_uppercase, located, strict=False)]
    names = ", ".join(f"{sign} {name}" for sign, name, _ in legend)
    view = WallView(
        tuple(spot.ref for _, spot in numbered),
        tuple((letter, place.at) for letter, place in zip(ascii_uppercase, located, strict=False)),
        _MAP_TEXT,
        t("namnd.map_alt", names=names),
        t("sit.map.north"),
    )
    return (None if view.is_empty else view), legend


def _nowhere(tell: Teller, one: PromisePart, actions: Sequence[ActionPart]) -> list[str]:
    """Places that nobody has put on the map yet; all of them where the content does not say where places lie."""
    own = set(one.actions)
    placed = {place.name for place in tell.content.places or () if own.intersection(place.actions)}
    return list(dict.fromkeys(name for action in actions for name in action.places if name not in placed))


def _beside(draw: Draw, view: WallView, legend: Sequence[tuple[str, str, str]]) -> Component:
    named = html.Ul(
        [html.Li([html.Span(sign, className=looks), html.Span(name)]) for sign, name, looks in legend],
        className="legend",
    )
    inside: list[Any] = [Drawn(draw(view)), html.Figcaption(named)]
    return html.Figure(inside, className="map")
