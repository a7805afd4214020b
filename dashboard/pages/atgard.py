"""An action: what was promised of it, who answers, what is logged, and which hotspots it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from dash import Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard import chainview, effectview, keptwords, linkview, logview, place, placeparts, words
from dashboard.auth import Ask, Guarded
from dashboard.forms import historyview
from dashboard.forms.ways import change, writing
from dashboard.i18n import Translate
from dashboard.parts import anchor, badge_made_up, gap_list, notice, progress_bar, section, small
from dashboard.sentback import id_of, text_or_nothing
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.chain import ActionStory
from geodata.errors import InvalidRecord, NotFound
from geodata.model import AreaKind, Deed, View
from geodata.studies.effect import EffectStudy


class Ids(StrEnum):
    """What the page's own callback goes by."""

    BODY = "action-body"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Everything that the page of an action is drawn from."""

    story: ActionStory
    study: EffectStudy
    names: Mapping[str, str]
    asked: effectview.Asked
    may_keep: bool
    ignored: bool
    log: Component
    history: Sequence[Component] = ()
    fresh: Sequence[Component] = ()
    below: Sequence[Component] = ()


def load(where: Where) -> Component:
    """The action that the address names. Raises: NotFound."""
    return html.Div(_body(where.ask, where.casebook, where.rest, where.query), id=Ids.BODY.value)


def _body(ask: Ask, casebook: Casebook, rest: str, query: str) -> Component:
    return layout(ask.t, _shown(ask, casebook, _identity(rest), query))


def _identity(text: str) -> UUID:
    return id_of(text, NotFound(f'no action has the address "{text[:60]}"; open the list of promises'))


def _shown(ask: Ask, casebook: Casebook, action_id: UUID, query: str) -> _Shown:
    actor, asked = ask.actor, effectview.parse(query)
    story = casebook.action(actor, action_id)
    municipality = story.line.action.municipality
    ignored = False
    try:
        study = casebook.effect_study(actor, action_id, choice=asked.choice())
    except InvalidRecord:  # an old or damaged address: what it chooses is no longer there
        study, ignored = casebook.effect_study(actor, action_id), True
    names = {area.code: area.name for kind in AreaKind for area in casebook.areas(actor, municipality, kind)}
    history = historyview.section(ask, casebook, story.line.action)
    log = logview.log(ask, casebook, story, query)
    fresh = placeparts.fresh_action(ask, casebook, story)
    below = placeparts.below_action(ask, casebook, story, names)
    return _Shown(story, study, names, asked, actor.may(Deed.EDIT_REGISTER), ignored, log, history, fresh, below)


def layout(t: Translate, shown: _Shown) -> Component:
    """The action's chain, facts, gaps, effect, log and hotspots."""
    story = shown.story
    line = story.line
    action = line.action
    municipality = action.municipality
    bands = ", ".join(words.time_band(t, band) for band in action.time_bands)
    standing = [
        html.Span(words.action_type(t, action.action_type)),
        html.Span(t.period(action.starts_on, action.ends_on)),
        *([html.Span(bands)] if bands else []),
        *([badge_made_up(t)] if story.made_up else []),
    ]
    return html.Div(
        [
            html.P(anchor(t("promises.back"), link("/loften", municipality)), className="ways"),
            html.H1(action.title),
            html.P(standing, className="standing"),
            *shown.fresh,
            *(writing([change(t, action)]) if shown.may_keep else []),
            *([html.P(action.text, className="lead")] if action.text else []),
            chainview.draw(t, chainview.action_nodes(t, story), t("chain.label", name=action.title)),
            *([section(t("place.gaps"), gap_list(t, story.gaps), className="place-gaps")] if story.gaps else []),
            section(
                t("action.facts"),
                place.facts(t, line, municipality),
                progress_bar(t, line.progress),
                *[small(said) for said in (*keptwords.forecast(t, line), *keptwords.evenings(t, line))],
            ),
            effectview.view(
                t,
                shown.study,
                shown.names,
                shown.asked,
                kept=line.effect,
                may_keep=shown.may_keep,
                ignored=shown.ignored,
            ),
            shown.log,
            place.answered(
                t, story.hotspots, municipality, title=t("action.hotspots"), why_none=t("action.no_hotspots_why")
            ),
            *shown.below,
            *shown.history,
            small(words.source(t, action.provenance)),
        ],
        className="sheet",
    )


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """What the effect's controls and button do. address, notices: ids of the frame's location and of its notices."""

    @guarded.callback(
        Output(address, "search", allow_duplicate=True),
        Input(effectview.Ids.COMPARISON, "value", allow_optional=True),
        Input(effectview.Ids.MONTHS, "value", allow_optional=True),
        Input(effectview.Ids.ZONE, "checked", allow_optional=True),
        Input(effectview.Ids.MEASURE, "value", allow_optional=True),
        Input(effectview.Ids.WISHED, "value", allow_optional=True),
        State(address, "search"),
        State(effectview.Ids.CHOSEN, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def choose(_ask: Ask, *controls: Any) -> Any:
        comparison, months, zone, measure, wished, query, shown = controls
        now = {"comparison": comparison, "months": months, "zone": zone, "measure": measure, "wished": wished}
        anew = effectview.chosen_anew(shown, now, text_or_nothing(query))
        return no_update if anew is None else anew

    @guarded.callback(
        Output(Ids.BODY, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input(effectview.Ids.KEEP, "n_clicks", allow_optional=True),
        State(address, "pathname"),
        State(address, "search"),
        prevent_initial_call=True,
    )
    def keep(ask: Ask, clicks: int | None, path: object, query: object) -> Any:
        if not clicks:
            return no_update, no_update
        action, chosen = text_or_nothing(path).strip("/").partition("/")[2], text_or_nothing(query)
        casebook.keep_effect(ask.actor, _identity(action), effectview.parse(chosen).choice())
        return _body(ask, casebook, action, chosen), notice(ask.t("effect.done"))

    @guarded.callback(
        Output(Ids.BODY, "children", allow_duplicate=True),
        Output(notices, "children", allow_duplicate=True),
        Input(linkview.Ids.ADD, "n_clicks", allow_optional=True),
        State(linkview.Ids.CHOICE, "value", allow_optional=True),
        State(linkview.Ids.REASON, "value", allow_optional=True),
        State(address, "pathname"),
        State(address, "search"),
        prevent_initial_call=True,
    )
    def tie(ask: Ask, clicks: int | None, *asked: object) -> Any:
        choice, reason, path, query = (text_or_nothing(one) for one in asked)
        beginning, _, action = path.strip("/").partition("/")
        if not clicks or beginning != "atgard":  # on a hotspot's page the same button ties from its side
            return no_update, no_update
        municipality = casebook.action(ask.actor, _identity(action)).line.action.municipality
        why = reason.strip() or ask.t("deed.linked_by_hand")
        casebook.link(ask.actor, View(municipality=municipality), choice, _identity(action), why)
        return _body(ask, casebook, action, query), notice(ask.t("done.link"))
