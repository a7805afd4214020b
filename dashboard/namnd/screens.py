"""A lägesbild screen by screen: the opening, the situation, gaps, what changed, decisions, sources.

RULE 1: every number is a frozen one, or how many parts there are; the words are those of page and paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import situationsheets as tables
from dashboard import situationwords as told
from dashboard import words
from dashboard.markup import Drawn
from dashboard.namnd import live
from dashboard.namnd.packing import BODY, ROOM, ROW, WIDE, Block, dealt, packed, parted, text_height
from dashboard.namnd.telling import Teller
from dashboard.parts import Child, attrs
from geodata.casebook.situations import Draw
from geodata.model import Section
from geodata.situation.content import AreaLine, EvidenceCount, Figure, ImportPart, SourcePart, Spot, SurveyLine
from geodata.situation.wall import WallView
from geodata.studies.area_rates import Standing

_EDGE = 1.6
"""Room between rows."""
_MOST_CATEGORIES, _MOST_AREAS = 7, 6
_MOST_GAPS = 30
"""Gaps that a meeting has time for; where there are more they are counted, and stand in the paper."""
_APART = frozenset({Standing.FAR_BELOW, Standing.BELOW, Standing.ABOVE, Standing.FAR_ABOVE})


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. kind: how it is laid out.  eyebrow: the line above its title.  notes: for whoever presents."""

    kind: str
    title: str
    body: tuple[Child, ...]
    eyebrow: str = ""
    notes: tuple[str, ...] = ()


def opening(tell: Teller, draw: Draw) -> Iterator[Screen]:
    """Title, municipality, day, whether it is approved, and the map."""
    t, story, content = tell.t, tell.story, tell.content
    report = story.line.entry.record
    names = ", ".join(f"{n} {spot.name}" for n, spot in enumerate(content.spots, start=1))
    view = WallView(tuple(s.ref for s in content.spots), (), 20.0, t("sit.map.alt", names=names), t("sit.map.north"))
    facts = [
        html.P(content.name, className="place"),
        html.P(t("sit.frozen", at=t.moment(report.frozen_at))),
        html.P(told.state(t, story)) if report.approved_at else html.P(t("sit.draft_mark"), className="mark"),
        *([html.P(t("sit.made_up"), className="mark")] if content.made_up else []),
        html.P(f"{t('sit.period')}: {t.period(content.since, content.until)}."),
        html.P(f"{t('sit.before')}: {t.period(content.before_since, content.before_until)}."),
    ]
    if view.is_empty:
        facts.append(html.P(t("sit.brief.no_spots"), className="lead"))
        yield Screen("opening", report.title, tuple(facts), eyebrow=t("namnd.lagesbild"))
        return
    drawn: list[Any] = [Drawn(draw(view))]
    body = (html.Div(facts, className="aside"), html.Figure(drawn, className="map"))
    yield Screen("opening", report.title, body, t("namnd.lagesbild"), (t("sit.map.caption"),))


def brief(tell: Teller) -> Iterator[Screen]:
    """The headline: what there is, and what there is not."""
    t = tell.t
    tell.begin()
    lines = [html.Li(tell.linked(line)) for line in told.brief(t, tell.content, tell.say)]
    yield Screen("brief", t("sit.brief"), (html.Ul(lines, className="lines"),), t("namnd.situation"), tell.origins())


def evidence(tell: Teller) -> Iterator[Screen]:
    """Evidence by kind and category with its change; burglaries with their rate."""
    t, content = tell.t, tell.content
    tell.begin()
    kinds = [one for one in content.evidence if one.category is None]
    tiles = [_tile(tell, one) for one in kinds]
    tiles.append(_burglary_tile(tell))
    found = [one for one in content.evidence if one.category and (one.now.value or one.before.value)]
    found.sort(key=lambda one: -(one.now.value or 0))
    shown = found[:_MOST_CATEGORIES]
    heads = tuple(t(f"sit.head.{name}") for name in ("what", "now", "before", "ratio", "said"))
    rows = [
        (
            t.label(one.category),
            tell.figure(one.now),
            tell.figure(one.before),
            tell.figure(one.ratio),
            t.label(one.said),
        )
        for one in shown
        if one.category is not None
    ]
    caption = t("namnd.categories_most", n=len(shown)) if len(found) > len(shown) else t("namnd.categories")
    below = [grid(caption, heads, rows, frozenset({1, 2, 3}))] if rows else [html.P(t("sit.no_sources"))]
    notes = (t("sit.evidence_note"), t("sit.areas_note"), *tell.origins())
    eyebrow = f"{t('namnd.situation')}, {t.period(content.since, content.until)}"
    yield Screen("evidence", t("namnd.evidence"), (html.Div(tiles, className="tiles"), *below), eyebrow, notes)


