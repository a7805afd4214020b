"""From an address to a page: who asks, which municipality, which view; and from a failure to a page that says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dash import Input, Output
from dash.development.base_component import Component

from dashboard import failures, shell
from dashboard.auth import Ask, Gate, Guarded
from dashboard.basemap import without_gone_background
from dashboard.config import Settings
from dashboard.gone import without_gone
from dashboard.pages import (
    atgard,
    data,
    farskhet,
    hotspot,
    inkorg,
    inlas,
    karta,
    kommunikation,
    lagesbild,
    loften,
    logga,
    nyhetsbrev,
    operativ,
    protokoll,
    redigera,
    statistik,
    tackning,
    vandringar,
)
from dashboard.view import link, parse
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.errors import LofteskartanError, NotFound
from geodata.model import Deed, Municipality


def _walks(where: Where) -> Component:
    """A walk is written in the register's own form, under the address of walks."""
    return redigera.load_walk(where) if redigera.is_form(where.rest) else vandringar.load(where)


_PAGES: dict[str, Callable[[Where], Component]] = {
    "": karta.load,
    "hotspot": hotspot.load,
    "loften": loften.load,
    "las-in": inlas.load,
    "atgard": atgard.load,
    "logga": logga.load,
    "operativ": operativ.load,
    "kommunikation": kommunikation.load,
    "nyhetsbrev": nyhetsbrev.load,
    "protokoll": protokoll.load,
    "lagesbild": lagesbild.load,
    "register": redigera.load_list,
    "redigera": redigera.load,
    "inkorg": inkorg.load,
    "vandringar": _walks,
    "statistik": statistik.load,
    "tackning": tackning.load,
    "farskhet": farskhet.load,
    "data": data.load,
}
_TAKE_MORE = frozenset(
    {"atgard", "hotspot", "inkorg", "lagesbild", "loften", "logga", "operativ", "protokoll", "redigera", "register"}
    | {"nyhetsbrev", "vandringar"}
)
"""Pages whose address goes on with what they are about."""
_ABOUT_ONE = frozenset({"hotspot", "atgard", "redigera"})
"""Pages that are nothing without it."""

NO_MUNICIPALITY = "0000"


def page_for(path: str) -> tuple[Callable[[Where], Component], str]:
    """The page of a path, and what follows its beginning. Raises: NotFound."""
    first, _, rest = path.strip("/").partition("/")
    load = _PAGES.get(first)
    if load is None or (rest and first not in _TAKE_MORE) or (first in _ABOUT_ONE and not rest):
        raise NotFound(f'there is no page "{path[:80]}"; use the navigation')
    return load, rest


def is_page(path: str) -> bool:
    """Whether a path leads to a page; what the page is about may still be missing."""
    try:
        page_for(path)
    except NotFound:
        return False
    return True


def answer(ask: Ask, casebook: Casebook, settings: Settings, path: str, query: str) -> Component:
    """The whole screen for an address. Never raises LofteskartanError: a failure has a page too."""
    municipalities: tuple[Municipality, ...] = ()
    municipality: Municipality | None = None
    today: date | None = None
    ignored: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unread: int | None = None
    address, _ = parse(query, NO_MUNICIPALITY)
    language = address.language
    try:
        load, rest = page_for(path)
        municipalities = casebook.municipalities(ask.actor)
        if not municipalities:
            content = data.nothing_yet(ask.t)
        else:
            known = {one.code: one for one in municipalities}
            address, ignored = parse(query, municipalities[0].code)
            municipality = known.get(address.view.municipality)
            if municipality is None:
                raise NotFound(f"the municipality {address.view.municipality} is not here; choose another")
            today = casebook.today(ask.actor, municipality.code)
            if ask.actor.may(Deed.REVIEW):
                unread = casebook.inbox_counts(ask.actor, municipality.code).new
            if load is karta.load:
                address, gone = without_gone(ask, casebook, address)
                address, lacking = without_gone_background(ask.t, settings, address)
                gone = (*gone, *lacking)
            content = load(Where(ask, casebook, settings, address, municipality, today, rest, query))
    except LofteskartanError as error:
        content = failures.as_page(ask.t, error, link("/", municipality.code if municipality else None, language))
    whole: Component = shell.frame(
        ask.t,
        path=path,
        municipality=municipality or next(iter(municipalities), None),
        municipalities=municipalities,
        today=today,
        role=ask.actor.role,
        language_asked=language,
        content=content,
        ignored=ignored,
        gone=gone,
        unread=unread,
    )
    return whole


def register(
    guarded: Guarded, casebook: Casebook, settings: Settings, gate: Gate, cookie: Callable[[], str | None]
) -> None:
    """Answer each change of address. cookie: the language this browser last asked for."""

    @guarded.callback(
        Output(shell.Ids.FRAME, "children"),
        Input(shell.Ids.ADDRESS, "pathname"),
        Input(shell.Ids.ADDRESS, "search"),
    )
    def route(_ask: Ask, path: str | None, query: str | None) -> Component:
        wish = parse(query, NO_MUNICIPALITY)[0].language
        path, query = (text if isinstance(text, str) else "" for text in (path, query))
        return answer(gate.ask(wish, cookie()), casebook, settings, path or "/", query)
