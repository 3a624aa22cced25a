-- What a machine made of the pictures of exhibits: words to find them by, and how they look. Derived from the sealed
-- files, never evidence, made again at will; of what is taken back, in quarantine or filed elsewhere nothing stays.
CREATE TABLE machine_reading (
    row      INTEGER PRIMARY KEY,
    item     TEXT NOT NULL UNIQUE CHECK (length(item) = 32),
    about    TEXT NOT NULL,
    reader   TEXT NOT NULL,
    words    TEXT NOT NULL,
    likeness TEXT NOT NULL,
    width    INTEGER,
    height   INTEGER,
    small    BLOB -- red, green and blue of each pixel, packed; last, because only an overview reads it
) STRICT;
CREATE INDEX machine_reading_about ON machine_reading (about);

CREATE VIRTUAL TABLE machine_search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
-- Few texts, and what is removed here must be gone: unlike in search, the records do not hold it anyway.
INSERT INTO machine_search (machine_search, rank) VALUES ('secure-delete', 1);

-- A record asks for the few events before which the clock had gone back.
CREATE INDEX event_clock_back ON event (number) WHERE payload ->> '$.clock_back' IS NOT NULL;
