-- Sign-ins of the web chat, by a keyed hash of their cookie.
CREATE TABLE web_sessions (
  hash TEXT PRIMARY KEY,
  -- Milliseconds since the epoch.
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tells this database's chat from another one's, whose messages have the same numbers.
CREATE TABLE web_chat (
  epoch TEXT NOT NULL
) STRICT;
INSERT INTO web_chat (epoch) VALUES (lower(hex(randomblob(12))));
