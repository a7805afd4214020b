-- Findings are handed over as fault reports, and what their receivers answer is kept. Frozen.
CREATE TABLE handover ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, finding_id TEXT NOT NULL, sent_at DATETIME NOT NULL, how TEXT NOT NULL, state TEXT NOT NULL,
endpoint TEXT, service_code TEXT, reference TEXT, token TEXT, status TEXT, status_note TEXT, agency TEXT, status_at
DATETIME, asked_at DATETIME, closed BOOLEAN NOT NULL, refusal TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT
NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('handover', 'attributes', 'handover');
CREATE TRIGGER "handover_guard_insert" BEFORE INSERT ON "handover" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "handover_guard_update" BEFORE UPDATE ON "handover" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "handover_guard_delete" BEFORE DELETE ON "handover" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
