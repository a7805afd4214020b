"""What a person decides about a hotspot, carried out through the casebook, shown at once, and undone with one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

import dash_mantine_components as dmc
import shapely
from dash import ALL, ClientsideFunction, Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard import linkview, placeparts, words
from dashboard.auth import Ask, Guarded
from dashboard.parts import notice
from dashboard.place import UNDO, Act, Ids, body, deed_id, nothing_chosen, reasons, standing, undo_id
from dashboard.sentback import id_of, pressed_button
from dashboard.view import parse
from geodata.casebook import Casebook
from geodata.chain import Chain
from geodata.errors import BadSetting, NotFound
from geodata.model import HotspotState, Position, View


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed, and what stood beside it.

    ref: of the hotspot shown, "" where none is.  subject: the action, link or hotspot the button is about.
    version: that the hotspot had on the screen.
    """

    view: View
    ref: str
    act: Act
    subject: str = ""
    name: str | None = None
    reason: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed left behind. ref: of the hotspot now, "" for none.  undo: the button that takes it back."""

    ref: str
    said: str
    undo: dict[str, str] | None = None


def carry_out(ask: Ask, casebook: Casebook, pressed: Pressed) -> Done:
    """Do one deed. Raises: NotAllowed, NotFound, Conflict, InvalidRecord."""
    match pressed.act:
        case Act.ADOPT | Act.RENAME | Act.DISMISS | Act.RESTORE:
            return _about_the_place(ask, casebook, pressed)
        case Act.LINK | Act.REJECT | Act.UNLINK:
            return _about_an_action(ask, casebook, pressed)


def _about_the_place(ask: Ask, casebook: Casebook, pressed: Pressed) -> Done:
    actor, t, view, ref = ask.actor, ask.t, pressed.view, pressed.ref
    match pressed.act:
        case Act.ADOPT:
            if pressed.subject:  # a confirmed place was dismissed, and that is taken back
                casebook.restore(actor, id_of(pressed.subject), adopted=True)
                return Done(pressed.subject, t("done.adopt_again"))
            adopted = str(casebook.adopt(actor, view, ref))
            return Done(adopted, t("done.adopt"), deed_id(Act.RESTORE, adopted))
        case Act.RENAME:
            before = casebook.chain(actor, view, ref).hotspot
            casebook.rename(actor, id_of(ref), unquote(pressed.subject) or pressed.name or "", pressed.version)
            # an id with letters beyond ASCII never triggers: Dash compares it in two spellings
            back = None if pressed.subject else deed_id(Act.RENAME, quote(before.name))
            return Done(ref, t("done.rename"), back)
        case Act.DISMISS:
            confirmed = casebook.chain(actor, view, ref).hotspot.state is HotspotState.ADOPTED
            dismissed = casebook.dismiss(actor, view, ref, pressed.reason or t("deed.no_reason"))
            return Done("", t("done.dismiss"), deed_id(Act.ADOPT if confirmed else Act.RESTORE, str(dismissed)))
        case _:
            kept = casebook.record_of(actor, id_of(pressed.subject))
            casebook.restore(actor, kept.id)
            peak = getattr(kept, "peak", None)
            return Done(_there(casebook, ask, view, peak) if peak else "", t("done.restore"))


def _about_an_action(ask: Ask, casebook: Casebook, pressed: Pressed) -> Done:
    actor, t, view, ref = ask.actor, ask.t, pressed.view, pressed.ref
    subject = id_of(pressed.subject)
    before = casebook.chain(actor, view, ref)
    match pressed.act:
        case Act.LINK:
            made = casebook.link(actor, view, ref, subject, _why(ask, casebook, before, subject))
            return Done(
                _there(casebook, ask, view, before.hotspot.peak), t("done.link"), deed_id(Act.UNLINK, str(made))
            )
        case Act.REJECT:
            made = casebook.reject(actor, view, ref, subject, t("deed.rejected_by_hand"))
            return Done(
                _there(casebook, ask, view, before.hotspot.peak), t("done.reject"), deed_id(Act.UNLINK, str(made))
            )
        case _:
            action = next(
                (str(line.action.id) for line in before.answers if line.link and line.link.id == subject), None
            )
            casebook.unlink(actor, subject)
            if action is None:  # what was taken back is that a suggestion does not fit
                return Done(ref, t("done.unreject"))
            return Done(ref, t("done.unlink"), deed_id(Act.LINK, action))


def _there(casebook: Casebook, ask: Ask, view: View, peak: Position) -> str:
    """The ref of the hotspot that now covers a point: adopting gives a candidate another, restoring takes it away."""
    point = shapely.Point(peak.lon, peak.lat)
    return next((card.ref for card in casebook.hotspots(ask.actor, view) if card.outline.intersects(point)), "")


def _why(ask: Ask, casebook: Casebook, chain: Chain, action: UUID) -> str:
    """The reasons of the suggestion that was followed, in words, as they stood on the screen."""
    names = words.names(casebook, ask.actor, chain.view.municipality)
    for one in chain.suggestions:
        if one.line.action.id == action:
            return " ".join(reasons(ask.t, one, names))
    return ask.t("deed.linked_by_hand")


def shown(ask: Ask, casebook: Casebook, query: str, ref: str, *, page: bool) -> tuple[Component, dict[str, Any]]:
    """The body of a hotspot, and what stands in SHOWN for it. Raises: NotFound."""
    if not ref:
        return nothing_chosen(ask.t), {"ref": "", "query": query, "page": page, "version": 0}
    view = parse(query, "")[0].view
    chain = casebook.chain(ask.actor, view, ref)
    names = words.names(casebook, ask.actor, view.municipality)
    inside = body(
        ask.t,
        chain,
        names,
        ask.actor,
        page=page,
        under_title=placeparts.fresh_hotspot(ask, casebook, chain) if page else (),
        below=placeparts.below_hotspot(ask, casebook, chain) if page else (),
    )
    return inside, standing(chain, query, page=page)


def register(guarded: Guarded, casebook: Casebook, notices: str) -> None:
    """Showing a hotspot that was asked for, and the deeds. notices: id of the element that says what was done."""
    guarded.clientside(ClientsideFunction("lofteskartan_shell", "renamed"), Input(Ids.SHOWN, "data"))

    @guarded.callback(
        Output(Ids.BODY, "children", allow_duplicate=True),
        Output(Ids.SHOWN, "data", allow_duplicate=True),
        Input(Ids.ASK, "data"),
        prevent_initial_call=True,
    )
    def show(ask: Ask, asked: dict[str, Any] | None) -> Any:
        if not asked:
            return no_update, no_update
        query, ref, page, _ = _standing(asked)
        return shown(ask, casebook, query, ref, page=page)

    @guarded.callback(
        Output(Ids.BODY, "children", allow_duplicate=True),
        Output(Ids.SHOWN, "data", allow_duplicate=True),
        Output(notices, "children", allow_duplicate=True),
        Input(linkview.Ids.ADD, "n_clicks", allow_optional=True),
        State(Ids.SHOWN, "data", allow_optional=True),
        State(linkview.Ids.CHOICE, "value", allow_optional=True),
        State(linkview.Ids.REASON, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def add(ask: Ask, clicks: int | None, now: dict[str, Any] | None, choice: object, reason: object) -> Any:
        if not clicks or not now:  # on an action's page the same button ties from its side
            return no_update, no_update, no_update
        query, ref, page, _ = _standing(now)
        view = parse(query, "")[0].view
        why = reason.strip() if isinstance(reason, str) and reason.strip() else ask.t("deed.linked_by_hand")
        before = casebook.chain(ask.actor, view, ref)
        casebook.link(ask.actor, view, ref, id_of(str(choice or "")), why)
        inside, after = shown(ask, casebook, query, _there(casebook, ask, view, before.hotspot.peak), page=page)
        return inside, after, notice(ask.t("done.link"))

    @guarded.callback(
        Output(Ids.BODY, "children", allow_duplicate=True),
        Output(Ids.SHOWN, "data", allow_duplicate=True),
        Output(Ids.CHANGED, "data"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.DEED.value, "deed": ALL, "subject": ALL}, "n_clicks"),
        State(Ids.SHOWN, "data", allow_optional=True),
        State(Ids.CHANGED, "data", allow_optional=True),
        State(Ids.NAME, "value", allow_optional=True),
        State(Ids.REASON, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def decide(
        ask: Ask,
        _clicks: list[int],
        now: dict[str, Any] | None,
        changed: int | None,
        name: str | None,
        reason: str | None,
    ) -> Any:
        button = pressed_button()
        if not now or button is None:
            return no_update, no_update, no_update, no_update
        query, ref, page, version = _standing(now)
        view = parse(query, "")[0].view
        act, subject = _act(str(button["deed"])), str(button["subject"])
        done = carry_out(ask, casebook, Pressed(view, ref, act, subject, name, reason, version))
        undo = (
            [dmc.Button(ask.t("undo"), id=undo_id(done.undo), variant="subtle", size="compact-md")] if done.undo else []
        )
        try:
            inside, after = shown(ask, casebook, query, done.ref, page=page)
        except NotFound:  # an import came in between; the deed is done all the same
            inside, after = shown(ask, casebook, query, "", page=page)
        return inside, after, (changed or 0) + 1, notice(done.said, *undo)


def _standing(given: object) -> tuple[str, str, bool, int]:
    """Query, ref, page and version of what is shown or asked for. Raises: BadSetting."""
    if isinstance(given, dict):
        found = given.get("query"), given.get("ref"), given.get("page", False), given.get("version", 0)
        match found:
            case (str() as query, str() as ref, bool() as page, int() as version):
                return query, ref, page, version
            case _:
                pass
    raise BadSetting("what is shown could not be understood; load the page again")


def _act(text: str) -> Act:
    try:
        return Act(text.removeprefix(UNDO))
    except ValueError:
        raise BadSetting(f'there is no deed "{text[:40]}"; load the page again') from None
