-- A person's id has one spelling now: `person_id` gives it (core/domain/person.ts). A person who was two, because a name
-- came in two spellings, becomes one. Where both have a row, the row of today's spelling stays.
UPDATE pairs SET asker_id = person_id(asker_id) WHERE asker_id <> person_id(asker_id);
UPDATE generations SET by_id = person_id(by_id) WHERE by_id <> person_id(by_id);
UPDATE provider_calls SET by_id = person_id(by_id) WHERE by_id <> person_id(by_id);
UPDATE pool_references SET added_by_id = person_id(added_by_id) WHERE added_by_id <> person_id(added_by_id);
UPDATE promotions SET by_id = person_id(by_id) WHERE by_id <> person_id(by_id);
UPDATE promotion_drafts SET person_id = person_id(person_id) WHERE person_id <> person_id(person_id);

UPDATE OR IGNORE votes SET person_id = person_id(person_id) WHERE person_id <> person_id(person_id);
DELETE FROM votes WHERE person_id <> person_id(person_id);
UPDATE OR IGNORE reactions SET person_id = person_id(person_id) WHERE person_id <> person_id(person_id);
DELETE FROM reactions WHERE person_id <> person_id(person_id);
UPDATE OR IGNORE feedback SET person_id = person_id(person_id) WHERE person_id <> person_id(person_id);
DELETE FROM feedback WHERE person_id <> person_id(person_id);
UPDATE OR IGNORE requests SET person_id = person_id(person_id) WHERE person_id <> person_id(person_id);
DELETE FROM requests WHERE person_id <> person_id(person_id);
UPDATE OR IGNORE people SET id = person_id(id) WHERE id <> person_id(id);
DELETE FROM people WHERE id <> person_id(id);
UPDATE OR IGNORE blocked_people SET id = person_id(id) WHERE id <> person_id(id);
DELETE FROM blocked_people WHERE id <> person_id(id);
UPDATE OR IGNORE plan_holders SET holder = person_id(holder) WHERE holder <> person_id(holder);
DELETE FROM plan_holders WHERE holder <> person_id(holder);
