"""The ways into the forms from the pages that show what they write."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor
from dashboard.view import link
from geodata.model import Record


def change(t: Translate, record: Record) -> Component:
    """To the form of a record."""
    address = link(f"/redigera/{record.kind}/{record.id}", record.municipality)
    return anchor(t("form.change"), address, className="button-link")


def write(t: Translate, kind: type[Record], municipality: str, **belongs: UUID) -> Component:
    """To the form of a new record. belongs: what it belongs to, by the address's word, e.g. lofte."""
    address = link(f"/redigera/{kind.kind}/ny", municipality)
    more = "".join(f"&{word}={identity}" for word, identity in belongs.items())
    return anchor(t(f"form.new.{kind.kind}"), address + more, className="button-link")


def read_document(t: Translate, municipality: str) -> Component:
    """To the page that reads a promise document."""
    return anchor(t("inlas.way"), link("/las-in", municipality), className="button-link")


def to_register(t: Translate, municipality: str) -> Component:
    """To the list of all that is written by hand."""
    return anchor(t("register.title"), link("/register", municipality), className="button-link")


def writing(ways: Sequence[Component]) -> list[Component]:
    """Several ways, side by side."""
    return [html.Div(list(ways), className="button-links")]
