"""The återmöte: one finding at a time in large type, with its answer, for a projector and the arrow keys."""

from __future__ import annotations

from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.pages.protokoll.drawn import pictures
from dashboard.paging import asked
from dashboard.parts import anchor, attrs, badge_made_up, empty
from dashboard.protocolwords import brief, decision, details, finding_name, stop_name, when_and_where
from dashboard.view import link
from dashboard.where import Where
from geodata.model import CaseStatus
from geodata.protocols import Noted, Protocol, StopPart

SLIDE = "fynd"


def page(where: Where, walk_id: UUID) -> Component:
    """The slide that the address asks for: the first tells of the whole, then one a finding. Raises: NotFound."""
    t = where.t
    protocol = where.casebook.protocol(where.actor, walk_id)
    told = [(stop, noted) for stop in protocol.stops for noted in stop.findings]
    number = min(asked(where.query, SLIDE), len(told) + 1)
    home = link(f"/protokoll/{walk_id}", protocol.walk.municipality)
    slide = _opening(t, protocol) if number == 1 else _finding(t, walk_id, *told[number - 2])
    base = link(f"/protokoll/{walk_id}/atermote", protocol.walk.municipality)
    return html.Div(
        [
            html.Div(
                [
                    html.P(t("meeting.title", name=protocol.walk.title)),
                    *([badge_made_up(t)] if protocol.basis.made_up else []),
                    html.P(t("protocol.as_of", day=protocol.basis.computed_on)),
                ],
                className="meeting-head",
            ),
            slide,
            _steps(t, base, number, len(told) + 1, home),
        ],
        className="meeting",
    )


def _opening(t: Translate, protocol: Protocol) -> Component:
    lines = html.Ul([html.Li(line) for line in brief(t, protocol)], className="meeting-brief")
    inside = lines if protocol.findings else empty(t("meeting.nothing"), t("meeting.nothing_why"))
    return html.Section(
        [html.H1(protocol.walk.title), html.P(when_and_where(t, protocol), className="meeting-where"), inside],
        className="meeting-slide",
    )


def _finding(t: Translate, walk_id: UUID, stop: StopPart, noted: Noted) -> Component:
    address = pictures(t, walk_id)
    photos = [
        html.Img(
            src=address(str(photo)),
            alt=t("protocol.photo_alt", n=n, label=noted.label, category=t.label(noted.finding.category).lower()),
        )
        for n, photo in enumerate(noted.photos[:2], start=1)
    ]
    answer = [
        html.Div(
            [html.Dt(term), html.Dd(said)],
            className="meeting-why" if term in {t("protocol.why_not"), t("protocol.decision")} else None,
        )
        for term, said in decision(t, noted)
    ]
    said = noted.note or (details(t, noted) if noted.is_decided else None)
    text: list[Component] = [html.P(stop_name(t, stop), className="meeting-where"), html.H1(finding_name(t, noted))]
    text += [html.P(said, className="meeting-note")] if said else []
    text += [html.Dl(answer, className="meeting-answer")] if answer else []
    text += [html.P(t.count("protocol.same_n", len(noted.merged)), className="meeting-where")] if noted.merged else []
    tone = " is-declined" if noted.finding.status is CaseStatus.DECLINED else ""
    return html.Section(
        [html.Div(text, className="meeting-text"), *([html.Div(photos, className="meeting-photos")] if photos else [])],
        className=f"meeting-slide{tone}",
    )


def _steps(t: Translate, base: str, number: int, slides: int, home: str) -> Component:
    def step(word: str, to: int, way: str) -> Component:
        if not 1 <= to <= slides:
            return html.Span(t(word), className="meeting-step is-off", **attrs(aria_hidden="true"))
        address = f"{base}&{SLIDE}={to}" if to > 1 else base
        return html.Span(anchor(t(word), address, className="meeting-step"), **attrs(data_step=way))

    progress = t("meeting.progress", n=number - 1, all=slides - 1) if number > 1 else ""
    return html.Nav(
        [
            step("meeting.previous", number - 1, "previous"),
            html.P(progress, className="meeting-progress", role="status"),
            step("meeting.next", number + 1, "next"),
            anchor(t("meeting.leave"), home),
            html.P(t("meeting.keys"), className="meeting-keys"),
        ],
        className="meeting-steps",
        **attrs(aria_label=t("meeting.steps")),
    )
