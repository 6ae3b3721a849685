-- Safer wordings of prompts that a safety system refused: one a blocked generation at most.
CREATE TABLE rewrites (
  generation_id TEXT PRIMARY KEY REFERENCES generations (id),
  state TEXT NOT NULL CHECK (state IN ('asked', 'ready', 'failed', 'sent', 'edited', 'discarded')),
  original TEXT NOT NULL,
  -- Null until a text model has answered.
  rewritten TEXT,
  -- The display name of the text model.
  made_by TEXT,
  -- Why there is no wording, and the vendor's words or ours about it.
  why TEXT,
  detail TEXT,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  by_setting INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  settled_at INTEGER,
  -- The generation that ran it.
  result_id TEXT REFERENCES generations (id),
  CHECK ((state IN ('asked', 'failed')) = (rewritten IS NULL)),
  CHECK ((state IN ('sent', 'edited')) = (result_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- What was refused, newest first.
CREATE INDEX generations_blocked ON generations (id) WHERE state = 'blocked';