def _tile(tell: Teller, one: EvidenceCount) -> Component:
    t = tell.t
    name = t.label(one.kind) if one.kind else t("sit.all_evidence")
    return html.Div(
        [
            html.H3(name),
            html.P(tell.figure(one.now), className="huge"),
            html.P([f"{t('sit.head.before')}: ", tell.figure(one.before)]),
            html.P([f"{t('sit.head.ratio')}: ", tell.figure(one.ratio)]),
            html.P(t.label(one.said), className="said"),
        ],
        className="tile",
    )


def _burglary_tile(tell: Teller) -> Component:
    t, found = tell.t, tell.content.burglaries
    told_count = found.count.value is not None
    inside: list[Child] = [html.H3(t("namnd.burglaries")), html.P(tell.figure(found.count), className="huge")]
    if told_count:
        inside.append(html.P([tell.figure(found.overall), f" {t('sit.unit.per_1000_a_year')}"]))
        inside.append(html.P(f"{t.month(found.months[0])} \u2013 {t.month(found.months[-1])}"))
    if found.preliminary:
        inside.append(html.P(t("sit.preliminary", months=t.listing([t.month(one) for one in found.preliminary]))))
    return html.Div(inside, className="tile")


def areas(tell: Teller) -> Iterator[Screen]:
    """Areas that stand apart from the average, and the survey; nothing where neither is told."""
    t, content = tell.t, tell.content
    tell.begin()
    apart = [one for one in content.areas if one.standing in _APART][:_MOST_AREAS]
    counted = any(one.rate.value is not None for one in content.areas)
    if not counted and not content.survey:
        return
    body: list[Child] = [html.H3(t("namnd.areas"))] if counted else []
    if apart:
        heads = tuple(t(f"sit.head.{name}") for name in ("area", "burglaries", "rate", "in_funnel"))
        body.append(grid(t("namnd.areas_apart"), heads, [_area(tell, one) for one in apart], frozenset({1, 2})))
    elif counted:
        body.append(html.P(t("namnd.areas_alike")))
    if content.survey:
        heads = tuple(t(f"sit.head.{name}") for name in ("question", "wave_before", "wave_last", "change"))
        rows = [_asked(tell, one) for one in content.survey]
        body += [html.H3(t("sit.survey")), grid(t("sit.survey_caption"), heads, rows, frozenset({1, 2, 3}))]
    notes = (t("sit.areas_note"), *([t("sit.survey_note")] if content.survey else []), *tell.origins())
    yield Screen("areas", t("namnd.areas_and_survey"), tuple(body), t("namnd.situation"), notes)


def _area(tell: Teller, one: AreaLine) -> Sequence[Child]:
    standing = tell.t.label(one.standing) if one.standing else "\u2013"
    return (one.name, tell.figure(one.burglaries), tell.figure(one.rate), standing)


def _asked(tell: Teller, one: SurveyLine) -> Sequence[Child]:
    return (one.question, tell.figure(one.before), tell.figure(one.last), tell.figure(one.change))


def hotspots(tell: Teller) -> Iterator[Screen]:
    """Every hotspot by the number that it has on the map, with its change."""
    t = tell.t
    heads = tuple(t(f"sit.head.{name}") for name in ("number", "name", "trend", "evidence", "growth", "answers"))
    numbered = list(enumerate(tell.content.spots, start=1))
    pages = dealt(numbered, [text_height(spot.name, wide=40) + _EDGE for _, spot in numbered], ROOM - 6)
    for place, page in enumerate(pages, start=1):
        tell.begin()
        rows = [_spot(tell, n, spot) for n, spot in page]
        table = grid(t("namnd.hotspots_caption"), heads, rows, frozenset({3, 4}))
        notes = (t("sit.spots_note"), *tell.origins())
        yield Screen("hotspots", t("sit.spots"), (table,), part(tell, t("namnd.situation"), place, len(pages)), notes)


