"""What an address names and is no longer there: left out of the view, and said, so that an old link still opens."""

from __future__ import annotations

from dataclasses import replace

from dashboard.auth import Ask
from dashboard.view import Address
from geodata.casebook import Casebook
from geodata.model import View


def without_gone(ask: Ask, casebook: Casebook, address: Address) -> tuple[Address, tuple[str, ...]]:
    """The address without areas and without a chosen hotspot that are not there, and those in words.

    RULE 1: a hotspot that is only outside the selection is still chosen; the map says so itself.
    """
    address, gone = without_gone_areas(ask, casebook, address)
    view, chosen = address.view, address.chosen
    if chosen is None or chosen in _refs(ask, casebook, view):
        return address, gone
    if chosen in _refs(ask, casebook, View(municipality=view.municipality)):
        return address, gone
    return replace(address, chosen=None), (*gone, ask.t("gone.hotspot"))


def without_gone_areas(ask: Ask, casebook: Casebook, address: Address) -> tuple[Address, tuple[str, ...]]:
    """The same for areas alone, which costs next to nothing."""
    view = address.view
    if not view.area_codes:
        return address, ()
    known = {area.code for area in casebook.areas(ask.actor, view.municipality)}
    gone = sorted(view.area_codes - known)
    if not gone:
        return address, ()
    left = view.model_copy(update={"area_codes": view.area_codes & known})
    return replace(address, view=left), tuple(ask.t("gone.area", code=code) for code in gone)


def _refs(ask: Ask, casebook: Casebook, view: View) -> frozenset[str]:
    return frozenset(card.ref for card in casebook.hotspots(ask.actor, view))
