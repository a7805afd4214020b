-- A promise tells when somebody last said that it still holds.
ALTER TABLE promise ADD COLUMN last_confirmed_on DATE;