def _spot(tell: Teller, n: int, spot: Spot) -> Sequence[Child]:
    t = tell.t
    answers = t.count("count.actions", len(spot.actions)) if spot.actions else t("sit.no_action")
    return (
        html.Span(str(n), className="number-mark"),
        tell.opening(spot.name, "hotspot", spot.ref),
        words.trend(t, spot.trend),
        tell.figure(spot.count),
        tell.figure(spot.growth),
        html.Span(answers, className="" if spot.actions else "is-missing"),
    )


def written(tell: Teller, sections: Iterable[Section]) -> Iterator[Screen]:
    """What was written under some headings, each paragraph once; nothing where nothing was."""
    t, report = tell.t, tell.story.line.entry.record
    blocks: list[Block] = []
    for section in sections:
        pieces = parted(report.text(section) or "", size=BODY + 0.2)
        if pieces:
            blocks.append(_headed(t(f"sit.section.{section.value}")))
        blocks += [_paragraph(piece) for piece in pieces]
    yield from _on_screens(tell, Screen("written", t("namnd.written"), (), t("namnd.written_why")), blocks)


def gaps(tell: Teller) -> Iterator[Screen]:
    """What the chain lacks: how often what, then one sentence each where a meeting can go through them."""
    t, content = tell.t, tell.content
    title, eyebrow, notes = t("sit.gaps"), t("namnd.missing"), (t("sit.gaps_means"),)
    if not content.gaps:
        yield Screen("gaps", title, (html.P(t("sit.brief.no_gaps"), className="lead"),), eyebrow)
        return
    found = Counter(one.kind for one in content.gaps)
    tiles = [
        html.Div(
            [
                html.P(tell.counted(n, "/tackning", live.COVERAGE), className="huge"),
                html.P(t(f"gaps.{kind.value}.{'one' if n == 1 else 'other'}")),
            ],
            className="tile",
        )
        for kind, n in found.most_common()
    ]
    first: list[Child] = [
        html.P(t.count("sit.brief.gaps", len(content.gaps)), className="lead"),
        html.Div(tiles, className="tiles"),
    ]
    if len(content.gaps) > _MOST_GAPS:
        first.append(html.P(t("namnd.gaps_elsewhere")))
    yield Screen("gaps", title, tuple(first), eyebrow, notes)
    if len(content.gaps) > _MOST_GAPS:
        return
    blocks = [
        Block(
            text_height(tables.gap(t, one), size=BODY, wide=WIDE - 6) + _EDGE,
            html.Li(tell.gap(one), className="gap"),
        )
        for one in content.gaps
    ]
    screens = packed(blocks)
    for place, page in enumerate(screens, start=1):
        body = (html.Ul([block.drawn for block in page], className="gaps"),)
        yield Screen("gaps", title, body, part(tell, t("namnd.each"), place, len(screens)), notes)


def since(tell: Teller) -> Iterator[Screen]:
    """What is otherwise than in the earlier lägesbild."""
    t, story = tell.t, tell.story
    found, title = story.since_then, t("namnd.since")
    if found is None or found.is_empty:
        why = "sit.since.not_comparable" if story.earlier else "sit.since.none"
        said = t("sit.since.nothing", day=found.since) if found else t(why)
        yield Screen("since", title, (html.P(said, className="lead"),), t("namnd.change"))
        return
    tell.begin()
    blocks = [_paragraph(t("sit.since.day", day=found.since))]
    # as wide as they are read, without the signs that stand for figures
    plain = dict(told.changes(t, found))
    for name, lines in told.changes(t, found, tell.say):
        if lines:
            blocks.append(_headed(t(f"sit.since.{name}")))
        for line, as_read in zip(lines, plain[name], strict=True):
            blocks.append(
                Block(text_height(as_read, wide=WIDE - 6) + _EDGE, html.P(tell.linked(line), className="line"))
            )
    yield from _on_screens(tell, Screen("since", title, (), t("namnd.change"), tell.origins()), blocks)


def decisions(tell: Teller) -> Iterator[Screen]:
    """What the meeting is asked to decide, one line each."""
    t, report = tell.t, tell.story.line.entry.record
    lines = parted(report.text(Section.DECISIONS) or "", size=BODY + 0.8, wide=WIDE - 12)
    title, eyebrow = t("sit.section.decisions"), t("namnd.now")
    if not lines:
        yield Screen("decisions", title, (html.P(t("namnd.no_decisions"), className="lead"),), eyebrow)
        return
    blocks = [
        Block(text_height(line, size=BODY + 0.8, wide=WIDE - 12) + 3, html.P(line, className="decision"))
        for line in lines
    ]
    yield from _on_screens(tell, Screen("decisions", title, (), eyebrow), blocks)


