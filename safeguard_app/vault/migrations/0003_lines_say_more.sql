-- Lists say when a decision is looked at again, and since when somebody is not here any more. Keys of a line stand in
-- order. What each line then says is worked out from the current versions, in the same transaction (migrating.py).
UPDATE summary SET line = replace(line, ',"entered_at":', ',"decision_review":null,"entered_at":')
WHERE kind = 'incident';
UPDATE summary SET line = replace(line, ',"name":', ',"left":null,"name":') WHERE kind = 'person';
