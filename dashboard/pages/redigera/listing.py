"""Registret: every kind of record that people write, how many there are, when one last changed, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from dash import html
from dash.development.base_component import Component

from dashboard.forms.fields import KINDS, kind_of
from dashboard.forms.offers import name_of
from dashboard.i18n import Translate
from dashboard.parts import anchor, empty, table
from dashboard.view import link
from dashboard.where import Where
from geodata.editing import Entry
from geodata.model import Deed, Record, Tier
from geodata.model.base import LOCAL_TIME

ON_A_PAGE = 100


def load_list(where: Where) -> Component:
    """All kinds, or the records of the one that the address names. Raises: NotFound, NotAllowed."""
    where.actor.require(Deed.EDIT_REGISTER, where.code)
    if not where.rest:
        return kinds(where)
    kind = kind_of(where.rest)
    entries = where.casebook.entries(where.actor, kind, where.code)
    return records(where.t, kind, entries, where.code, _page_of(where.query))


def kinds(where: Where) -> Component:
    """How many there are of each kind."""
    t = where.t
    rows = []
    for kind in KINDS:
        entries = where.casebook.entries(where.actor, kind, where.code)
        last = max((entry.changed_at for entry in entries), default=None)
        rows.append(
            (
                anchor(t(f"kind.{kind.kind}"), link(f"/register/{kind.kind}", where.code)),
                t.number(len(entries)),
                last.astimezone(LOCAL_TIME).date().isoformat() if last else "–",
                anchor(t(f"form.new.{kind.kind}"), link(f"/redigera/{kind.kind}/ny", where.code)),
            )
        )
    heads = (t("register.kind"), t("figure.count"), t("register.changed"), t("register.write"))
    return html.Div(
        [
            html.P(anchor(t("promises.back"), link("/loften", where.code)), className="ways"),
            html.H1(t("register.title")),
            html.P(t("register.intro"), className="lead"),
            table(t("register.caption", name=where.municipality.name), heads, rows, frozenset({1})),
        ],
        className="sheet",
    )


def records(
    t: Translate, kind: type[Record], entries: Sequence[Entry[Record]], municipality: str, page: int
) -> Component:
    """The records of a kind, a hundred on a page. page: from 1."""
    named = sorted(((name_of(t, entry.record), entry) for entry in entries), key=lambda pair: pair[0].casefold())
    pages = max(1, -(-len(named) // ON_A_PAGE))
    page = min(page, pages)
    rows = [
        (
            anchor(name, link(f"/redigera/{kind.kind}/{entry.record.id}", municipality)),
            t.label(Tier(entry.record.tier)),
            entry.changed_at.astimezone(LOCAL_TIME).date().isoformat(),
        )
        for name, entry in named[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    ]
    heads = (t("register.name"), t("field.tier"), t("register.changed"))
    new = anchor(t(f"form.new.{kind.kind}"), link(f"/redigera/{kind.kind}/ny", municipality), className="button-link")
    inside = (
        table(t("register.records", kind=t(f"kind.{kind.kind}"), n=len(named)), heads, rows)
        if rows
        else empty(t("register.none"), t("register.none_why"))
    )
    address = link(f"/register/{kind.kind}", municipality)
    other = [
        anchor(t(words), f"{address}&sida={number}")
        for words, number in (("register.before", page - 1), ("register.after", page + 1))
        if 1 <= number <= pages
    ]
    return html.Div(
        [
            html.P(anchor(t("register.title"), link("/register", municipality)), className="ways"),
            html.H1(t(f"kind.{kind.kind}")),
            html.P(new),
            inside,
            *([html.P([*other, html.Span(t("register.page", n=page, all=pages))], className="ways")] if other else []),
        ],
        className="sheet",
    )


def _page_of(query: str) -> int:
    given = parse_qs(query.removeprefix("?")).get("sida", ["1"])[-1]
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 6 and int(given) else 1
