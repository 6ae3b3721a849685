-- Times are milliseconds since the epoch. JSON columns are read through zod.

CREATE TABLE pairs (
  id TEXT PRIMARY KEY,
  surface TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  asker_id TEXT NOT NULL,
  asker_name TEXT NOT NULL,
  locale TEXT NOT NULL,
  request TEXT NOT NULL,
  attachments TEXT NOT NULL,
  -- What the surface calls the request; pairs of one request share it.
  request_key TEXT,
  state TEXT NOT NULL CHECK (state IN ('planning', 'planned', 'refused')),
  plan TEXT,
  own TEXT NOT NULL,
  refusal TEXT,
  comparable INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  plan_deadline INTEGER NOT NULL,
  version INTEGER NOT NULL,
  shown_version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pairs_request ON pairs (request_key) WHERE request_key IS NOT NULL;
CREATE INDEX pairs_planning ON pairs (asker_id, id) WHERE state = 'planning';
CREATE INDEX pairs_unshown ON pairs (id) WHERE shown_version < version;
CREATE INDEX pairs_asker ON pairs (asker_id, workspace, id);

CREATE TABLE generations (
  id TEXT PRIMARY KEY,
  pair_id TEXT NOT NULL REFERENCES pairs (id),
  side TEXT NOT NULL CHECK (side IN ('A', 'B')),
  number INTEGER NOT NULL,
  origin TEXT NOT NULL,
  from_id TEXT REFERENCES generations (id),
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  spec TEXT NOT NULL,
  recipe_hash TEXT NOT NULL,
  provider TEXT NOT NULL,
  model_id TEXT NOT NULL,
  state TEXT NOT NULL,
  wait_deadline INTEGER NOT NULL,
  run_deadline INTEGER,
  image TEXT,
  failure TEXT,
  created_at INTEGER NOT NULL,
  dispatched_at INTEGER,
  ended_at INTEGER,
  delivered_at INTEGER,
  deleted_at INTEGER,
  staged_tone INTEGER NOT NULL,
  staged_angle INTEGER NOT NULL,
  UNIQUE (pair_id, side, number)
) STRICT;
-- At most one live generation a side, whatever the code above believes.
CREATE UNIQUE INDEX generations_live ON generations (pair_id, side)
  WHERE state IN ('waiting', 'running');
CREATE INDEX generations_waiting ON generations (created_at, side) WHERE state = 'waiting';
CREATE INDEX generations_running ON generations (run_deadline) WHERE state = 'running';
CREATE INDEX generations_by_live ON generations (by_id) WHERE state IN ('waiting', 'running');
CREATE INDEX generations_made ON generations (by_id)
  WHERE state = 'succeeded' AND delivered_at IS NULL;
CREATE INDEX generations_recipe ON generations (pair_id, side, recipe_hash);
CREATE INDEX generations_delivered ON generations (by_id, delivered_at)
  WHERE delivered_at IS NOT NULL;
CREATE INDEX generations_dispatched ON generations (by_id, dispatched_at);
CREATE INDEX generations_typical ON generations (model_id, ended_at) WHERE state = 'succeeded';

CREATE TABLE generation_references (
  generation_id TEXT NOT NULL REFERENCES generations (id),
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  -- Null for people's own images.
  reference_id TEXT,
  PRIMARY KEY (generation_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX generation_references_uses ON generation_references (reference_id)
  WHERE reference_id IS NOT NULL;

CREATE TABLE posts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  pair_id TEXT NOT NULL REFERENCES pairs (id),
  generation_id TEXT REFERENCES generations (id),
  surface TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  message_id TEXT,
  shown TEXT,
  first_tried_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX posts_message ON posts (surface, workspace, channel, message_id)
  WHERE message_id IS NOT NULL;
CREATE INDEX posts_pair ON posts (pair_id);

CREATE TABLE votes (
  generation_a TEXT NOT NULL REFERENCES generations (id),
  generation_b TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  pair_id TEXT NOT NULL REFERENCES pairs (id),
  choice TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (generation_a, generation_b, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_pair ON votes (pair_id);

CREATE TABLE reactions (
  generation_id TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  emoji TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('like', 'dislike', 'other')),
  at INTEGER NOT NULL,
  PRIMARY KEY (generation_id, person_id, emoji)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_person ON reactions (person_id, kind, at);

CREATE TABLE feedback (
  generation_id TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (generation_id, person_id)
) STRICT, WITHOUT ROWID;

-- One call a generation: written before the call, so that money is never spent unseen.
CREATE TABLE provider_calls (
  generation_id TEXT PRIMARY KEY REFERENCES generations (id),
  provider TEXT NOT NULL,
  model_id TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  -- Dollars; null when unknown, never 0 for unknown.
  cost_usd REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE categories (
  slug TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE personas (
  slug TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pool_references (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('tone', 'angle', 'model')),
  category TEXT REFERENCES categories (slug),
  persona TEXT REFERENCES personas (slug),
  location TEXT,
  tags TEXT NOT NULL,
  caption TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK ((kind = 'model') = (persona IS NOT NULL)),
  CHECK ((kind = 'model') = (category IS NULL))
) STRICT;
CREATE UNIQUE INDEX pool_references_content ON pool_references (kind, sha256);
CREATE INDEX pool_references_kind ON pool_references (kind, id) WHERE removed_at IS NULL;

CREATE TABLE model_configs (
  id TEXT PRIMARY KEY,
  config TEXT NOT NULL,
  active INTEGER NOT NULL,
  is_default INTEGER NOT NULL,
  CHECK (is_default = 0 OR active = 1)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX model_configs_default ON model_configs (is_default) WHERE is_default = 1;

CREATE TABLE plans (
  name TEXT PRIMARY KEY,
  tiers TEXT NOT NULL,
  daily_quota INTEGER NOT NULL CHECK (daily_quota >= 0)
) STRICT, WITHOUT ROWID;

-- `holder` is a person's id, or `role:` and a role.
CREATE TABLE plan_holders (
  holder TEXT PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES plans (name)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_people (
  id TEXT PRIMARY KEY,
  by_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE workspace_rules (
  workspace TEXT PRIMARY KEY,
  roles TEXT NOT NULL,
  channels TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE web_messages (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  nonce TEXT NOT NULL UNIQUE,
  -- Rises over all inserts, edits, reactions and removals.
  seq INTEGER NOT NULL UNIQUE,
  -- The order of first posting.
  position INTEGER NOT NULL,
  reply_to TEXT,
  card TEXT,
  reactions TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX web_messages_changes ON web_messages (channel, seq);
CREATE INDEX web_messages_page ON web_messages (channel, position) WHERE card IS NOT NULL;
