"""Texts that somebody writes on a page: kept in the browser, field by field, until they are saved.

The server never sees what is not saved; the browser's own code (assets/src/writing) keeps it, puts it back where it was
written, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.auth import Guarded
from dashboard.i18n import Translate
from dashboard.parts import small

NAMESPACE = "lofteskartan_writing"
DRAFTS = "drafts"
"""Where a page's texts tell the browser what they are drafts of."""


def kept_texts(
    t: Translate, saved: Mapping[str, str | None], labels: Mapping[str, str], *, name: str, title: str, at: str
) -> dict[str, Any]:
    """What a page's store holds: the texts as they are saved, by field, and what the browser keeps them by.

    labels: of the fields that are kept.  name: of what is written, the same wherever it is opened.  at: its address.
    """
    told = {
        "name": name,
        "title": title,
        "address": at,
        "labels": dict(labels),
        # which drawing of the page this is: what is written in one is not taken for another's
        "drawing": uuid4().hex,
        "said": t("writing.draft", names="{names}", time="{time}"),
        "never": t("writing.never"),
        "discard": t("writing.discard"),
        "left": t("form.left"),
    }
    return {**saved, DRAFTS: told}


def status(identity: str) -> Component:
    """Where it is said that something is not saved yet."""
    return html.P(id=str(identity), className="source writing-status", role="status")


def discarding(t: Translate, button_id: Mapping[str, Any]) -> Component:
    """The way to throw a draft away, in two steps."""
    return html.Details(
        [
            html.Summary(t("form.discard")),
            small(t("writing.discard_why")),
            dmc.Button(t("writing.discard_yes"), id=dict(button_id), variant="default"),
        ],
        className="fold",
    )


def discarded(t: Translate, back: Component, kept: Component, said: str) -> list[Component]:
    """A page whose draft is gone: what was written on it and never saved can still be copied.

    kept: the store of `kept_texts`, with nothing saved in any field.  said: id of the status.
    """
    return [html.P([back], className="ways"), html.H1(t("form.discarded")), status(said), kept]


def keep_texts(guarded: Guarded, field: str, base: str, said: str) -> None:
    """Keep what is written on a page. field, base: kinds of ids of fields and store.  said: id of the status."""
    fields = {"type": str(field), "field": ALL}
    guarded.clientside(
        ClientsideFunction(NAMESPACE, "written"),
        Output(str(said), "children"),
        Input(fields, "value"),
        Input({"type": str(base), "of": ALL}, "data"),
        State(fields, "id"),
        State({"type": str(base), "of": ALL}, "id"),
    )
