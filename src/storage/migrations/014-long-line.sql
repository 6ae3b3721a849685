-- A long line costs nobody much: it is read from an index alone, in its order; what is overdue in it, and what one person has in
-- it, is found without reading the rest.
DROP INDEX generations_waiting;
CREATE INDEX generations_line ON generations
  (created_at, pair_id, side, id, by_id, provider, model_id) WHERE state = 'waiting';
CREATE INDEX generations_wait_deadline ON generations (wait_deadline) WHERE state = 'waiting';
-- Who asked for the pair; somebody else may run a side of it. NULL in generations that ended before this column was made.
ALTER TABLE generations ADD COLUMN asker_id TEXT;
UPDATE generations SET asker_id = (SELECT asker_id FROM pairs WHERE pairs.id = pair_id)
  WHERE state IN ('waiting', 'running');
CREATE INDEX generations_asker ON generations (asker_id, pair_id) WHERE state = 'waiting';
