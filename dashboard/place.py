"""A hotspot's whole chain with what can be done about it: the panel of the map and the page of its own are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import chainview, figures, keptwords, words
from dashboard.i18n import Translate
from dashboard.parts import HEADINGS, anchor, badge_made_up, empty, gap_list, progress_bar, section, small
from dashboard.view import Address, link
from geodata.chain import ActionLine, Chain, HotspotCard, SuggestionLine
from geodata.model import Deed, HotspotState
from geodata.model.access import Actor


class Ids(StrEnum):
    """What the callbacks of a hotspot go by.

    ASK: {"ref", "query", "page"}, what is to be shown.  SHOWN: the same and "version", of what is shown.
    CHANGED: number of deeds done, for those who show the same hotspots elsewhere.
    """

    ASK = "place-ask"
    SHOWN = "place-shown"
    CHANGED = "place-changed"
    BODY = "place-body"
    NAME = "place-name"
    REASON = "place-reason"
    DEED = "place-deed"


class Act(StrEnum):
    """What the buttons of a hotspot do."""

    ADOPT = "adopt"
    RENAME = "rename"
    DISMISS = "dismiss"
    RESTORE = "restore"
    LINK = "link"
    REJECT = "reject"
    UNLINK = "unlink"


UNDO = "undo-"
"""Before a deed, where its button takes another deed back."""


def deed_id(act: Act, subject: str = "") -> dict[str, str]:
    """The id of a button. subject: the action, link or hotspot it is about, "" for the one shown."""
    return {"type": Ids.DEED, "deed": act.value, "subject": subject}


def undo_id(button: Mapping[str, str]) -> dict[str, str]:
    """The id of the button in a notice that does what `button` does: it stands beside that one, and ids are unique."""
    return {**button, "deed": UNDO + button["deed"]}


def standing(chain: Chain, query: str, *, page: bool) -> dict[str, Any]:
    """What stands in SHOWN for a chain. version: that a name is decided upon, so that nobody overwrites another's."""
    return {"ref": chain.hotspot.ref, "query": query, "page": page, "version": chain.hotspot.version}


def body(
    t: Translate,
    chain: Chain,
    names: Mapping[str, str],
    actor: Actor,
    *,
    page: bool,
    under_title: Sequence[Component] = (),
    below: Sequence[Component] = (),
) -> Component:
    """Everything about a hotspot. page: on a page of its own, where the title is the first heading."""
    may_edit = actor.may(Deed.CURATE_HOTSPOTS)
    title, level = (html.H1, 2) if page else (html.H2, 3)
    return html.Article(
        [
            html.Header([title(chain.hotspot.name), _standing(t, chain), *under_title, _ways(t, chain, page=page)]),
            chainview.draw(t, chainview.chain_nodes(t, chain), t("chain.label", name=chain.hotspot.name)),
            _gaps(t, chain, level),
            html.Div(
                [
                    _answers(t, chain, level, may_edit=may_edit),
                    html.Div(
                        [
                            _suggestions(t, chain, names, level, may_edit=may_edit),
                            *([_deeds(t, chain, level)] if may_edit else []),
                        ],
                        className="place-side",
                    ),
                    _profiles(t, chain, level),
                ],
                className="place-parts",
            ),
            *below,
        ],
        className="place is-page" if page else "place",
    )


def nothing_chosen(t: Translate) -> Component:
    """The panel before anything is chosen."""
    return empty(t("place.none"), t("place.none_why"))


def _standing(t: Translate, chain: Chain) -> Component:
    card = chain.hotspot
    return html.P(
        [
            html.Span(t.label(card.state), className=f"badge badge-{card.state.value}"),
            html.Span(t.label(card.standing)),
            html.Span(words.trend(t, card.trend)),
            html.Span(t("place.rank", rank=card.rank)) if card.rank else html.Span(),
            *([badge_made_up(t)] if chain.made_up else []),
        ],
        className="standing",
    )


