-- An effect tells where it was measured, by which choices, and what could have been seen. Frozen.
ALTER TABLE effect ADD COLUMN treated_area_codes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE effect ADD COLUMN displaced_area_codes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE effect ADD COLUMN parameters TEXT NOT NULL DEFAULT '[]';
ALTER TABLE effect ADD COLUMN least_fall REAL;
ALTER TABLE effect ADD COLUMN seen_from DATE;
