"""What could be seen of a promise, told while it is written: the least change that its area and time would show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any

from dash import Input, Output, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import effectwords
from dashboard.auth import Ask, Guarded
from dashboard.basis import basis_line, months_period
from dashboard.forms.values import day_of
from dashboard.i18n import Translate
from dashboard.parts import attrs, small, table
from dashboard.sentback import id_or_none
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.model import AreaKind, Category, Promise
from geodata.studies.effect import WhyNot
from geodata.studies.foresight import Draft, Foresight

ASKED_OF = ("categories", "area_codes", "place_ids", "starts_on", "ends_on")
"""The fields of a promise that decide what could be seen; the browser's code asks anew when one of them changes."""
USUAL_WAIT = 12
"""Months that a promise without a last day is told of."""


class Ids(StrEnum):
    """ROOM: what is drawn anew.  ASK: the municipality, and what stands in the fields that decide."""

    ROOM = "form-foreseen"
    ASK = "form-foreseen-ask"


def in_form(ask: Ask, casebook: Casebook, municipality: str, values: Mapping[str, Any]) -> Component:
    """The part of a promise's form. values: what stands in it."""
    return html.Section(
        [
            html.H2(ask.t("ahead.title"), id="form-foreseen-title"),
            html.Div(
                drawn(ask, casebook, municipality, draft_of(values)),
                id=Ids.ROOM.value,
                className="form-foreseen",
                role="status",
            ),
            dcc.Store(id=Ids.ASK.value, data={"municipality": municipality}),
        ],
        className="form-group",
        **attrs(aria_labelledby="form-foreseen-title"),
    )


def on_page(ask: Ask, casebook: Casebook, promise: Promise) -> Component:
    """The part of a promise's own page, folded."""
    draft = Draft(
        promise.categories, promise.area_codes, promise.place_ids, starts_on=promise.starts_on, ends_on=promise.ends_on
    )
    inside = drawn(ask, casebook, promise.municipality, draft)
    return html.Details([html.Summary(ask.t("ahead.title")), *inside], className="fold form-foreseen")


def draft_of(values: Mapping[str, Any]) -> Draft:
    """What stands in a form, as far as it can be read; the rest is as not written yet."""

    def several(name: str) -> list[str]:
        given = values.get(name)
        return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []

    def day(name: str) -> date | None:
        given = values.get(name)
        found = day_of(given) if isinstance(given, str) else None
        return date.fromisoformat(found) if found else None

    return Draft(
        categories=tuple(category for category in Category if category in several("categories")),
        area_codes=tuple(several("area_codes")),
        place_ids=tuple(found for one in several("place_ids") if (found := id_or_none(one)) is not None),
        starts_on=day("starts_on"),
        ends_on=day("ends_on"),
    )


def drawn(ask: Ask, casebook: Casebook, municipality: str, draft: Draft) -> list[Component]:
    """What can be said of a draft. Raises: NotAllowed."""
    found = casebook.promise_foresight(ask.actor, municipality, draft)
    names = {
        area.code: area.name for kind in AreaKind for area in casebook.areas(ask.actor, municipality, kind)
    }  # of every kind: a comparison may be a coarser area
    return told(ask.t, found, names)


def told(t: Translate, found: Foresight, names: Mapping[str, str]) -> list[Component]:
    """The answer in words, its table and what it rests on; or why there is none, and what to do about it."""
    could = found.detectable
    if could is None or found.why_not is not None:
        return [html.P(html.Strong(_why_not(t, found, names))), html.P(t(f"ahead.not.{_reason(found)}_do"))]
    (months, least) = could.by_months[0] if found.draft.months else _usual(could.by_months)
    rows = [
        (t.number(wait), t("effect.wait_none") if fall is None else f"{t.number(_percent(fall))}\u00a0%")
        for wait, fall in sorted(could.by_months)
    ]
    heads = (t("effect.wait_months"), t("effect.wait_fall"))
    wished = round(could.wished_fall * 100)
    return [
        html.P(_rate(t, found)),
        html.P(html.Strong(_least(t, months, least, is_whole=found.draft.months is not None))),
        html.P(
            t("ahead.never", percent=wished) if could.wait is None else t("ahead.wait", percent=wished, n=could.wait)
        ),
        html.Details(
            [
                html.Summary(t("ahead.more")),
                table(t("effect.waits_caption"), heads, rows, frozenset({0, 1})),
                html.P(_how(t, found, names)),
            ],
            className="fold",
        ),
        small(basis_line(t, found.basis)),
    ]


def _usual(by_months: Sequence[tuple[int, float | None]]) -> tuple[int, float | None]:
    return next(pair for pair in by_months if pair[0] == USUAL_WAIT)


def _percent(fall: float) -> int:
    """Rounded up: what is smaller is not seen."""
    return ceil(round(fall * 100, 6))


def _rate(t: Translate, found: Foresight) -> str:
    monthly = found.monthly or 0.0
    said = effectwords.counted(t, found.measure, found.categories)
    return t("ahead.rate", events=said, rate=t.number(monthly, 0 if monthly >= 10 else 1))


def _least(t: Translate, months: int, least: float | None, *, is_whole: bool) -> str:
    if least is None:
        return t("ahead.none", n=months)
    return t("ahead.least_whole" if is_whole else "ahead.least", n=months, percent=_percent(least))


def _how(t: Translate, found: Foresight, names: Mapping[str, str]) -> str:
    could, before = found.detectable, found.before
    if could is None or before is None:
        return ""
    key = found.option.key if found.option else None
    is_rest = key == effectwords.REST
    said = t(
        "ahead.how",
        n=round(could.before),
        other=round(could.comparison_before),
        compared=t("effect.rest") if is_rest else effectwords.option_name(t, key, names),
        period=months_period(t, found.basis.since, found.basis.until),
    )
    return f"{said} {t('ahead.scatter')}" if found.dispersion > 1 else said


def _reason(found: Foresight) -> str:
    if found.why_not is WhyNot.NO_AREA and found.draft.place_ids and not found.areas:
        return "not_located"
    return (found.why_not or WhyNot.NOTHING_COUNTED).value


def _why_not(t: Translate, found: Foresight, names: Mapping[str, str]) -> str:
    code, month = found.about or ("", found.basis.computed_on)
    themes = t.listing([t.label(category).lower() for category in found.categories])
    return t(f"ahead.not.{_reason(found)}", area=names.get(code, code), month=t.month(month), themes=themes)


def register(guarded: Guarded, casebook: Casebook) -> None:
    """Answer anew when what decides is written otherwise."""

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Input(Ids.ASK, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def foresee(ask: Ask, question: object) -> Any:
        match question:
            case {"municipality": str() as municipality, "values": dict() as values}:
                return drawn(ask, casebook, municipality, draft_of(values))
            case {"municipality": str()} | None:  # the form was only just drawn
                return no_update
            case _:
                raise BadSetting(
                    "what the promise says could not be understood; your draft is kept, load the page again"
                )
