-- Why something was not made is read by others, too, each in their own language. What was said before is there in one alone.
UPDATE pairs SET refusal = json_object('en', refusal, 'ko', refusal) WHERE refusal IS NOT NULL;
UPDATE planned_acts SET why = json_object('en', why, 'ko', why) WHERE why IS NOT NULL;
