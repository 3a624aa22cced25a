-- Today asks for open incidents and for how many there are in each state, before anything else is shown. Without this
-- the whole table has to be decrypted for it.
CREATE INDEX summary_state ON summary (kind, state);
