"""The map's background in English: the choice, and why a map cannot be shown."""

from __future__ import annotations

BACKGROUND: dict[str, str] = {
    "background.cannot": "The map in the data folder cannot be shown. {why}",
    "Background.none": "None",
    "Background.tiles": "Map picture",
    "Background.file": "The map in the data folder",
    "background.fault.missing": "The file is not there.",
    "background.fault.unreadable": "The file cannot be opened.",
    "background.fault.not_an_archive": "The file is not a PMTiles archive of version 3.",
    "background.fault.truncated": "Part of the file is missing. Copy it again.",
    "background.fault.damaged": "The file is damaged. Copy it again.",
    "background.fault.unknown_kind": "The file's content or packing is not supported.",
    "background.fault.unknown_layers": (
        "The map's layers are not known. Use Protomaps version 4, OpenMapTiles or Shortbread."
    ),
    "background.fault.no_source": "The file does not say whose map it is. The settings can say so.",
    "failure.410": "The map in the data folder is another than before. Load the page again.",
    "failure.title.410": "The map was exchanged",
    "gone.background": "the map's background",
    "background.lost": "The background could not be fetched and is gone. All else on the map is still there.",
}
