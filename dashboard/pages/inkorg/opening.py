"""The inbox as an address opens it: the list beside the finding that the address names."""

from __future__ import annotations

from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.pages.inkorg import listing, opened
from dashboard.pages.inkorg.answering import Answer, show
from dashboard.pages.inkorg.ids import Ids
from dashboard.pages.inkorg.listing import Wish
from dashboard.sentback import id_of
from dashboard.where import Where
from geodata.errors import NotFound
from geodata.model import Deed, Party, Walk


def load(where: Where) -> Component:
    """The inbox. Raises: NotAllowed; NotFound where the address names no finding that is there."""
    where.actor.require(Deed.REVIEW, where.code)
    t, wish = where.t, Wish.of(where.code, where.query)
    answer = show(where.ask, where.casebook, _identity(where.rest), wish.query()) if where.rest else None
    walks = {entry.record.id: entry.record for entry in where.casebook.entries(where.actor, Walk, where.code)}
    parties = {entry.record.id: entry.record for entry in where.casebook.entries(where.actor, Party, where.code)}
    return html.Div(
        [
            html.Div(
                [
                    html.H1(t("inbox.title")),
                    html.P(t("inbox.intro"), className="source"),
                    listing.narrowing(t, wish, walks, parties),
                    listing.draw(where.ask, where.casebook, wish, answer.standing.id if answer else None),
                ],
                className="inbox-side-list",
            ),
            html.Div(answer.room if answer else opened.nothing(where.ask), id=Ids.ROOM.value, className="inbox-room"),
            dcc.Store(id=Ids.STANDING.value, data=kept(answer) if answer else None),
            dcc.Store(id=Ids.ASK.value),
            dcc.Store(id=Ids.REFRESH.value),
        ],
        className=f"inbox{' has-open' if answer else ''}",
        id="inbox",
    )


def kept(answer: Answer) -> dict[str, object]:
    """What the browser keeps of the finding that is open, and does when it is drawn."""
    standing = answer.standing
    return {
        "id": str(standing.id),
        "version": standing.version,
        "back": standing.back,
        "line": answer.line,
        "faulty": answer.is_faulty,
    }


def _identity(text: str) -> UUID:
    return id_of(text, NotFound(f'no finding has the address "{text[:60]}"; open the inbox'))
