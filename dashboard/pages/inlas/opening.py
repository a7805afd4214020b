"""The page of a promise document: its words and what may be chosen; the rest is drawn in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from dash import ClientsideFunction, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.auth import Guarded
from dashboard.i18n import CATALOGUES, Language, Translate
from dashboard.parts import anchor
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook.promise_documents import MAX_DOCUMENT_BYTES, MAX_PAGES
from geodata.model import (
    ActionType,
    Category,
    CommitmentKind,
    Deed,
    Measure,
    Party,
    PartyKind,
    Place,
    ResponsibleRole,
    Substance,
)

ROOM = "inlas-room"
START = "inlas-start"
DRAWN = "inlas-drawn"
MEBIBYTE = 1_048_576
WORDS = tuple(key.removeprefix("inlas.js.") for key in CATALOGUES[Language.SV] if key.startswith("inlas.js."))
"""What the browser's code says."""


def load(where: Where) -> Component:
    """The empty page. Raises: NotAllowed."""
    where.actor.require(Deed.EDIT_REGISTER, where.code)
    t = where.t
    return html.Div(
        [
            html.P(anchor(t("promises.back"), link("/loften", where.code)), className="ways"),
            html.H1(t("inlas.heading")),
            html.P(t("inlas.lead"), className="lead"),
            html.Div(id=ROOM),
            dcc.Store(id=START, data=start(where)),
            dcc.Store(id=DRAWN),
        ],
        className="sheet",
    )


def start(where: Where) -> dict[str, Any]:
    """What the browser's code is told: municipality, words, choices, and the largest file in bytes."""
    t = where.t
    words = {word: t(f"inlas.js.{word}") for word in WORDS}
    words["file_hint"] = t("inlas.js.file_hint", mb=MAX_DOCUMENT_BYTES // MEBIBYTE, pages=MAX_PAGES)
    return {
        "municipality": where.code,
        "words": words,
        "offers": _offers(where),
        "most": MAX_DOCUMENT_BYTES,
    }


def _offers(where: Where) -> dict[str, Any]:
    t, casebook, actor = where.t, where.casebook, where.actor
    municipalities = [one for one in casebook.municipalities(actor) if actor.works_in(one.code)]

    def names(kind: type[Party | Place], code: str) -> list[str]:
        return sorted(entry.record.name for entry in casebook.entries(actor, kind, code))

    return {
        "municipalities": [{"value": one.code, "label": one.name} for one in municipalities],
        "parties": {one.code: names(Party, one.code) for one in municipalities},
        "places": {one.code: [name.lower() for name in names(Place, one.code)] for one in municipalities},
        "partyKinds": _options(t, PartyKind),
        "roles": _options(t, ResponsibleRole),
        "commitments": _options(t, CommitmentKind),
        "measures": _options(t, Measure),
        "types": _options(t, ActionType),
        "categories": _options(t, Category),
        "substances": _options(t, Substance),
        "weekdays": [t(f"weekday.{day}") for day in range(7)],
    }


def _options(t: Translate, members: Iterable[StrEnum]) -> list[dict[str, str]]:
    return [{"value": member.value, "label": t.label(member)} for member in members]


def register(guarded: Guarded, *, frame: str, address: str) -> None:
    """The page is drawn in the browser; where one lands after taking in, it is told there. frame, address: ids."""
    guarded.clientside(ClientsideFunction("lofteskartan_inlas", "started"), Output(DRAWN, "data"), Input(START, "data"))
    guarded.clientside(
        ClientsideFunction("lofteskartan_inlas", "arrived"), Input(frame, "children"), State(address, "pathname")
    )
