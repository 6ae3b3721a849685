-- The ledger has a row for every call that may cost: a generation may have several, a pair may have some before its
-- first generation. A generation's first image call has the generation's id, so that late answers find it.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL
    CHECK (purpose IN ('image', 'classification', 'rewrite', 'judge', 'caption', 'embedding')),
  -- Null for calls for the pool.
  pair_id TEXT REFERENCES pairs (id),
  generation_id TEXT REFERENCES generations (id),
  provider TEXT NOT NULL,
  model_id TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  -- Dollars; null when unknown, never 0 for unknown.
  cost_usd REAL,
  -- Tokens; null when unknown.
  text_in INTEGER,
  image_in INTEGER,
  text_out INTEGER,
  image_out INTEGER,
  -- The place of the request and its person. Never changed.
  surface TEXT NOT NULL,
  workspace TEXT NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  CHECK (generation_id IS NULL OR pair_id IS NOT NULL)
) STRICT;

INSERT INTO calls (id, purpose, pair_id, generation_id, provider, model_id, begun_at, ended_at,
  outcome, cost_usd, surface, workspace, by_id, by_name)
SELECT generation_id, 'image', (SELECT pair_id FROM generations WHERE id = generation_id),
  generation_id, provider, model_id, begun_at, ended_at, outcome, cost_usd, surface, workspace,
  by_id, by_name
FROM provider_calls;

DROP TABLE provider_calls;
ALTER TABLE calls RENAME TO provider_calls;
CREATE INDEX provider_calls_generation ON provider_calls (generation_id)
  WHERE generation_id IS NOT NULL;
CREATE INDEX provider_calls_pair ON provider_calls (pair_id) WHERE pair_id IS NOT NULL;
CREATE INDEX provider_calls_begun ON provider_calls (begun_at);
CREATE INDEX provider_calls_place ON provider_calls (surface, workspace, begun_at);
