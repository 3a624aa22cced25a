-- Lines of incidents name the safety plans in force, so that their reviews are due. Keys of a line stand in order. What
-- each line then says is worked out from the current versions, in the same transaction.
UPDATE summary SET line = replace(line, ',"review_on":', ',"plans":[],"review_on":') WHERE kind = 'incident';
