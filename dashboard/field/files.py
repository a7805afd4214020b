"""The app's own files: its page and worker asked for anew each time, what bears a version in its name never again."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.assets_dir import field_dir

ASK_AGAIN = "max-age=0, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
_PAGE, _WORKER, _MANIFEST = "index.html", "sw.js", "manifest.webmanifest"
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
_PACKED = {".html", ".js", ".css", ".svg", ".webmanifest"}


@dataclass(frozen=True, slots=True)
class _File:
    plain: bytes
    packed: bytes | None
    mimetype: str
    etag: str


def add_files(app: Flask) -> None:
    """Serve the app's page, worker, manifest and the rest, as they lay there when the server started."""
    files = {path.name: _read(path) for path in sorted(field_dir().iterdir()) if path.is_file()}

    @app.get("/field")
    def street() -> AnyResponse:
        # a browser carries what stands behind # along
        return redirect("/field/", 308)

    @app.get("/field/")
    def page() -> Response:
        return _answer(files[_PAGE], ASK_AGAIN)

    @app.get(f"/field/{_WORKER}")
    def worker() -> Response:
        return _answer(files[_WORKER], ASK_AGAIN)

    @app.get(f"/field/{_MANIFEST}")
    def manifest() -> Response:
        return _answer(files[_MANIFEST], ASK_AGAIN)

    @app.get("/field/assets/<name>")
    def asset(name: str) -> Response:
        if name not in files or name in {_PAGE, _WORKER, _MANIFEST}:
            abort(404)
        return _answer(files[name], FOREVER if name.startswith("app-") else A_DAY)


def _read(path: Path) -> _File:
    plain = path.read_bytes()
    packed = gzip.compress(plain, mtime=0) if path.suffix in _PACKED else None
    mimetype = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _File(plain, packed, mimetype, sha256(plain).hexdigest()[:32])


def _answer(file: _File, caching: str) -> Response:
    packed = file.packed if request.accept_encodings.quality("gzip") > 0 else None
    response = Response(file.plain if packed is None else packed, mimetype=file.mimetype)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = caching
    response.set_etag(f"{file.etag}{'' if packed is None else '-gzip'}")
    response.make_conditional(request)
    return response
