-- The text models that plan, rewrite and judge. Parameters and prices are JSON; prices are dollars per million tokens.
CREATE TABLE text_models (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  -- The vendor's own name for it.
  model TEXT NOT NULL,
  display_name TEXT NOT NULL,
  sees_pictures INTEGER NOT NULL CHECK (sees_pictures IN (0, 1)),
  -- Null: unknown.
  token_prices TEXT CHECK (json_valid(token_prices)),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  rank INTEGER NOT NULL CHECK (rank >= 0),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  retired_on TEXT,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
