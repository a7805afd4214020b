"""The map that lies in the data folder: whether it can be drawn, whose it is, and its tiles by an address of our own.

It is drawn in the browser in our own style, and nothing of it is fetched from elsewhere. A file that is missing, cut
off, of another kind or exchanged while we run costs the background alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from dashboard.answers import ASK_AGAIN, FOREVER, JSON, Desk, as_json
from dashboard.config import Settings
from dashboard.i18n import Translate
from dashboard.view import Address, Background
from geodata.errors import ArchiveFault, RefusedArchive
from geodata.tilearchive import TileArchive

USUAL_FILE = "basemap.pmtiles"
"""Name of the archive in the data folder, where the settings name no other."""
LONGEST_CREDIT = 400


class Schema(StrEnum):
    """How an archive of vector tiles names its layers; assets/src/map/vectorstyle.ts draws each."""

    PROTOMAPS = "protomaps"
    OPENMAPTILES = "openmaptiles"
    SHORTBREAD = "shortbread"


_KNOWN_BY: tuple[tuple[Schema, frozenset[str]], ...] = (
    (Schema.PROTOMAPS, frozenset({"earth", "water", "roads"})),
    (Schema.OPENMAPTILES, frozenset({"water", "transportation"})),
    (Schema.SHORTBREAD, frozenset({"water_polygons", "streets"})),
)
_OF_BEFORE_PROTOMAPS_4 = frozenset({"natural", "physical_line", "transit"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A piece of what has to stand on the map: whose it is. href: where its owner wants people to be led."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Basemap:
    """An archive that can be drawn. schema: of its layers, None for pictures."""

    archive: TileArchive
    schema: Schema | None
    credits: tuple[Credit, ...]

    def told(self) -> dict[str, Any]:
        """As the browser reads it: assets/src/map/basemap.ts."""
        header = self.archive.header
        return {
            "kind": "vector" if self.archive.is_vector else "raster",
            "tiles": f"/bakgrund/{self.archive.tag}/{{z}}/{{x}}/{{y}}",
            "minZoom": header.min_zoom,
            "maxZoom": header.max_zoom,
            "bounds": header.bounds,
            "schema": self.schema,
            "credits": [{"text": credit.text, "href": credit.href} for credit in self.credits],
        }


def archive_path(settings: Settings) -> Path:
    """Where the archive lies; what is no whole path lies in the data folder."""
    return settings.data_dir / (settings.basemap or USUAL_FILE)


def basemap_of(settings: Settings) -> Basemap | None:
    """The map in the data folder as it is now; None where there is none and the settings name none.

    Raises: RefusedArchive.
    """
    path = archive_path(settings)
    try:
        state = path.stat()
    except OSError:
        if settings.basemap is None and not path.exists():
            return None
        state = None
    if state is None or not path.is_file():
        raise RefusedArchive(ArchiveFault.MISSING, f"{path} is no file; put a PMTiles archive there")
    return _read(path, (state.st_size, state.st_mtime_ns, state.st_ino), settings.basemap_attribution)


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: tuple[int, int, int], attribution: str | None) -> Basemap:
    """Its content goes by the stamp, so that what is kept is never of another file. Raises: RefusedArchive."""
    archive = TileArchive(path)
    schema = None
    if archive.is_vector:
        schema = schema_of(archive.metadata)
        if schema is None:
            raise RefusedArchive(
                ArchiveFault.UNKNOWN_LAYERS,
                f"{path} has layers that are not known here ({_named(archive.metadata)}); "
                "use an archive of Protomaps version 4, OpenMapTiles or Shortbread",
            )
    said = attribution or archive.metadata.get("attribution")
    owned = credits_of(said) if isinstance(said, str) else ()
    if not owned:
        raise RefusedArchive(
            ArchiveFault.NO_SOURCE,
            f"{path} does not say whose map it is; say so in LOFTESKARTAN_BASEMAP_ATTRIBUTION",
        )
    return Basemap(archive, schema, owned)


def told_basemap(t: Translate, settings: Settings) -> dict[str, Any]:
    """What the page is told: {"file": the map or None, "trouble": why it cannot be shown, or None}."""
    try:
        found = basemap_of(settings)
    except RefusedArchive as error:
        return {"file": None, "trouble": t(f"background.fault.{error.code.value}")}
    return {"file": found and found.told(), "trouble": None}


def without_gone_background(t: Translate, settings: Settings, address: Address) -> tuple[Address, tuple[str, ...]]:
    """The address without a background that is not to be had here, and that in words."""
    there = {
        None: True,
        Background.NONE: True,
        Background.TILES: settings.tiles_url is not None,
        Background.FILE: address.background is Background.FILE and told_basemap(t, settings)["file"] is not None,
    }
    if there[address.background]:
        return address, ()
    return replace(address, background=None), (t("gone.background"),)


def schema_of(metadata: dict[str, Any]) -> Schema | None:
    """How the layers are named, by the archive's own word; None for a way that we cannot draw."""
    names = _layers(metadata)
    if names & _OF_BEFORE_PROTOMAPS_4:
        return None
    return next((schema for schema, needed in _KNOWN_BY if needed <= names), None)


