"""The address of registers' files: /register/export?kommun=0880&format=gpkg&register=promises,actions.

Without "register=" all that there are; with "urval=1" the reports and findings of the address bar's view.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask, Response, request

from dashboard.answers import Desk, asked_view, required
from dashboard.paperfiles import plain
from dashboard.parts import is_made_up
from dashboard.registerwords import AboutRegisters, RegisterTold
from geodata.errors import BadSetting, NotFound
from geodata.model import Finding, Record, Report
from geodata.studies.register_columns import RegisterFormat, plural, register_of, suffix

EXPORT = "/register/export"
TYPES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
_PIECE = 1 << 18


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server this address."""
    casebook = desk.casebook

    @server.get(EXPORT)
    def registers() -> Response:
        ask, code, form = desk.ask(), required(), asked_format()
        view = asked_view() if request.args.get("urval") == "1" else None
        there = casebook.registers(ask.actor, code)
        kinds = asked_registers() or ((Report, Finding) if view else tuple(there))
        found = next((one for one in casebook.municipalities(ask.actor) if one.code == code), None)
        if found is None:
            raise NotFound(f"the municipality {code} is not here; choose another")
        today, made_up = casebook.today(ask.actor, code), is_made_up(found)
        words = RegisterTold(ask.t)
        about = AboutRegisters(words, found.name, today, ask.actor.role, form, made_up, view)
        # where it is left half sent, the folder goes with the answer
        folder = TemporaryDirectory(prefix="lofteskartan-")
        path = Path(folder.name) / "file"
        casebook.register_file(ask.actor, [code], kinds, form, path, words=words, about=about, view=view)
        ending = suffix(form, len(kinds))
        what = plural(kinds[0]) if len(kinds) == 1 else ask.t("export.file")
        marked = "-" + plain(ask.t("made_up"), "x") if made_up else ""
        response = Response(_sent(folder, path), content_type=TYPES[ending])
        response.content_length = path.stat().st_size
        name = f"{what}-{plain(found.name, code)}-{today:%Y-%m-%d}{marked}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response


def asked_format() -> RegisterFormat:
    """The format that the address names. Raises: BadSetting."""
    given = request.args.get("format", "")
    if given not in set(RegisterFormat):
        raise BadSetting(f'there is no format "{given[:40]}"; give format= one of {", ".join(RegisterFormat)}')
    return RegisterFormat(given)


def asked_registers() -> tuple[type[Record], ...]:
    """The registers that the address names, each once. Raises: BadSetting."""
    names = [name for name in request.args.get("register", "").split(",") if name]
    return tuple(dict.fromkeys(register_of(name) for name in names))


def _sent(folder: TemporaryDirectory[str], path: Path) -> Iterator[bytes]:
    with folder, path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
