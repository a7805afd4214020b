"""What documents for office programs have in common: text that their formats can hold, pictures, and steady bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geodata.errors import InvalidRecord
from geodata.exports.typeset import typeset

# XML 1.0 knows no other control characters, and no half characters.
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_PACKED_AT = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can tell."""
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


def holdable(text: str) -> str:
    """The text as XML can hold it."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def pixels(picture: bytes) -> bytes:
    """A picture as PNG or JPEG; drawings and WebP are turned into PNG. Raises: InvalidRecord for what is no picture."""
    if picture.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return picture
    if picture.lstrip().startswith(b"<svg"):
        return typeset("drawing.typ", {"file": "drawing.svg"}, {"drawing.svg": picture}, made_at=_EPOCH, form="png")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture), formats=["WEBP"]) as opened:
            made = BytesIO()
            opened.convert("RGB").save(made, "PNG")
    except (UnidentifiedImageError, OSError) as error:
        raise InvalidRecord("a picture is neither SVG, PNG, JPEG nor WebP; store it anew") from error
    return made.getvalue()


def steady(package: bytes) -> bytes:
    """The archive with the same parts, packed so that its bytes tell of what they hold and not of the clock."""
    made = BytesIO()
    with ZipFile(BytesIO(package)) as found, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for part in found.infolist():
            told = ZipInfo(part.filename, _PACKED_AT)
            told.compress_type, told.create_system = ZIP_DEFLATED, 0
            packed.writestr(told, found.read(part))
    return made.getvalue()
