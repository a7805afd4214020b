"""The controls of the map: what is looked at, and how hotspots are looked for. The browser reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import selecting
from dashboard.i18n import Translate
from dashboard.parts import CHOICE, INSIDE, attrs, small, swatch
from dashboard.view import Address, Experience
from geodata.model import BANDWIDTHS_M, FINDING_WEIGHTS, Area, Category, EvidenceKind, Feeling, Light, View


class Ids(StrEnum):
    """The controls. Their values are what the browser's filter takes, see dashboard/pages/karta.py."""

    PERIOD = "filter-period"
    FROM_HOUR = "filter-from-hour"
    UNTIL_HOUR = "filter-until-hour"
    CATEGORIES = "filter-categories"
    KINDS = "filter-kinds"
    EXPERIENCE = "filter-experience"
    AREAS = "filter-areas"
    BANDWIDTH = "filter-bandwidth"
    WEIGHT = "filter-weight"
    LIGHT = "filter-light"
    SHADING = "filter-shading"
    RESET = "filter-reset"


def controls(t: Translate, address: Address, areas: Sequence[Area], as_of: date) -> Component:
    """All controls, set to what the address says. as_of: the day that counts as today, where the calendar opens."""
    view = address.view
    return html.Div(
        [
            _period(t, address, as_of),
            _hours(t, view.hours),
            _light(t, view.light),
            _categories(t, view.categories),
            dmc.CheckboxGroup(
                html.Div(
                    [dmc.Checkbox(label=t.label(kind), value=kind.value) for kind in EvidenceKind],
                    className="pair",
                    **attrs(data_boxes="kinds"),
                ),
                id=Ids.KINDS.value,
                label=t("filter.kinds"),
                value=[kind.value for kind in EvidenceKind if kind in view.kinds],
            ),
            html.Div(
                [
                    html.Span(t("filter.experience"), id="filter-experience-label", className="control-label"),
                    dmc.SegmentedControl(
                        id=Ids.EXPERIENCE.value,
                        data=[{"value": e.value, "label": t.label(e)} for e in Experience],
                        value=_experience(view.feeling).value,
                        fullWidth=True,
                        size="sm",
                        **attrs(aria_labelledby="filter-experience-label"),
                    ),
                ]
            ),
            dmc.MultiSelect(
                id=Ids.AREAS.value,
                label=t("filter.areas"),
                placeholder=t("filter.all") if not view.area_codes else None,
                data=[{"value": area.code, "label": area.name} for area in areas],
                value=sorted(view.area_codes),
                searchable=True,
                clearable=True,
                clearButtonProps={"aria-label": t("filter.areas_clear")},
                nothingFoundMessage=t("filter.no_match"),
                **CHOICE,
            ),
            selecting.charts(t),
            _counting(t, view),
            dmc.Button(t("filter.reset"), id=Ids.RESET.value, variant="default", fullWidth=True),
        ],
        className="filters",
    )


def _counting(t: Translate, view: View) -> Component:
    """How hotspots are looked for: folded, unless the address says that it is not as usual."""
    unchosen = View(municipality=view.municipality)
    as_usual = (view.bandwidth_m, view.finding_weight) == (unchosen.bandwidth_m, unchosen.finding_weight)
    choices = (
        (Ids.BANDWIDTH, "filter.bandwidth", [(str(m), t.number(m)) for m in BANDWIDTHS_M], str(view.bandwidth_m)),
        (
            Ids.WEIGHT,
            "filter.weight",
            [(f"{w:g}", t.number(w, 0 if w.is_integer() else 1)) for w in FINDING_WEIGHTS],
            f"{view.finding_weight:g}",
        ),
    )
    controls = [
        html.Div(
            [
                html.Span(t(word), id=f"{which.value}-label", className="control-label"),
                dmc.SegmentedControl(
                    id=which.value,
                    data=[{"value": value, "label": label} for value, label in options],
                    value=chosen,
                    fullWidth=True,
                    size="sm",
                    **attrs(aria_labelledby=f"{which.value}-label"),
                ),
                small(t(f"{word}_means")),
            ]
        )
        for which, word, options, chosen in choices
    ]
    return html.Details(
        [html.Summary(t("filter.counting")), html.Div(controls, className="counting")],
        className="fold",
        open=not as_usual,
    )


