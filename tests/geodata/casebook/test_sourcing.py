"""Rows and days of each source are those of the records, whichever they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from geodata.casebook import Casebook
from geodata.model import Actor, EvidenceKind, Role, SourceType
from tests.builders import a_finding, a_municipality, a_report


def test_each_source_tells_its_rows_its_days_and_how_many_are_located(empty: Casebook, planner: Actor) -> None:
    def seen(day: int, hour: int = 12) -> datetime:
        return datetime(2016, 12, day, hour, tzinfo=UTC)

    records = [
        a_report(observed_at=seen(5), source=SourceType.PHONE),
        a_report(observed_at=seen(9), source=SourceType.PHONE, position=None),
        a_report(observed_at=seen(31, 23), source=SourceType.MAIL),
        a_finding(observed_at=seen(7)),
    ]
    empty.import_records(Actor(role=Role.POLICE), [a_municipality(), *records])
    found = empty.evidence_sources(planner, "0880")
    told = [(one.kind, one.source, one.rows, one.located, one.first, one.last) for one in found]
    assert told == [
        (EvidenceKind.REPORT, SourceType.PHONE, 2, 1, date(2016, 12, 5), date(2016, 12, 9)),
        (EvidenceKind.FINDING, SourceType.WALK, 1, 1, date(2016, 12, 7), date(2016, 12, 7)),
        (EvidenceKind.REPORT, SourceType.MAIL, 1, 1, date(2017, 1, 1), date(2017, 1, 1)),
    ], "midnight is Sweden's"


def test_no_evidence_has_no_source(empty: Casebook, planner: Actor) -> None:
    empty.import_records(Actor(role=Role.POLICE), [a_municipality()])
    assert empty.evidence_sources(planner, "0880") == ()
