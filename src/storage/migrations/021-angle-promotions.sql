-- An image can be promoted to the angle images of a category too.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  generation_id TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('tone', 'angle', 'model')),
  slug TEXT NOT NULL,
  display_name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO drafts (id, generation_id, person_id, kind, slug, display_name, at)
SELECT id, generation_id, person_id, kind, slug, display_name, at FROM promotion_drafts;
DROP TABLE promotion_drafts;
ALTER TABLE drafts RENAME TO promotion_drafts;
CREATE INDEX promotion_drafts_at ON promotion_drafts (at);
