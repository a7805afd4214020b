"""A finding handed over as a fault report: sent or written as an e-mail, its reference, and what the receiver says."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Language, Translate, translate
from dashboard.pages.inkorg import form
from dashboard.pages.inkorg.form import Sheet
from dashboard.pages.inkorg.ids import Act, button_id
from dashboard.parts import attrs, notice, section, small
from geodata.casebook import Casebook
from geodata.casebook.handingover import HandoverStory
from geodata.editing import Entry, NamesAPerson
from geodata.errors import BadSetting, InvalidRecord
from geodata.handover import FaultReport, Letter
from geodata.model import Feeling, Handover, HandoverState, HandoverWay

LETTER = "inbox-letter"


def wording(report: FaultReport) -> Letter:
    """A fault report in Swedish: the receiver's language, whichever its sender reads."""
    t = translate(Language.SV)
    name, place = t.label(report.category), f"{report.position.lat:.5f}, {report.position.lon:.5f}"
    lines = [
        t("handover.letter.what", category=name, day=report.observed_on),
        report.note,
        t("handover.letter.lamp", lamp=report.lamp_id) if report.lamp_id else None,
        t("handover.letter.place", place=place),
    ]
    return Letter(t("handover.letter.subject", category=name), "\n".join(line for line in lines if line))


def draw(ask: Ask, casebook: Casebook, sheet: Sheet) -> list[Component]:
    """The section of a finding; nothing for one that is no fault or stands for another."""
    t, finding = ask.t, sheet.item.finding
    if finding.feeling is Feeling.SAFE or finding.merged_on is not None:
        return []
    story = casebook.handovers(ask.actor, finding.id)
    parts = [part for entry in story.sent for part in _report(sheet, entry, story)]
    if not story.is_out:
        parts += _ways(ask, casebook, sheet, story)
    return [section(t("handover.title"), *parts, level=3, className="inbox-handover")]


def _ways(ask: Ask, casebook: Casebook, sheet: Sheet, story: HandoverStory) -> list[Component]:
    t, finding = ask.t, sheet.item.finding
    if finding.position is None:
        return [small(t("handover.nowhere"))]
    try:
        letter = casebook.handover_letter(ask.actor, finding.id, wording)
    except NamesAPerson as error:
        found = ", ".join(f'"{mark.found}"' for marks in error.marks.values() for mark in marks)
        return [notice(t("handover.names", found=found), tone="wrong")]
    if story.host is None:
        return _letter(sheet, letter)
    mail = html.Details([html.Summary(t("handover.by_mail")), *_letter(sheet, letter)], className="fold")
    if finding.provenance.made_up:
        return [small(t("handover.made_up")), mail]
    if story.service_code is None:
        services = dmc.Button(t("handover.services"), id=button_id(Act.SERVICES), variant="default")
        return [small(t("handover.no_code", host=story.host)), services, mail]
    send = dmc.Button(t("handover.send", host=story.host), id=button_id(Act.HAND), variant="default")
    said = html.Blockquote(letter.body, className="inbox-quote")
    return [small(t("handover.what_is_sent", code=story.service_code)), said, send, mail]


def _letter(sheet: Sheet, letter: Letter) -> list[Component]:
    t = sheet.t
    # RFC 6068, section 5: lines are broken by both signs
    body = letter.body.replace("\n", "\r\n")
    mail = f"mailto:?subject={quote(letter.subject)}&body={quote(body)}"
    copies = attrs(data_copies=LETTER, data_copied=t("handover.copied"), data_by_hand=t("handover.by_hand"))
    return [
        small(t("handover.letter_why")),
        html.Pre(f"{letter.subject}\n\n{letter.body}", id=LETTER, className="inbox-quote", tabIndex=0),
        html.Div(
            [
                html.Button(t("handover.copy"), type="button", className="inbox-copy", **copies),
                html.A(t("handover.mail"), href=mail),
            ],
            className="buttons",
        ),
        html.P("", className="source inbox-copied", role="status"),
        form.text(sheet, "mail_reference", t("handover.reference"), t("handover.reference_hint")),
        dmc.Button(t("handover.mailed"), id=button_id(Act.MAILED), variant="default"),
    ]


