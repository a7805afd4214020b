"""A handout in words: of a lägesbild, and of what the map shows of a view.

RULE 1: every figure is read as on the pages and on paper (dashboard/situationsheets.py); here it is only marked with
its key. Nothing is worked out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard import situationsheets as tables
from dashboard import words
from dashboard.assets_dir import handout_code
from dashboard.i18n import Translate
from dashboard.situationsheets import Grid, on_paper
from dashboard.situationwords import parts, standing, whole
from geodata.casebook.situations import SituationStory
from geodata.chain import NodeState, Step
from geodata.handout import Dots, Entry, Handout, Layer, Node, marked
from geodata.model import CATEGORIES, Category, EvidenceKind
from geodata.paper import Block, Cell, Facts, Heading, Listing, Paragraph, Tone
from geodata.situation.chained import Answers, answers, lacking, spot_states, whole_state
from geodata.situation.content import (
    ActionPart,
    AreaLine,
    Figure,
    GapPart,
    Origin,
    PlacePart,
    PromisePart,
    Spot,
    figures,
)
from geodata.situation.selection import MOST_DOTS, AreaCount, Dot, Selection

SHADES = 5
_WORDS = (
    *("skip", "contents", "map", "map_why", "layers", "legend", "no_script", "show", "in_list", "chain", "missing"),
    *("zoom_in", "zoom_out", "close", "whole", "list.spots", "list.places", "list_why.spots", "list_why.places"),
    *("list_none.spots", "list_none.places", "legend.shades", "legend.missing", "legend.late"),
    *(f"layer.{layer}" for layer in Layer),
    *(f"legend.{trend}" for trend in ("new", "growing", "persistent", "fading", "gone")),
)


class Marking(Translate):
    """The same words, in which each figure says which one it is."""

    def figure(self, key: str, said: str) -> str:
        """The figure with its key."""
        return marked(key, said)


@dataclass(frozen=True, slots=True)
class _Chained:
    """What entries are made of."""

    t: Translate
    promises: Sequence[PromisePart]
    actions: Sequence[ActionPart]
    gaps: Sequence[GapPart]


def situation_told(t: Translate, story: SituationStory) -> Handout:
    """A lägesbild, whole: its map, its hotspots and places with their chains, and its document."""
    report, content = story.line.entry.record, story.content
    mark = Marking(t.language)
    first, *rest = parts(mark, story)
    named = {f"list_none.{layer}": t("sit.no_content") for layer in Layer} if content is None else {}
    told = _Chained(mark, content.promises, content.actions, content.gaps) if content else None
    return _handout(
        t,
        title=report.title,
        opening=tuple(whole(mark, first, report)),
        entries=tuple(_entries(told, content.areas, content.spots, content.places or ())) if told and content else (),
        document=tuple(block for part in rest for block in whole(mark, part, report)),
        foot=(standing(t, story), *_origins(t, (content.origins if content else None) or ()), t("out.made_with")),
        read=content,
        areas=content.areas if content else (),
        named=named,
    )


def selection_told(
    t: Translate, selection: Selection, facts: Sequence[tuple[str, str]], *, points: bool = False
) -> Handout:
    """What the map shows of a view. facts: what the view lets through, as (label, text).  points: they were asked."""
    mark = Marking(t.language)
    told = _Chained(mark, selection.promises, selection.actions, selection.gaps)
    return _handout(
        t,
        title=t("out.view_title", name=selection.name),
        opening=tuple(_view_opening(mark, selection, facts, points=points)),
        entries=tuple(_entries(told, selection.areas, selection.spots, selection.places)),
        document=tuple(_view_document(mark, selection)),
        foot=(
            t("out.as_of", day=selection.as_of, version=str(selection.version)),
            *_origins(t, selection.origins),
            t("out.made_with"),
        ),
        read=selection,
        areas=selection.areas,
        dots=_dots(t, selection.dots),
    )


def _handout(
    t: Translate,
    *,
    title: str,
    opening: tuple[Block, ...],
    entries: tuple[Entry, ...],
    document: tuple[Block, ...],
    foot: tuple[str, ...],
    read: object,
    areas: Sequence[AreaLine | AreaCount],
    dots: Dots | None = None,
    named: Mapping[str, str] | None = None,
) -> Handout:
    script, style = handout_code()
    return Handout(
        language=t.language.value,
        title=title,
        opening=opening,
        entries=entries,
        document=document,
        foot=foot,
        readings={figure.key: tables.said(t, figure) for figure in figures(read)},
        words={**{name: t(f"out.{name}") for name in _WORDS}, **(named or {})},
        script=script,
        style=style,
        shown={t("sit.areas"): tuple(_area_id(number) for number, _ in enumerate(areas, start=1))},
        dots=dots,
    )


# What stands on the map


def _entries(
    told: _Chained, areas: Sequence[AreaLine | AreaCount], spots: Sequence[Spot], places: Sequence[PlacePart]
) -> Iterator[Entry]:
    most = max((area.evidence.value or 0 for area in areas), default=0)
    for number, area in enumerate(areas, start=1):
        yield Entry(
            id=_area_id(number),
            layer=Layer.AREAS,
            title=area.name,
            kind=told.t("out.area"),
            lines=tuple(_area_lines(told.t, area)),
            outline=area.outline,
            shade=math.ceil(SHADES * (area.evidence.value or 0) / most) if most else 0,
        )
    for number, place in enumerate(places, start=1):
        found = answers(place.actions, told.actions, told.promises)
        states = found.states()
        yield Entry(
            id=f"plats-{number}",
            layer=Layer.PLACES,
            title=place.name,
            kind=told.t.count("out.place", len(found.actions)),
            lines=(),
            nodes=tuple(_answers(told.t, found)),
            missing=_missing(told, found, None),
            at=place.at,
            sign=told.t.number(len(found.actions)),
            state=whole_state(state for step, state in states.items() if step is not Step.EFFECT),
        )
    for number, spot in enumerate(spots, start=1):
        found = answers(spot.actions, told.actions, told.promises)
        states = {**spot_states(spot), **found.states()}
        yield Entry(
            id=f"hotspot-{number}",
            layer=Layer.SPOTS,
            title=spot.name,
            kind=told.t("out.spot", n=number),
            lines=(),
            nodes=(*_spot_nodes(told.t, spot, states), *_answers(told.t, found)),
            missing=_missing(told, found, spot.ref),
            at=spot.peak,
            outline=spot.outline,
            sign=told.t.number(number),
            trend=spot.trend,
            # an effect is seldom measured, and a candidate is no fault
            state=whole_state(
                state for step, state in states.items() if step not in {Step.EFFECT, Step.EVIDENCE, Step.HOTSPOT}
            ),
        )


def _area_id(number: int) -> str:
    return f"omrade-{number}"


def _area_lines(t: Translate, area: AreaLine | AreaCount) -> Iterator[str]:
    yield _line(t, "sit.head.evidence", area.evidence)
    if isinstance(area, AreaLine):
        yield _line(t, "sit.head.burglaries", area.burglaries)
        yield _line(t, "sit.head.rate", area.rate)


def _line(t: Translate, head: str, figure: Figure) -> str:
    return t("out.line", what=t(head), said=tables.said(t, figure))


def _missing(told: _Chained, found: Answers, ref: str | None) -> tuple[str, ...]:
    refs = [*([ref] if ref else []), *(str(one.id) for one in found.actions), *(str(p.id) for p in found.promises)]
    return tuple(tables.gap(told.t, gap) for gap in lacking(told.gaps, refs))


def _node(t: Translate, step: Step, state: NodeState, lines: Iterable[str], *, late: int = 0) -> Node:
    word = {
        NodeState.HOLDS: "",
        NodeState.MISSING: t("state.missing"),
        NodeState.LATE: t.count("count.late", late),
    }[state]
    return Node(t.label(step), state, tuple(lines), word)


def _spot_nodes(t: Translate, spot: Spot, states: Mapping[Step, NodeState]) -> Iterator[Node]:
    counted = [
        t("out.all", n=tables.said(t, spot.count)),
        t("out.reports", n=tables.said(t, spot.reports)),
        t("out.findings", n=tables.said(t, spot.findings)),
        ", ".join(t.label(one).lower() for one in spot.categories[:3]),
    ]
    yield _node(t, Step.EVIDENCE, states[Step.EVIDENCE], [line for line in counted if line])
    judged = [t.label(spot.state), t.label(spot.standing), words.trend(t, spot.trend)]
    yield _node(t, Step.HOTSPOT, states[Step.HOTSPOT], [*judged, _line(t, "sit.head.growth", spot.growth)])


def _answers(t: Translate, found: Answers) -> Iterator[Node]:
    """From promise to effect; each action's own line begins with its title where there are several."""
    states, actions = found.states(), found.actions
    late = sum(one.is_late for one in actions)

    def each(said: Iterable[tuple[str, str]]) -> list[str]:
        return [t("out.line", what=title, said=one) if len(actions) > 1 else one for title, one in said]

    promised = [
        t("out.promise", name=tables.promise_name(t, one), state=t(f"keeping.{one.keeping.value}"))
        for one in found.promises
    ]
    yield _node(t, Step.PROMISE, states[Step.PROMISE], promised or [t("missing.promise")])
    yield _node(t, Step.ACTION, states[Step.ACTION], [one.title for one in actions] or [t("missing.action")])
    responsible = each((one.title, tables.responsible(t, one)) for one in actions)
    yield _node(t, Step.RESPONSIBLE, states[Step.RESPONSIBLE], responsible or [t("missing.no_one")])
    done = each((one.title, _done(t, one)) for one in actions)
    yield _node(t, Step.DONE, states[Step.DONE], done or [t("missing.done")], late=late)
    effects = each((one.title, _effect(t, one)) for one in actions if one.effect)
    yield _node(t, Step.EFFECT, states[Step.EFFECT], effects or [t("missing.effect")])


