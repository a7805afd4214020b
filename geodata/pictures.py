"""Pictures as strangers send them, made harmless: what can be seen is kept, and nothing else that a file may carry.

What is kept is always a JPEG: pages, PDF and DOCX take it as it is, and every program opens it. WebP would be a
quarter smaller, but would have to be re-encoded, and so worsened, for each protocol.
"""

from __future__ import annotations

import hashlib
import math
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pillow_heif
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from geodata.errors import STUMBLES, PictureFault, RefusedPicture
from geodata.model import Rectangle

MEDIA_TYPE = "image/jpeg"
HIDDEN_COLOUR = (110, 110, 110)
_QUALITY = 85
_REDUCING_GAP = 2.0
_BLOCK = 16
"""Pixels that JPEG keeps together where it halves the colours: what lies in one has left traces in all of it."""
_RESIZED = 4
"""Pixels that resizing carries over the edge of what is hidden."""
_SMOOTHED = 2
"""Pixels that decoding carries over the edge of a block, where it smooths the halved colours."""
_ORIENTATION, _SHORT = 0x0112, 3
_DAMAGE = (*STUMBLES, struct.error, zlib.error)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken in, and how large what is kept becomes. Sides in pixels."""

    received_bytes: int = 8 * 1024**2
    pixels: int = 50_000_000
    side: int = 20_000
    kept_side: int = 1_600


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture as it is kept: a JPEG in sRGB that carries pixels alone. sha256: of content, in hex."""

    content: bytes
    width: int
    height: int
    sha256: str


def clean(received: bytes, *, limits: Limits = LIMITS) -> Cleaned:
    """The picture in a file, upright and at most `kept_side` wide and high, without anything else from the file.

    JPEG, PNG, WebP and HEIC, told by their first bytes and never by a name; of several pictures in a file the first.
    Raises: RefusedPicture. How large it would be is read from its head, before any of it is decoded.
    """
    if len(received) > limits.received_bytes:
        raise RefusedPicture(
            PictureFault.TOO_LARGE,
            f"the picture has {len(received):,} bytes; make it smaller, {limits.received_bytes:,} are allowed",
        )
    open_it = _opener(received)
    if open_it is None:
        raise RefusedPicture(
            PictureFault.NOT_A_PICTURE, "this is no picture that can be read here; send JPEG, PNG, WebP or HEIC"
        )
    try:
        opened = open_it(received, limits)
        return _encoded(_upright(opened, limits.kept_side))
    except Image.DecompressionBombError as error:
        raise _too_many("too many", limits) from error
    except _DAMAGE as error:
        raise RefusedPicture(
            PictureFault.DAMAGED, "the picture is damaged or not whole; take it again or choose another"
        ) from error


def blurred(cleaned: bytes, rectangles: Iterable[Rectangle]) -> bytes:
    """A cleaned picture in which nothing can be told of the rectangles; itself where there are none.

    RULE 1: they are filled with one grey that does not depend on the picture. A blur or a mosaic keeps averages, from
    which letters and faces have been guessed back.
    RULE 2: they grow to whole blocks of JPEG, and by what resizing and decoding spread: traces of what is hidden
    reach that far.
    """
    boxes = tuple(rectangles)
    if not boxes:
        return cleaned
    with JpegImageFile(BytesIO(cleaned)) as image:
        pixels = np.array(image.convert("RGB"))
    height, width = pixels.shape[:2]
    for box in boxes:
        left, right = _grown(box.left, box.width, width)
        top, bottom = _grown(box.top, box.height, height)
        pixels[top:bottom, left:right] = HIDDEN_COLOUR
    return _encoded(Image.fromarray(pixels)).content


def shrunk(cleaned: bytes, side: int) -> bytes:
    """A cleaned picture at most so many pixels wide and high, for lists; itself where it is no larger."""
    with JpegImageFile(BytesIO(cleaned)) as image:
        if max(image.size) <= side:
            return cleaned
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
        return _encoded(image.convert("RGB")).content


def _grown(start: float, length: float, size: int) -> tuple[int, int]:
    """The pixels from and to which a share of a side is hidden."""
    first = math.floor((start * size - _RESIZED) / _BLOCK) * _BLOCK - _SMOOTHED
    last = math.ceil(((start + length) * size + _RESIZED) / _BLOCK) * _BLOCK + _SMOOTHED
    return max(0, first), min(size, last)


