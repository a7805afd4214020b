"""Addresses of the table of evidence: files of the view as it is shown, single rows' records, a row's place.

They take the address bar's own parameters, the order as /evidence/table.arrow does, and "kolumner=" with the columns'
names in their order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from flask import Flask, Response, jsonify, request

from dashboard.answers import ASK_AGAIN, Desk, asked_view, required
from dashboard.auth import Ask
from dashboard.paperfiles import plain
from dashboard.parts import is_made_up
from dashboard.tablewords import AboutFile, Told
from dashboard.view import Address
from dashboard.viewroutes import asked_codes, asked_order, asked_whole
from geodata.errors import BadSetting, NotFound
from geodata.model import Municipality, View
from geodata.studies.evidence_fields import OF_THE_RECORD, USUAL_FIELDS, EvidenceFormat, TableField

KINDS = {
    EvidenceFormat.CSV: "text/csv; charset=utf-8",
    EvidenceFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    EvidenceFormat.GEOJSON: "application/geo+json",
    EvidenceFormat.TXT: "text/plain; charset=utf-8",
}
_PACKED = 1


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server these addresses."""
    casebook = desk.casebook

    @server.get("/evidence/export.<any(csv, xlsx, geojson, txt):kind>")
    def export(kind: str) -> Response:
        ask, view, form = desk.ask(), asked_view(), EvidenceFormat(kind)
        by, descending = asked_order(), request.args.get("fallande") == "1"
        place, told = _municipality(desk, ask, view), Told.of(ask.t, casebook, ask.actor, view.municipality)
        today = casebook.today(ask.actor, view.municipality)
        address = f"{request.host_url}?{Address(view, table=True).query()}"
        pieces = casebook.evidence_file(
            ask.actor,
            view,
            form,
            fields=asked_fields() or USUAL_FIELDS,
            words=told,
            about=AboutFile(told, place.name, today, is_made_up(place), address, by, descending),
            by=by,
            descending=descending,
            codes=asked_codes(),
        )
        marked = "-" + plain(ask.t("made_up"), "x") if is_made_up(place) else ""
        return _streamed(
            form, f"{ask.t('table.file')}-{plain(place.name, place.code)}-{today:%Y-%m-%d}{marked}.{kind}", pieces
        )

    @server.get("/evidence/details.json")
    def details() -> Response:
        ask, municipality, version = desk.ask(), required(), asked_whole("version", 0)
        fields = [field for field in asked_fields() if field in OF_THE_RECORD]
        records = casebook.evidence_details(ask.actor, municipality, version, _asked_rows())
        told = Told.of(ask.t, casebook, ask.actor, municipality)
        response = jsonify(
            {"rows": [record and {field: told.shown(field, record) for field in fields} for record in records]}
        )
        response.headers["Cache-Control"] = ASK_AGAIN
        return response

    @server.get("/evidence/place.json")
    def place() -> Response:
        view = asked_view()
        found = casebook.evidence_place(
            desk.gate.actor(),
            view,
            asked_whole("version", 0),
            asked_whole("rad", 0),
            by=asked_order(),
            descending=request.args.get("fallande") == "1",
            codes=asked_codes(),
        )
        response = jsonify({"place": found})
        response.headers["Cache-Control"] = ASK_AGAIN
        return response


def asked_fields() -> list[TableField]:
    """The columns that the address names, each once, in its order; what is none is passed over."""
    names = dict.fromkeys(request.args.get("kolumner", "").split(","))
    return [TableField(name) for name in names if name in set(TableField)]


def _asked_rows() -> Sequence[int]:
    given = request.args.get("rader", "").split(",")
    if not all(text.isascii() and text.isdigit() and len(text) <= 9 for text in given):
        raise BadSetting("the rows are not whole numbers; give rader=1,2,3")
    return [int(text) for text in given]


def _municipality(desk: Desk, ask: Ask, view: View) -> Municipality:
    found = [one for one in desk.casebook.municipalities(ask.actor) if one.code == view.municipality]
    if not found:
        raise NotFound(f"the municipality {view.municipality} is not here; choose another")
    return found[0]


def _streamed(form: EvidenceFormat, name: str, pieces: Iterator[bytes]) -> Response:
    """A file that is sent as it is made. A workbook is packed already; the others are packed on the way."""
    packs = form is not EvidenceFormat.XLSX and request.accept_encodings.quality("gzip") > 0
    response = Response(_packed(pieces) if packs else pieces, content_type=KINDS[form])
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_PACKED, wbits=31)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()
