-- The thread in which something was asked for, where a channel has threads in it.
ALTER TABLE pairs ADD COLUMN thread TEXT;
ALTER TABLE posts ADD COLUMN thread TEXT;

-- A surface's own few words about a message of ours, which it gets back with every edit.
ALTER TABLE posts ADD COLUMN memo TEXT;
UPDATE posts SET memo = 'preview'
WHERE surface = 'discord' AND 'discord.preview.' || message_id IN (SELECT name FROM settings);
DELETE FROM settings WHERE name GLOB 'discord.preview.*';

-- What stands under a message of the web chat is read from `reactions`, where all of it has always been.
ALTER TABLE web_messages DROP COLUMN reactions;

-- Requests that may be sent again: what they were answered, as long as they are kept.
CREATE TABLE requests (
  person_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- JSON; null while nothing is known of it.
  answer TEXT,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_at ON requests (at);
-- Keys are each person's own. Until now the web chat put the person into them.
UPDATE pairs SET request_key = substr(request_key, length(asker_id) + 2)
WHERE substr(request_key, 1, length(asker_id) + 1) = asker_id || ' ';
