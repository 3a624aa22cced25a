-- Schema 1. One versioned table holds every record as canonical JSON; the chain of events seals each row of it.

-- The audit chain: event n covers event n-1. Nothing here is ever updated or deleted.
CREATE TABLE event (
    number    INTEGER PRIMARY KEY,
    payload   TEXT NOT NULL,
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    signature TEXT,
    kind      TEXT GENERATED ALWAYS AS (payload ->> '$.kind') VIRTUAL,
    actor     TEXT GENERATED ALWAYS AS (payload ->> '$.actor') VIRTUAL,
    record    TEXT GENERATED ALWAYS AS (payload ->> '$.record') VIRTUAL
) STRICT;
CREATE INDEX event_record ON event (record) WHERE record IS NOT NULL;
CREATE INDEX event_kind ON event (kind);

-- Every version of every record. A correction is a new row with its reason; the old row stays.
CREATE TABLE version (
    row         INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    record      TEXT NOT NULL CHECK (length(record) = 32),
    number      INTEGER NOT NULL CHECK (number >= 1),
    about       TEXT,
    body        TEXT NOT NULL,
    reason      TEXT,
    salt        BLOB NOT NULL CHECK (length(salt) = 16),
    event       INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
    case_year   INTEGER GENERATED ALWAYS AS (CASE kind WHEN 'incident' THEN body ->> '$.case.year' END) VIRTUAL,
    case_serial INTEGER GENERATED ALWAYS AS (CASE kind WHEN 'incident' THEN body ->> '$.case.serial' END) VIRTUAL,
    UNIQUE (record, number)
) STRICT;
CREATE INDEX version_kind ON version (kind, record, number);
CREATE INDEX version_about ON version (about, kind) WHERE about IS NOT NULL;
CREATE INDEX version_event ON version (event);
CREATE UNIQUE INDEX version_case ON version (case_year, case_serial, number) WHERE kind = 'incident';

-- Rows that were disposed of or re-filed: what the chain sealed, and the event that removed it.
CREATE TABLE tombstone (
    row   INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TRIGGER event_kept_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append-only: event'); END;
CREATE TRIGGER event_kept_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append-only: event'); END;
CREATE TRIGGER version_kept_update BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'append-only: version'); END;
CREATE TRIGGER version_kept_delete BEFORE DELETE ON version
    WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.row = OLD.row)
    BEGIN SELECT RAISE(ABORT, 'append-only: version'); END;
CREATE TRIGGER tombstone_kept_update BEFORE UPDATE ON tombstone BEGIN SELECT RAISE(ABORT, 'append-only: tombstone'); END;
CREATE TRIGGER tombstone_kept_delete BEFORE DELETE ON tombstone BEGIN SELECT RAISE(ABORT, 'append-only: tombstone'); END;

-- Mutable and outside the chain: keys of files (so that a file can be disposed of), drafts, window state, indexes.
CREATE TABLE file_key (
    file   TEXT PRIMARY KEY CHECK (length(file) = 32),
    secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id       TEXT PRIMARY KEY CHECK (length(id) = 32),
    author   TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_author ON draft (author);

CREATE TABLE window_state (
    user  TEXT NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user, name)
) STRICT, WITHOUT ROWID;

-- Derived from the current versions, rebuilt at will, compared by verify. Lists read all of it once and sort in memory.
-- With row ids, because without them a line of a thousand letters would take a further page of its own.
CREATE TABLE summary (
    record TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    state  TEXT NOT NULL,
    sort   TEXT NOT NULL,
    line   TEXT NOT NULL
) STRICT;

CREATE TABLE link (
    record TEXT NOT NULL,
    target TEXT NOT NULL,
    role   TEXT NOT NULL,
    PRIMARY KEY (record, target, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

CREATE TABLE searched (
    record TEXT PRIMARY KEY,
    row    INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
-- Its own option secure-delete stays off: it makes adding a note to a record fourteen times as slow, and what it would
-- remove stands in version anyway. Where rows of version are removed, the program leaves no trace of them here.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
