"""Karta: where evidence gathers, what answers it, what is late. Map, list and table say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard import figures, filters, layerpanel, place, savedviews, selecting, timebar, tour, words
from dashboard.auth import Guarded
from dashboard.emptymap import empty_map
from dashboard.evidencetable import Ids as Table
from dashboard.evidencetable import evidence_table
from dashboard.hotspotlist import Ids as Listed
from dashboard.hotspotlist import headline, hotspot_list
from dashboard.i18n import Translate
from dashboard.mapdata import map_options
from dashboard.parts import attrs, small
from dashboard.view import Address
from dashboard.where import Where
from geodata.chain import ActionLine, Chain, HotspotCard
from geodata.errors import NotFound
from geodata.model import Actor, Area, Deed


class Ids(StrEnum):
    """What the callbacks of the map page go by.

    OPTIONS: what the map is put up with.  VIEW: the query of what was looked at when the page arrived.
    """

    MAP = "map"
    OPTIONS = "karta-options"
    VIEW = "karta-view"
    STATUS = "karta-status"
    TIMELINE = "karta-timeline"
    SHEET = "karta-sheet"
    COLUMNS = "karta-columns"
    BACK = "karta-back"
    RECORD = "karta-record"
    NOTE = "karta-note"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows when it arrives. chain: of the chosen hotspot.  options: of the map."""

    address: Address
    hotspots: tuple[HotspotCard, ...]
    actions: tuple[ActionLine, ...]
    areas: tuple[Area, ...]
    chain: Chain | None
    names: Mapping[str, str]
    options: Mapping[str, Any]
    as_of: date
    evidence: int
    views: Component


def load(where: Where) -> Component:
    """The page as the address asks for it."""
    casebook, actor, address = where.casebook, where.actor, where.address
    chain = None
    if address.chosen:
        try:
            chain = casebook.chain(actor, address.view, address.chosen)
        except NotFound:
            # an old address: the hotspot has dissolved, the rest of the view still stands
            chain = None
    areas = casebook.areas(actor, where.code)
    shown = Shown(
        address=address,
        hotspots=casebook.hotspots(actor, address.view),
        actions=casebook.actions(actor, where.code),
        areas=areas,
        chain=chain,
        names=words.names(casebook, actor, where.code),
        options=map_options(
            where.t,
            where.code,
            areas,
            where.settings,
            evidence_version=casebook.evidence_version(actor, where.code),
            evidence_rows=casebook.evidence_count(actor, where.code),
            version=casebook.data_version(actor),
        ),
        as_of=where.today,
        evidence=casebook.evidence_count(actor, where.code),
        views=savedviews.fold(where.ask, casebook, where.code),
    )
    return layout(where.t, shown, actor)


def layout(t: Translate, shown: Shown, actor: Actor) -> Component:
    """Three columns on a desk, a map with a sheet under it on a phone."""
    query = shown.address.query()
    drawer = evidence_table(t, is_open=shown.address.table, may_export=actor.may(Deed.EXPORT))
    return html.Div(
        [
            dcc.Store(id=Ids.OPTIONS.value, data=dict(shown.options)),
            dcc.Store(id=Ids.VIEW.value, data=query),
            *_place_stores(shown),
            html.H1(t("nav.map"), className="sr-only"),
            _sheet_tabs(t, chosen=shown.chain is not None),
            html.Section(
                [html.H2(t("filter.title")), filters.controls(t, shown.address, shown.areas, shown.as_of)],
                className="karta-filters",
                **attrs(aria_label=t("filter.title")),
            ),
            html.Div([_map(t, shown), *_timeline(t, shown), drawer], className="karta-middle"),
            html.Section(
                [
                    html.Div(
                        [
                            dmc.Button(
                                t("list.all"),
                                id=Ids.BACK.value,
                                leftSection=html.Span("\u2039", **attrs(aria_hidden="true")),
                                variant="subtle",
                                size="compact-md",
                                className="back",
                            ),
                            html.P("", id=Ids.NOTE.value, className="notice", role="status", hidden=True),
                            html.Div(_panel(t, shown, actor), id=place.Ids.BODY.value),
                        ],
                        className="karta-chain",
                    ),
                    html.Div(
                        [
                            tour.offer(t),
                            html.H2(t("list.title"), id="karta-list-title"),
                            small(t("list.means")),
                            html.Div(
                                hotspot_list(
                                    t,
                                    shown.hotspots,
                                    shown.evidence,
                                    shown.address.view.municipality,
                                    shown.address.chosen,
                                ),
                                id=Listed.LIST.value,
                            ),
                        ],
                        className="karta-ranked",
                    ),
                ],
                className="karta-panel",
                **attrs(aria_label=t("panel.label")),
            ),
        ],
        id=Ids.COLUMNS.value,
        className="karta has-chosen" if shown.chain else "karta",
        **attrs(data_sheet="chain" if shown.chain else "list"),
    )


