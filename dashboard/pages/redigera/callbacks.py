"""The forms of the register as the exchange with the browser knows them."""

from __future__ import annotations

from typing import Any

from dashboard.auth import Ask
from dashboard.forms import exchange
from dashboard.forms.exchange import Answer, Held, Page
from dashboard.forms.fields import KINDS
from dashboard.pages.redigera import walks
from dashboard.pages.redigera.answering import answer
from dashboard.pages.redigera.opening import held
from geodata.casebook import Casebook


def _held(ask: Ask, _casebook: Casebook, found: Answer, address: str) -> Held:
    return held(ask.t, found.standing, address.partition("&")[2])


PAGES: exchange.Pages = {**dict.fromkeys(KINDS, Page(answer, _held)), **walks.PAGES}
"""The forms' page, by kind of record."""


def reply(ask: Ask, casebook: Casebook, question: Any) -> tuple[Any, dict[str, Any], Any]:
    """What a form of the register is answered: see `exchange.reply`."""
    return exchange.reply(ask, casebook, question, PAGES)
