-- What the hub does by itself in a workspace: all is off until an admin sets it.
CREATE TABLE workspace_settings (
  surface TEXT NOT NULL,
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  -- Milliseconds since the epoch.
  at INTEGER NOT NULL,
  PRIMARY KEY (surface, workspace, name)
) STRICT, WITHOUT ROWID;

-- Acts that a setting causes, written with the ending that they answer.
CREATE TABLE planned_acts (
  -- The ended generation: it is acted on once.
  generation_id TEXT PRIMARY KEY REFERENCES generations (id),
  pair_id TEXT NOT NULL REFERENCES pairs (id),
  side TEXT NOT NULL CHECK (side IN ('A', 'B')),
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  total INTEGER NOT NULL,
  -- Of a fallback.
  model_id TEXT,
  -- Who switched the setting on.
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'done', 'dropped')),
  why TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_acts_due ON planned_acts (due_at) WHERE state = 'planned';
CREATE INDEX planned_acts_pair ON planned_acts (pair_id);

-- The roles of the asker then: what the hub does by itself is bounded by the asker's plan.
ALTER TABLE pairs ADD COLUMN asker_roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(asker_roles));
