-- Lines of incidents name the accounts that the record names, so that the same account is seen across records. Keys of
-- a line stand in order. What each line then says is worked out from the current versions, in the same transaction.
UPDATE summary SET line = replace(line, ',"happened":', ',"handles":[],"happened":') WHERE kind = 'incident';
