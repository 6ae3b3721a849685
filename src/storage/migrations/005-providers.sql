-- What is known of each image provider besides its models: how many calls it may have at once, and
-- whether it rests. Times are milliseconds since the epoch.
CREATE TABLE providers (
  name TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  -- Calls at once; null: as many as there are slots.
  max_calls INTEGER CHECK (max_calls > 0),
  -- Endings in a row that spoke against it.
  failures INTEGER NOT NULL DEFAULT 0,
  -- Rests since it last worked.
  rests INTEGER NOT NULL DEFAULT 0,
  rests_until INTEGER,
  why TEXT CHECK (why IN ('failures', 'rate_limited')),
  CHECK ((rests_until IS NULL) = (why IS NULL))
) STRICT, WITHOUT ROWID;
