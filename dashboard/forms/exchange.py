"""How a form in the browser and the server speak, whatever the form is about: one question, one answer, nothing lost.

The browser's code keeps what is typed, asks for one act at a time and follows with address and focus; the server
answers with the room drawn anew. What a kind of form does with a question is its page's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dash import ALL, ClientsideFunction, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.forms.ids import Ids
from dashboard.forms.standing import Asked, Standing, asked_of, not_understood, standing_of
from dashboard.forms.values import Values
from dashboard.i18n import Translate
from geodata.casebook import Casebook
from geodata.model import Record

NAMESPACE = "lofteskartan_register"
_FIELDS = {"type": Ids.FIELD.value, "path": ALL}
_CHOICES = {"type": Ids.CHOICE.value, "path": ALL}
_BUTTONS = {"type": Ids.BUTTON.value, "act": ALL, "at": ALL}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act leaves on the screen.

    saved: the browser may forget its draft.  focus: the row to go to.  faulty: something needs mending.  initial: what
    stands in the form before anybody writes; None for the record as it was read.
    """

    room: list[Component]
    standing: Standing
    said: Component | None = None
    saved: bool = False
    focus: str = ""
    faulty: bool = False
    initial: Values | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the browser's code keeps of a form beside its standing.

    initial: the form before anything is written.  title: what a draft is called, and address: where it is opened
    again.  to_top: an answer is read from the top of the page.
    """

    initial: Values
    title: str
    address: str
    to_top: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a kind of form.

    answer: does what is asked; raises what the casebook refuses.  held: what the browser is to keep after an answer;
    takes the address that the form was opened at, "" where the browser says none.
    """

    answer: Callable[[Ask, Casebook, Standing, Asked], Answer]
    held: Callable[[Ask, Casebook, Answer, str], Held]


Pages = Mapping[type[Record], Page]


def screen(t: Translate, standing: Standing, held: Held, inside: list[Component], *, kind: str) -> Component:
    """A form as it is opened. kind: how its room and sheet look, e.g. form."""
    return html.Div(
        [
            html.Div(inside, id=Ids.ROOM.value, className=f"{kind}-room"),
            dcc.Store(id=Ids.STANDING.value, data=stored(t, standing, held)),
            dcc.Store(id=Ids.ASK.value),
        ],
        className=f"sheet {kind}-sheet",
    )


def stored(t: Translate, standing: Standing, held: Held, *, token: str | None = None, **more: Any) -> dict[str, Any]:
    """What the page's store holds. token: of this opening of the page; None for one that is opened now."""
    return standing.to_browser(
        token=token or uuid4().hex,
        initial=held.initial,
        title=held.title,
        address=held.address,
        toTop=held.to_top,
        words={
            "draft": t("form.draft", time="{time}"),
            "saving": t("form.saving"),
            "failed": t("form.failed"),
            "left": t("form.left"),
        },
        **more,
    )


def reply(ask: Ask, casebook: Casebook, question: Any, pages: Pages) -> tuple[Any, dict[str, Any], Any]:
    """The room, the standing and the notice after what a browser asks. Raises: BadSetting, NotAllowed, NotFound."""
    given = question.get("standing") if isinstance(question, dict) else None
    if not isinstance(given, dict):
        raise not_understood()
    standing, asked = standing_of(given), asked_of(question)
    if standing.kind not in pages:
        raise not_understood()
    page = pages[standing.kind]
    found = page.answer(ask, casebook, standing, asked)
    token, address = given.get("token"), given.get("address")
    kept = stored(
        ask.t,
        found.standing,
        page.held(ask, casebook, found, address if isinstance(address, str) else ""),
        token=token if isinstance(token, str) else None,
        forget=standing.draft if found.saved else "",
        focus=found.focus,
        faulty=found.faulty,
    )
    return found.room, kept, "" if found.said is None else found.said


def register(guarded: Guarded, casebook: Casebook, pages: Pages, *, frame: str, address: str, notices: str) -> None:
    """frame, address, notices: ids of the frame, of its location, and of where it says what was done."""
    guarded.clientside(
        ClientsideFunction(NAMESPACE, "edited"),
        Output(Ids.STATUS, "children"),
        Input(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
    )
    guarded.clientside(
        ClientsideFunction(NAMESPACE, "drawn"),
        Output(Ids.ASK, "data"),
        Input(Ids.STANDING, "data"),
    )
    guarded.clientside(
        ClientsideFunction(NAMESPACE, "pressed"),
        Output(Ids.ASK, "data", allow_duplicate=True),
        Input(_BUTTONS, "n_clicks"),
        State(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(_CHOICES, "value"),
        State(_CHOICES, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction(NAMESPACE, "arrived"),
        Output(notices, "children", allow_duplicate=True),
        Input(frame, "children"),
        State(address, "pathname"),
        prevent_initial_call=True,
    )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(Ids.STANDING, "data"),
        Output(notices, "children", allow_duplicate=True),
        Input(Ids.ASK, "data"),
        prevent_initial_call=True,
    )
    def answered(ask: Ask, question: Any) -> Any:
        if question is None:
            return no_update, no_update, no_update
        return reply(ask, casebook, question, pages)