# Opening: nothing is decoded before the size is known


def _opener(received: bytes) -> Callable[[bytes, Limits], Image.Image] | None:
    head = received[:12]
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp
    return _heic if _is_heic(received) else None


def _is_heic(received: bytes) -> bool:
    """Whether the file says first of all that it holds HEVC pictures, ISO/IEC 23008-12."""
    length = int.from_bytes(received[:4], "big")
    if received[4:8] != b"ftyp" or not 16 <= length <= 512:
        return False
    brands = {received[8:12], *(received[at : at + 4] for at in range(16, length, 4))}
    return received[8:12] in _HEIC_BRANDS and not brands & _AVIF_BRANDS


def _jpeg(received: bytes, limits: Limits) -> Image.Image:
    return _within(JpegImageFile(BytesIO(received)), limits)


def _png(received: bytes, limits: Limits) -> Image.Image:
    # from the head itself: opening reads on through texts and profiles
    width, height = struct.unpack(">II", received[16:24])
    _refuse_large(width, height, limits)
    return _within(PngImageFile(BytesIO(received)), limits)


def _webp(received: bytes, limits: Limits) -> Image.Image:
    return _within(WebPImageFile(BytesIO(received)), limits)


def _heic(received: bytes, limits: Limits) -> Image.Image:
    file = pillow_heif.open_heif(BytesIO(received), convert_hdr_to_8bit=True)
    width, height = file.size
    _refuse_large(width, height, limits)
    image: Image.Image = file.to_pillow()
    _refuse_large(image.width, image.height, limits)
    profile = image.info.get("icc_profile")
    # the decoder has turned it already, as the format demands; what Exif says of that is void
    image.info = {"icc_profile": profile} if profile else {}
    return image


def _within(image: ImageFile, limits: Limits) -> Image.Image:
    _refuse_large(image.width, image.height, limits)
    return image


def _refuse_large(width: int, height: int, limits: Limits) -> None:
    if max(width, height) > limits.side or width * height > limits.pixels:
        raise _too_many(f"{width:,} x {height:,}", limits)


def _too_many(said: str, limits: Limits) -> RefusedPicture:
    return RefusedPicture(
        PictureFault.TOO_MANY_PIXELS,
        f"the picture has {said} pixels; make it smaller, {limits.pixels:,} and sides of {limits.side:,} are allowed",
    )


# Pixels


def _upright(opened: Image.Image, side: int) -> Image.Image:
    """The picture in sRGB as it is to be looked at."""
    image = opened
    if image.mode.startswith("I"):
        # 16 bits a pixel, of which the upper eight can be seen
        image = Image.fromarray((np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    elif image.mode not in {"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr", "LAB"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, (255, 255, 255))
        image.paste(layer, mask=layer.getchannel("A"))
    profile, exif = opened.info.get("icc_profile"), opened.info.get("exif")
    seen = _in_srgb(image, profile if isinstance(profile, bytes) else None)
    turned = _TURNED.get(_orientation(exif if isinstance(exif, bytes) else b""))
    return seen if turned is None else seen.transpose(turned)


_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(exif: bytes) -> int:
    """How the picture lies, Exif 2.32 tag 0x0112; 1, upright, also where that cannot be read.

    Read here alone: whatever else strangers write there is not even looked at.
    """
    told = exif.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(told[:4])
    try:
        if order is not None:
            (start,) = struct.unpack_from(f"{order}I", told, 4)
            (entries,) = struct.unpack_from(f"{order}H", told, start)
            for entry in range(entries):
                tag, form, _, value = struct.unpack_from(f"{order}HHIH", told, start + 2 + 12 * entry)
                if (tag, form) == (_ORIENTATION, _SHORT):
                    return int(value)
    except struct.error:
        pass
    return 1


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *_DAMAGE):
            converted = None  # a profile that nobody can use: the numbers are taken as they are
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encoded(image: Image.Image) -> Cleaned:
    # pixels alone go over into a new picture: comments and profiles would follow the old one into the file
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    file = BytesIO()
    bare.save(file, "JPEG", quality=_QUALITY, optimize=True)
    content = file.getvalue()
    return Cleaned(content, *bare.size, hashlib.sha256(content).hexdigest())
