"""Then and now: two walks of the same stops beside each other, photos, scores, and what became of what was promised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard.basis import basis_line
from dashboard.i18n import Translate
from dashboard.pages.protokoll.drawn import pictures
from dashboard.pages.protokoll.rows import people
from dashboard.parts import anchor, attrs, empty, section, small, table
from dashboard.protocolwords import due, finding_name, score, stop_name
from dashboard.sentback import id_of
from dashboard.shiftwords import change_of_stop, change_of_walk
from dashboard.view import link
from dashboard.where import Where
from geodata.errors import NotFound
from geodata.model import CaseStatus, Verdict
from geodata.protocols import Comparison, Followed, Noted, Protocol, StopPair, StopPart

PREVIOUS = "tidigare"


def page(where: Where, walk_id: UUID) -> Component:
    """The comparison with the walk that the address names, or with the one before. Raises: NotFound."""
    t, casebook, actor = where.t, where.casebook, where.actor
    later = casebook.protocol(actor, walk_id)
    code = later.walk.municipality
    held = [one for one in casebook.participation(actor, code).walks if one.walk.planned_on < later.walk.planned_on]
    chosen = parse_qs(where.query.removeprefix("?")).get(PREVIOUS, [""])[-1]
    head: list[Component] = [
        html.P(anchor(t("protocol.back"), link(f"/protokoll/{walk_id}", code)), className="ways"),
        html.H1(t("rewalk.title", name=later.walk.title)),
    ]
    base = link(f"/protokoll/{walk_id}/jamfor", code)
    choices = [(str(one.walk.id), f"{one.walk.title}, {t.day(one.walk.planned_on)}") for one in held]
    try:
        compared = casebook.compare_walks(actor, walk_id, _identity(chosen) if chosen else None)
    except NotFound:
        if chosen:
            raise
        if not choices:
            return html.Div([*head, empty(t("rewalk.none"), t("rewalk.none_why"))], className="sheet")
        return html.Div(
            [*head, html.P(t("rewalk.choose"), className="lead"), _choice(t, choices, base, "")], className="sheet"
        )
    previous = compared.previous
    attended = {one.walk.id: one for one in casebook.participation(actor, code).walks}
    rows = [
        (one.walk.title, t.day(one.walk.planned_on), people(t, told) if told else "–", t.number(one.counts.findings),
         ", ".join(told.functions) if told and told.functions else "–")
        for one, told in ((one, attended.get(one.walk.id)) for one in (previous, later))
    ]  # fmt: skip
    heads = tuple(t(f"protocol.head.{name}") for name in ("walk", "day", "people", "findings", "functions"))
    return html.Div(
        [
            *head,
            html.P(
                t("rewalk.between", before=_named(t, previous), after=_named(t, later)),
                className="lead",
            ),
            *([_choice(t, choices, base, str(previous.walk.id))] if len(choices) > 1 else []),
            section(
                t("rewalk.score"),
                html.P(change_of_walk(t, compared), className="rewalk-verdict"),
                *_by_stop(t, compared),
                *_light(t, compared),
            ),
            section(t("rewalk.became"), *_became(t, compared)),
            *(_pair(t, compared, pair) for pair in compared.stops),
            section(t("rewalk.people"), table(t("rewalk.people"), heads, rows, frozenset({2, 3}))),
            small(basis_line(t, compared.basis)),
        ],
        className="sheet rewalk",
    )


def _named(t: Translate, protocol: Protocol) -> str:
    return f"{protocol.walk.title} ({t.day(protocol.walk.planned_on)})"


def _identity(text: str) -> UUID:
    return id_of(text, NotFound(f'no walk has the address "{text[:60]}"; choose one of the list'))


def _choice(t: Translate, choices: list[tuple[str, str]], base: str, chosen: str) -> Component:
    items = [
        html.Li(anchor(name, f"{base}&{PREVIOUS}={ref}"), **(attrs(aria_current="true") if ref == chosen else {}))
        for ref, name in choices
    ]
    return html.Nav(
        [html.Span(t("rewalk.which")), html.Ul(items)], className="rewalk-choice", **attrs(aria_label=t("rewalk.which"))
    )


def _by_stop(t: Translate, compared: Comparison) -> list[Component]:
    """How many stops rose, fell and cannot be told: the whole may be too little where the parts are not."""
    told = [pair.verdict for pair in compared.stops if pair.verdict is not None]
    parts = [t(f"rewalk.stops.{one.value}", n=told.count(one)) for one in Verdict if one in told]
    return [html.P(t("rewalk.stops", parts=", ".join(parts)))] if parts else []


def _light(t: Translate, compared: Comparison) -> list[Component]:
    return [html.P(t("rewalk.light"), className="late-word")] if compared.light_differs else []


def _became(t: Translate, compared: Comparison) -> list[Component]:
    said: list[Component] = []
    if compared.became:
        rows = [(t.label(one), t.number(n)) for one, n in compared.became]
        caption = t("rewalk.became_caption", day=compared.previous.walk.planned_on)
        said.append(table(caption, (t("rewalk.now"), t("protocol.head.findings")), rows, frozenset({1})))
    else:
        said.append(html.P(t("rewalk.none_before")))
    if compared.new:
        said.append(html.P(t.count("rewalk.new", compared.new)))
    return said


def _pair(t: Translate, compared: Comparison, pair: StopPair) -> Component:
    shown = pair.after or pair.before
    if shown is None:
        raise NotFound("a stop of neither walk; load the page again")
    change = [html.P(change_of_stop(t, pair), className="rewalk-verdict")] if pair.shift is not None else []
    columns = html.Div([_then(t, compared, pair), _now(t, compared, pair)], className="rewalk-pair")
    return section(stop_name(t, shown), *change, columns)


def _score(t: Translate, stop: StopPart) -> Component:
    if stop.scores is None:
        return small(t("rewalk.no_score"))
    return html.P(t("protocol.scored", score=score(t, stop.scores.overall)), className="rewalk-score")


def _then(t: Translate, compared: Comparison, pair: StopPair) -> Component:
    inside: list[Any] = [html.H3(t("rewalk.stop_then", day=compared.previous.walk.planned_on))]
    if pair.before is None:
        return html.Div([*inside, html.P(t("rewalk.not_then"))], className="rewalk-side")
    if pair.after is not None and pair.before.name != pair.after.name:
        inside.append(small(t("rewalk.moved", name=stop_name(t, pair.before))))
    inside.append(_score(t, pair.before))
    if not pair.followed:
        inside.append(html.P(t("rewalk.nothing")))
    address = pictures(t, compared.previous.walk.id)
    inside += [_followed(t, one, address) for one in pair.followed]
    inside += [_card(t, one, [], address) for one in pair.before.findings if one in compared.previous.safe]
    return html.Div(inside, className="rewalk-side")


def _followed(t: Translate, one: Followed, address: Callable[[str], str]) -> Component:
    now = t.label(one.became)
    if one.again:
        now += f" ({t('rewalk.again', labels=', '.join(noted.label for noted in one.again))})"
    promised = t.label(one.noted.finding.status)
    if one.noted.finding.due_on and one.noted.finding.status is not CaseStatus.DECLINED:
        promised += f", {t('protocol.due').lower()} {due(t, one.noted)}"
    facts = [(t("rewalk.promised"), promised), (t("rewalk.now"), now)]
    if one.noted.finding.status is CaseStatus.DECLINED and one.noted.reason:
        facts.append((t("protocol.why_not"), one.noted.reason))
    return _card(t, one.noted, facts, address)


def _now(t: Translate, compared: Comparison, pair: StopPair) -> Component:
    inside: list[Any] = [html.H3(t("rewalk.stop_now", day=compared.later.walk.planned_on))]
    if pair.after is None:
        return html.Div([*inside, html.P(t("rewalk.not_now"))], className="rewalk-side")
    inside.append(_score(t, pair.after))
    unsafe = [one for one in pair.after.findings if one not in compared.later.safe]
    if not unsafe:
        inside.append(html.P(t("rewalk.nothing")))
    address = pictures(t, compared.later.walk.id)
    for one in unsafe:
        facts = [(t("protocol.decision"), t.label(one.finding.status) if one.is_decided else t("protocol.looked_at"))]
        if one in pair.new:
            facts.insert(0, (t("rewalk.now"), t("rewalk.new_here")))
        inside.append(_card(t, one, facts, address))
    # what feels safe now may be what was unsafe then: its photo belongs beside the one from before
    inside += [_card(t, one, [], address) for one in pair.after.findings if one in compared.later.safe]
    return html.Div(inside, className="rewalk-side")


def _card(t: Translate, noted: Noted, facts: list[tuple[str, str]], address: Callable[[str], str]) -> Component:
    photos = [
        html.Img(
            src=address(str(photo)),
            alt=t("protocol.photo_alt", n=n, label=noted.label, category=t.label(noted.finding.category).lower()),
        )
        for n, photo in enumerate(noted.photos[:1], start=1)
    ]
    told = [html.Div([html.Dt(term), html.Dd(said)], className="paper-fact") for term, said in facts]
    return html.Div(
        [
            html.H4(finding_name(t, noted)),
            *([html.P(noted.note)] if noted.note else []),
            *photos,
            *([html.Dl(told, className="paper-facts")] if told else []),
        ],
        className="paper-group",
    )
