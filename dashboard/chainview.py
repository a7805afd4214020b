"""The chain as it is drawn everywhere: seven nodes from evidence to effect, each opening what it stands for.

A node that holds is solid; a missing one hollow, with the words for it; a late one is marked with sign and word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard import effectwords, judged, words
from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs, small
from dashboard.view import link
from geodata.chain import ActionLine, ActionStory, Chain, HotspotCard, NodeState, PromiseStory, Step, answer_steps
from geodata.model import Category, Dialogue, HotspotState, Promise, SurveyResult

Children = list[Component]


@dataclass(frozen=True, slots=True)
class Node:
    """One node as it is drawn.

    head: the one line that is read first.  lines: what belongs to it, at most a few.  details: what it opens.
    late: the words beside the sign of a late one.
    """

    step: Step
    state: NodeState
    head: str
    lines: tuple[str, ...] = ()
    details: tuple[Component, ...] = ()
    late: str = ""


def draw(t: Translate, nodes: Sequence[Node], label: str) -> Component:
    """The drawing: an ordered list, across where there is room, downwards where not (the stylesheet decides)."""
    return html.Div(
        html.Ol([_draw_node(t, node) for node in nodes], className="chain", **attrs(aria_label=label)),
        className="chain-room",
    )


def _draw_node(t: Translate, node: Node) -> Component:
    mark = {
        NodeState.HOLDS: [],
        NodeState.MISSING: [html.Span(t("state.missing"), className="sr-only")],
        NodeState.LATE: [html.Span(node.late or t("state.late"), className="late-word")],
    }[node.state]
    face: Children = [
        html.Span(className="chain-dot", **attrs(aria_hidden="true")),
        html.Span(t.label(node.step), className="chain-step"),
        html.Span([node.head], className="chain-head"),
        *[html.Span(line, className="chain-line") for line in node.lines],
        *mark,
    ]
    inside: Component = (
        html.Details(
            [html.Summary(face), html.Div(list(node.details), className="chain-details")],
            className="chain-node",
        )
        if node.details
        else html.Div(face, className="chain-node")
    )
    return html.Li(inside, className=f"chain-item is-{node.state.value}")


def chain_nodes(t: Translate, chain: Chain) -> tuple[Node, ...]:
    """The nodes of a hotspot's chain."""
    states = dict(chain.steps)
    return (
        _evidence_of_chain(t, chain, states[Step.EVIDENCE]),
        _hotspot(t, (chain.hotspot,), states[Step.HOTSPOT], chain.view.municipality),
        *answer_nodes(t, chain.answers, chain.view.municipality),
    )


def promise_nodes(t: Translate, story: PromiseStory) -> tuple[Node, ...]:
    """The nodes of a promise's chain, seen from the promise."""
    municipality = story.promise.municipality
    return (
        _evidence_cited(t, story.evidence, story.surveys),
        _hotspot(t, story.hotspots, _hotspot_state(story.hotspots), municipality),
        *answer_nodes(t, story.answers, municipality, promises=(story.promise,)),
    )


def action_nodes(t: Translate, story: ActionStory) -> tuple[Node, ...]:
    """The nodes of an action's chain, seen from the action."""
    municipality = story.line.action.municipality
    counted = sum(card.count for card in story.hotspots)
    evidence = Node(
        Step.EVIDENCE,
        NodeState.HOLDS if counted else NodeState.MISSING,
        t.count("count.evidence", counted) if counted else t("missing.evidence"),
    )
    return (
        evidence,
        _hotspot(t, story.hotspots, _hotspot_state(story.hotspots), municipality),
        *answer_nodes(t, (story.line,), municipality),
    )


def _hotspot_state(cards: Sequence[HotspotCard]) -> NodeState:
    return NodeState.HOLDS if cards else NodeState.MISSING


def _evidence_of_chain(t: Translate, chain: Chain, state: NodeState) -> Node:
    seen = chain.evidence
    lines = [t.count("count.findings", seen.findings)]
    if seen.dialogues:
        lines.append(t.count("count.dialogues", len(seen.dialogues)))
    when = t.period(seen.first_on, seen.last_on) if seen.first_on and seen.last_on else t("period.none")
    details = (
        html.P(t("evidence.between", period=when)),
        html.Ul([html.Li(f"{t.label(c)}: {t.number(n)}") for c, n in seen.by_category]),
        html.P(
            t(
                "evidence.ways",
                ways=t.listing(
                    [f"{words.evidence_source(t, code).lower()} {t.number(n)}" for code, n in seen.by_source]
                ),
            )
        ),
        *([html.P(t.count("evidence.safe", seen.safe))] if seen.safe else []),
        *_dialogue_lines(t, seen.dialogues),
        small(t("source.register", day=chain.as_of)),
    )
    return Node(Step.EVIDENCE, state, t.count("count.reports", seen.reports), tuple(lines), details)


