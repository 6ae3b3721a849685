-- What text models said of prompts, so that nobody pays twice for the same question. Rebuilt by asking: it may be emptied.
CREATE TABLE plan_cache (
  -- A hash of everything that the model was told.
  key TEXT PRIMARY KEY,
  made_by TEXT NOT NULL,
  said TEXT NOT NULL CHECK (json_valid(said)),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_cache_at ON plan_cache (at);
