"""Pictures of lamps, shrubs and bicycle stands, drawn plainly, each saying on itself that it is an example."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 800, 600
_GROUND = 440
_RAISED = 60
_SAID_AT = 466
_NIGHT, _DUSK, _DAY = (24, 30, 46), (70, 84, 116), (186, 210, 226)
_DARK_GROUND, _DAY_GROUND = (38, 42, 44), (150, 152, 148)
_POLE, _LEAVES, _STEEL = (112, 118, 124), (52, 96, 58), (92, 98, 108)
SAID = "EXEMPEL: tecknad bild, inget foto"
"""In letters that Pillow's own font has, which holds no others than those of English."""


class Motif(StrEnum):
    """What a picture shows. The passer-by of the last one is a figure, drawn so that something can be hidden."""

    DARK_LAMP = "dark_lamp"
    LIT_LAMP = "lit_lamp"
    SHRUB = "shrub"
    STANDS = "stands"
    PASSER_BY = "passer_by"


def drawn(motif: Motif) -> bytes:
    """A picture of the motif as PNG, 800 x 600 pixels."""
    picture = Image.new("RGB", (_WIDTH, _HEIGHT))
    pen = ImageDraw.Draw(picture)
    _DRAW[motif](pen)
    # raised, so that lists, which show the middle of a picture alone, show what it says of itself
    picture.paste(picture.crop((0, _RAISED, _WIDTH, _HEIGHT)))
    pen.rectangle((0, _SAID_AT, _WIDTH, _HEIGHT), fill=(255, 255, 255))
    length = pen.textlength(SAID, font=lettering())
    pen.text(((_WIDTH - length) / 2, _SAID_AT + 8), SAID, fill=(30, 30, 30), font=lettering())
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def lettering() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font of what a picture says on itself."""
    return ImageFont.load_default(32)


def _scene(pen: ImageDraw.ImageDraw, sky: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    pen.rectangle((0, 0, _WIDTH, _GROUND), fill=sky)
    pen.rectangle((0, _GROUND, _WIDTH, _HEIGHT), fill=ground)


def _pole(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((392, 110, 408, _GROUND + 30), fill=_POLE)
    pen.rectangle((392, 110, 496, 122), fill=_POLE)
    pen.polygon(((456, 122), (504, 122), (516, 146), (444, 146)), fill=_POLE)


def _dark_lamp(pen: ImageDraw.ImageDraw) -> None:
    _scene(pen, _NIGHT, _DARK_GROUND)
    _pole(pen)
    pen.ellipse((460, 140, 500, 164), fill=(58, 62, 70))


def _lit_lamp(pen: ImageDraw.ImageDraw) -> None:
    _scene(pen, _DUSK, _DARK_GROUND)
    pen.polygon(((448, 150), (512, 150), (700, _GROUND + 90), (260, _GROUND + 90)), fill=(150, 146, 118))
    _pole(pen)
    pen.ellipse((460, 138, 500, 166), fill=(255, 240, 180))


def _shrub(pen: ImageDraw.ImageDraw) -> None:
    _scene(pen, _DAY, _DAY_GROUND)
    pen.polygon(((120, _HEIGHT), (400, _GROUND), (470, _GROUND), (620, _HEIGHT)), fill=(196, 194, 186))
    for left, top, size in ((380, 250, 220), (470, 190, 260), (590, 260, 230), (430, 330, 200)):
        pen.ellipse((left, top, left + size, top + size), fill=_LEAVES)


def _stands(pen: ImageDraw.ImageDraw) -> None:
    _scene(pen, _DAY, _DAY_GROUND)
    for left in range(110, 690, 96):
        pen.arc((left, 330, left + 60, 450), 180, 360, fill=_STEEL, width=10)
        pen.line((left + 5, 390, left + 5, 470), fill=_STEEL, width=10)
        pen.line((left + 55, 390, left + 55, 470), fill=_STEEL, width=10)
    for hub in (250, 390):
        pen.ellipse((hub - 62, 396, hub + 62, 520), outline=(40, 40, 44), width=7)
    pen.line(((250, 458), (310, 380), (390, 458), (296, 458), (250, 458)), fill=(150, 60, 50), width=9)
    pen.line(((310, 380), (300, 356), (332, 356)), fill=(40, 40, 44), width=9)


def _passer_by(pen: ImageDraw.ImageDraw) -> None:
    _stands(pen)
    pen.ellipse((600, 190, 664, 254), fill=(206, 170, 146))
    pen.rounded_rectangle((586, 258, 678, 410), 24, fill=(66, 76, 120))
    pen.rectangle((600, 404, 626, 500), fill=(46, 48, 58))
    pen.rectangle((638, 404, 664, 500), fill=(46, 48, 58))


_DRAW: dict[Motif, Callable[[ImageDraw.ImageDraw], None]] = {
    Motif.DARK_LAMP: _dark_lamp,
    Motif.LIT_LAMP: _lit_lamp,
    Motif.SHRUB: _shrub,
    Motif.STANDS: _stands,
    Motif.PASSER_BY: _passer_by,
}