def _evidence_cited(t: Translate, dialogues: Sequence[Dialogue], surveys: Sequence[SurveyResult]) -> Node:
    if not dialogues and not surveys:
        return Node(Step.EVIDENCE, NodeState.MISSING, t("missing.cited"))
    counted = [t.count("count.dialogues", len(dialogues))] if dialogues else []
    counted += [t.count("count.survey_results", len(surveys))] if surveys else []
    return Node(
        Step.EVIDENCE,
        NodeState.HOLDS,
        counted[0],
        (*counted[1:], *_some(t, [dialogue.title for dialogue in dialogues])),
        (*_dialogue_lines(t, dialogues), *_survey_lines(t, surveys)),
    )


def _survey_lines(t: Translate, surveys: Sequence[SurveyResult]) -> Children:
    return [
        html.Div(
            [
                html.Strong(result.question),
                html.P(words.survey_result(t, result)),
                small(words.source(t, result.provenance)),
            ],
            className="detail",
        )
        for result in surveys
    ]


def _dialogue_lines(t: Translate, dialogues: Sequence[Dialogue]) -> Children:
    return [
        html.Div(
            [
                html.Strong(dialogue.title),
                html.P(
                    t("dialogue.line", day=dialogue.held_on, form=t.label(dialogue.form), group=dialogue.target_group)
                ),
                small(words.source(t, dialogue.provenance)),
            ],
            className="detail",
        )
        for dialogue in dialogues
    ]


def _hotspot(t: Translate, cards: Sequence[HotspotCard], state: NodeState, municipality: str) -> Node:
    if not cards:
        return Node(Step.HOTSPOT, NodeState.MISSING, t("missing.hotspot"))
    only = cards[0] if len(cards) == 1 else None
    head = only.name if only else t.count("count.hotspots", len(cards))
    lines = _judged(t, only) if only else _some(t, [card.name for card in cards])
    details = tuple(
        html.Div(
            [
                anchor(card.name, link(f"/hotspot/{card.ref}", municipality)),
                html.P(
                    f"{t.label(card.state)}, {words.trend(t, card.trend)}, {t.count('count.evidence', card.count)}"
                    f" ({t('interval', low=card.count_low, high=card.count_high)})"
                ),
                html.P(category_list(t, card.categories)),
                html.P(" ".join(judged.sentences(t, card))),
                *([html.P(t("hotspot.candidate_means"))] if card.state is HotspotState.CANDIDATE else []),
                small(t("hotspot.method")),
            ],
            className="detail",
        )
        for card in cards
    )
    return Node(Step.HOTSPOT, state, head, lines, details)


def _judged(t: Translate, card: HotspotCard) -> tuple[str, ...]:
    """What a hotspot's node says of it; of one that nobody has adopted also why it is hollow."""
    why = () if card.state is HotspotState.ADOPTED else (t.label(card.state),)
    return (*why, t.label(card.standing), words.trend(t, card.trend))


def category_list(t: Translate, categories: Sequence[tuple[Category, int]], most: int = 3) -> str:
    """Belysning 9, buskage 4."""
    return ", ".join(f"{t.label(category)} {t.number(n)}" for category, n in categories[:most])


def answer_nodes(
    t: Translate, answers: Sequence[ActionLine], municipality: str, promises: Sequence[Promise] = ()
) -> tuple[Node, ...]:
    """The nodes from promise to effect. promises: those that are known even where no action serves them."""
    states = dict(answer_steps(tuple(answers)))
    served = tuple(promises) or tuple({p.id: p for line in answers for p in line.promises}.values())
    return (
        _promise(t, served, municipality),
        _action(t, answers, states[Step.ACTION], municipality),
        _responsible(t, answers, states[Step.RESPONSIBLE]),
        _done(t, answers, states[Step.DONE], municipality),
        _effect(t, answers, states[Step.EFFECT], served),
    )


def _promise(t: Translate, promises: Sequence[Promise], municipality: str) -> Node:
    if not promises:
        return Node(Step.PROMISE, NodeState.MISSING, t("missing.promise"))
    details = tuple(
        html.Div(
            [
                anchor(promise.title, link(f"/loften/{promise.id}", municipality)),
                html.P(t.period(promise.starts_on, promise.ends_on)),
                *([] if promise.is_measurable else [html.P(t("promise.not_measurable"), className="gap-word")]),
                small(words.source(t, promise.provenance)),
            ],
            className="detail",
        )
        for promise in promises
    )
    spans = [t.period(promise.starts_on, promise.ends_on) for promise in promises]
    lines = (spans[0],) if len(promises) == 1 else _some(t, [promise.title for promise in promises[1:]])
    return Node(Step.PROMISE, NodeState.HOLDS, promises[0].title, lines, details)


