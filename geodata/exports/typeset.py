"""Setting a document on paper: a tagged PDF (PDF/UA-1) with title and language, the same bytes on every machine.

What a document says goes to the typesetter as data, never as markup, so that no text can become an instruction; its
pictures lie beside it in a folder of its own, and nothing else can be read. Letters are the typesetter's own, so that
no machine's fonts matter; what they cannot draw becomes U+FFFD. Source: https://typst.app/docs/reference/pdf/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from geodata.errors import InvalidRecord

PDF_STANDARD: Literal["ua-1"] = "ua-1"
UNDRAWN = "\ufffd"
# What the typesetter's own fonts draw, read off by trying. Scripts that join letters or run from right to left are not
# among it: with them the typesetter has been seen to stop the whole process.
_DRAWN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212"
    "\u2260\u2264\u2265\u25a0\u25a1\u25cb\u25cf\ufffd]"
)
_SPACES = re.compile("[\t\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile("[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")


def drawable(text: str) -> str:
    """The text as the fonts can draw it: marks that steer are left out, other scripts become U+FFFD."""
    return _DRAWN.sub(UNDRAWN, _SPACES.sub(" ", _NOTHING.sub("", text.replace("\r\n", "\n"))))


def typeset(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    *,
    made_at: datetime,
    form: Literal["pdf", "png"] = "pdf",
) -> bytes:
    """A document as PDF. template: name of a file beside this module, which reads data.json.

    data: title, language, author and whatever the template asks for; texts are made drawable here. pictures: by the
    names that the data use, with .svg, .png, .jpg or .webp.  made_at: written into the document.
    Raises: InvalidRecord for what cannot be set, such as a picture that is none.
    """
    import typst

    documents = {
        "main.typ": (files("geodata.exports") / template).read_bytes(),
        "data.json": json.dumps(_drawable(data), ensure_ascii=False).encode(),
        **pictures,
    }
    with TemporaryDirectory(prefix="lofteskartan-") as folder:
        for name, body in documents.items():
            (Path(folder) / name).write_bytes(body)
        try:
            made = typst.Compiler(Path(folder) / "main.typ", root=Path(folder), ignore_system_fonts=True).compile(
                format=form,
                pdf_standards=[PDF_STANDARD] if form == "pdf" else [],
                timestamp=int(made_at.timestamp()),
            )
        except typst.TypstError as error:
            raise InvalidRecord(f"the document cannot be set: {error}; look at its pictures and texts") from error
    if not isinstance(made, bytes):
        raise InvalidRecord("the document has several pages where one was asked for; ask for a PDF")
    return made


def _drawable(value: Any) -> Any:
    match value:
        case str():
            return drawable(value)
        case Mapping():
            return {str(key): _drawable(one) for key, one in value.items()}
        case list() | tuple():
            return [_drawable(one) for one in value]
        case _:
            return value