def _done(t: Translate, one: ActionPart) -> str:
    key = "out.done" if one.target.value is not None else "out.done_alone"
    measure = t(f"measured.{one.measure.value}").lower()
    return t(
        key,
        done=tables.said(t, one.done),
        target=tables.said(t, one.target),
        measure=measure,
        pace=tables.pace(t, one),
    )


def _effect(t: Translate, one: ActionPart) -> str:
    if one.effect is None:
        return ""
    verdict = t(f"Verdict.{one.effect.verdict}")
    return t("out.line", what=verdict, said=tables.said(t, one.effect.ratio))


def _origins(t: Translate, found: Sequence[Origin]) -> Iterator[str]:
    """A line for each licence, those who made something up apart."""
    by_terms: dict[tuple[str, bool], dict[str, None]] = {}
    for one in found:
        by_terms.setdefault((one.licence or "", one.made_up), {})[one.source] = None
    for (licence, made_up), sources in sorted(by_terms.items()):
        terms = t("out.licence", licence=licence) if licence else t("out.no_licence")
        said = t.count("out.origin", len(sources), sources="; ".join(sources), licence=terms)
        yield f"{said} {t('out.made_up')}" if made_up else said


# What a view's document says


def _view_opening(
    t: Translate, selection: Selection, facts: Sequence[tuple[str, str]], *, points: bool
) -> Iterator[Block]:
    yield Paragraph(t("out.view_lead", day=selection.as_of), Tone.LEAD)
    if selection.made_up:
        yield Paragraph(t("sit.made_up"), Tone.MARK)
    yield Facts(
        (
            (t("municipality"), selection.name),
            (t("sit.for"), t.label(selection.tier)),
            *facts,
            (t("out.total"), tables.said(t, selection.total)),
            (t("out.located"), tables.said(t, selection.located)),
        )
    )
    if points:
        said = t("out.no_points", most=MOST_DOTS) if selection.dots is None else t("out.points_mean")
        yield Paragraph(said, Tone.NOTE)
    if selection.all_spots > len(selection.spots):
        yield Paragraph(t("out.first", n=len(selection.spots), all=selection.all_spots), Tone.NOTE)


