-- Whoever has the hub on their own machine is "you" to themselves alone: others read a name.
UPDATE pairs SET asker_name = 'Host' WHERE asker_id = 'web:you' AND asker_name = 'you';
UPDATE generations SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE provider_calls SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE promotions SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE rewrites SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE workspace_settings SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE planned_acts SET by_name = 'Host' WHERE by_id = 'web:you' AND by_name = 'you';
UPDATE pool_references SET added_by_name = 'Host' WHERE added_by_id = 'web:you' AND added_by_name = 'you';
UPDATE pool_references SET removed_by_name = 'Host' WHERE removed_by_name = 'you';