def _report(sheet: Sheet, entry: Entry[Handover], story: HandoverStory) -> list[Component]:
    """One report: when, to whom, its reference and what the receiver says."""
    t, one, at = sheet.t, entry.record, f"{entry.record.id}/{entry.version}"
    to = one.endpoint or t("handover.someone")
    detail = one.refusal
    match one.state:
        case HandoverState.REFUSED:
            return [notice(t("handover.refused", host=to, moment=t.moment(one.sent_at)), detail=detail, tone="wrong")]
        case HandoverState.SENDING:
            return [
                notice(t("handover.perhaps", host=to, moment=t.moment(one.sent_at)), detail=detail, tone="wrong"),
                form.text(sheet, "reference", t("handover.reference"), t("handover.reference_hint")),
                _buttons(
                    dmc.Button(t("handover.arrived"), id=button_id(Act.ARRIVED, at), variant="default"),
                    dmc.Button(t("handover.lost"), id=button_id(Act.LOST, at), variant="default"),
                ),
            ]
        case HandoverState.GIVEN:
            return [_facts(t, one), *_closed(t, one), *_next(sheet, entry, story)]


def _facts(t: Translate, one: Handover) -> Component:
    told = [
        (t("handover.sent"), f"{t.moment(one.sent_at)}, {t.label(one.how)}"),
        (t("handover.to"), one.endpoint),
        (t("handover.reference"), one.reference or t("handover.no_reference")),
        (t("handover.status"), _status(t, one)),
        (t("handover.note"), one.status_note),
        (t("handover.agency"), one.agency),
        (t("handover.changed"), t.moment(one.status_at) if one.status_at else None),
        (t("handover.asked"), t.moment(one.asked_at) if one.asked_at else None),
    ]
    rows = [html.Div([html.Dt(label), html.Dd(value)], className="fact") for label, value in told if value]
    return html.Dl(rows, className="facts")


def _status(t: Translate, one: Handover) -> str | None:
    if one.status is None:
        return None
    known = {"open": t("handover.open"), "closed": t("handover.closed")}
    return known.get(one.status.casefold(), one.status)


def _closed(t: Translate, one: Handover) -> list[Component]:
    return [notice(t("handover.closed_look"))] if one.closed else []


def _next(sheet: Sheet, entry: Entry[Handover], story: HandoverStory) -> list[Component]:
    t, one, at = sheet.t, entry.record, f"{entry.record.id}/{entry.version}"
    parts: list[Component] = []
    is_answerable = one.how is HandoverWay.OPEN311 and (one.reference or one.token)
    if is_answerable and story.host == one.endpoint:
        parts.append(_buttons(dmc.Button(t("handover.poll"), id=button_id(Act.POLL, at), variant="default")))
    elif is_answerable:
        parts.append(small(t("handover.other_host", host=one.endpoint or "")))
    if one.reference is None and one.token is None:
        parts += [
            form.text(sheet, "reference", t("handover.reference"), t("handover.reference_hint")),
            _buttons(dmc.Button(t("handover.keep"), id=button_id(Act.ARRIVED, at), variant="default")),
        ]
    return parts


def _buttons(*buttons: Component) -> Component:
    return html.Div(list(buttons), className="buttons")


# What the buttons do, each with what is said of it


def hand(ask: Ask, casebook: Casebook, finding_id: UUID, version: int) -> str:
    """Send it."""
    one = casebook.hand_over(ask.actor, finding_id, wording, base_version=version).record
    return ask.t(f"handover.said.{one.state.value}", host=one.endpoint or "", reference=one.reference or "–")


def mailed(ask: Ask, casebook: Casebook, finding_id: UUID, version: int, reference: str) -> str:
    """Note that it was sent by e-mail."""
    casebook.note_letter(ask.actor, finding_id, base_version=version, reference=reference)
    return ask.t("handover.said.mailed")


def poll(ask: Ask, casebook: Casebook, at: str) -> str:
    """Ask how it stands."""
    identity, _ = _which(at)
    one = casebook.poll_handover(ask.actor, identity).record
    if one.reference is None:
        return ask.t("handover.said.no_reference")
    return ask.t("handover.said.polled", status=_status(ask.t, one) or "–")


def settle(ask: Ask, casebook: Casebook, at: str, reference: str, *, arrived: bool) -> str:
    """Say whether it arrived."""
    identity, version = _which(at)
    casebook.settle_handover(
        ask.actor, identity, arrived=arrived, reference=reference if arrived else None, base_version=version
    )
    return ask.t("handover.said.arrived" if arrived else "handover.said.lost")


def services(ask: Ask, casebook: Casebook, municipality: str) -> str:
    """The receiver's codes in a line."""
    found: Sequence[str] = [f"{one.code} {one.name}" for one in casebook.fault_services(ask.actor, municipality)]
    if not found:
        raise InvalidRecord("the receiver lists no services; ask it for its service codes")
    return ask.t("handover.said.services", services=", ".join(found))


def _which(at: str) -> tuple[UUID, int]:
    which, _, version = at.partition("/")
    try:
        return UUID(which), int(version[:9])
    except ValueError:
        raise BadSetting("what was pressed could not be understood; load the page again") from None
