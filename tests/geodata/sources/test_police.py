"""The police's answer with events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.model import PoliceEvent
from tests.files import a_police_event, write_police_events
from tests.geodata.sources.conftest import Read

Refused = Callable[..., str]


def test_an_event_is_read_with_its_one_digit_hour_and_place(read: Read, tmp_path: Path) -> None:
    (event,) = read("police-events", write_police_events(tmp_path / "e.json", a_police_event())).records
    assert isinstance(event, PoliceEvent)
    assert event.municipality == "0880"
    assert event.happened_at == datetime(2026, 8, 21, 7, 16, 51, tzinfo=UTC)
    assert event.place_name == "Kalmar"
    assert event.url == "https://polisen.se/aktuellt/handelser/2026/augusti/21/x/"


def test_the_real_answer_gives_its_events_and_leaves_out_its_digests(read: Read, shared_data: Path) -> None:
    path = shared_data / "polisen" / "events_latest_raw_500.json"
    kalmar = read("police-events", path)
    assert (kalmar.read, len(kalmar.records), kalmar.left_out, kalmar.faults) == (500, 3, 497, [])
    every = read("police-events", path, municipality=None, areas=(), places=())
    assert (len(every.records), every.left_out) == (351, 149)
    assert not any(getattr(event, "event_type", "").startswith("Sammanfattning") for event in every.records)


def test_594_events_of_two_municipalities_are_read(read: Read, shared_data: Path) -> None:
    path = shared_data / "polisen" / "events_kalmar_salem.json"
    parsed = read("police-events", path, municipality=None, areas=(), places=())
    assert len({record.id for record in parsed.records}) == 594
    assert sum(record.municipality == "0128" for record in parsed.records) == 66


def test_an_edited_event_keeps_its_record(read: Read, tmp_path: Path) -> None:
    (before,) = read("police-events", write_police_events(tmp_path / "a.json", a_police_event())).records
    edited = write_police_events(tmp_path / "b.json", a_police_event(summary="Två skadade."))
    (after,) = read("police-events", edited).records
    assert before.id == after.id
    assert before.content_digest() != after.content_digest()


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"id": None}, "id"), ({"id": -1}, "id"), ({"datetime": "i går"}, "datetime"), ({"name": ""}, "name"),
     ({"datetime": "2026-02-31 9:00:00 +01:00"}, "datetime"), ({"type": 3}, "type"),
     ({"location": {"name": "Kalmar", "gps": "56.6"}}, "location.gps"),
     ({"location": {"name": "Kalmar", "gps": "NaN,16"}}, "location.gps")],
)  # fmt: skip
def test_an_event_that_cannot_be_is_a_fault(
    read: Read, tmp_path: Path, changes: dict[str, object], column: str
) -> None:
    path = write_police_events(tmp_path / "e.json", a_police_event(id=1), a_police_event(**changes))
    parsed = read("police-events", path)
    assert len(parsed.records) == 1
    assert (parsed.faults[0].row, parsed.faults[0].column) == (2, column)


@pytest.mark.parametrize("text", ["{}", "[]", "[", "1", "[" * 100_000, '"\\ud800"', "nej"])
def test_an_answer_that_is_no_list_of_events_is_refused(refused: Refused, tmp_path: Path, text: str) -> None:
    path = tmp_path / "e.json"
    path.write_text(text)
    assert "; " in refused("police-events", path)