def _named(metadata: dict[str, Any]) -> str:
    names = sorted(_layers(metadata))
    return ", ".join(name[:40] for name in names[:12]) or "none are named"


def _layers(metadata: dict[str, Any]) -> set[str]:
    layers = metadata.get("vector_layers")
    named = (layer.get("id") for layer in layers if isinstance(layer, dict)) if isinstance(layers, list) else ()
    return {name for name in named if isinstance(name, str)}


def credits_of(said: str) -> tuple[Credit, ...]:
    """Text and links of an attribution, which comes as HTML; of the HTML itself nothing is left."""
    reader = _CreditReader()
    reader.feed(said)
    reader.close()
    found: list[Credit] = []
    room = LONGEST_CREDIT
    for text, href in reader.pieces:
        # spaces stay between pieces, but neither lines nor more than one
        short = re.sub(r"\s+", " ", text)[:room]
        room -= len(short)
        if short and (short.strip() or found):
            found.append(Credit(short, href))
    return tuple(found) if any(credit.text.strip() for credit in found) else ()


class _CreditReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str | None]] = []
        self._href: str | None = None
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            href = dict(attrs).get("href") or ""
            self._href = href if re.match(r"https?://[^\s]+$", href) else None
        self._silent = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = None
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append((data, self._href))


def add_routes(server: Flask, desk: Desk, settings: Settings) -> None:
    """Give the server the addresses of the map and of its tiles."""

    @server.get("/bakgrund.json")
    def background() -> Response:
        ask = desk.ask()
        response = Response(as_json(told_basemap(ask.t, settings)), mimetype=JSON)
        response.headers["Cache-Control"] = ASK_AGAIN
        return response

    @server.get("/bakgrund/<tag>/<int:zoom>/<int:x>/<int:y>")
    def tile(tag: str, zoom: int, x: int, y: int) -> Response:
        desk.gate.actor()
        found = basemap_of(settings)
        # another file lies there now: its tiles would not fit those that are on the screen
        if found is None or tag != found.archive.tag:
            raise RefusedArchive(ArchiveFault.MISSING, "this map is not there any longer; load the page again")
        content = found.archive.tile(zoom, x, y)
        etag = f"{tag}-{zoom}-{x}-{y}"
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        elif content is None:
            response = Response(status=204)
        else:
            response = _tile_response(found.archive, content)
        response.set_etag(etag)
        response.headers["Cache-Control"] = FOREVER
        response.vary.add("Accept-Encoding")
        return response


def _tile_response(archive: TileArchive, content: bytes) -> Response:
    """Packed as it lies there, where the browser takes it so."""
    if archive.is_packed and request.accept_encodings.quality("gzip") <= 0:
        content = archive.unpacked(content)
        return Response(content, mimetype=archive.header.media_type)
    response = Response(content, mimetype=archive.header.media_type)
    if archive.is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def start_notice(settings: Settings) -> str | None:
    """What the command line says when it starts: why the map in the data folder is not shown, or None."""
    try:
        basemap_of(settings)
    except RefusedArchive as error:
        return f"The map's background is left out: {error}."
    return None
