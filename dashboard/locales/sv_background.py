"""The map's background in Swedish: the choice, and why a map cannot be shown."""

from __future__ import annotations

BACKGROUND: dict[str, str] = {
    "background.cannot": "Kartan i datamappen kan inte visas. {why}",
    "Background.none": "Ingen",
    "Background.tiles": "Kartbild",
    "Background.file": "Kartan i datamappen",
    "background.fault.missing": "Filen finns inte.",
    "background.fault.unreadable": "Filen går inte att öppna.",
    "background.fault.not_an_archive": "Filen är inte ett PMTiles-arkiv i version 3.",
    "background.fault.truncated": "En del av filen saknas. Kopiera den igen.",
    "background.fault.damaged": "Filen är skadad. Kopiera den igen.",
    "background.fault.unknown_kind": "Filen har ett innehåll eller en packning som inte stöds.",
    "background.fault.unknown_layers": (
        "Kartans lager känns inte igen. Använd Protomaps version 4, OpenMapTiles eller Shortbread."
    ),
    "background.fault.no_source": "Filen säger inte vems kartan är. Det går att ange i inställningarna.",
    "failure.410": "Kartan i datamappen är en annan än nyss. Ladda om sidan.",
    "failure.title.410": "Kartan har bytts ut",
    "gone.background": "bakgrunden till kartan",
    "background.lost": "Bakgrunden gick inte att hämta och visas inte. Allt annat på kartan är kvar.",
}
