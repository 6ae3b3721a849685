-- A request's key stands for all of the request: its digest, NULL for requests from before.
ALTER TABLE pairs ADD COLUMN fingerprint TEXT;
ALTER TABLE requests ADD COLUMN fingerprint TEXT;
