-- Reactions are kept by their exact emoji, and counted by its name. Older rows have only the name: `any` and the name
-- stands for all emoji of that name, until their chat is read again.
CREATE TABLE exact_reactions (
  generation_id TEXT NOT NULL REFERENCES generations (id),
  person_id TEXT NOT NULL,
  exact TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('like', 'dislike', 'other')),
  at INTEGER NOT NULL,
  PRIMARY KEY (generation_id, person_id, exact)
) STRICT, WITHOUT ROWID;
INSERT INTO exact_reactions (generation_id, person_id, exact, name, kind, at)
SELECT generation_id, person_id, 'any ' || emoji, emoji, kind, at FROM reactions;
DROP TABLE reactions;
ALTER TABLE exact_reactions RENAME TO reactions;
CREATE INDEX reactions_person ON reactions (person_id, kind, at);

-- Why the chat's own filter refuses a message for good: JSON with what it refuses and its words.
ALTER TABLE posts ADD COLUMN refusal TEXT;
