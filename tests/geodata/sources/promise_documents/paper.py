"""The smallest PDF that prints lines of Swedish at given places: readers are tried with what tests can see through."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

TOP, LEFT, LEADING = 780, 72, 14


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. gap: extra room above it, in points."""

    text: str
    size: int = 11
    left: int = LEFT
    gap: int = 0


def pdf_of(pages: Sequence[Sequence[Line]], *, times: int = 1) -> bytes:
    """A PDF with pages of lines in Helvetica. times: the pages again and again."""
    return pdf_with([_drawn(page) for page in pages] * times)


def pdf_with(contents: Sequence[bytes]) -> bytes:
    """A PDF whose pages have the given contents."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        packed = zlib.compress(content)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * index),
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    listing = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + listing + end


def _drawn(lines: Sequence[Line]) -> bytes:
    drawn, top = [], TOP
    for line in lines:
        top -= LEADING + line.gap
        letters = line.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        drawn.append(b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (line.size, line.left, top, letters))
    return b"\n".join(drawn)
