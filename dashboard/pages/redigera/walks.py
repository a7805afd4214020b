"""The form of a walk: the register's own, with stops that are laid out, proposed, taken over and put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from dash import ALL, ClientsideFunction, Input, Output, State
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.forms import exchange, walkplan
from dashboard.forms.exchange import Answer, Held, Page
from dashboard.forms.ids import Act
from dashboard.forms.ids import Ids as FormIds
from dashboard.forms.standing import Asked, Standing, not_understood
from dashboard.forms.values import Values, row_numbers, with_rows_in_order, without_row
from dashboard.pages.redigera import drawn, opening
from dashboard.pages.redigera.answering import answer as answer_register
from dashboard.parts import notice
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.errors import InvalidRecord, NotFound
from geodata.model import Category, Deed, Position, Walk
from geodata.walkroutes import metres

NEW, CHANGE = "ny", "andra"
STOPS = "stops"
_FIELDS = {"type": FormIds.FIELD.value, "path": ALL}
_APART_M = 80.0


def is_form(rest: str) -> bool:
    """Whether an address of a walk is that of its form: ny, or <id>/andra."""
    return rest == NEW or rest.endswith(f"/{CHANGE}")


def load_walk(where: Where) -> Component:
    """A new walk's form, or that of the walk that the address names. Raises: NotFound, NotAllowed."""
    return opening.load(replace(where, rest=f"{Walk.kind}/{where.rest.removesuffix(f'/{CHANGE}')}"))