def _action(t: Translate, answers: Sequence[ActionLine], state: NodeState, municipality: str) -> Node:
    if not answers:
        return Node(Step.ACTION, state, t("missing.action"))
    first = answers[0].action
    when = tuple(words.time_band(t, band) for band in first.time_bands[:1])
    lines = when if len(answers) == 1 else _some(t, [line.action.title for line in answers[1:]])
    return Node(Step.ACTION, state, first.title, lines, tuple(action_detail(t, line, municipality) for line in answers))


def action_detail(t: Translate, line: ActionLine, municipality: str) -> Component:
    """An action in a few lines: kind, period, time bands, commitment, source."""
    action = line.action
    bands = ", ".join(words.time_band(t, band) for band in action.time_bands)
    return html.Div(
        [
            anchor(action.title, link(f"/atgard/{action.id}", municipality)),
            html.P(
                ", ".join(
                    part
                    for part in (
                        words.action_type(t, action.action_type),
                        t.period(action.starts_on, action.ends_on),
                        bands,
                    )
                    if part
                )
            ),
            html.P(t("action.commitment", commitment=words.commitment(t, action.commitment))),
            small(words.source(t, action.provenance)),
        ],
        className="detail",
    )


def responsible_words(t: Translate, line: ActionLine) -> list[str]:
    """Kalmar kommun (leder), one per party."""
    return [t("responsible.line", party=one.party.name, role=t.label(one.role)) for one in line.responsible]


def _responsible(t: Translate, answers: Sequence[ActionLine], state: NodeState) -> Node:
    named = list(dict.fromkeys(text for line in answers for text in responsible_words(t, line)))
    if not named:
        return Node(Step.RESPONSIBLE, state, t("missing.responsible" if answers else "missing.no_one"))
    details = tuple(
        html.Div(
            [
                html.Strong(line.action.title),
                html.Ul([html.Li(text) for text in responsible_words(t, line)])
                if line.responsible
                else html.P(t("missing.responsible"), className="gap-word"),
                *[
                    small(t("responsible.confirmed", party=one.party.name, day=one.confirmed_on))
                    for one in line.responsible
                    if one.confirmed_on
                ],
                small(words.source(t, line.action.provenance)),
            ],
            className="detail",
        )
        for line in answers
    )
    without = sum(not line.responsible for line in answers)
    if without:
        # what is missing is said first: a party's name in its place would read as an answer
        return Node(Step.RESPONSIBLE, state, t.count("count.without_responsible", without), _some(t, named), details)
    return Node(Step.RESPONSIBLE, state, named[0], _some(t, named[1:]), details)


def _done(t: Translate, answers: Sequence[ActionLine], state: NodeState, municipality: str) -> Node:
    if not answers:
        return Node(Step.DONE, state, t("missing.done"))
    worst = min(answers, key=lambda line: (not line.progress.is_late, line.progress.target is None))
    late = sum(line.progress.is_late for line in answers)
    if len(answers) == 1:
        said = words.done(t, worst.progress) if worst.progress.done or worst.progress.target else t("missing.done")
        head, lines, sign = said, [words.pace(t, worst.progress)], t("state.late")
    else:
        head, sign = t.count("count.actions", len(answers)), t.count("count.late", late)
        name, how = worst.action.title, words.pace(t, worst.progress)
        lines = [t("progress.worst", name=name, pace=how) if late else t("progress.none_late")]
    details = tuple(
        html.Div(
            [
                anchor(line.action.title, link(f"/atgard/{line.action.id}", municipality)),
                html.P(f"{words.done(t, line.progress)}, {words.pace(t, line.progress)}"),
                html.P(
                    t("progress.last", day=line.progress.last_done_on)
                    if line.progress.last_done_on
                    else t("progress.nothing_logged")
                ),
            ],
            className="detail",
        )
        for line in answers
    )
    return Node(Step.DONE, state, head, tuple(lines), details, late=sign)


def _effect(t: Translate, answers: Sequence[ActionLine], state: NodeState, promises: Sequence[Promise]) -> Node:
    effects = [line.effect for line in answers if line.effect]
    if not effects:
        unmeasured = promises and not any(promise.is_measurable for promise in promises)
        return Node(Step.EFFECT, state, t("missing.not_measurable" if unmeasured else "missing.effect"))
    first = effects[0]
    details = tuple(
        html.Div(
            [
                html.P(", ".join((t.label(effect.verdict), *effectwords.node(t, effect)))),
                html.P(
                    t(
                        "effect.periods",
                        before=t.period(effect.before_from, effect.before_to),
                        after=t.period(effect.after_from, effect.after_to),
                    )
                ),
                small(f"{effectwords.method(t, effect)}. {words.source(t, effect.provenance)}"),
            ],
            className="detail",
        )
        for effect in effects
    )
    return Node(Step.EFFECT, state, t.label(first.verdict), effectwords.node(t, first), details)


def _some(t: Translate, texts: Sequence[str]) -> tuple[str, ...]:
    """The first line, and how many more."""
    if len(texts) <= 1:
        return tuple(texts)
    return (texts[0], t.count("count.more", len(texts) - 1))
