"""What stands in the room of a form: the form itself, two versions to choose among, or that the record is retired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.forms import clash, drawing, foreseen, historyview, locating, saying, walkplan
from dashboard.forms.faults import Faults
from dashboard.forms.fields import Form, form_of
from dashboard.forms.ids import Act, Ids, button_id
from dashboard.forms.merge import Difference, Side
from dashboard.forms.offers import gather, name_of
from dashboard.forms.standing import Standing
from dashboard.forms.values import Values, to_values
from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs, notice
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.editing import HistoryLine
from geodata.model import Action, Dialogue, Meeting, Place, Promise, Record, Walk

OWN_PAGES: Mapping[type[Record], str] = {
    Promise: "/loften",
    Action: "/atgard",
    Meeting: "/operativ",
    Walk: "/vandringar",
}
"""Kinds whose records have a page of their own, and where."""


def form(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    *,
    values: Values | None = None,
    faults: Faults | None = None,
    said: Sequence[Component] = (),
) -> list[Component]:
    """The form with what stands in it. values: None for the record as it was read.  said: above the fields."""
    t, found = ask.t, faults or {}
    shape = form_of(standing.kind)
    offers = gather(t, casebook, ask.actor, standing.municipality, shape)
    held = to_values(shape, standing.content, t.language) if values is None else values
    fixed = walkplan.fixed(ask, casebook, standing, held)
    desk = drawing.Desk(t, held, found, offers, ask.actor.tiers, fixed)
    return [
        *_head(t, standing),
        *said,
        *drawing.summary(t, shape, found),
        html.P(t("form.required"), className="source"),
        *drawing.draw(desk, shape, _between(ask, casebook, standing, held)),
        *_foot(t, standing),
        *_cited(ask, casebook, standing),
        *_history(ask, casebook, standing, offers.names),
    ]


def _between(ask: Ask, casebook: Casebook, standing: Standing, values: Values) -> dict[str, Component]:
    """What stands among the groups of a form: what could be seen of a promise, a walk's map and sun, a place's map."""
    if standing.kind is Place:
        return {"position": locating.in_form(ask.t)}
    if standing.kind is Walk:
        return walkplan.in_form(ask, casebook, standing, values)
    if standing.kind is not Promise:
        return {}
    return {"where": foreseen.in_form(ask, casebook, standing.municipality, values)}


def versions(
    ask: Ask,
    casebook: Casebook,
    standing: Standing,
    differences: Sequence[Difference],
    *,
    choice: Mapping[str, Side] | None = None,
    unchosen: Sequence[str] = (),
) -> list[Component]:
    """Two versions side by side."""
    shape = form_of(standing.kind)
    offers = gather(ask.t, casebook, ask.actor, standing.municipality, shape)
    return [
        *_head(ask.t, standing),
        clash.draw(ask.t, differences, _voice(ask.t, shape, offers.names), choice=choice or {}, unchosen=unchosen),
        *_history(ask, casebook, standing, offers.names),
    ]


def _voice(t: Translate, shape: Form, names: Mapping[str, str]) -> clash.Voice:
    return clash.Voice(
        label=lambda name: saying.label(t, shape, name),
        said=lambda name, value: saying.said(t, shape, name, value, names),
    )


def retired(ask: Ask, casebook: Casebook, standing: Standing, lines: Sequence[HistoryLine]) -> list[Component]:
    """A record that was taken out of use, with the way back."""
    t, shape = ask.t, form_of(standing.kind)
    names = gather(t, casebook, ask.actor, standing.municipality, shape).names
    return [
        html.P(_to_register(t, standing.kind, standing.municipality), className="ways"),
        html.H1(t(f"form.edit.{standing.kind.kind}")),
        html.Div(
            [
                html.P(html.Strong(t("form.retired"))),
                html.P(t("form.retired_why")),
                dmc.Button(t("form.bring_back"), id=button_id(Act.BRING_BACK, "room")),
            ],
            className="empty",
        ),
        historyview.draw(t, shape, lines, names),
    ]


def gone(t: Translate) -> Component:
    """What is said when somebody retired the record while it was edited."""
    return notice(
        t("form.gone_meanwhile"),
        dmc.Button(t("form.revive"), id=button_id(Act.BRING_BACK, "mine"), variant="default", size="compact-md"),
        tone="wrong",
    )


def draft_said(t: Translate) -> Component:
    """What is said above a form that a draft was put into."""
    return notice(
        t("form.restored"),
        dmc.Button(t("form.discard"), id=button_id(Act.DISCARD, "head"), variant="subtle", size="compact-md"),
    )


def _head(t: Translate, standing: Standing) -> list[Component]:
    kind = standing.kind
    ways = [_to_register(t, kind, standing.municipality)]
    if not standing.version:
        return [html.P(ways, className="ways"), html.H1(t(f"form.new.{kind.kind}"))]
    record = kind.from_json(standing.base)
    if own := OWN_PAGES.get(kind):
        ways.append(anchor(t(f"form.see.{kind.kind}"), link(f"{own}/{record.id}", record.municipality)))
    source: list[Component] = []
    if record.provenance.made_up:
        source = [html.P(words.source(t, record.provenance), className="source")]
    return [
        html.P(ways, className="ways"),
        html.Div([html.P(t(f"form.edit.{kind.kind}"), className="form-kind"), html.H1(name_of(t, record)), *source]),
    ]


def _to_register(t: Translate, kind: type[Record], municipality: str) -> Component:
    return anchor(t(f"kind.{kind.kind}"), link(f"/register/{kind.kind}", municipality))


def _foot(t: Translate, standing: Standing) -> list[Component]:
    """Saving stays in sight; taking out of use stands below, by itself."""
    bar = html.Div(
        [
            dmc.Button(t("form.save"), id=button_id(Act.SAVE), size="md"),
            dmc.Button(
                t("form.discard"), id=button_id(Act.DISCARD, "foot"), variant="subtle", className="only-changed"
            ),
            html.P("", id=Ids.STATUS.value, className="source form-status", role="status"),
        ],
        className="form-foot",
    )
    if not standing.version:
        return [bar]
    retire = dmc.Button(
        t(f"form.retire.{standing.kind.kind}"), id=button_id(Act.RETIRE), variant="default", size="compact-md"
    )
    return [bar, html.Div(retire, className="form-retire")]


def _cited(ask: Ask, casebook: Casebook, standing: Standing) -> list[Component]:
    """Which promises cite a dialogue: the way from what was said to what was promised."""
    if standing.kind is not Dialogue or not standing.version:
        return []
    t = ask.t
    promises = [entry.record for entry in casebook.entries(ask.actor, Promise, standing.municipality)]
    citing = [promise for promise in promises if standing.identity in promise.evidence_ids]
    lines = [html.Li(anchor(one.title, link(f"/redigera/promise/{one.id}", one.municipality))) for one in citing]
    said = html.Ul(lines, className="plain") if lines else html.P(t("form.cited_none"), className="source")
    return [html.Section([html.H2(t("form.cited")), said], **attrs(aria_label=t("form.cited")))]


def _history(ask: Ask, casebook: Casebook, standing: Standing, names: Mapping[str, str]) -> list[Component]:
    if not standing.version:
        return []
    shape: Form = form_of(standing.kind)
    lines = casebook.history_of(ask.actor, standing.kind, standing.identity)
    return [historyview.draw(ask.t, shape, lines, names)]
