"""Texts that somebody writes on a page: kept in the browser, field by field, until they are saved.

The server never sees what is not saved; the browser's own code (assets/src/writing) keeps it, puts it back where it was
written, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from dash import ALL, ClientsideFunction, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.auth import Guarded
from dashboard.i18n import Translate

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
