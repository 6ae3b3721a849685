-- How a reference came in, and how it went: removed ones stay for what was made with them, purged ones lost their blob.
ALTER TABLE pool_references ADD COLUMN source TEXT NOT NULL DEFAULT 'starter'
  CHECK (source IN ('starter', 'import', 'promotion'));
ALTER TABLE pool_references ADD COLUMN added_by_id TEXT NOT NULL DEFAULT 'diptych';
ALTER TABLE pool_references ADD COLUMN added_by_name TEXT NOT NULL DEFAULT 'Diptych';
ALTER TABLE pool_references ADD COLUMN removed_by_name TEXT;
ALTER TABLE pool_references ADD COLUMN purged_at INTEGER;

-- One content once a target, as long as it stands; of images older than their hashes nothing is known.
DROP INDEX pool_references_content;
-- What was kept until now was not the hash of the bytes: the hub reads them once and finds out.
UPDATE pool_references SET sha256 = '';
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

CREATE INDEX votes_b ON votes (generation_b);

-- What came of the images made with a reference. Kept with every reaction, vote and image, in its transaction:
-- counted anew, one look at a pool with 100,000 images behind it would stop the hub for seconds.
ALTER TABLE pool_references ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool_references ADD COLUMN likes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool_references ADD COLUMN dislikes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool_references ADD COLUMN won INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool_references ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;

CREATE TEMP TABLE helped AS
WITH used AS (
  SELECT DISTINCT reference_id, generation_id FROM generation_references
  JOIN generations ON generations.id = generation_id AND generations.state = 'succeeded'
  WHERE reference_id IS NOT NULL
), verdicts AS (
  SELECT generation_id,
    coalesce(max(CASE kind WHEN 'like' THEN at END), -1)
      >= coalesce(max(CASE kind WHEN 'dislike' THEN at END), -1) AS likes
  FROM reactions WHERE kind <> 'other' GROUP BY generation_id, person_id
), said AS (
  SELECT generation_id, likes, NOT likes AS dislikes, 0 AS won, 0 AS lost FROM verdicts
  UNION ALL
  SELECT generation_a, 0, 0, choice = 'A', choice IN ('B', 'both_bad') FROM votes
  UNION ALL
  SELECT generation_b, 0, 0, choice = 'B', choice IN ('A', 'both_bad') FROM votes
), opinions AS (
  SELECT generation_id, sum(likes) AS likes, sum(dislikes) AS dislikes, sum(won) AS won,
    sum(lost) AS lost
  FROM said GROUP BY generation_id
)
SELECT reference_id, count(*) AS uses, coalesce(sum(likes), 0) AS likes,
  coalesce(sum(dislikes), 0) AS dislikes, coalesce(sum(won), 0) AS won, coalesce(sum(lost), 0) AS lost
FROM used LEFT JOIN opinions USING (generation_id) GROUP BY reference_id;
UPDATE pool_references
SET uses = helped.uses, likes = helped.likes, dislikes = helped.dislikes, won = helped.won,
  lost = helped.lost
FROM helped WHERE helped.reference_id = pool_references.id;
DROP TABLE helped;

-- Rises with every change that a plan may see, whoever makes it: what was read of the pool before is then old.
CREATE TABLE pool_version (version INTEGER NOT NULL) STRICT;
INSERT INTO pool_version VALUES (1);
CREATE TRIGGER pool_reference_added AFTER INSERT ON pool_references
  BEGIN UPDATE pool_version SET version = version + 1; END;
CREATE TRIGGER pool_reference_changed AFTER UPDATE OF removed_at, location, tags, caption, sha256
  ON pool_references
  BEGIN UPDATE pool_version SET version = version + 1; END;
CREATE TRIGGER category_added AFTER INSERT ON categories
  BEGIN UPDATE pool_version SET version = version + 1; END;
CREATE TRIGGER category_changed AFTER UPDATE ON categories
  BEGIN UPDATE pool_version SET version = version + 1; END;
CREATE TRIGGER persona_added AFTER INSERT ON personas
  BEGIN UPDATE pool_version SET version = version + 1; END;
CREATE TRIGGER persona_changed AFTER UPDATE ON personas
  BEGIN UPDATE pool_version SET version = version + 1; END;
