"""Who is asking: decided here once, for addresses and callbacks alike. What they may is the casebook's to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dash import ClientsideFunction, Dash, State, no_update
from flask import Request

from dashboard import failures
from dashboard.config import Settings
from dashboard.hardening import READING, is_own
from dashboard.i18n import Language, Translate, translate
from geodata.errors import LofteskartanError, NotAllowed
from geodata.model import Actor

if TYPE_CHECKING:
    from dash.dependencies import DashDependency

LANGUAGE_STORE = "frame-language"
LANGUAGE_COOKIE = "lofteskartan_sprak"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A question on its way in: who asks, and in which language the answer is wanted."""

    actor: Actor
    t: Translate


class Gate:
    """Knows who is asking.

    As long as there are no accounts the server is reached from its own machine alone, and everybody is the one local
    user in the role of the settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._actor = Actor(role=settings.role)
        self._hosts = LOOPBACK | {settings.host.strip("[]")}

    def actor(self) -> Actor:
        """Who is asking now."""
        return self._actor

    def language(self, *wishes: str | None) -> Language:
        """The first wish that is a language, otherwise the installation's."""
        for wish in wishes:
            if isinstance(wish, str) and wish in set(Language):
                return Language(wish)
        return Language(self._settings.language)

    def ask(self, *wishes: str | None) -> Ask:
        """Who asks, in the first language wished for."""
        return Ask(self.actor(), translate(self.language(*wishes)))

    def check(self, request: Request) -> None:
        """Refuse what another site sends through the user's browser. Raises: NotAllowed.

        RULE 1: a name that is not ours means that somebody points a name of theirs at this machine.
        RULE 2: a change comes from our own page, or from a program that is no browser.
        """
        if (urlsplit(f"//{request.host}").hostname or "") not in self._hosts:
            raise NotAllowed(f'the name "{request.host}" is not this server\'s; use the address it printed')
        if request.method not in READING and not is_own(request, by_origin_too=True):
            raise NotAllowed("the change was sent from another site; open the page itself and try again")


class Guarded:
    """An app whose callbacks all know who is asking: the only way in which pages register them.

    A handler takes the Ask first, then its inputs and states. What it refuses is shown as a notice and changes nothing.
    notices: id of the element where they are shown.
    """

    def __init__(self, app: Dash, gate: Gate, notices: str) -> None:
        self.app = app
        self.gate = gate
        self._notices = notices

    def callback(
        self, *dependencies: DashDependency, **options: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """`app.callback` with an Ask as the handler's first argument."""

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            def asked(*values: Any) -> Any:
                *rest, language = values
                ask = self.gate.ask(language)
                try:
                    return handler(ask, *rest)
                except LofteskartanError as error:
                    failures.show(ask.t, error, self._notices)
                    return no_update

            asked.__name__ = handler.__name__
            asked.__doc__ = handler.__doc__
            asked.__dict__["knows_who_asks"] = True
            self.app.callback(*dependencies, State(LANGUAGE_STORE, "data", allow_optional=True), **options)(asked)
            return handler

        return register

    def clientside(self, function: str | ClientsideFunction, *dependencies: DashDependency, **options: Any) -> None:
        """A callback that runs in the browser alone, and so asks nobody."""
        self.app.clientside_callback(function, *dependencies, **options)  # type: ignore[no-untyped-call]


def refuse_unguarded(app: Dash) -> None:
    """Raise RuntimeError when a callback does not know who asks, or the app lists its callbacks to machines.

    To be called when all are registered: an app with a hole does not start.
    """
    holes = [
        name for name, entry in app.callback_map.items() if entry.get("callback") and not _knows(entry["callback"])
    ]
    if holes:
        message = f"callbacks that do not know who asks: {', '.join(sorted(holes))}; register them through Guarded"
        raise RuntimeError(message)


def _knows(function: Any) -> bool:
    while function is not None:
        if getattr(function, "knows_who_asks", False):
            return True
        function = getattr(function, "__wrapped__", None)
    return False
