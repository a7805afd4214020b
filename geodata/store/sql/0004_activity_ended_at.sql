-- An activity tells when it ended.
ALTER TABLE activity ADD COLUMN ended_at DATETIME;