def _view_document(t: Translate, selection: Selection) -> Iterator[Block]:
    yield Heading(t("sit.evidence"), 2)
    if not selection.total.value:
        yield Paragraph(t("out.nothing"))
    kinds = tuple((Cell(t.label(one.what)), one.count) for one in selection.kinds)
    heads = (t("sit.head.what"), t("sit.head.evidence"))
    yield on_paper(t, Grid(t("out.kinds"), t("out.kinds"), heads, kinds))
    if selection.categories:
        categories = tuple((Cell(t.label(one.what)), one.count) for one in selection.categories)
        yield on_paper(t, Grid(t("out.categories"), t("out.categories"), heads, categories))
    yield Heading(t("out.areas"), 2)
    if selection.areas:
        areas = tuple((Cell(one.name), one.evidence) for one in selection.areas)
        caption = t("out.areas_caption")
        yield on_paper(t, Grid(caption, t("sit.areas"), (t("sit.head.area"), t("sit.head.evidence")), areas))
        yield Paragraph(_line(t, "out.nowhere", selection.nowhere), Tone.NOTE)
    else:
        yield Paragraph(t("sit.no_areas"))
    yield Heading(t("out.promises"), 2)
    if not selection.promises:
        yield Paragraph(t("sit.no_promises"))
    for one in selection.promises:
        yield Heading(tables.promise_name(t, one), 3)
        yield Paragraph(t("sit.standing", state=t(f"keeping.{one.keeping.value}")))
        yield Facts(
            tuple(
                (t(f"sit.head.{name}"), tables.said(t, figure))
                for name, figure in (("baseline", one.baseline), ("aim", one.target), ("reading", one.reading))
            )
        )
        chosen = [action for action in selection.actions if action.id in one.actions]
        if chosen:
            yield on_paper(t, tables.actions(t, chosen, t("sit.actions_of", name=tables.promise_name(t, one))))
        else:
            yield Paragraph(t("promise.no_actions_why"))
    yield Heading(t("sit.gaps"), 2)
    gaps = tuple(tables.gap(t, gap) for gap in selection.gaps)
    yield Listing(gaps) if gaps else Paragraph(t("sit.brief.no_gaps"))


def _dots(t: Translate, found: Sequence[Dot] | None) -> Dots | None:
    if found is None:
        return None
    categories, kinds = tuple(Category), tuple(EvidenceKind)
    months = sorted({one.month for one in found})
    at = {month: number for number, month in enumerate(months)}
    return Dots(
        looks=tuple((t.label(one), CATEGORIES[one].colour) for one in categories),
        kinds=tuple(t.label(one) for one in kinds),
        months=tuple(t.month(month) for month in months),
        rows=tuple((*one.at, categories.index(one.category), kinds.index(one.kind), at[one.month]) for one in found),
    )
