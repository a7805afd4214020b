"""What a page is told: who asks, about which municipality, with which view. Every page loads itself from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Translate
from dashboard.view import Address
from geodata.casebook import Casebook
from geodata.model import Actor, Municipality


@dataclass(frozen=True, slots=True)
class Where:
    """A request for a page.

    rest: what follows the page's own beginning in the address, e.g. the id of a promise.  query: the address's own,
    for what only one page understands.
    """

    ask: Ask
    casebook: Casebook
    settings: Settings
    address: Address
    municipality: Municipality
    today: date
    rest: str = ""
    query: str = ""

    @property
    def t(self) -> Translate:
        """The words of the reader's language."""
        return self.ask.t

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.ask.actor

    @property
    def code(self) -> str:
        """The municipality's code."""
        return self.municipality.code
