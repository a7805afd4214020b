"""What the page of a place has beyond its panel: when it was last confirmed, its hours, a link added by hand."""

from __future__ import annotations

from uuid import UUID

from dash.development.base_component import Component

from dashboard import agreedview, freshview, linkview, timesview
from dashboard.auth import Ask
from geodata.casebook import Casebook
from geodata.chain import ActionStory, Chain
from geodata.model import Action, ActionType, Deed, Hotspot, HotspotState, View


def fresh_hotspot(ask: Ask, casebook: Casebook, chain: Chain) -> list[Component]:
    """When an adopted hotspot was last confirmed."""
    if chain.hotspot.state is not HotspotState.ADOPTED:
        return []
    return [freshview.line(ask, casebook, Hotspot.kind, UUID(chain.hotspot.ref))]


def below_hotspot(ask: Ask, casebook: Casebook, chain: Chain) -> list[Component]:
    """The hours of the evidence beside those of its actions, and the form that ties another action to it."""
    parts = timesview.draw(ask.t, casebook.times_at(ask.actor, chain.view, chain.hotspot.ref))
    if not ask.actor.may(Deed.CURATE_HOTSPOTS):
        return parts
    tied = {line.action.id for line in chain.answers}
    first = [one.line.action for one in chain.suggestions]
    known = {action.id for action in first} | tied
    others = [one.action for one in casebook.actions(ask.actor, chain.view.municipality) if one.ended_on is None]
    offered = [*first, *(action for action in others if action.id not in known)]
    if offered:
        parts.append(linkview.form(ask.t, ask.t("link.which_action"), [(str(a.id), a.title) for a in offered]))
    return parts


def fresh_action(ask: Ask, casebook: Casebook, story: ActionStory) -> list[Component]:
    """When an action was last confirmed."""
    return [freshview.line(ask, casebook, Action.kind, story.line.action.id)]


def below_action(ask: Ask, casebook: Casebook, story: ActionStory, names: dict[str, str]) -> list[Component]:
    """The hotspots that the action may answer, the form that ties one to it, and the hours of both."""
    t, actor, action = ask.t, ask.actor, story.line.action
    found = casebook.suggested_hotspots(actor, action.id)
    called = {**names, **{str(identity): place.name for identity, place in story.places.items()}}
    parts = linkview.suggested_hotspots(t, found, called, story.line.responsible, action.municipality)
    if actor.may(Deed.CURATE_HOTSPOTS) and story.line.ended_on is None:
        tied = {card.ref for card in story.hotspots}
        first = [card for card, _ in found]
        known = tied | {card.ref for card in first}
        others = [c for c in casebook.hotspots(actor, View(municipality=action.municipality)) if c.ref not in known]
        offered = [(card.ref, card.name) for card in (*first, *others[: linkview.MOST_OFFERED])]
        if offered:
            parts.append(linkview.form(t, t("link.which_hotspot"), offered))
    return [*_schemes(ask, casebook, action), *parts, *timesview.draw(t, casebook.times_of(actor, action.id))]


def _schemes(ask: Ask, casebook: Casebook, action: Action) -> list[Component]:
    """Neighbourhood watch that an action brought about; said to be missing where it is what the action is for."""
    study = casebook.schemes(ask.actor, action.municipality)
    brought = study.of_actions([action.id])
    if not brought and action.action_type is not ActionType.NEIGHBOURHOOD_WATCH:
        return []
    return [agreedview.schemes(ask.t, study, brought, action.municipality)]
