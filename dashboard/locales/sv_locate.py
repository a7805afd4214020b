"""Swedish words for setting a place out on the map from its form."""

from __future__ import annotations

LOCATE: dict[str, str] = {
    "locate.open": "Sätt ut på kartan",
    "locate.how": (
        "Dra kartan så att krysset står på platsen, klicka, eller flytta med piltangenterna. "
        "Koordinater kan också skrivas ovan."
    ),
    "locate.no_map": "Kartan går inte att visa i den här webbläsaren. Skriv koordinaterna ovan.",
    "locate.map": "Karta där platsen sätts ut",
}
