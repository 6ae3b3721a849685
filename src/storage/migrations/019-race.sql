-- The same image by several models. Each candidate is a job and a call of its own; the generation shows the winner's image.
CREATE TABLE races (
  generation_id TEXT PRIMARY KEY REFERENCES generations (id),
  pair_id TEXT NOT NULL REFERENCES pairs (id),
  -- When the first candidate had its image. Milliseconds since the epoch.
  first_at INTEGER,
  winner_id TEXT REFERENCES candidates (id),
  -- The judge's display name and words; null when the rule decided, which `rule` says why.
  judge TEXT,
  reason TEXT,
  rule TEXT,
  CHECK (winner_id IS NOT NULL OR (judge IS NULL AND rule IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX races_pair ON races (pair_id);

CREATE TABLE candidates (
  id TEXT PRIMARY KEY,
  generation_id TEXT NOT NULL REFERENCES races (generation_id),
  -- 1 is the model that was asked for.
  number INTEGER NOT NULL CHECK (number > 0),
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  provider TEXT NOT NULL,
  model_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'succeeded', 'failed', 'dropped')),
  dispatched_at INTEGER,
  ended_at INTEGER,
  image TEXT CHECK (json_valid(image)),
  failure TEXT CHECK (json_valid(failure)),
  UNIQUE (generation_id, number),
  CHECK ((state = 'succeeded') = (image IS NOT NULL)),
  CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