def _experience(feeling: Feeling | None) -> Experience:
    return Experience.ALL if feeling is None else Experience(feeling.value)


def _period(t: Translate, address: Address, as_of: date) -> Any:
    view = address.view
    return dmc.DatePickerInput(
        id=Ids.PERIOD.value,
        type="range",
        label=t("filter.period"),
        placeholder=t("filter.period_all"),
        value=[day.isoformat() if day else None for day in (view.since, view.until)],
        valueFormat="D MMM YYYY",
        allowSingleDateInRange=True,
        defaultDate=(view.since or as_of).isoformat(),
        clearable=True,
        weekendDays=[],
        withWeekNumbers=True,
        # the kit names its dialog after an element that has no name
        popoverProps={"withRoles": False, **INSIDE},
        clearButtonProps={"aria-label": t("filter.period_clear")},
        ariaLabels={"previousMonth": t("calendar.previous_month"), "nextMonth": t("calendar.next_month")},
    )


def _hours(t: Translate, chosen: tuple[int, int] | None) -> Component:
    first, last = chosen or (None, None)
    selects = [
        dmc.Select(
            id=which.value,
            data=[{"value": str(hour), "label": f"{hour:02}"} for hour in hours],
            value=None if value is None else str(value),
            placeholder="–",
            clearable=True,
            clearButtonProps={"aria-label": t("filter.hour_clear")},
            leftSection=html.Span(t(word), className="in-control"),
            leftSectionWidth=44,
            **CHOICE,
            # two digits and the cross must fit; the list opens without an arrow as well
            rightSection=html.Span(),
            rightSectionWidth=28,
            **attrs(aria_label=t(f"{word}_label")),
        )
        for which, hours, value, word in (
            (Ids.FROM_HOUR, range(24), first, "filter.from_hour"),
            (Ids.UNTIL_HOUR, range(1, 25), last, "filter.until_hour"),
        )
    ]
    return html.Div(
        [
            html.Span(t("filter.hours"), className="control-label"),
            html.Div(selects, className="pair"),
            small(t("filter.hours_wrap")),
        ],
        role="group",
        **attrs(aria_label=t("filter.hours")),
    )


def _light(t: Translate, chosen: Light | None) -> Component:
    data = [{"value": one.value, "label": t(f"filter.light.{one.value}")} for one in Light]
    return html.Div(
        [
            html.Span(t("filter.light"), id="filter-light-label", className="control-label"),
            dmc.SegmentedControl(
                id=Ids.LIGHT.value,
                data=[*data, {"value": "all", "label": t("filter.light.all")}],
                value=chosen.value if chosen else "all",
                fullWidth=True,
                size="sm",
                **attrs(aria_labelledby="filter-light-label"),
            ),
            small(t("filter.light_means")),
        ]
    )


def _categories(t: Translate, chosen: frozenset[Category]) -> Any:
    boxes = [
        html.Div(
            [
                dmc.Checkbox(
                    label=html.Span([swatch(category), t.label(category)], className="category"), value=category.value
                ),
                html.Span("", className="tally", **attrs(data_count=f"category-{category.value}")),
            ],
            className="category-row",
        )
        for category in Category
    ]
    return dmc.CheckboxGroup(
        html.Div(boxes, className="categories", **attrs(data_boxes="categories")),
        id=Ids.CATEGORIES.value,
        label=t("filter.categories"),
        description=t("filter.none_is_all"),
        value=[category.value for category in Category if category in chosen],
    )
