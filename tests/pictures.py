"""Pictures for tests, as phones and as strangers make them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

MAKER = "PhoneMaker X1000"
POSITION = ((56.0, 39.0, 47.52), (16.0, 21.0, 24.12))
COMMENT = b"taken by Kalle Karlsson"


def a_scene(width: int = 400, height: int = 300, *, seed: int = 1) -> Image.Image:
    """A picture of coloured fields, its upper left quarter white, so that one sees how it is turned."""
    rng = np.random.default_rng(seed)
    fields = rng.integers(0, 200, (-(-height // 20), -(-width // 20), 3), dtype=np.uint8)
    pixels = np.kron(fields, np.ones((20, 20, 1), dtype=np.uint8))[:height, :width].copy()
    pixels[: height // 2, : width // 2] = 255
    return Image.fromarray(pixels)


def exif(*, orientation: int = 1) -> Image.Exif:
    """What a phone writes beside a picture: who made it, how it is turned, and where it was taken."""
    told = Image.Exif()
    told[Base.Make] = MAKER
    told[Base.Orientation] = orientation
    told[Base.ImageDescription] = "Kalle's house"
    told.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: POSITION[0],
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: POSITION[1],
        }
    )
    return told


def encoded(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of a form."""
    file = BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(picture).save(file, **options)
    else:
        picture.save(file, form, **options)
    return file.getvalue()


def a_photo_file(width: int = 400, height: int = 300, *, seed: int = 1, orientation: int = 1) -> bytes:
    """A JPEG from a phone, with maker, position and comment."""
    scene = a_scene(width, height, seed=seed)
    return encoded(scene, quality=90, exif=exif(orientation=orientation), comment=COMMENT)


def a_png_head(width: int, height: int) -> bytes:
    """A small PNG that says it is so large, and holds next to nothing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
