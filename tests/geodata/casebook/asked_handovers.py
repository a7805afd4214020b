"""What is asked of fault reports where every public method has to answer alike: see test_tiers."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook
from geodata.editing import Entry
from geodata.handover import Endpoint, FaultReport, Letter
from geodata.model import Actor, Finding, Handover, Role
from geodata.sources.fetch import Reply
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import known

_PLANNER = Actor(role=Role.PLANNER)


def plainly(report: FaultReport) -> Letter:
    """A fault report in a line."""
    lamp = f" {report.lamp_id}" if report.lamp_id else ""
    return Letter(report.category.value, f"{report.note or report.category.value}{lamp}")


def _answered(url: str, form: dict[str, str] | None = None) -> Reply:
    if form is not None:
        return Reply(201, b'[{"service_request_id": "SAL-1"}]')
    if "services" in url:
        return Reply(200, b'[{"service_code": "001", "service_name": "Lampor"}]')
    return Reply(200, b'[{"service_request_id": "SAL-1", "status": "closed", "status_notes": "Lagat"}]')


def _with_receiver(casebook: Casebook) -> Casebook:
    casebook._endpoint = Endpoint("https://fel.exempel.se/v2", otherwise="099")
    casebook._ask = _answered
    return casebook


def _version(casebook: Casebook, name: str) -> int:
    return casebook.entry(_PLANNER, Finding, known(name)).version


def _sent(casebook: Casebook) -> UUID:
    sent = casebook.handovers(_PLANNER, known("finding")).sent
    return sent[0].record.id if sent else known("never sent")


def _plain(entry: Entry[Handover]) -> Entry[Handover]:
    return replace(entry, changed_at=NOW)


ASKED_OF_HANDOVERS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "handover_letter": lambda c, a, ref, d: c.handover_letter(a, known("finding"), plainly),
    "hand_over": lambda c, a, ref, d: _plain(
        _with_receiver(c).hand_over(a, known("finding"), plainly, base_version=_version(c, "finding"))
    ),
    "handovers": lambda c, a, ref, d: [_plain(one) for one in c.handovers(a, known("finding")).sent],
    "poll_handover": lambda c, a, ref, d: _plain(c.poll_handover(a, _sent(c))),
    "settle_handover": lambda c, a, ref, d: _plain(
        c.settle_handover(a, _sent(c), arrived=True, base_version=c.entry(_PLANNER, Handover, _sent(c)).version)
    ),
    "note_letter": lambda c, a, ref, d: _plain(c.note_letter(a, known("twin"), base_version=_version(c, "twin"))),
    "fault_services": lambda c, a, ref, d: c.fault_services(a, "0880"),
}
