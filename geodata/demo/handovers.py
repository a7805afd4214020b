"""Findings of the made-up walks that were handed over as fault reports, in each state that such a report can be in."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from geodata.demo.frame import KALMAR, MADE_UP, at, ref
from geodata.model import Handover, HandoverState, HandoverWay, record_id

# a name that no receiver can have (RFC 2606)
_RECEIVER = "felanmalan.example.org"


class _Sent(NamedTuple):
    """walk, told: which of the findings told one by one.  number: which of its reports, from 0."""

    walk: str
    told: int
    number: int
    day: date
    state: HandoverState
    facts: dict[str, Any]


_OPEN311 = {"how": HandoverWay.OPEN311, "endpoint": _RECEIVER, "service_code": "lampa"}

_SENT = {
    KALMAR: (
        _Sent("centrum-2017", 3, 0, date(2017, 3, 14), HandoverState.GIVEN, {
            **_OPEN311, "reference": "2017-00418", "status": "open", "agency": "Gatukontoret",
            "status_note": "Kabeln är av, grävning beställd.", "status_at": at(date(2017, 4, 3), 9, 20),
            "asked_at": at(date(2017, 5, 29), 8, 5),
        }),
        _Sent("rinkabyholm-2017", 0, 0, date(2017, 5, 23), HandoverState.REFUSED, {
            **_OPEN311, "refusal": "HTTP 503, Service Unavailable",
        }),
        _Sent("rinkabyholm-2017", 0, 1, date(2017, 5, 24), HandoverState.GIVEN, {"how": HandoverWay.E_MAIL}),
        _Sent("rinkabyholm-2017", 1, 0, date(2017, 5, 24), HandoverState.SENDING, {
            **_OPEN311, "refusal": "the line broke before an answer came",
        }),
    ),
}  # fmt: skip


def handovers(code: str) -> list[Handover]:
    """The municipality's fault reports; none of them was sent to anybody."""
    return [_handover(code, sent) for sent in _SENT.get(code, ())]


def _handover(code: str, sent: _Sent) -> Handover:
    finding = ref("finding", code, sent.walk, "told", sent.told)
    return Handover(
        id=record_id(Handover.kind, code, str(finding), sent.number),
        municipality=code,
        provenance=MADE_UP,
        finding_id=finding,
        sent_at=at(sent.day, 10, 15),
        state=sent.state,
        **sent.facts,
    )
