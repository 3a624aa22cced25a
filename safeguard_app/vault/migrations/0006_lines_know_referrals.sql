-- Lines of incidents say how their referrals stand, what was said of their clocks, and which report to a platform waits
-- for an answer. Keys of a line stand in order. What each line then says is worked out from the current versions, in the
-- same transaction (migrating.py).
UPDATE summary
SET line = replace(
    replace(line, ',"decided":', ',"clocks":[],"decided":'),
    ',"review_on":', ',"referrals":[],"reported":null,"review_on":'
)
WHERE kind = 'incident';