def _ways(t: Translate, chain: Chain, *, page: bool) -> Component:
    # the selection goes along: without it there would be other figures, and perhaps no hotspot at all
    way = (
        anchor(t("place.on_map"), f"/?{Address(chain.view, chain.hotspot.ref).query()}")
        if page
        else anchor(t("place.own_page"), f"/hotspot/{chain.hotspot.ref}?{Address(chain.view).query()}")
    )
    limits = words.limits(t, chain.view) if page else ""
    return html.P([way, *([html.Span(t("place.limits", limits=limits))] if limits else [])], className="ways")


def _gaps(t: Translate, chain: Chain, level: int) -> Component:
    if not chain.gaps:
        return html.P(t("place.no_gaps"), className="all-well")
    return section(t("place.gaps"), gap_list(t, chain.gaps), level=level, className="place-gaps")


def _answers(t: Translate, chain: Chain, level: int, *, may_edit: bool) -> Component:
    if not chain.answers:
        return section(
            t("place.answers"), empty(t("missing.action"), t("place.no_answers_why")), level=level, className="answers"
        )
    lines = [
        html.Li(action_card(t, line, chain.view.municipality, level + 1, may_edit=may_edit)) for line in chain.answers
    ]
    return section(t("place.answers"), html.Ul(lines, className="cards"), level=level, className="answers")


def action_card(
    t: Translate, line: ActionLine, municipality: str, level: int = 3, *, may_edit: bool = False
) -> Component:
    """An action: which promise, who answers, what was promised, how it stands. level: of its heading."""
    parts: list[Component] = [
        HEADINGS[level](anchor(line.action.title, link(f"/atgard/{line.action.id}", municipality))),
        facts(t, line, municipality),
        progress_bar(t, line.progress),
        *[small(said) for said in keptwords.forecast(t, line)],
    ]
    if line.link is not None and line.ended_on is not None:
        parts.append(html.P(t("link.ended", day=line.ended_on), className="gap-word"))
    if line.link is not None:
        parts.append(
            small(
                t(
                    "link.by",
                    by=words.who(t, line.link.decided_by),
                    day=line.link.decided_at.date(),
                    reason=line.link.reason or "–",
                )
            )
        )
        if may_edit:
            parts.append(
                dmc.Button(
                    t("deed.unlink"),
                    id=deed_id(Act.UNLINK, str(line.link.id)),
                    variant="subtle",
                    size="compact-sm",
                    buttonProps={"aria-label": t("deed.unlink_label", name=line.action.title)},
                )
            )
    is_late = line.progress.is_late and line.is_called
    return html.Div(parts, className="card is-late" if is_late else "card")


def facts(t: Translate, line: ActionLine, municipality: str) -> Component:
    """Promise, responsible and commitment of an action, as terms and their values."""
    promises = [anchor(p.title, link(f"/loften/{p.id}", municipality)) for p in line.promises]
    responsible = chainview.responsible_words(t, line)
    rows: list[tuple[str, Any, bool]] = [
        (t("fact.promise"), _lines(promises) if promises else t("missing.promise"), not promises),
        (t("fact.responsible"), _lines(responsible) if responsible else t("missing.responsible"), not responsible),
        (t("fact.commitment"), words.commitment(t, line.action.commitment), line.action.commitment is None),
        (t("fact.period"), t.period(line.action.starts_on, line.action.ends_on), False),
    ]
    return html.Dl(
        [
            html.Div([html.Dt(term), html.Dd(value, className="gap-word" if lacks else None)], className="fact")
            for term, value, lacks in rows
        ],
        className="facts",
    )


def answered(t: Translate, cards: Sequence[HotspotCard], municipality: str, *, title: str, why_none: str) -> Component:
    """The hotspots that an action or the actions of a promise answer. why_none: what to say where there are none."""
    if not cards:
        nothing = empty(t("missing.hotspot"), why_none, anchor(t("place.to_map"), link("/", municipality)))
        return section(title, nothing)
    lines = [
        html.Li(
            [
                anchor(card.name, link(f"/hotspot/{card.ref}", municipality)),
                html.Span(f" {t.count('count.evidence', card.count)}, {words.trend(t, card.trend)}"),
            ]
        )
        for card in cards
    ]
    return section(title, html.Ul(lines, className="plain"))


def _lines(values: list[Any]) -> list[Component]:
    return [html.Div(value) for value in values]


