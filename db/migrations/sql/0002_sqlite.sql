-- Stations beside central: acts told, numbers lent, attachments.

-- A feed in the order of transactions: SQLite adds a column only at the very end, so the table is made anew.

CREATE TABLE change_with_xid (
	n INTEGER NOT NULL,
	hall_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	"key" TEXT NOT NULL,
	journal_id TEXT NOT NULL,
	xid INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT pk_change PRIMARY KEY (n)
)
 STRICT;

INSERT INTO change_with_xid (n, hall_id, kind, "key", journal_id)
SELECT n, hall_id, kind, "key", journal_id FROM change;

DROP TABLE change;

ALTER TABLE change_with_xid RENAME TO change;

CREATE INDEX ix_change_feed ON change (hall_id, xid, n);

CREATE INDEX ix_change_key ON change ("key");

CREATE TABLE alias (
	hall_id TEXT NOT NULL,
	given TEXT NOT NULL,
	meant TEXT NOT NULL,
	CONSTRAINT pk_alias PRIMARY KEY (hall_id, given)
)
 STRICT;

CREATE TABLE blob (
	hall_id TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	mime TEXT NOT NULL,
	added_at INTEGER NOT NULL,
	whole_at INTEGER,
	CONSTRAINT pk_blob PRIMARY KEY (hall_id, sha256)
)
 STRICT;

CREATE INDEX ix_blob_whole ON blob (hall_id, whole_at);

CREATE TABLE blob_chunk (
	hall_id TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	n INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	CONSTRAINT pk_blob_chunk PRIMARY KEY (hall_id, sha256, n)
)
 STRICT;

CREATE TABLE block (
	hall_id TEXT NOT NULL,
	series TEXT NOT NULL,
	period TEXT NOT NULL,
	lo INTEGER NOT NULL,
	hi INTEGER NOT NULL,
	used INTEGER NOT NULL,
	station TEXT NOT NULL,
	leased_at INTEGER NOT NULL,
	returned_at INTEGER,
	reason TEXT,
	CONSTRAINT pk_block PRIMARY KEY (hall_id, series, period, lo)
)
 STRICT;

CREATE INDEX ix_block_station ON block (hall_id, station, series, period);

CREATE TABLE inbox (
	hall_id TEXT NOT NULL,
	station TEXT NOT NULL,
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	command TEXT NOT NULL,
	actor TEXT NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	state TEXT NOT NULL,
	code TEXT,
	facts TEXT NOT NULL,
	received_at INTEGER NOT NULL,
	CONSTRAINT pk_inbox PRIMARY KEY (hall_id, station, seq),
	CONSTRAINT ck_inbox_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
)
 STRICT;

CREATE INDEX ix_inbox_id ON inbox (id);

CREATE TABLE intent (
	id TEXT NOT NULL,
	command TEXT NOT NULL,
	actor TEXT NOT NULL,
	station TEXT NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	state TEXT NOT NULL,
	code TEXT,
	facts TEXT NOT NULL,
	CONSTRAINT pk_intent PRIMARY KEY (id),
	CONSTRAINT ck_intent_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
)
 STRICT;

CREATE INDEX ix_intent_state ON intent (state);

CREATE TABLE lease (
	hall_id TEXT NOT NULL,
	name TEXT NOT NULL,
	station TEXT NOT NULL,
	boot TEXT NOT NULL,
	until INTEGER NOT NULL,
	CONSTRAINT pk_lease PRIMARY KEY (hall_id, name)
)
 STRICT;

CREATE TABLE outbox (
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	command TEXT NOT NULL,
	actor TEXT NOT NULL,
	station TEXT NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	numbers TEXT NOT NULL,
	base TEXT NOT NULL,
	touches TEXT NOT NULL,
	state TEXT NOT NULL,
	code TEXT,
	facts TEXT NOT NULL,
	theirs TEXT,
	answered_at INTEGER,
	CONSTRAINT pk_outbox PRIMARY KEY (seq),
	CONSTRAINT ck_outbox_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
)
 STRICT;

CREATE INDEX ix_outbox_state ON outbox (state, seq);

CREATE UNIQUE INDEX uq_outbox_id ON outbox (id);

CREATE TABLE station (
	hall_id TEXT NOT NULL,
	name TEXT NOT NULL,
	install TEXT NOT NULL,
	boot TEXT NOT NULL,
	series TEXT NOT NULL,
	last_seq INTEGER NOT NULL,
	program TEXT NOT NULL,
	skew_ms INTEGER NOT NULL,
	joined_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	CONSTRAINT pk_station PRIMARY KEY (hall_id, name)
)
 STRICT;

CREATE UNIQUE INDEX uq_station_series ON station (hall_id, series);
