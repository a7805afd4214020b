"""An action: what was promised of it, who answers, what is logged, and which hotspots it answers."""

from __future__ import annotations

from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard import chainview, place, words
from dashboard.i18n import Translate
from dashboard.parts import anchor, badge_made_up, empty, gap_list, progress_bar, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.chain import ActionStory
from geodata.errors import NotFound
from geodata.model import Activity


def load(where: Where) -> Component:
    """The action that the address names. Raises: NotFound."""
    try:
        action_id = UUID(where.rest)
    except ValueError:
        raise NotFound(f'no action has the address "{where.rest[:60]}"; open the list of promises') from None
    return layout(where.t, where.casebook.action(where.actor, action_id))


def layout(t: Translate, story: ActionStory) -> Component:
    """The action's chain, facts, gaps, log and hotspots."""
    line = story.line
    action = line.action
    municipality = action.municipality
    bands = ", ".join(words.time_band(t, band) for band in action.time_bands)
    hotspots = [
        html.Li(
            [
                anchor(card.name, link(f"/hotspot/{card.ref}", municipality)),
                html.Span(f" {t.count('count.evidence', card.count)}, {words.trend(t, card.trend)}"),
            ]
        )
        for card in story.hotspots
    ]
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
            *([html.P(action.text, className="lead")] if action.text else []),
            chainview.draw(t, chainview.action_nodes(t, story), t("chain.label", name=action.title)),
            *([section(t("place.gaps"), gap_list(t, story.gaps), className="place-gaps")] if story.gaps else []),
            section(t("action.facts"), place.facts(t, line, municipality), progress_bar(t, line.progress)),
            _log(t, story),
            section(
                t("action.hotspots"),
                html.Ul(hotspots, className="plain")
                if hotspots
                else empty(
                    t("missing.hotspot"),
                    t("action.no_hotspots_why"),
                    anchor(t("place.to_map"), link("/", municipality)),
                ),
            ),
            small(words.source(t, action.provenance)),
        ],
        className="sheet",
    )


def _log(t: Translate, story: ActionStory) -> Component:
    if not story.activities:
        return section(t("action.log"), empty(t("progress.nothing_logged"), t("action.no_log_why")))
    rows = [
        (
            activity.done_on.isoformat(),
            ", ".join(part for part in (_where(story, activity), activity.channel, activity.note) if part) or "–",
            t.number(activity.amount(story.measure)),
        )
        for activity in story.activities
    ]
    caption = t("action.log_caption", day=story.as_of)
    heads = (t("record.day"), t("record.what"), t(f"measured.{story.measure.value}"))
    return section(t("action.log"), table(caption, heads, rows, frozenset({2})))


def _where(story: ActionStory, activity: Activity) -> str | None:
    place = story.places.get(activity.place_id) if activity.place_id else None
    return place.name if place else activity.area_code
