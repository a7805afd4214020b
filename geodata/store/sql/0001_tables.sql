-- Tables, log, GeoPackage and spatial index. Frozen: append another step instead of changing this one.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10400;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x
    DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id)
    REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT
    NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY
    (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY
    (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES
    gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT
    NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', NULL);
CREATE TABLE store_state ( id INTEGER NOT NULL CHECK (id = 1), data_version INTEGER NOT NULL, writer TEXT, PRIMARY KEY
    (id) );
CREATE TABLE store_kind_state ( kind TEXT NOT NULL, data_version INTEGER NOT NULL, PRIMARY KEY (kind) );
CREATE TABLE store_migration ( number INTEGER NOT NULL, applied_at DATETIME NOT NULL, PRIMARY KEY (number) );
CREATE TABLE store_event ( position INTEGER NOT NULL, op_id TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT
    NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL, change TEXT NOT NULL, done_by TEXT NOT NULL, received_at
    DATETIME NOT NULL, base_version INTEGER, new_version INTEGER, outcome TEXT NOT NULL, digest TEXT NOT NULL, body
    TEXT NOT NULL, PRIMARY KEY (position) );
CREATE UNIQUE INDEX store_event_op_id ON store_event (op_id) WHERE outcome != 'refused';
CREATE INDEX store_event_record ON store_event (kind, record_id, position);
CREATE INDEX store_event_refused ON store_event (op_id, digest) WHERE outcome = 'refused';
CREATE TABLE municipality ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, name TEXT NOT NULL, geom GEOMETRY, local_epsg INTEGER, shown_as_of DATE, version INTEGER
    NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid)
    );
CREATE TABLE area ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, area_kind TEXT NOT NULL, geom GEOMETRY NOT NULL,
    parent TEXT, residents INTEGER, dwellings INTEGER, dwellings_detached INTEGER, dwellings_terraced INTEGER,
    dwellings_apartment INTEGER, types_made_up BOOLEAN NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT
    NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE place ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, name TEXT NOT NULL, place_kind TEXT NOT NULL, geom POINT, radius_m INTEGER, aliases TEXT
    NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME,
    PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE party ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, name TEXT NOT NULL, party_kind TEXT NOT NULL, version INTEGER NOT NULL, changed_at
    DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE contact_card ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, function TEXT NOT NULL, party_id TEXT NOT NULL, channel TEXT, review_on DATE, version
    INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id),
    UNIQUE (uuid) );
CREATE TABLE agreement ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, starts_on DATE NOT NULL, ends_on DATE, title TEXT NOT NULL, party_ids TEXT NOT NULL,
    signed_on DATE, document TEXT, evidence_ids TEXT NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL,
    digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE promise ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, starts_on DATE NOT NULL, ends_on DATE, agreement_id TEXT NOT NULL, number INTEGER NOT
    NULL, title TEXT NOT NULL, text TEXT, categories TEXT NOT NULL, place_ids TEXT NOT NULL, area_codes TEXT NOT NULL,
    indicator TEXT, evidence_ids TEXT NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT
    NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE goal ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, agreement_id TEXT NOT NULL, title TEXT NOT NULL, indicator TEXT, version INTEGER NOT
    NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE action ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, starts_on DATE NOT NULL, ends_on DATE, promise_ids TEXT NOT NULL, title TEXT NOT NULL,
    text TEXT, action_type TEXT NOT NULL, commitment TEXT, responsibilities TEXT NOT NULL, place_ids TEXT NOT NULL,
    area_codes TEXT NOT NULL, categories TEXT NOT NULL, substances TEXT NOT NULL, time_bands TEXT NOT NULL,
    risk_evenings TEXT NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL,
    retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE activity ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, action_id TEXT NOT NULL, done_on DATE NOT NULL, started_at DATETIME, place_id TEXT,
    area_code TEXT, party_id TEXT, partner_ids TEXT NOT NULL, initiated_by TEXT, contact_outcome TEXT, themes TEXT NOT
    NULL, substances TEXT NOT NULL, focus TEXT, numbers TEXT NOT NULL, channel TEXT, note TEXT, version INTEGER NOT
    NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE neighbourhood_watch ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT
    NULL, provenance TEXT NOT NULL, starts_on DATE NOT NULL, ends_on DATE, name TEXT NOT NULL, area_code TEXT, geom
    GEOMETRY, households INTEGER, dwelling_type TEXT, party_ids TEXT NOT NULL, action_id TEXT, version INTEGER NOT
    NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE communication ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, title TEXT NOT NULL, channel TEXT NOT NULL, planned_on DATE NOT NULL, approved_by TEXT,
    published_on DATE, promise_ids TEXT NOT NULL, themes TEXT NOT NULL, reached INTEGER, version INTEGER NOT NULL,
    changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE idea ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, idea_kind TEXT NOT NULL, received_on DATE NOT NULL, reply_due_on DATE NOT NULL, text
    TEXT NOT NULL, promise_id TEXT, replied_on DATE, reply TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT
    NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE report ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, category TEXT NOT NULL, feeling TEXT NOT NULL, observed_at DATETIME NOT NULL, precision
    TEXT NOT NULL, geom POINT, accuracy_m REAL, area_code TEXT, place_id TEXT, source TEXT NOT NULL, severity INTEGER,
    status TEXT NOT NULL, status_reason TEXT, reopened_on DATE, responsible_id TEXT, due_on DATE, note TEXT,
    external_id TEXT, reporter TEXT, last_confirmed_on DATE, version INTEGER NOT NULL, changed_at DATETIME NOT NULL,
    digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE finding ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, category TEXT NOT NULL, feeling TEXT NOT NULL, observed_at DATETIME NOT NULL, precision
    TEXT NOT NULL, geom POINT, accuracy_m REAL, area_code TEXT, place_id TEXT, source TEXT NOT NULL, severity INTEGER,
    status TEXT NOT NULL, status_reason TEXT, reopened_on DATE, responsible_id TEXT, due_on DATE, note TEXT,
    external_id TEXT, walk_id TEXT, stop INTEGER, details TEXT, rubric TEXT, photos TEXT NOT NULL, version INTEGER NOT
    NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE walk ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, themes TEXT NOT NULL, planned_on DATE NOT NULL,
    open_until DATE, premeeting_on DATE, walked_at DATETIME, postmeeting_on DATE, in_dark BOOLEAN, area_code TEXT,
    place_id TEXT, geom LINESTRING, stops TEXT NOT NULL, participants TEXT NOT NULL, action_id TEXT, version INTEGER
    NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid)
    );
