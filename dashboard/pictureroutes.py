"""The address of a photo: /bild/<id>, through the casebook, for those who work with it and, once released, for all."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import Gate
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.model import Tier

MEDIA_TYPE = "image/jpeg"
SMALLEST, LARGEST = 40, 1_600


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """Give the server the address.

    `?sida=480` for lists: at most so many pixels wide and high. `?visad=1`: as everybody may see it, which is also what
    everybody gets whose role does not see unreleased photos.
    """

    @server.get("/bild/<uuid:photo_id>")
    def picture(photo_id: UUID) -> Response:
        actor = gate.actor()
        as_released = request.args.get("visad") == "1" or Tier.MUNICIPALITY not in actor.tiers
        content = casebook.picture(actor, photo_id, as_released=as_released, side=_side())
        tag = sha256(content).hexdigest()[:24]
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            response = Response(content, mimetype=MEDIA_TYPE)
            response.headers["Content-Disposition"] = f'inline; filename="{photo_id}.jpg"'
        response.set_etag(tag)
        # asked again each time: what is hidden in it, and whether it may be seen at all, can change
        response.headers["Cache-Control"] = "private, no-cache"
        return response


def _side() -> int | None:
    """The side that is asked for, None for the picture as it is. Raises: BadSetting."""
    said = request.args.get("sida")
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(LARGEST))):
        raise BadSetting(f'sida "{said[:40]}" is no number of pixels; give {SMALLEST} to {LARGEST}')
    return min(max(int(said), SMALLEST), LARGEST)
