"""What the demonstration keeps ready: lägesbilder and effects, made by a casebook of what was known on their days.

It lies ready in geodata/demo/data, so that no start waits for it; `python -m tests.geodata.demo.freezing` writes it
anew after a change in the demonstration, or in what a lägesbild or an effect tells.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build
from geodata.demo.effects import KEPT, kept_effects_file
from geodata.demo.frame import MADE_UP, at, ref
from geodata.demo.situations import FROZEN, kept_file
from geodata.model import Action, Actor, BurglaryCount, Effect, Municipality, Promise, Record, Role
from geodata.situation.writing import written
from geodata.store.opening import open_store

PLANNER = Actor(role=Role.PLANNER)
_BEGAN = (
    *("observed_at", "walked_at", "done_on", "held_on", "received_on", "decided_at", "month", "frozen_at", "asked_on"),
    *("published_on", "ended_at", "happened_at", "sent_at", "signed_on", "planned_on", "computed_at"),
)
"""When something became known: before that day there was no such record."""
_LATER = ("last_confirmed_on", "reopened_on", "merged_on", "revoked_at", "replied_on", "confirmed_on")
"""What was added to a record afterwards."""


def known_on(records: Sequence[Record], code: str, day: date) -> Iterator[Record]:
    """A municipality's records as they stood when a day began, which is its today."""
    for record in records:
        if record.municipality != code or not all(_before(record, name, day) for name in _BEGAN):
            continue
        changed: dict[str, Any] = {name: None for name in _LATER if not _before(record, name, day)}
        if isinstance(record, Municipality):
            changed["shown_as_of"] = day
        if isinstance(record, Promise) and record.indicator:
            readings = tuple(one for one in record.indicator.readings if one.on < day)
            changed["indicator"] = record.indicator.model_copy(update={"readings": readings})
        if isinstance(record, Action):
            changed["responsibilities"] = tuple(
                one if _before(one, "confirmed_on", day) else one.model_copy(update={"confirmed_on": None})
                for one in record.responsibilities
            )
        yield record.model_copy(update=changed) if changed else record


def _before(of: object, name: str, day: date) -> bool:
    value = getattr(of, name, None)
    if isinstance(of, BurglaryCount) and isinstance(value, date):  # a month is counted when it is over
        return (value.year, value.month) < (day.year, day.month)
    told = value.date() if isinstance(value, datetime) else value
    return told is None or told < day


@contextmanager
def casebook_on(records: Sequence[Record], code: str, day: date) -> Iterator[Casebook]:
    """A casebook of what was known in a municipality when a day began. records: the demonstration with its hotspots."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "then.gpkg")
        try:
            casebook = Casebook(store)
            casebook.import_records(Actor(role=Role.ADMINISTRATOR), list(known_on(records, code, day)))
            yield casebook
        finally:
            store.close()


def frozen(records: Sequence[Record], code: str, day: date) -> str:
    """What a lägesbild of that day is frozen with."""
    with casebook_on(records, code, day) as casebook:
        return written(casebook.situation_now(PLANNER, code))


def kept(records: Sequence[Record]) -> Iterator[Effect]:
    """The effects that were kept, as they are suggested to anybody on those days."""
    for code, day, actions in KEPT:
        with casebook_on(records, code, day) as casebook:
            for key in actions:
                made = casebook.keep_effect(PLANNER, ref("action", code, key))
                effect = casebook.entry(PLANNER, Effect, made).record
                yield effect.model_copy(update={"computed_at": at(day, 10).astimezone(UTC), "provenance": MADE_UP})


def main() -> None:
    """Write all of them anew."""
    for code, day in FROZEN:
        kept_file(code, day).touch()  # what is made names them, whatever they hold
    kept_effects_file().touch()
    records = build()
    records += adopted_hotspots(records)
    records = [record for record in records if not isinstance(record, Effect)]
    found = list(kept(records))
    kept_effects_file().write_text("".join(f"{effect.model_dump_json()}\n" for effect in found), encoding="utf-8")
    records += found
    for code, day in FROZEN:
        kept_file(code, day).write_text(frozen(records, code, day), encoding="utf-8")
        print(kept_file(code, day).name)


if __name__ == "__main__":
    main()
