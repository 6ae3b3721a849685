-- A picture that is not plain is stored otherwise than its file was, and an import still finds the file again.
ALTER TABLE pool_references ADD COLUMN original_sha256 TEXT NOT NULL DEFAULT '';
CREATE INDEX pool_references_original ON pool_references (original_sha256);
