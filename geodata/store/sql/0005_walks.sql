-- Walks are planned, recorded on phones, decided and photographed. Frozen.
ALTER TABLE finding DROP COLUMN photos;
ALTER TABLE finding ADD COLUMN responsible_unit TEXT;
ALTER TABLE finding ADD COLUMN action_id TEXT;
ALTER TABLE finding ADD COLUMN consent TEXT;
ALTER TABLE finding ADD COLUMN contacts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE finding ADD COLUMN duplicate_of TEXT;
ALTER TABLE finding ADD COLUMN merged_on DATE;
ALTER TABLE finding ADD COLUMN received_sha256 TEXT;
ALTER TABLE finding ADD COLUMN clock_offset_s INTEGER;
ALTER TABLE walk ADD COLUMN own_theme TEXT;
ALTER TABLE walk ADD COLUMN starts_at DATETIME;
ALTER TABLE walk ADD COLUMN meeting_point TEXT;
ALTER TABLE walk ADD COLUMN premeeting_notes TEXT;
ALTER TABLE walk ADD COLUMN postmeeting_notes TEXT;
ALTER TABLE walk ADD COLUMN ended_at DATETIME;
ALTER TABLE walk ADD COLUMN previous_id TEXT;
CREATE TABLE invitation ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, walk_id TEXT NOT NULL, token_sha256 TEXT NOT NULL, expires_at DATETIME NOT NULL, revoked_at
DATETIME, label TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at
DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE assessment ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, walk_id TEXT NOT NULL, stop INTEGER NOT NULL, observed_at DATETIME NOT NULL, rubric TEXT NOT
NULL, in_dark BOOLEAN, note TEXT, received_sha256 TEXT, clock_offset_s INTEGER, version INTEGER NOT NULL, changed_at
DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE turnout ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, walk_id TEXT NOT NULL, function TEXT NOT NULL, number INTEGER NOT NULL, received_sha256
TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY
(id), UNIQUE (uuid) );
CREATE TABLE photo ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
provenance TEXT NOT NULL, walk_id TEXT NOT NULL, finding_id TEXT NOT NULL, received_sha256 TEXT NOT NULL, kept_sha256
TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, blurred TEXT NOT NULL, released_on DATE, shown_sha256
TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY
(id), UNIQUE (uuid) );
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('invitation', 'attributes', 'invitation');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('assessment', 'attributes', 'assessment');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('turnout', 'attributes', 'turnout');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('photo', 'attributes', 'photo');
CREATE TRIGGER "invitation_guard_insert" BEFORE INSERT ON "invitation" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "invitation_guard_update" BEFORE UPDATE ON "invitation" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "invitation_guard_delete" BEFORE DELETE ON "invitation" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "assessment_guard_insert" BEFORE INSERT ON "assessment" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "assessment_guard_update" BEFORE UPDATE ON "assessment" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "assessment_guard_delete" BEFORE DELETE ON "assessment" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "turnout_guard_insert" BEFORE INSERT ON "turnout" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "turnout_guard_update" BEFORE UPDATE ON "turnout" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "turnout_guard_delete" BEFORE DELETE ON "turnout" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "photo_guard_insert" BEFORE INSERT ON "photo" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "photo_guard_update" BEFORE UPDATE ON "photo" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
CREATE TRIGGER "photo_guard_delete" BEFORE DELETE ON "photo" WHEN (SELECT writer FROM store_state) IS NULL BEGIN SELECT RAISE(ABORT, 'Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there'); END;