def _place_stores(shown: Shown) -> list[Component]:
    """What the panel goes by."""
    now = place.standing(shown.chain, shown.address.query(), page=False) if shown.chain else None
    return [
        dcc.Store(id=place.Ids.ASK.value),
        dcc.Store(id=place.Ids.SHOWN.value, data=now),
        dcc.Store(id=place.Ids.CHANGED.value, data=0),
    ]


def _sheet_tabs(t: Translate, *, chosen: bool) -> Component:
    return html.Div(
        dmc.SegmentedControl(
            id=Ids.SHEET.value,
            data=[{"value": which, "label": t(f"sheet.{which}")} for which in ("list", "filter", "chain")],
            value="chain" if chosen else "list",
            fullWidth=True,
            **attrs(aria_label=t("sheet.label")),
        ),
        className="karta-tabs",
    )


def _panel(t: Translate, shown: Shown, actor: Actor) -> Component:
    if shown.chain is None:
        return place.nothing_chosen(t)
    return place.body(t, shown.chain, shown.names, actor, page=False)


def _map(t: Translate, shown: Shown) -> Component:
    return html.Section(
        [
            html.Div(
                [
                    html.P(headline(t, shown.hotspots), id=Listed.HEADLINE.value, className="headline"),
                    shown.views,
                    html.P("", id=Ids.STATUS.value, className="status", role="status", **attrs(aria_live="polite")),
                    selecting.history(t),
                ],
                className="map-head",
            ),
            html.Div(
                [
                    html.Div(id=Ids.MAP.value, className="map"),
                    layerpanel.map_controls(t, shown.address.shading),
                    selecting.chips(t),
                    selecting.tools(t),
                    empty_map(t, shown.address.view.municipality),
                    html.Div(id=Ids.RECORD.value, className="record", role="status", hidden=True),
                ],
                className="map-room",
            ),
        ],
        className="karta-map",
        **attrs(aria_label=t("map.label")),
    )


def _timeline(t: Translate, shown: Shown) -> list[Component]:
    if not (shown.evidence or shown.actions):
        return []
    figure = figures.framed(
        t,
        figures.timeline(shown.as_of, with_today=bool(shown.actions)),
        title=t("figure.timeline"),
        source=t("source.register", day=shown.as_of),
        graph_id=Ids.TIMELINE.value,
        later=True,
    )
    spans = timebar.periods(t, shown.actions, shown.address.view.municipality, shown.as_of)
    return [html.Div([figure, spans], className="karta-timeline"), timebar.bar(t)]


def register(guarded: Guarded) -> None:
    """What follows a choice; everything that follows a filter begins in the browser.

    The browser's side, in `dash_clientside.lofteskartan` (options: of the map, see dashboard/mapdata.py):
    filter(period, from_hour, until_hour, categories, kinds, experience, areas, bandwidth, weight, light, shading,
    options, view) -> no update, which would have Dash draw once more (its output is there so that it is called at the
    beginning): puts the map up the first time, then repaints map, timeline, tallies ([data-count]), grid and address,
    and asks for the selection's hotspots, whose outlines, list and headline come in one answer.
    reset(n) -> nothing: all is shown again.  changed(deeds, options) -> nothing: asks for the hotspots anew.
    shown(shown, options) -> nothing: marks the chosen one on the map, in the list and in the address; without options
    the page is another one.  table(n, hidden) -> hidden.  back(n) -> what the panel is asked for: nothing.
    """
    f = filters.Ids
    choices = (
        *(f.PERIOD, f.FROM_HOUR, f.UNTIL_HOUR, f.CATEGORIES, f.KINDS, f.EXPERIENCE, f.AREAS, f.BANDWIDTH, f.WEIGHT),
        *(f.LIGHT, f.SHADING),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "filter"),
        Output(Ids.VIEW, "data"),
        *[Input(which, "value") for which in choices],
        State(Ids.OPTIONS, "data"),
        State(Ids.VIEW, "data"),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "reset"),
        Input(f.RESET, "n_clicks"),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "changed"),
        Input(place.Ids.CHANGED, "data", allow_optional=True),
        State(Ids.OPTIONS, "data", allow_optional=True),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "shown"),
        Input(place.Ids.SHOWN, "data"),
        State(Ids.OPTIONS, "data", allow_optional=True),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "table"),
        Output(Table.TABLE, "hidden"),
        Input(Table.TABLE_OPEN, "n_clicks"),
        State(Table.TABLE, "hidden"),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_shell", "chosen"),
        Output(Ids.COLUMNS, "className"),
        Output(Ids.SHEET, "value"),
        Input(place.Ids.SHOWN, "data"),
        State(Ids.SHEET, "value"),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_shell", "sheet"),
        Output(Ids.COLUMNS, "data-sheet"),
        Input(Ids.SHEET, "value"),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan", "back"),
        Output(place.Ids.ASK, "data"),
        Input(Ids.BACK, "n_clicks"),
        prevent_initial_call=True,
    )
