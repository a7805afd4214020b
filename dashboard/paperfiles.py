"""Papers as the browser fetches them: their media types, their names, and that nobody in between keeps them."""

from __future__ import annotations

import re
import unicodedata

from flask import Response

from geodata.paper import PaperFormat

KINDS = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SVG, JPEG, HTML = "image/svg+xml", "image/jpeg", "text/html"


def plain(title: str, otherwise: str) -> str:
    """A title as part of a file's name: plain letters, figures and hyphens; `otherwise` where none is left."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:60] or otherwise


def unkept(body: bytes, kind: str) -> Response:
    """An answer for whoever asked, and nobody else."""
    response = Response(body, mimetype=kind)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def as_file(body: bytes, form: PaperFormat, name: str) -> Response:
    """A paper to be saved. name: of the file, without its ending."""
    return named(unkept(body, KINDS[form]), f"{name}.{form.value}")


def named(response: Response, name: str) -> Response:
    """An answer that is saved as a file of that name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
