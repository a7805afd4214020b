"""The walk on paper, for those without a phone: plain HTML for A4, black and white, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import LANGUAGE_COOKIE, Gate
from dashboard.forms import walkplan
from dashboard.i18n import Translate
from dashboard.pages.vandringar import stopmap
from dashboard.pages.vandringar.listing import when
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.model import Rubric, Stop
from geodata.walkplans import WalkStory

ADDRESS = "/vandringar/<uuid:identity>/utskrift"
LINES = 4
SCORES = (0, 1, 2, 3)
_STYLE = """
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 190mm; background: #fff; color: #000;
  font: 11pt/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 4mm; }
h2 { font-size: 13pt; margin: 6mm 0 2mm; }
p { margin: 0 0 2mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 4mm; margin: 0 0 4mm; }
dt { font-weight: 650; } dd { margin: 0; }
a { color: #000; }
.danger { border: 2px solid #000; padding: 2mm 3mm; font-weight: 650; }
svg { width: 100%; height: auto; display: block; }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; }
caption { text-align: left; font-weight: 650; padding: 1mm 0; }
th, td { border: 1px solid #000; padding: 1.2mm 2mm; text-align: left; font-weight: 400; }
thead th { font-weight: 650; }
.score td { text-align: center; letter-spacing: .1em; }
.lines td { height: 10mm; }
.rubric { columns: 2; column-gap: 6mm; }
.rubric table { break-inside: avoid; }
.stop { break-inside: avoid; padding-top: 1mm; }
.write { display: grid; grid-template-columns: 1fr; gap: 7mm; padding: 4mm 0; }
.write span { border-bottom: 1px solid #000; padding-bottom: 1mm; }
@media screen and (max-width: 640px) { .rubric { columns: 1; } }
@media print { body { padding: 0; } .screen { display: none; } }
"""


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The address of a walk's sheet."""

    @server.get(ADDRESS)
    def walk_on_paper(identity: UUID) -> Response:
        ask = gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))
        told = casebook.walk(ask.actor, identity)
        ground = stopmap.ground_of(casebook, ask.actor, told.walk.municipality)
        response = Response(on_paper(ask.t, told, ground), mimetype="text/html")
        response.headers["Cache-Control"] = "private, no-cache"
        return response


def on_paper(t: Translate, told: WalkStory, ground: stopmap.Ground) -> str:
    """The sheet. ground: what its map is drawn upon."""
    walk = told.walk
    stops = sorted(walk.stops, key=lambda stop: stop.number)
    back = escape(link(f"/vandringar/{walk.id}", walk.municipality))
    body = [
        f'<p class="screen"><a href="{back}">{_e(t("sheet.back"))}</a> · {_e(t("sheet.print"))}</p>',
        f"<h1>{_e(walk.title)}</h1>",
        _facts(t, told),
        f'<p class="danger">{_e(t("sheet.danger"))}</p>',
        f"<p>{_e(t('sheet.for'))} {_e(t('sheet.no_names'))}</p>",
        _map(t, told, ground),
        f"<p>{_e(t('sheet.score'))}</p>",
        *(_stop(t, stop) for stop in stops),
        f'<section class="stop"><h2>{_e(t("sheet.elsewhere"))}</h2>{_lines(t, t("sheet.elsewhere"), 6)}</section>',
        '<div class="write">',
        *(f"<span>{_e(t(key))}</span>" for key in ("sheet.came", "sheet.date", "sheet.by")),
        "</div>",
    ]
    return (
        f'<!DOCTYPE html><html lang="{t.language.value}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_e(walk.title)} – {_e(t('sheet.title'))}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>"
    )


def _facts(t: Translate, told: WalkStory) -> str:
    walk = told.walk
    themes = [t.label(category) for category in walk.themes] + ([walk.own_theme] if walk.own_theme else [])
    pairs = [
        (t("walk.when"), when(t, told.line)),
        (t("walk.meeting_point"), walk.meeting_point or ""),
        (t("walk.sun"), _sun(t, told)),
        (t("walk.themes"), ", ".join(themes)),
    ]
    rows = (f"<dt>{_e(label)}</dt><dd>{_e(value)}</dd>" for label, value in pairs if value)
    return f"<dl>{''.join(rows)}</dl>"


def _sun(t: Translate, told: WalkStory) -> str:
    return "" if told.light.sun is None else walkplan.sun_said(t, told.light)


def _map(t: Translate, told: WalkStory, ground: stopmap.Ground) -> str:
    label = stopmap.described(t, told.walk)
    svg, frame = stopmap.as_svg(told.walk, told.route, ground, label), stopmap.frame_of(told.walk, told.route)
    if svg is None or frame is None:
        return f"<p>{_e(t('walk.route_none'))}</p>"
    scale = t("sheet.scale", metres=t("metres", n=frame.width_m))
    return (
        f"<h2>{_e(t('sheet.map'))}</h2>{svg}<p>{_e(walkplan.route_said(t, told.light))} {_e(scale)} "
        f"{_e(t('walk.map_made'))}</p>"
    )


def _stop(t: Translate, stop: Stop) -> str:
    name = f"{stop.number}. {stop.name}"
    circles = "".join(f"<td>{score}</td>" for score in SCORES)
    fields = list(Rubric.model_fields)
    half = len(fields) // 2
    tables = (
        f'<table class="score"><caption>{_e(t("sheet.rubric"))}</caption><tbody>'
        + "".join(f'<tr><th scope="row">{_e(t(f"rubric.{field}"))}</th>{circles}</tr>' for field in part)
        + "</tbody></table>"
        for part in (fields[:half], fields[half:])
    )
    return (
        f'<section class="stop"><h2>{_e(name)}</h2><div class="rubric">{"".join(tables)}</div>'
        f"{_lines(t, t('sheet.lines'), LINES)}</section>"
    )


def _lines(t: Translate, caption: str, number: int) -> str:
    heads: Sequence[str] = (t("sheet.what"), t("sheet.where"), t("sheet.feels"))
    head = "".join(f'<th scope="col">{_e(one)}</th>' for one in heads)
    rows = "<tr><td></td><td></td><td></td></tr>" * number
    inside = f"<caption>{_e(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<table class="lines">{inside}</table>'


def _e(text: str) -> str:
    return escape(text)