CREATE TABLE burglary_count ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, count INTEGER, is_suppressed BOOLEAN NOT NULL, is_preliminary BOOLEAN NOT NULL,
    area_code TEXT NOT NULL, month DATE NOT NULL, dwelling_type TEXT, outcome TEXT NOT NULL, version INTEGER NOT NULL,
    changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE fire_count ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, count INTEGER, is_suppressed BOOLEAN NOT NULL, is_preliminary BOOLEAN NOT NULL,
    area_code TEXT NOT NULL, month DATE NOT NULL, dwelling_type TEXT, version INTEGER NOT NULL, changed_at DATETIME
    NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE crime_count ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, count INTEGER, is_suppressed BOOLEAN NOT NULL, is_preliminary BOOLEAN NOT NULL, offence
    TEXT NOT NULL, offence_code TEXT, year INTEGER NOT NULL, month INTEGER, per_100k REAL, version INTEGER NOT NULL,
    changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE survey_result ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, area_code TEXT NOT NULL, wave TEXT NOT NULL, asked_on DATE, question TEXT NOT NULL, unit
    TEXT NOT NULL, value REAL, low REAL, high REAL, sample_size INTEGER, method TEXT, version INTEGER NOT NULL,
    changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE dialogue ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, title TEXT NOT NULL, held_on DATE NOT NULL, form TEXT NOT NULL, target_group TEXT NOT
    NULL, taking_part INTEGER, place_ids TEXT NOT NULL, themes TEXT NOT NULL, summary TEXT, version INTEGER NOT NULL,
    changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE police_event ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, event_number INTEGER NOT NULL, happened_at DATETIME NOT NULL, event_type TEXT NOT NULL,
    title TEXT NOT NULL, summary TEXT, url TEXT, place_name TEXT, geom POINT, version INTEGER NOT NULL, changed_at
    DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE hotspot ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, geom GEOMETRY NOT NULL, peak TEXT NOT NULL,
    named_by_person BOOLEAN NOT NULL, place_id TEXT, evidence_ids TEXT NOT NULL, decided_at DATETIME, decided_by TEXT,
    reason TEXT, last_confirmed_on DATE, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL,
    retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE link ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, hotspot_id TEXT NOT NULL, action_id TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    decided_at DATETIME NOT NULL, decided_by TEXT NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL,
    digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE effect ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, action_id TEXT NOT NULL, hotspot_id TEXT, method TEXT NOT NULL, before_from DATE NOT
    NULL, before_to DATE NOT NULL, after_from DATE NOT NULL, after_to DATE NOT NULL, change REAL, low REAL, high REAL,
    comparison_area_codes TEXT NOT NULL, displacement REAL, displacement_low REAL, displacement_high REAL, verdict
    TEXT NOT NULL, computed_at DATETIME NOT NULL, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT
    NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE situation_report ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT
    NULL, provenance TEXT NOT NULL, title TEXT NOT NULL, frozen_at DATETIME NOT NULL, event_position INTEGER NOT NULL,
    summary TEXT, themes TEXT NOT NULL, content_sha256 TEXT, approved_at DATETIME, approved_by TEXT, supersedes TEXT,
    version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY
    (id), UNIQUE (uuid) );