def answer(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    """What a button of the form asks. Raises: NotAllowed, NotFound, BadSetting."""
    doing = _DOING.get(asked.act)
    is_about_stops = asked.act in _OWN or asked.at.partition("-")[0] == STOPS
    if doing is None or not is_about_stops:
        return answer_register(ask, casebook, standing, asked)
    ask.actor.require(Deed.EDIT_REGISTER, standing.municipality)
    after = replace(standing, step=standing.step + 1)
    values, focus, said = doing(ask, casebook, after, asked)
    keeps = walkplan.fixed(ask, casebook, after, values)
    values = _with_new_numbers(values) if keeps else _numbered(values)
    room = drawn.form(ask, casebook, after, values=values, said=[said] if said is not None else [])
    return Answer(room, after, focus=focus)


_Done = tuple[Values, str, Component | None]


def _add(_ask: Ask, _casebook: Casebook, _standing: Standing, asked: Asked) -> _Done:
    values, row = _with_stop(asked.texts)
    return values, row, None


def _set_down(ask: Ask, _casebook: Casebook, _standing: Standing, asked: Asked) -> _Done:
    """A stop where somebody clicked on the map. at: longitude and latitude."""
    try:
        lon, lat = (round(float(part), 6) for part in asked.at.split(","))
        Position(lon=lon, lat=lat)
    except (ValueError, InvalidRecord):
        raise not_understood() from None
    decimal = "," if ask.t.language.value == "sv" else "."
    values, row = _with_stop(asked.texts)
    number = len(row_numbers(STOPS, values))
    values[f"{row}-name"] = ask.t("row.one.stops", n=number)
    values[f"{row}-position-lat"] = f"{lat:.6f}".replace(".", decimal)
    values[f"{row}-position-lon"] = f"{lon:.6f}".replace(".", decimal)
    return values, row, None


def _remove(_ask: Ask, _casebook: Casebook, _standing: Standing, asked: Asked) -> _Done:
    return without_row(asked.at, asked.texts), STOPS, None


def _move(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> _Done:
    values = asked.texts
    numbers = row_numbers(STOPS, values)
    row = asked.at.partition("-")[2]
    if not row.isdigit() or int(row) not in numbers or walkplan.fixed(ask, casebook, standing, values):
        raise not_understood()
    here = numbers.index(int(row))
    there = here + (1 if asked.act is Act.DOWN else -1)
    if 0 <= there < len(numbers):
        numbers[here], numbers[there] = numbers[there], numbers[here]
    else:
        there = here
    return with_rows_in_order(STOPS, values, numbers), f"{STOPS}-{there}", None


def _propose(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> _Done:
    """Proposed stops follow upon those that stand there; none is proposed where one stops already."""
    values = _without_blank(asked.texts)
    area, place = walkplan.where_of(values)
    chosen = values.get("themes")
    themes = [category for category in Category if isinstance(chosen, list) and category.value in chosen]
    route = casebook.propose_stops(ask.actor, standing.municipality, area_code=area, place_id=place, themes=themes)
    walk = walkplan.draft_of({**values, **walkplan.NO_DAY}, standing.municipality, ask.t.language)
    standing_at = [stop.position for stop in walk.stops if stop.position] if walk else []
    new = tuple(
        stop
        for stop in route.stops
        if not standing_at or ((metres(standing_at) - metres([stop.position])) ** 2).sum(axis=1).min() > _APART_M**2
    )
    numbers = row_numbers(STOPS, values)
    first = numbers[-1] + 1 if numbers else 0
    fresh = replace(route, stops=new)
    more = {**values, **walkplan.as_rows(ask.t, fresh, first)}
    return more, f"{STOPS}-{first}" if new else "", walkplan.proposed(ask.t, fresh)


def _copy(ask: Ask, casebook: Casebook, _standing: Standing, asked: Asked) -> _Done:
    """The stops of the walk that is walked again, instead of those that stand there."""
    t, before = ask.t, asked.texts.get("previous_id")
    try:
        walk = casebook.entry(ask.actor, Walk, UUID(before if isinstance(before, str) else "")).record
    except (ValueError, NotFound):
        walk = None
    if walk is None or not walk.stops:
        return asked.texts, "", notice(t("plan.copy_none"), tone="wrong")
    decimal = "," if t.language.value == "sv" else "."
    values = {path: value for path, value in asked.texts.items() if not path.startswith(f"{STOPS}-")}
    for row, stop in enumerate(sorted(walk.stops, key=lambda one: one.number)):
        lat, lon = (f"{stop.position.lat:.6f}", f"{stop.position.lon:.6f}") if stop.position else ("", "")
        values |= {
            f"{STOPS}-{row}-number": str(stop.number),
            f"{STOPS}-{row}-name": stop.name,
            f"{STOPS}-{row}-position-lat": lat.replace(".", decimal),
            f"{STOPS}-{row}-position-lon": lon.replace(".", decimal),
        }
    return values, f"{STOPS}-0", notice(t.count("plan.copied", len(walk.stops)))


_Doing = Callable[[Ask, Casebook, Standing, Asked], _Done]
_OWN = frozenset({Act.SET_DOWN, Act.PROPOSE, Act.COPY})
_DOING: Mapping[Act, _Doing] = {
    Act.ADD: _add,
    Act.REMOVE: _remove,
    Act.UP: _move,
    Act.DOWN: _move,
    Act.SET_DOWN: _set_down,
    Act.PROPOSE: _propose,
    Act.COPY: _copy,
}


def _with_stop(values: Values) -> tuple[Values, str]:
    numbers = row_numbers(STOPS, values)
    row = f"{STOPS}-{numbers[-1] + 1 if numbers else 0}"
    blank = dict.fromkeys((f"{row}-{name}" for name in ("number", "name", "position-lat", "position-lon")), "")
    return {**values, **blank}, row


def _without_blank(values: Values) -> Values:
    """The values without stops that nobody has written anything of."""
    for number in row_numbers(STOPS, values):
        row = f"{STOPS}-{number}"
        if not any(values.get(f"{row}-{name}") for name in ("name", "position-lat", "position-lon")):
            values = without_row(row, values)
    return values


def _numbered(values: Values) -> Values:
    """Stops are numbered in the order in which they stand, as long as nothing is noted at any."""
    numbers = {f"{STOPS}-{row}-number": str(n) for n, row in enumerate(row_numbers(STOPS, values), start=1)}
    return {**values, **numbers}


def _with_new_numbers(values: Values) -> Values:
    """Stops keep their numbers; a new one gets the next that was never used."""
    rows = row_numbers(STOPS, values)
    said = {row: str(values.get(f"{STOPS}-{row}-number") or "") for row in rows}
    highest = max((int(number) for number in said.values() if number.isdigit()), default=0)
    for row in rows:
        if not said[row].isdigit():
            highest += 1
            values = {**values, f"{STOPS}-{row}-number": str(highest)}
    return values


def _held(ask: Ask, _casebook: Casebook, found: Answer, address: str) -> Held:
    return opening.held(ask.t, found.standing, address.partition("&")[2])


PAGES: exchange.Pages = {Walk: Page(answer, _held)}
"""The form of a walk."""


def register(guarded: Guarded, casebook: Casebook) -> None:
    """The map beside the form, in the browser; what it tells of sun and way, by the server."""
    walkplan.register(guarded, casebook)
    guarded.clientside(
        ClientsideFunction("lofteskartan_vandring", "edited"),
        Output(walkplan.Ids.SEEN, "data"),
        Input(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(FormIds.STANDING, "data", allow_optional=True),
    )
