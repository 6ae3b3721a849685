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
