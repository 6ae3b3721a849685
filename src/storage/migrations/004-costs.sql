-- Whose calls they are, and where they were asked for. Neither changes ever: copied here, a year of calls is added up
-- from one small table, without reading 100,000 generations with their specs.
ALTER TABLE provider_calls ADD COLUMN surface TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_calls ADD COLUMN workspace TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_calls ADD COLUMN by_id TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_calls ADD COLUMN by_name TEXT NOT NULL DEFAULT '';
UPDATE provider_calls
SET surface = pairs.surface, workspace = pairs.workspace, by_id = generations.by_id,
  by_name = generations.by_name
FROM generations JOIN pairs ON pairs.id = generations.pair_id
WHERE generations.id = provider_calls.generation_id;
CREATE INDEX provider_calls_place ON provider_calls (surface, workspace, begun_at);
