"""The check names every kind of damage: each is done here by hand, past the guards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.model import Record
from geodata.store import checking, geopackage, open_store
from geodata.store.embedded import driver
from tests.builders import a_place, a_report, an_area, one_of_each
from tests.contract.deeds import do, put, retire

UNGUARDED = "UPDATE store_state SET writer = 'somebody'"
GUARDED = "UPDATE store_state SET writer = NULL"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a record of each kind, one of them changed and one retired; closed."""
    path = tmp_path / "store.gpkg"
    store = open_store(path)
    report = a_report()
    do(store, *map(put, one_of_each()), put(report), put(report.model_copy(update={"note": "ny"})))
    do(store, retire(report))
    assert store.check() == []
    store.close()
    return path


def damage(path: Path, *statements: str) -> list[str]:
    """What the check says after the statements."""
    with driver().connect(path) as connection:
        geopackage.register_functions(connection)
        for statement in (UNGUARDED, *statements, GUARDED):
            connection.execute(statement)
    connection.close()
    store = open_store(path)
    found = store.check()
    store.close()
    return found


# what the fixture `path` does: a record of each kind, and a report added, changed and retired
LINES = len(one_of_each()) + 3
KEEPS = "DROP TRIGGER store_event_keep_update", "DROP TRIGGER store_event_keep_delete"


@pytest.mark.parametrize(
    ("said", "statements"),
    [
        (r"place \S+ does not match its digest", ("UPDATE place SET name = 'Annan'",)),
        (r"place \S+ differs from what the log tells", ("UPDATE place SET name = 'Annan'",)),
        (r"party \S+ differs from what the log tells", ("""UPDATE party SET provenance = '{"source": "x"}'""",)),
        (r"report \S+ cannot be read", ("UPDATE report SET category = 'weather'",)),
        (r"report \S+ cannot be read", ("UPDATE report SET severity = 'abc'",)),
        (r"report \S+ cannot be read", ("UPDATE report SET geom = X'00' WHERE retired_at IS NOT NULL",)),
        (r"place \S+ stands at version 5, the log leads to 1", ("UPDATE place SET version = 5",)),
        (r"place \S+ stands at version 1", ("UPDATE place SET retired_at = changed_at",)),
        (r"report \S+ stands at version 3", ("UPDATE report SET retired_at = NULL",)),
        (r"place \S+ is in the log but not in its table", ("DELETE FROM place",)),
        (
            r"idea x is not in the log",
            (
                (
                    "INSERT INTO idea (uuid, municipality, tier, provenance, idea_kind, received_on, reply_due_on, "
                    "text, version, changed_at, digest) SELECT 'x', municipality, tier, provenance, idea_kind, "
                    "received_on, reply_due_on, text, version, changed_at, digest FROM idea"
                ),
            ),
        ),
        (r"the spatial index of area has 0 entries for 1 geometries", ("DELETE FROM rtree_area_geom",)),
        (r"the spatial index of area is wrong for 1 geometries", ("UPDATE rtree_area_geom SET minx = 16, maxx = 18",)),
        (r"the spatial index of area is damaged", ("DELETE FROM rtree_area_geom_node",)),
        (r"line 3 of the log.* has another digest", (*KEEPS, "UPDATE store_event SET digest = 'x' WHERE position = 3")),
        (r"line 3 of the log.* cannot be read", (*KEEPS, "UPDATE store_event SET body = '{' WHERE position = 3")),
        (
            rf"the log has {LINES - 1} lines but runs from 1 to {LINES}",
            (*KEEPS, "DELETE FROM store_event WHERE position = 3"),
        ),
        (
            rf"the log has {LINES - 1} lines but runs from 2 to {LINES}",
            (*KEEPS, "DELETE FROM store_event WHERE position = 1"),
        ),
        (
            rf"line {LINES - 1} of the log gives report \S+ version 7",
            (
                *KEEPS,
                "UPDATE store_event SET new_version = 7 WHERE position = (SELECT max(position) FROM store_event) - 1",
            ),
        ),
        (r"the log speaks of weather", (*KEEPS, "UPDATE store_event SET kind = 'weather' WHERE position = 3")),
        (r"trigger store_event_keep_update is missing", KEEPS),
        (r"trigger report_guard_update is missing", ("DROP TRIGGER report_guard_update",)),
        (r"table place differs from the schema", ("ALTER TABLE place ADD COLUMN colour TEXT",)),
        (r"the application id is 7", ("PRAGMA application_id = 7",)),
        (
            r"operation x is in the log more than once",
            (
                *KEEPS,
                "DROP INDEX store_event_op_id",
                "UPDATE store_event SET op_id = 'x' WHERE position IN (3, 4)",
            ),
        ),
    ],
)
def test_damage_is_found_and_named(path: Path, said: str, statements: tuple[str, ...]) -> None:
    found = damage(path, *statements)
    assert any(re.search(said, line) for line in found), found


def test_a_line_that_vanished_with_its_record_still_shows(path: Path) -> None:
    found = damage(path, *KEEPS, "DELETE FROM store_event WHERE position = 10", "DELETE FROM activity")
    assert any("lines were removed" in line for line in found)


def test_flipped_bytes_of_a_text_show(path: Path) -> None:
    content = path.read_bytes()
    assert content.count(b"Trygghetsvandring vid stationen") == 2, "the row and the log"
    path.write_bytes(content.replace(b"Trygghetsvandring vid stationen", b"Trygghetsvandring vid stadionen", 1))
    store = open_store(path)
    assert [line for line in store.check() if "action" in line]
    store.close()


@pytest.mark.parametrize("record", one_of_each(), ids=lambda record: record.kind)
def test_the_digest_of_a_logged_body_is_that_of_its_record(record: Record) -> None:
    assert checking.body_digest(record.model_dump_json()) == record.content_digest()


def test_a_whole_store_of_many_records_has_no_damage(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.gpkg")
    places = [a_place() for _ in range(3000)]
    do(store, *map(put, places), *(put(an_area(code=f"0880C{n}")) for n in range(100)))
    do(store, *(retire(place) for place in places[::7]))
    do(store, *(put(place) for place in places[::14]))
    assert store.check() == []
    store.close()
