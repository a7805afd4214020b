-- The municipality keeps views of the map under a name. Frozen.
CREATE TABLE saved_view ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, name TEXT NOT NULL, "query" TEXT NOT NULL, reason TEXT, version INTEGER NOT NULL, changed_at
DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('saved_view', 'attributes', 'saved_view');
CREATE TRIGGER "saved_view_guard_insert" BEFORE INSERT ON "saved_view" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "saved_view_guard_update" BEFORE UPDATE ON "saved_view" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "saved_view_guard_delete" BEFORE DELETE ON "saved_view" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