def _suggestions(t: Translate, chain: Chain, names: Mapping[str, str], level: int, *, may_edit: bool) -> Component:
    if not chain.suggestions:
        return section(t("place.suggestions"), html.P(t("place.no_suggestions")), level=level, className="suggestions")
    cards = [html.Li(_suggestion(t, chain, one, names, level + 1, may_edit=may_edit)) for one in chain.suggestions]
    return section(
        t("place.suggestions"),
        small(t("place.suggestions_why")),
        html.Ul(cards, className="cards"),
        level=level,
        className="suggestions",
    )


def reasons(t: Translate, one: SuggestionLine, names: Mapping[str, str]) -> list[str]:
    """Why an action is suggested, in sentences."""
    answering = {str(part.party.id): part.party.name for part in one.line.responsible}
    return [words.reason(t, why, {**names, **answering}) for why in one.suggestion.reasons]


def _suggestion(
    t: Translate, chain: Chain, one: SuggestionLine, names: Mapping[str, str], level: int, *, may_edit: bool
) -> Component:
    action = one.line.action
    buttons = [
        dmc.Button(
            t("deed.link"),
            id=deed_id(Act.LINK, str(action.id)),
            size="compact-md",
            buttonProps={"aria-label": t("deed.link_label", name=action.title)},
        ),
        dmc.Button(
            t("deed.reject"),
            id=deed_id(Act.REJECT, str(action.id)),
            variant="subtle",
            size="compact-md",
            buttonProps={"aria-label": t("deed.reject_label", name=action.title)},
        ),
    ]
    return html.Div(
        [
            HEADINGS[level](anchor(action.title, link(f"/atgard/{action.id}", chain.view.municipality))),
            html.Ul([html.Li(text) for text in reasons(t, one, names)], className="reasons"),
            *([html.Div(buttons, className="buttons")] if may_edit else []),
        ],
        className="card is-suggested",
    )


def _profiles(t: Translate, chain: Chain, level: int) -> Component:
    seen = chain.evidence
    period = t.period(seen.first_on, seen.last_on) if seen.first_on and seen.last_on else t("period.none")
    source = t("source.register", day=chain.as_of)
    months = [(t.month(month), n) for month, n in seen.by_month]
    hours = [(f"{hour:02}\u2013{hour + 1:02}", n) for hour, n in enumerate(seen.by_hour)]
    weekdays = [(t(f"weekday.{day}"), n) for day, n in enumerate(seen.by_weekday)]
    unknown = f" {t.count('evidence.hour_unknown', seen.unknown_hour)}" if seen.unknown_hour else ""
    return section(
        t("place.profile"),
        figures.framed(
            t,
            figures.month_trend(t, seen.by_month),
            title=t("figure.months", name=chain.hotspot.name, period=period),
            source=source,
            rows=months,
        ),
        figures.framed(
            t,
            figures.hour_profile(t, seen.by_hour),
            title=t("figure.hours", name=chain.hotspot.name, period=period),
            source=source + unknown,
            rows=hours,
        ),
        figures.framed(
            t,
            figures.weekday_profile(t, seen.by_weekday),
            title=t("figure.weekdays", name=chain.hotspot.name, period=period),
            source=source,
            rows=weekdays,
        ),
        level=level,
        className="profiles",
    )


def _deeds(t: Translate, chain: Chain, level: int) -> Component:
    card = chain.hotspot
    adopt = (
        [
            html.P(t("hotspot.candidate_means")),
            dmc.Button(t("deed.adopt"), id=deed_id(Act.ADOPT)),
        ]
        if card.state is HotspotState.CANDIDATE
        else [
            dmc.TextInput(id=Ids.NAME.value, label=t("deed.name"), value=card.name, debounce=False),
            dmc.Button(t("deed.rename"), id=deed_id(Act.RENAME), variant="default"),
        ]
    )
    dismiss = html.Details(
        [
            html.Summary(t("deed.dismiss_open")),
            dmc.TextInput(id=Ids.REASON.value, label=t("deed.reason"), description=t("deed.reason_why"), value=""),
            dmc.Button(t("deed.dismiss"), id=deed_id(Act.DISMISS), variant="default"),
        ],
        className="fold",
    )
    return section(t("place.decide"), html.Div(adopt, className="buttons"), dismiss, level=level, className="deeds")
