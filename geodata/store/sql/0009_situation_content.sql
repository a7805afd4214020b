-- A situation report holds texts of its own; its frozen content is kept beside it. Frozen.
ALTER TABLE situation_report ADD COLUMN texts TEXT NOT NULL DEFAULT '[]';
CREATE TABLE situation_content ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, report_id TEXT NOT NULL, "text" TEXT NOT NULL, sha256 TEXT NOT NULL, version INTEGER NOT NULL, changed_at
DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('situation_content', 'attributes', 'situation_content');
CREATE TRIGGER "situation_content_guard_insert" BEFORE INSERT ON "situation_content" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "situation_content_guard_update" BEFORE UPDATE ON "situation_content" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "situation_content_guard_delete" BEFORE DELETE ON "situation_content" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
