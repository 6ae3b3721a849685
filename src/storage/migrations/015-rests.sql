-- Calls rest by what they are for: a provider's image calls, its text calls of each purpose, the image calls of one model.
CREATE TABLE provider_rests (
  provider TEXT NOT NULL,
  -- As in `provider_calls`.
  purpose TEXT NOT NULL,
  -- The provider's own name of the model; '' for all its models.
  model TEXT NOT NULL,
  -- Endings in a row that spoke against it.
  failures INTEGER NOT NULL,
  -- Rests since it last worked.
  rests INTEGER NOT NULL,
  rests_until INTEGER,
  why TEXT CHECK (why IN ('failures', 'rate_limited')),
  PRIMARY KEY (provider, purpose, model),
  CHECK ((rests_until IS NULL) = (why IS NULL))
) STRICT, WITHOUT ROWID;

-- What was known of a provider came from image calls.
INSERT INTO provider_rests (provider, purpose, model, failures, rests, rests_until, why)
SELECT name, 'image', '', failures, rests, rests_until, why FROM providers
WHERE failures > 0 OR rests > 0;

CREATE TABLE image_providers (
  name TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  -- Image calls at once; null: as many as there are slots.
  max_calls INTEGER CHECK (max_calls > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO image_providers SELECT name, display_name, max_calls FROM providers;
DROP TABLE providers;
ALTER TABLE image_providers RENAME TO providers;
