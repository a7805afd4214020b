-- Newsletters that were approved stay as they were sent; and a municipality freezes a situation report each month. Frozen.
CREATE TABLE newsletter ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, title TEXT NOT NULL, area_code TEXT, language TEXT NOT NULL, made_at DATETIME NOT NULL,
content TEXT NOT NULL, greeting TEXT, closing TEXT, approved_at DATETIME, approved_by TEXT, html TEXT, text TEXT,
letter_sha256 TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME,
PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('newsletter', 'attributes', 'newsletter');
CREATE TRIGGER "newsletter_guard_insert" BEFORE INSERT ON "newsletter" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "newsletter_guard_update" BEFORE UPDATE ON "newsletter" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "newsletter_guard_delete" BEFORE DELETE ON "newsletter" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TABLE situation_plan ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, audience TEXT NOT NULL, starts_on DATE NOT NULL, version INTEGER NOT NULL, changed_at DATETIME
NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('situation_plan', 'attributes', 'situation_plan');
CREATE TRIGGER "situation_plan_guard_insert" BEFORE INSERT ON "situation_plan" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "situation_plan_guard_update" BEFORE UPDATE ON "situation_plan" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "situation_plan_guard_delete" BEFORE DELETE ON "situation_plan" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
