-- A coin decides for each pair which side has which recipe. Older pairs keep theirs in the fixed order of that time.
ALTER TABLE pairs ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN recipe_a TEXT NOT NULL DEFAULT 'three_tones';
ALTER TABLE pairs ADD COLUMN recipe_b TEXT NOT NULL DEFAULT 'five_tones';
UPDATE pairs SET seed = coalesce(plan ->> '$.seed', random() & 4294967295);
UPDATE pairs SET recipe_a = 'angle_in_words', recipe_b = 'angle_from_image'
WHERE request ->> '$.experiment' = 'angles';
UPDATE pairs SET recipe_a = 'first_model', recipe_b = 'second_model'
WHERE request ->> '$.experiment' = 'models';