def sources(tell: Teller) -> Iterator[Screen]:
    """Where it all comes from, how new it is, and what went wrong."""
    t, content = tell.t, tell.content
    report = tell.story.line.entry.record
    seal = t("sit.hash", at=t.moment(report.frozen_at), position=report.event_position, sha=str(report.content_sha256))
    heads = tuple(t(f"sit.head.{name}") for name in ("kind", "source", "rows", "first", "last"))
    tall = [text_height(f"{t.label(one.kind)} {t.label(one.source)}", size=ROW, wide=90) for one in content.sources]
    pages = dealt(content.sources, [height + _EDGE for height in tall], ROOM - 18)
    faults = [_import(tell, one) for one in content.imports if one.rejected or one.faults][:3]
    total = len(pages) or 1
    for place in range(1, total + 1):
        body: list[Child] = (
            [grid(t("sit.sources_caption"), heads, [_source(tell, one) for one in pages[place - 1]], frozenset({2}))]
            if pages
            else [html.P(t("sit.no_sources"), className="lead")]
        )
        if place == total:
            body += [*faults, html.P(seal, className="seal")]
        yield Screen("sources", t("sit.sources"), tuple(body), part(tell, t("namnd.basis"), place, total))


def _source(tell: Teller, one: SourcePart) -> Sequence[Child]:
    t = tell.t
    rows = tell.counted(one.rows, "/data", live.DATA)
    return (t.label(one.kind), t.label(one.source), rows, one.first.isoformat(), one.last.isoformat())


def _import(tell: Teller, one: ImportPart) -> Component:
    return html.P(tell.t("namnd.import", file=one.file_name, on=one.on, rejected=one.rejected, read=one.read))


def summary(tell_words: Callable[[str], str], title: str, standing: str, text: str | None) -> Iterator[Screen]:
    """One that has no frozen figures: what it says in words."""
    yield Screen("opening", title, (html.P(standing, className="standing"),), tell_words("namnd.lagesbild"))
    said: tuple[Child, ...] = tuple(html.P(piece) for piece in parted(text or ""))
    body = (*said, html.P(tell_words("sit.no_content"), className="lead"))
    yield Screen("written", tell_words("sit.brief"), body, tell_words("namnd.situation"))


# What several screens share


def part(tell: Teller, eyebrow: str, place: int, total: int) -> str:
    """The line above a title that goes on over several screens."""
    return eyebrow if total < 2 else f"{eyebrow} {tell.t('namnd.part', n=place, all=total)}"


def grid(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[Child]], numbers: frozenset[int] = frozenset()
) -> Component:
    """A table for a wall. numbers: columns of figures."""

    def looks(column: int) -> dict[str, Any]:
        return {"className": "number"} if column in numbers else {}

    def cell(column: int, value: Child) -> Component:
        # on a phone each row is a card, and says what its parts are
        return html.Td(value, **looks(column), **attrs(data_head=heads[column]))

    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(head, scope="col", **looks(i)) for i, head in enumerate(heads)])),
            html.Tbody([html.Tr([cell(i, value) for i, value in enumerate(row)]) for row in rows]),
        ]
    )


def _headed(text: str) -> Block:
    return Block(6.4, html.H3(text), leads=True)


def _paragraph(text: str) -> Block:
    return Block(text_height(text, size=BODY + 0.2) + 1.4, html.P(text))


def _on_screens(tell: Teller, first: Screen, blocks: Sequence[Block]) -> Iterator[Screen]:
    """Blocks on as many screens as they take. first: what the screens have in common."""
    pages = packed(blocks)
    for place, page in enumerate(pages, start=1):
        body = tuple(block.drawn for block in page)
        yield replace(first, body=body, eyebrow=part(tell, first.eyebrow, place, len(pages)))


def figure_line(tell: Teller, term: str, figure: Figure) -> Component:
    """A term with its figure below, large."""
    return html.Div([html.Dt(term), html.Dd(tell.figure(figure))], className="measure")
