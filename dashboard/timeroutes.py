"""Addresses of what the map asks about time: one period of a view beside another, and the hours of its week."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request

from dashboard import comparison, weekview
from dashboard.answers import JSON, Desk, as_json, asked_view, required
from dashboard.markup import markup
from dashboard.view import Address, parse
from geodata.errors import BadSetting


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server these addresses."""
    casebook = desk.casebook

    @server.get("/time/change.json")
    def change() -> Response:
        ask, view, code = desk.ask(), asked_view(), required()
        compared = parse(request.query_string.decode("utf-8", "replace"), code)[0].compared
        if compared is None:
            raise BadSetting(
                "the address names no period to compare with; add jamfor= and two days, as 2015-01-01,2015-12-31"
            )

        def make() -> dict[str, Any]:
            names = {area.code: area.name for area in casebook.areas(ask.actor, code)}
            return comparison.as_fetched(ask.t, casebook.period_change(ask.actor, view, compared), names)

        version = casebook.evidence_version(ask.actor, code)
        key = (Address(view, compared=compared).query(), casebook.today(ask.actor, code), ask.t.language)
        return desk.answer(JSON, ask.actor, version, key, lambda: as_json(make()))

    @server.get("/time/week.json")
    def week() -> Response:
        ask, view = desk.ask(), asked_view()
        return desk.of_everything(
            JSON,
            ask.actor,
            (Address(view).query(), casebook.today(ask.actor, view.municipality), ask.t.language),
            lambda: {"html": markup(weekview.drawn(ask.t, casebook.week_times(ask.actor, view)))},
        )