CREATE TABLE meeting ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, title TEXT NOT NULL, held_on DATE NOT NULL, attendance TEXT NOT NULL, decisions TEXT NOT
    NULL, action_id TEXT, version INTEGER NOT NULL, changed_at DATETIME NOT NULL, digest TEXT NOT NULL, retired_at
    DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
CREATE TABLE import_run ( id INTEGER NOT NULL, uuid TEXT NOT NULL, municipality TEXT NOT NULL, tier TEXT NOT NULL,
    provenance TEXT NOT NULL, import_kind TEXT NOT NULL, file_name TEXT NOT NULL, file_sha256 TEXT NOT NULL,
    finished_at DATETIME NOT NULL, read INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged
    INTEGER NOT NULL, rejected INTEGER NOT NULL, faults TEXT NOT NULL, version INTEGER NOT NULL, changed_at DATETIME
    NOT NULL, digest TEXT NOT NULL, retired_at DATETIME, PRIMARY KEY (id), UNIQUE (uuid) );
INSERT INTO store_state VALUES (1, 0, NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('municipality', 'features', 'municipality', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('municipality', 'geom', 'GEOMETRY', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('municipality', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_municipality_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_municipality_geom_insert" AFTER INSERT ON "municipality" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_municipality_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_municipality_geom_update6" AFTER UPDATE OF "geom" ON "municipality" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_municipality_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_municipality_geom_update7" AFTER UPDATE OF "geom" ON "municipality" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_municipality_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_municipality_geom_update2" AFTER UPDATE OF "geom" ON "municipality" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_municipality_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_municipality_geom_update5" AFTER UPDATE ON "municipality" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_municipality_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_municipality_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_municipality_geom_update4" AFTER UPDATE ON "municipality" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_municipality_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_municipality_geom_delete" AFTER DELETE ON "municipality" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_municipality_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('area', 'features', 'area', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('area', 'geom', 'GEOMETRY', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('area', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_area_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_area_geom_insert" AFTER INSERT ON "area" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_area_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_area_geom_update6" AFTER UPDATE OF "geom" ON "area" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_area_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_area_geom_update7" AFTER UPDATE OF "geom" ON "area" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_area_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_area_geom_update2" AFTER UPDATE OF "geom" ON "area" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_area_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_area_geom_update5" AFTER UPDATE ON "area" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_area_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_area_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_area_geom_update4" AFTER UPDATE ON "area" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_area_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_area_geom_delete" AFTER DELETE ON "area" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_area_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('place', 'features', 'place', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('place', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('place', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_place_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_place_geom_insert" AFTER INSERT ON "place" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_place_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_place_geom_update6" AFTER UPDATE OF "geom" ON "place" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_place_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_place_geom_update7" AFTER UPDATE OF "geom" ON "place" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_place_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_place_geom_update2" AFTER UPDATE OF "geom" ON "place" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_place_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_place_geom_update5" AFTER UPDATE ON "place" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_place_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_place_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_place_geom_update4" AFTER UPDATE ON "place" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_place_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_place_geom_delete" AFTER DELETE ON "place" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_place_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('party', 'attributes', 'party');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('contact_card', 'attributes', 'contact_card');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('agreement', 'attributes', 'agreement');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('promise', 'attributes', 'promise');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('goal', 'attributes', 'goal');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('action', 'attributes', 'action');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('activity', 'attributes', 'activity');
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('neighbourhood_watch', 'features', 'neighbourhood_watch', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('neighbourhood_watch', 'geom', 'GEOMETRY', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('neighbourhood_watch', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_neighbourhood_watch_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_neighbourhood_watch_geom_insert" AFTER INSERT ON "neighbourhood_watch" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_neighbourhood_watch_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_update6" AFTER UPDATE OF "geom" ON "neighbourhood_watch" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_neighbourhood_watch_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_update7" AFTER UPDATE OF "geom" ON "neighbourhood_watch" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_neighbourhood_watch_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_update2" AFTER UPDATE OF "geom" ON "neighbourhood_watch" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_neighbourhood_watch_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_update5" AFTER UPDATE ON "neighbourhood_watch" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_neighbourhood_watch_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_neighbourhood_watch_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_update4" AFTER UPDATE ON "neighbourhood_watch" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_neighbourhood_watch_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_neighbourhood_watch_geom_delete" AFTER DELETE ON "neighbourhood_watch" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_neighbourhood_watch_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('communication', 'attributes', 'communication');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('idea', 'attributes', 'idea');
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('report', 'features', 'report', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('report', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('report', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_report_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_report_geom_insert" AFTER INSERT ON "report" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_report_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_report_geom_update6" AFTER UPDATE OF "geom" ON "report" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_report_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_report_geom_update7" AFTER UPDATE OF "geom" ON "report" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_report_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_report_geom_update2" AFTER UPDATE OF "geom" ON "report" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_report_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_report_geom_update5" AFTER UPDATE ON "report" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_report_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_report_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_report_geom_update4" AFTER UPDATE ON "report" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_report_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_report_geom_delete" AFTER DELETE ON "report" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_report_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('finding', 'features', 'finding', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('finding', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('finding', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_finding_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_finding_geom_insert" AFTER INSERT ON "finding" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_finding_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_finding_geom_update6" AFTER UPDATE OF "geom" ON "finding" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_finding_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_finding_geom_update7" AFTER UPDATE OF "geom" ON "finding" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_finding_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_finding_geom_update2" AFTER UPDATE OF "geom" ON "finding" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_finding_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_finding_geom_update5" AFTER UPDATE ON "finding" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_finding_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_finding_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_finding_geom_update4" AFTER UPDATE ON "finding" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_finding_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_finding_geom_delete" AFTER DELETE ON "finding" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_finding_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('walk', 'features', 'walk', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('walk', 'geom', 'LINESTRING', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('walk', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_walk_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_walk_geom_insert" AFTER INSERT ON "walk" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_walk_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_walk_geom_update6" AFTER UPDATE OF "geom" ON "walk" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_walk_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_walk_geom_update7" AFTER UPDATE OF "geom" ON "walk" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_walk_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_walk_geom_update2" AFTER UPDATE OF "geom" ON "walk" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_walk_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_walk_geom_update5" AFTER UPDATE ON "walk" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_walk_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_walk_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_walk_geom_update4" AFTER UPDATE ON "walk" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_walk_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_walk_geom_delete" AFTER DELETE ON "walk" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_walk_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('burglary_count', 'attributes', 'burglary_count');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('fire_count', 'attributes', 'fire_count');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('crime_count', 'attributes', 'crime_count');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('survey_result', 'attributes', 'survey_result');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('dialogue', 'attributes', 'dialogue');
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('police_event', 'features', 'police_event', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('police_event', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('police_event', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_police_event_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_police_event_geom_insert" AFTER INSERT ON "police_event" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_police_event_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_police_event_geom_update6" AFTER UPDATE OF "geom" ON "police_event" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_police_event_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_police_event_geom_update7" AFTER UPDATE OF "geom" ON "police_event" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_police_event_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_police_event_geom_update2" AFTER UPDATE OF "geom" ON "police_event" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_police_event_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_police_event_geom_update5" AFTER UPDATE ON "police_event" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_police_event_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_police_event_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_police_event_geom_update4" AFTER UPDATE ON "police_event" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_police_event_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_police_event_geom_delete" AFTER DELETE ON "police_event" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_police_event_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('hotspot', 'features', 'hotspot', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('hotspot', 'geom', 'GEOMETRY', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('hotspot', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE "rtree_hotspot_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_hotspot_geom_insert" AFTER INSERT ON "hotspot" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_hotspot_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_hotspot_geom_update6" AFTER UPDATE OF "geom" ON "hotspot" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom")) BEGIN UPDATE "rtree_hotspot_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id"; END;
CREATE TRIGGER "rtree_hotspot_geom_update7" AFTER UPDATE OF "geom" ON "hotspot" WHEN OLD."id" = NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom")) BEGIN INSERT OR REPLACE INTO "rtree_hotspot_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_hotspot_geom_update2" AFTER UPDATE OF "geom" ON "hotspot" WHEN OLD."id" = NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_hotspot_geom" WHERE id = OLD."id"; END;
CREATE TRIGGER "rtree_hotspot_geom_update5" AFTER UPDATE ON "hotspot" WHEN OLD."id" != NEW."id" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_hotspot_geom" WHERE id = OLD."id"; INSERT OR REPLACE INTO "rtree_hotspot_geom" VALUES (NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_hotspot_geom_update4" AFTER UPDATE ON "hotspot" WHEN OLD."id" != NEW."id" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_hotspot_geom" WHERE id IN (OLD."id", NEW."id"); END;
CREATE TRIGGER "rtree_hotspot_geom_delete" AFTER DELETE ON "hotspot" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_hotspot_geom" WHERE id = OLD."id"; END;
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('link', 'attributes', 'link');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('effect', 'attributes', 'effect');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('situation_report', 'attributes', 'situation_report');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('meeting', 'attributes', 'meeting');
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('import_run', 'attributes', 'import_run');
CREATE TRIGGER "store_event_keep_update" BEFORE UPDATE ON "store_event" BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER "store_event_keep_delete" BEFORE DELETE ON "store_event" BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
