-- How a reference came in, and how it went: removed ones stay for what was made with them, purged ones lost their blob.
ALTER TABLE pool_references ADD COLUMN source TEXT NOT NULL DEFAULT 'starter'
  CHECK (source IN ('starter', 'import', 'promotion'));
ALTER TABLE pool_references ADD COLUMN added_by_id TEXT NOT NULL DEFAULT '';
ALTER TABLE pool_references ADD COLUMN added_by_name TEXT NOT NULL DEFAULT '';
ALTER TABLE pool_references ADD COLUMN removed_by_name TEXT;
ALTER TABLE pool_references ADD COLUMN purged_at INTEGER;

-- One content once a target, as long as it stands; of images older than their hashes nothing is known.
DROP INDEX pool_references_content;
CREATE UNIQUE INDEX pool_references_content
  ON pool_references (kind, coalesce(category, persona), sha256)
  WHERE removed_at IS NULL AND sha256 <> '';
CREATE INDEX pool_references_sha256 ON pool_references (sha256);

CREATE TABLE promotions (
  id TEXT PRIMARY KEY,
  generation_id TEXT NOT NULL REFERENCES generations (id),
  reference_id TEXT NOT NULL UNIQUE REFERENCES pool_references (id),
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX promotions_generation ON promotions (generation_id);

ALTER TABLE generations ADD COLUMN promoted_at INTEGER;

-- A target that somebody picked and has not confirmed yet.
CREATE TABLE promotion_drafts (
  id TEXT PRIMARY KEY,
  generation_id TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('tone', 'model')),
  slug TEXT NOT NULL,
  display_name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_drafts_at ON promotion_drafts (at);

-- Blobs under refs/ that are about to be made, or to go: what a crash leaves of them is found here.
CREATE TABLE unsettled_blobs (
  key TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unsettled_blobs_at ON unsettled_blobs (at);

-- What came of an image is asked for by either side of a vote.
CREATE INDEX votes_b ON votes (generation_b);
