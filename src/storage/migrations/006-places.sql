-- The thread of a request or a message, in channels that have threads.
ALTER TABLE pairs ADD COLUMN thread TEXT;
ALTER TABLE posts ADD COLUMN thread TEXT;

-- A surface's own note on a message, which it gets back with every edit.
ALTER TABLE posts ADD COLUMN memo TEXT;
UPDATE posts SET memo = 'preview'
WHERE surface = 'discord' AND 'discord.preview.' || message_id IN (SELECT name FROM settings);
DELETE FROM settings WHERE name GLOB 'discord.preview.*';

-- The web chat reads the reactions to its messages from the table `reactions`.
ALTER TABLE web_messages DROP COLUMN reactions;

-- Requests that a client may repeat, with their answers.
CREATE TABLE requests (
  person_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- JSON; null before the answer.
  answer TEXT,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_at ON requests (at);
-- Request keys belong to one person each. The web chat used to prefix them with the person.
UPDATE pairs SET request_key = substr(request_key, length(asker_id) + 2)
WHERE substr(request_key, 1, length(asker_id) + 1) = asker_id || ' ';
