"""The table of the map page: every piece of evidence in the selection, its columns chosen, and files of just that.

The browser fills it (assets/src/karta/grid.ts) and chooses columns (assets/src/karta/columns.ts).
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Language, Translate
from dashboard.parts import attrs, small
from dashboard.tablewords import head_of
from geodata.studies.evidence_fields import (
    MOST_SHEET_ROWS,
    OF_THE_RECORD,
    USUAL_FIELDS,
    EvidenceFormat,
    TableField,
)


class Ids(StrEnum):
    """What the callbacks and the browser go by."""

    TABLE = "karta-table"
    TABLE_OPEN = "karta-table-open"
    GRID = "karta-grid"
    HEAD = "table-head"
    CAPTION = "table-caption"
    CHOICES = "table-choices"
    USUAL = "table-usual"
    FILES = "table-files"
    SAID = "table-said"
    KEYS = "table-keys"


WIDTHS = {
    TableField.OBSERVED: 150,
    TableField.WEEKDAY: 100,
    TableField.HOUR: 90,
    TableField.LIGHT: 90,
    TableField.KIND: 100,
    TableField.CATEGORY: 180,
    TableField.AREA: 180,
    TableField.PLACE: 180,
    TableField.POSITION: 180,
    TableField.ACCURACY: 150,
    TableField.SOURCE: 160,
    TableField.REPORTER: 150,
    TableField.FEELING: 110,
    TableField.SEVERITY: 130,
    TableField.STATUS: 170,
    TableField.REASON: 240,
    TableField.RESPONSIBLE: 200,
    TableField.DUE: 130,
    TableField.REOPENED: 130,
    TableField.CONSENT: 160,
    TableField.ANSWER: 220,
    TableField.NOTE: 300,
    TableField.ID: 300,
}
"""Columns of the table, px: wide enough for the longest word of each."""
SORTABLE = frozenset(TableField) - OF_THE_RECORD - {TableField.POSITION}
NARROW_FIELDS = (TableField.OBSERVED, TableField.CATEGORY, TableField.AREA, TableField.STATUS)
"""Usual on a phone."""
HANDOUTS = {"blad": "out.get_map", "blad-punkter": "out.get_points"}
"""What the browser calls them, see fileAddress in assets/src/karta/columns.ts: key in the catalogue."""
TEXTS = {
    "caption": "table.caption",
    "captionOne": "table.caption_one",
    "newest": "table.order.newest",
    "up": "table.order.up",
    "down": "table.order.down",
    "notFetched": "table.not_fetched",
    "tooMany": "table.too_many",
}
"""Name in the browser: key in the catalogue."""


def evidence_table(t: Translate, *, is_open: bool, may_export: bool) -> Component:
    """The button, and the drawer that it opens."""
    return html.Div(
        [
            dmc.Button(
                t("table.open"),
                id=Ids.TABLE_OPEN.value,
                variant="subtle",
                size="compact-md",
                buttonProps={"aria-expanded": str(is_open).lower(), "aria-controls": Ids.TABLE.value},
            ),
            html.Div(
                [
                    _head(t, may_export=may_export),
                    html.P("", id=Ids.SAID.value, className="table-said", role="status"),
                    html.P(t("table.keys"), id=Ids.KEYS.value, className="sr-only"),
                    html.Div(_grid(t), className="table-grid"),
                ],
                id=Ids.TABLE.value,
                className="drawer",
                hidden=not is_open,
            ),
        ],
        className="karta-table",
    )


def told(t: Translate) -> dict[str, Any]:
    """What the browser goes by: assets/src/karta/columns.ts."""
    return {
        "columns": [{"field": field.value, "head": head_of(t, field)} for field in TableField],
        "usual": [field.value for field in USUAL_FIELDS],
        "narrow": [field.value for field in NARROW_FIELDS],
        "ofTheRecord": [field.value for field in TableField if field in OF_THE_RECORD],
        "mostSheetRows": MOST_SHEET_ROWS,
        "texts": {name: t(key) for name, key in TEXTS.items()},
        "weekdays": [t(f"weekday.{day}") for day in range(7)],
        "severities": [t(f"severity.{degree}") for degree in (1, 2, 3)],
        "lights": {light: t(f"table.light.{light}") for light in ("dark", "light")},
    }


def _head(t: Translate, *, may_export: bool) -> Component:
    chooser = html.Details(
        [
            html.Summary(t("table.columns")),
            html.Div(
                [
                    html.Fieldset(html.Legend(t("table.columns_title")), id=Ids.CHOICES.value),
                    html.Button(t("table.columns_usual"), id=Ids.USUAL.value, type="button", className="plain-button"),
                    small(t("table.columns_means")),
                ],
                className="table-columns-open",
            ),
        ],
        className="fold table-columns",
    )
    files = html.Div(
        [
            html.Span(t("table.files"), id="table-files-label"),
            *[html.A(t(key), download="", **attrs(data_form=form)) for form, key in HANDOUTS.items()],
            *[
                html.A(t(f"table.file_{form.value}"), download="", **attrs(data_form=form.value))
                for form in EvidenceFormat
            ],
        ],
        id=Ids.FILES.value,
        className="table-files",
        role="group",
        **attrs(aria_labelledby="table-files-label"),
    )
    return html.Div(
        [
            html.P("", id=Ids.CAPTION.value, className="table-caption"),
            chooser,
            *([files] if may_export else []),
        ],
        id=Ids.HEAD.value,
        className="table-head",
        **attrs(data_told=json.dumps(told(t), ensure_ascii=False)),
    )


def _grid(t: Translate) -> Component:
    columns = [
        {
            "field": field.value,
            "headerName": head_of(t, field),
            "width": WIDTHS[field],
            "sortable": field in SORTABLE,
            "hide": field not in USUAL_FIELDS,
        }
        for field in TableField
    ]
    options: dict[str, Any] = {
        "rowHeight": 36,
        "headerHeight": 36,
        "cacheBlockSize": 100,
        "maxBlocksInCache": 10,
        "maxConcurrentDatasourceRequests": -1,  # the wrapper's first request is never answered, and would block ours
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
        "suppressCellFocus": False,
        "suppressMovableColumns": True,
        "suppressMultiSort": True,
    }
    if t.language is Language.SV:
        options["getLocaleText"] = {"function": "swedishGridText(params)"}
    grid: Component = dag.AgGrid(
        id=Ids.GRID.value,
        rowModelType="infinite",
        columnDefs=columns,
        dashGridOptions=options,
        className="ag-theme-alpine grid",
        style={"height": "100%", "width": "100%"},
    )
    return grid
