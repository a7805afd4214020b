"""Files from outside as bytes: how large, which encoding, which hash. Nothing is believed from the name."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.sources.context import refusal

MEBIBYTE = 1 << 20
MAX_TABLE_BYTES = 256 * MEBIBYTE
MAX_WORKBOOK_BYTES = 64 * MEBIBYTE
MAX_GIS_BYTES = 128 * MEBIBYTE
MAX_JSON_BYTES = 32 * MEBIBYTE
MAX_LINE_BYTES = MEBIBYTE
_BLOCK = MEBIBYTE

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
SQLITE_MAGIC = b"SQLite format 3\x00"

# UTF-8 that was once read as cp1252 and saved again: å ä ö Å Ä Ö é each become two characters.
_TWICE_ENCODED = re.compile("Ã[¥¤¶…„–©¼¸¦]")


@dataclass(frozen=True, slots=True)
class TextFacts:
    """How a text file is to be opened. lines: number of line ends, for showing progress."""

    encoding: str
    lines: int


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_file(path: Path, limit: int) -> bytes:
    """The first 4,096 bytes of a file that exists, is not empty and not larger than the limit (bytes).

    Raises: UnreadableFile.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refusal(path.name, "is not a file", "give the file itself, not its folder")
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise refusal(
            path.name, f"cannot be opened: {error.strerror}", "check the name and that you may read it"
        ) from error
    if not head:
        raise refusal(path.name, "is empty", "export it again")
    if size > limit:
        raise refusal(
            path.name,
            f"is {size // MEBIBYTE} MB, more than the {limit // MEBIBYTE} MB that are read at once",
            "split it into smaller files",
        )
    return head


def what_it_is(head: bytes) -> str | None:
    """What a file that is no text seems to be, in words; None for text. head: its first bytes."""
    known = (
        (ZIP_MAGIC, "a ZIP archive"),
        (OLE_MAGIC, "an old Excel workbook (.xls)"),
        (SQLITE_MAGIC, "a database or GeoPackage"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"PAR1", "a Parquet file"),
    )
    return next((name for magic, name in known if head.startswith(magic)), None)


def text_facts(path: Path) -> TextFacts:
    """Read a text file through once, in bounded memory, and find its encoding.

    UTF-8 with or without byte order mark, UTF-16 by its mark, otherwise Windows-1252.
    Raises: UnreadableFile for binary content, lines above 1 MiB, NUL characters and broken encodings.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    kind = what_it_is(head)
    if kind:
        raise refusal(path.name, f"is {kind}, not a table of text", "save it as CSV (UTF-8) or XLSX")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings, lines = ["utf-16"], 0
    else:
        encodings, lines = ["utf-8-sig", "cp1252"], _check_lines(path)
    if head.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    undecodable = _NotThisEncoding(encodings[-1], 1)
    for encoding in encodings:
        try:
            return TextFacts(encoding, max(lines, _check_decodes(path, encoding)))
        except _NotThisEncoding as error:
            undecodable = error
    raise refusal(
        path.name,
        f"has bytes that are no text in any known encoding (nearest: {_NAMES[undecodable.encoding]})",
        "save it as CSV (UTF-8)",
        row=undecodable.row,
    )


class _NotThisEncoding(Exception):
    def __init__(self, encoding: str, row: int) -> None:
        super().__init__(encoding)
        self.encoding = encoding
        self.row = row


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _check_lines(path: Path) -> int:
    """Count line ends; refuse NUL characters and endless lines as early as they are met."""
    lines, pending = 0, 0
    for block in _blocks(path):
        if b"\x00" in block:
            row = lines + block[: block.index(b"\x00")].count(b"\n") + 1
            raise refusal(
                path.name,
                "holds NUL characters: it is not text, or UTF-16 without its mark",
                "save it as CSV (UTF-8)",
                row=row,
            )
        pieces = block.replace(b"\r", b"\n").split(b"\n")
        longest = max(pending + len(pieces[0]), *(len(piece) for piece in pieces))
        if longest > MAX_LINE_BYTES:
            raise refusal(
                path.name,
                "has a line of more than 1 MB",
                "save the table with one line per row, as CSV or XLSX",
                row=lines + 1,
            )
        pending = len(pieces[-1]) + (pending if len(pieces) == 1 else 0)
        lines += block.count(b"\n")
    return lines


def _check_decodes(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, pending, before = 0, 0, ""
    for block in (*_blocks(path), b""):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise _NotThisEncoding(encoding, lines + error.object[: error.start].count(b"\n") + 1) from error
        if "\x00" in text:
            raise refusal(path.name, "holds NUL characters", "save it as CSV (UTF-8)", row=lines + 1)
        if _TWICE_ENCODED.search(before + text):
            found = _TWICE_ENCODED.search(before + text)
            at = (before + text)[: found.start() if found else 0].count("\n")
            raise refusal(
                path.name,
                "has å, ä or ö that were decoded wrongly once ('Ã¥'), or mixes two encodings",
                "export it again as CSV (UTF-8) from where it was made",
                row=lines + at + 1,
            )
        end = max(text.rfind("\n"), text.rfind("\r"))
        pending = len(text) - end - 1 if end >= 0 else pending + len(text)
        if pending > MAX_LINE_BYTES:
            raise refusal(
                path.name, "has a line of more than 1 MB", "save the table with one line per row", row=lines + 1
            )
        lines += text.count("\n")
        before = "Ã" if text.endswith("Ã") else ""
    return lines


_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
