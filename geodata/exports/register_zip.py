"""Several files in one: a ZIP that is the same whenever it is made of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PACKED = 6


def zipped(path: Path, files: Iterable[tuple[str, Iterator[bytes]]], made_at: datetime) -> None:
    """Write the ZIP, each file piece by piece. files: names in it, and what is in each, asked for in their order."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_PACKED) as archive:
        for name, pieces in files:
            told = ZipInfo(name, made_at.timetuple()[:6])
            told.compress_type = ZIP_DEFLATED
            with archive.open(told, "w", force_zip64=True) as inside:
                for piece in pieces:
                    inside.write(piece)
