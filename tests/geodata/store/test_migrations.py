"""Migrations: they arrive at the schema of the model, and stores that people have survive them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.model import Area, Category, Finding, Hotspot, Report, Tier
from geodata.store import checking, geopackage, migrations, open_store, schema
from geodata.store.base import Outcome, Query
from geodata.store.embedded import driver
from tests.builders import a_report
from tests.contract.deeds import ALL, all_of, do, put

OLD_DATA = Path(__file__).with_name("schema_1.sql")


@contextmanager
def empty_database() -> Iterator[sa.Connection]:
    """An empty database in memory."""
    engine = sa.create_engine("sqlite://", module=driver())
    with engine.connect() as opened:
        geopackage.register_functions(opened.connection.driver_connection)  # type: ignore[arg-type]
        yield opened


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first version left it, with data."""
    path = tmp_path / "old.gpkg"
    with driver().connect(path) as made:
        geopackage.register_functions(made)
        script = OLD_DATA.read_text(encoding="utf-8")
        for statement in (*migrations.steps()[0][1], *migrations.statements_of(script)):
            made.execute(statement)
        made.execute("INSERT INTO store_migration VALUES (1, '2026-11-22T10:00:00.000Z')")
    made.close()
    return path


def test_the_migrations_arrive_at_the_schema_of_the_model() -> None:
    with empty_database() as migrated, empty_database() as derived:
        migrations.upgrade(migrated)
        for statement in schema.statements():
            derived.exec_driver_sql(statement)
        assert checking.objects(migrated) == checking.objects(derived), "append a migration for what the model changed"
        assert _rows(migrated) == _rows(derived)


def _rows(connection: sa.Connection) -> dict[str, list[tuple[object, ...]]]:
    """What the schema itself writes: the tables that GIS programs go by."""
    chosen = {
        "gpkg_contents": "table_name, data_type, identifier, srs_id",
        "gpkg_geometry_columns": "*",
        "gpkg_extensions": "*",
        "gpkg_spatial_ref_sys": "*",
        "store_state": "*",
    }
    return {
        table: sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT {what} FROM {table}")), key=str)  # noqa: S608
        for table, what in chosen.items()
    }


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrations.steps()] == list(range(1, migrations.latest() + 1))
    assert migrations.latest() >= 2


def test_an_old_store_is_upgraded_and_is_whole(old: Path) -> None:
    store = open_store(old)
    assert store.check() == []
    [changed] = all_of(store, Report, Query(tiers=ALL.tiers, where={"category": Category.SHRUBS}))
    assert changed.note == "mörkt vid tunneln"
    assert [store.count(kind, ALL) for kind in (Report, Finding, Area, Hotspot)] == [2, 1, 1, 1]
    assert store.count(Report, Query(tiers=frozenset({Tier.MUNICIPALITY}))) == 0, "the third was retired"
    assert {event.outcome for event in store.events()} == {
        Outcome.ADDED,
        Outcome.CHANGED,
        Outcome.CONFLICT,
        Outcome.RETIRED,
        Outcome.REFUSED,
    }
    assert store.data_version() == 1
    store.close()


def test_an_upgraded_store_goes_on_where_it_was(old: Path) -> None:
    store = open_store(old)
    first = next(iter(store.events()))
    report = Report.from_json(first.body)
    [again] = do(store, put(report, op_id=first.op_id, base=0))
    assert (again.outcome, again.version) == (Outcome.DUPLICATE, 2)
    [added] = do(store, put(a_report()))
    assert added.outcome is Outcome.ADDED
    assert store.data_version() == 2
    assert [event.position for event in store.events(after=9)] == [10, 11]
    assert store.check() == []
    store.close()


def test_an_old_store_gets_what_later_steps_bring(old: Path) -> None:
    with driver().connect(old) as before:
        names = {name for (name,) in before.execute("SELECT name FROM sqlite_schema")}
    before.close()
    assert "report_municipality" not in names
    assert "report_guard_update" not in names
    open_store(old).close()
    with driver().connect(old) as after:
        names = {name for (name,) in after.execute("SELECT name FROM sqlite_schema")}
        steps = [number for (number,) in after.execute("SELECT number FROM store_migration ORDER BY number")]
    after.close()
    assert {"report_municipality", "report_guard_update"} <= names
    assert steps == list(range(1, migrations.latest() + 1))


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*migrations.steps(), (migrations.latest() + 1, ("CREATE TABLE gained (n INTEGER)", "NO SUCH STATEMENT")))
    monkeypatch.setattr(migrations, "steps", lambda: broken)
    with pytest.raises(StoreError, match=r"old\.gpkg"):
        open_store(old)
    with driver().connect(old) as unchanged:
        names = {name for (name,) in unchanged.execute("SELECT name FROM sqlite_schema")}
        assert unchanged.execute("SELECT max(number) FROM store_migration").fetchone() == (1,)
    unchanged.close()
    assert not {"gained", "report_municipality"} & names


def test_what_was_kept_before_the_model_grew_is_whole_and_the_same_when_it_is_sent_again(old: Path) -> None:
    with driver().connect(old) as store_of_an_older_model:
        geopackage.register_functions(store_of_an_older_model)
        (keeps,) = store_of_an_older_model.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'store_event_keep_update'"
        ).fetchone()
        store_of_an_older_model.execute("DROP TRIGGER store_event_keep_update")
        # as a model without these fields would have logged it
        store_of_an_older_model.execute(
            "UPDATE store_event SET body = json_remove(body, '$.due_on', '$.photos') WHERE position <> 1"
        )
        store_of_an_older_model.execute(keeps)
    store_of_an_older_model.close()
    store = open_store(old)
    assert store.check() == []
    second = next(iter(store.events(after=1)))
    assert second.record_id == UUID(int=(0xA000 << 112) + 2)
    report = Report.from_json(second.body)
    receipts = [*do(store, put(report, op_id=second.op_id)), *do(store, put(report))]
    assert [receipt.outcome for receipt in receipts] == [Outcome.DUPLICATE, Outcome.UNCHANGED]
    store.close()
