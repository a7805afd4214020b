"""Kommunikationsplan: what residents are to be told and were told, what is late, and one press when it has gone out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs, empty, notice, small, table
from dashboard.sentback import id_of
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.editing import Entry
from geodata.errors import BadSetting
from geodata.meetings import is_overdue
from geodata.model import Communication, Deed


class Ids(StrEnum):
    """ROOM: the list.  MARK: publishes one today, or takes that back."""

    ROOM = "comm-room"
    MARK = "comm-mark"


class Show(StrEnum):
    """Which part of the plan is shown; the address says so in Swedish."""

    ALL = "alla"
    OVERDUE = "sena"
    PLANNED = "planerade"
    PUBLISHED = "publicerade"


_WORDS = {Show.ALL: "all", Show.OVERDUE: "overdue", Show.PLANNED: "planned", Show.PUBLISHED: "published"}


def load(where: Where) -> Component:
    """The plan, filtered as the address says: visa=sena, lofte=<id>."""
    return html.Div(room(where.ask, where.casebook, where.code, where.query), id=Ids.ROOM.value, className="sheet")


def room(ask: Ask, casebook: Casebook, code: str, query: str) -> list[Component]:
    """The plan by day, with what is late marked."""
    t, actor = ask.t, ask.actor
    given = parse_qs(query.removeprefix("?"))
    show = next((one for one in Show if one.value == given.get("visa", [""])[-1]), Show.ALL)
    promise = given.get("lofte", [""])[-1]
    titles = {str(story.promise.id): story.promise.title for story in casebook.promises(actor, code)}
    today = casebook.today(actor, code)
    entries = [
        entry
        for entry in casebook.entries(actor, Communication, code)
        if promise not in titles or promise in {str(one) for one in entry.record.promise_ids}
    ]
    entries.sort(key=lambda entry: (entry.record.planned_on, entry.record.title))
    fits: Mapping[Show, Callable[[Communication], bool]] = {
        Show.ALL: lambda _: True,
        Show.OVERDUE: lambda one: is_overdue(one, on=today),
        Show.PLANNED: lambda one: one.published_on is None and not is_overdue(one, on=today),
        Show.PUBLISHED: lambda one: one.published_on is not None,
    }
    chosen = [entry for entry in entries if fits[show](entry.record)]
    base = link("/kommunikation", code) + (f"&lofte={promise}" if promise in titles else "")
    filters = [
        html.Span(
            anchor(
                f"{t(f'comm.{_WORDS[one]}')} ({t.number(sum(fits[one](entry.record) for entry in entries))})",
                base if one is Show.ALL else f"{base}&visa={one}",
            ),
            **(attrs(aria_current="true") if one is show else {}),
        )
        for one in Show
    ]
    may_write = actor.may(Deed.EDIT_REGISTER)
    new = link("/redigera/communication/ny", code) + (f"&lofte={promise}" if promise in titles else "")
    ways = [anchor(t("form.new.communication"), new, className="button-link")] if may_write else []
    late = [entry for entry in chosen if is_overdue(entry.record, on=today)]
    return [
        html.P(anchor(t("promises.back"), link("/loften", code)), className="ways"),
        html.H1(t("comm.title")),
        html.P(t("comm.intro"), className="lead"),
        *([html.P(t("comm.of_promise", name=titles[promise]))] if promise in titles else []),
        html.Div(
            [
                *ways,
                anchor(t("news.title"), link("/nyhetsbrev", code), className="button-link"),
                html.A(t("meet.calendar"), href=link("/kalender.ics", code), className="button-link"),
            ],
            className="button-links",
        ),
        html.Nav(filters, className="log-filter", **attrs(aria_label=t("comm.filter"))),
        _plan(t, chosen, titles, late, entries, may_write=may_write),
        small(t("source.register", day=today)),
    ]


def _plan(
    t: Translate,
    chosen: Sequence[Entry[Communication]],
    titles: Mapping[str, str],
    late: Sequence[Entry[Communication]],
    entries: Sequence[Entry[Communication]],
    *,
    may_write: bool,
) -> Component:
    if not entries:
        return empty(t("comm.none"), t("comm.none_why"))
    if not chosen:
        return empty(t("comm.none_here"), t("comm.none_here_why"))
    rows = [_row(t, entry, titles, is_late=entry in late, may_write=may_write) for entry in chosen]
    heads = tuple(
        t(f"comm.{key}") for key in ("planned_on", "what", "channel", "approved", "published_on", "reached", "promise")
    )
    return table(t("comm.caption", n=len(chosen)), heads, rows, frozenset({5}), cards=True)


def _row(
    t: Translate, entry: Entry[Communication], titles: Mapping[str, str], *, is_late: bool, may_write: bool
) -> tuple[Component | str, ...]:
    one = entry.record
    name: Component | str = one.title
    if may_write:
        name = anchor(one.title, link(f"/redigera/communication/{one.id}", one.municipality))
    planned: list[Component | str] = [
        html.Span(one.planned_on.isoformat(), className="log-date"),
        *([html.Span(t("comm.late"), className="late-word")] if is_late else []),
    ]
    published: Component | str = one.published_on.isoformat() if one.published_on else "–"
    if may_write and one.published_on is None:
        published = dmc.Button(
            t("comm.publish"),
            id=mark_id("publish", one.id, entry.version),
            variant="default",
            size="compact-md",
            buttonProps={"aria-label": t("comm.publish_label", name=one.title)},
        )
    return (
        html.Div(planned),
        name,
        one.channel,
        one.approved_by or html.Span(t("comm.not_approved"), className="gap-word"),
        published,
        "–" if one.reached is None else t.number(one.reached),
        ", ".join(titles[str(promise)] for promise in one.promise_ids if str(promise) in titles) or "–",
    )


def mark_id(act: str, identity: UUID, version: int) -> dict[str, str | int]:
    """The id of a button that marks one. act: publish or undo."""
    return {"type": Ids.MARK.value, "act": act, "id": str(identity), "version": version}


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """Marking as published. address, notices: ids of the frame's location and of its notices."""

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.MARK.value, "act": ALL, "id": ALL, "version": ALL}, "n_clicks"),
        State(address, "search"),
        prevent_initial_call=True,
    )
    def mark(ask: Ask, clicks: list[Any], query: object) -> Any:
        pressed = ctx.triggered_id
        if not any(clicks) or not isinstance(pressed, dict):
            return no_update, no_update
        return marked(ask, casebook, pressed, query if isinstance(query, str) else "")


def marked(ask: Ask, casebook: Casebook, pressed: Mapping[str, Any], query: str) -> tuple[list[Component], Component]:
    """The plan after one was published today, or that was taken back. Raises: BadSetting, NotFound, Conflict."""
    match pressed:
        case {"act": "publish" | "undo" as act, "id": str() as text, "version": int() as version}:
            identity = _identity(text)
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")
    t, actor = ask.t, ask.actor
    before = casebook.entry(actor, Communication, identity).record
    day = casebook.today(actor, before.municipality) if act == "publish" else None
    changed = Communication(**{**dict(before), "published_on": day})
    entry = casebook.save(actor, changed, base_version=version)
    undo: list[Any] = []
    if act == "publish":
        undo = [dmc.Button(t("undo"), id=mark_id("undo", identity, entry.version), variant="subtle", size="compact-md")]
    said = t("comm.done" if act == "publish" else "comm.undone", name=before.title)
    return room(ask, casebook, before.municipality, query), notice(said, *undo)


def _identity(text: str) -> UUID:
    return id_of(text, BadSetting("what was pressed could not be understood; load the page again"))
