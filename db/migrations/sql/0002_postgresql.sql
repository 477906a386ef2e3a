-- Stations beside central: acts told, numbers lent, attachments.

ALTER TABLE change ADD COLUMN xid xid8 DEFAULT pg_current_xact_id() NOT NULL;

CREATE TABLE alias (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	given VARCHAR COLLATE "C" NOT NULL,
	meant VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_alias PRIMARY KEY (hall_id, given)
);

CREATE TABLE blob (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	sha256 VARCHAR COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	mime VARCHAR COLLATE "C" NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	whole_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_blob PRIMARY KEY (hall_id, sha256)
);

CREATE INDEX ix_blob_whole ON blob (hall_id, whole_at);

CREATE TABLE blob_chunk (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	sha256 VARCHAR COLLATE "C" NOT NULL,
	n BIGINT NOT NULL,
	bytes BYTEA NOT NULL,
	CONSTRAINT pk_blob_chunk PRIMARY KEY (hall_id, sha256, n)
);

CREATE TABLE block (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	series VARCHAR COLLATE "C" NOT NULL,
	period VARCHAR COLLATE "C" NOT NULL,
	lo BIGINT NOT NULL,
	hi BIGINT NOT NULL,
	used BIGINT NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	leased_at TIMESTAMP WITH TIME ZONE NOT NULL,
	returned_at TIMESTAMP WITH TIME ZONE,
	reason VARCHAR COLLATE "C",
	CONSTRAINT pk_block PRIMARY KEY (hall_id, series, period, lo)
);

CREATE INDEX ix_block_station ON block (hall_id, station, series, period);

CREATE INDEX ix_change_feed ON change (hall_id, xid, n);

CREATE TABLE inbox (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL,
	id VARCHAR COLLATE "C" NOT NULL,
	command VARCHAR COLLATE "C" NOT NULL,
	actor VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	code VARCHAR COLLATE "C",
	facts VARCHAR COLLATE "C" NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_inbox PRIMARY KEY (hall_id, station, seq),
	CONSTRAINT ck_inbox_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
);

CREATE INDEX ix_inbox_id ON inbox (id);

CREATE TABLE intent (
	id VARCHAR COLLATE "C" NOT NULL,
	command VARCHAR COLLATE "C" NOT NULL,
	actor VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	code VARCHAR COLLATE "C",
	facts VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_intent PRIMARY KEY (id),
	CONSTRAINT ck_intent_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
);

CREATE INDEX ix_intent_state ON intent (state);

CREATE TABLE lease (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	boot VARCHAR COLLATE "C" NOT NULL,
	until TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_lease PRIMARY KEY (hall_id, name)
);

CREATE TABLE outbox (
	seq BIGSERIAL NOT NULL,
	id VARCHAR COLLATE "C" NOT NULL,
	command VARCHAR COLLATE "C" NOT NULL,
	actor VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	numbers VARCHAR COLLATE "C" NOT NULL,
	base VARCHAR COLLATE "C" NOT NULL,
	touches VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	code VARCHAR COLLATE "C",
	facts VARCHAR COLLATE "C" NOT NULL,
	theirs VARCHAR COLLATE "C",
	answered_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_outbox PRIMARY KEY (seq),
	CONSTRAINT ck_outbox_state CHECK (state IN ('pending', 'done', 'flagged', 'conflict', 'refused', 'settled', 'asked', 'undone'))
);

CREATE INDEX ix_outbox_state ON outbox (state, seq);

CREATE UNIQUE INDEX uq_outbox_id ON outbox (id);

CREATE TABLE station (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	install VARCHAR COLLATE "C" NOT NULL,
	boot VARCHAR COLLATE "C" NOT NULL,
	series VARCHAR COLLATE "C" NOT NULL,
	last_seq BIGINT NOT NULL,
	program VARCHAR COLLATE "C" NOT NULL,
	skew_ms BIGINT NOT NULL,
	joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_station PRIMARY KEY (hall_id, name)
);

CREATE UNIQUE INDEX uq_station_series ON station (hall_id, series);
-- Numbers are lent once: no two blocks of a series overlap. Where the server lacks btree_gist, a
-- trigger under a lock of the series does the same.
DO $do$
BEGIN
	CREATE EXTENSION IF NOT EXISTS btree_gist;
	ALTER TABLE block ADD CONSTRAINT block_apart EXCLUDE USING gist
		(hall_id WITH =, series WITH =, period WITH =, int8range(lo, hi, '[]') WITH &&);
EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported THEN
	CREATE FUNCTION block_stand_apart() RETURNS trigger LANGUAGE plpgsql AS $body$
	BEGIN
		PERFORM pg_advisory_xact_lock(hashtextextended(NEW.hall_id || NEW.series || NEW.period, 0));
		IF EXISTS (
			SELECT FROM block AS past
			WHERE past.hall_id = NEW.hall_id AND past.series = NEW.series
			AND past.period = NEW.period AND past.lo <= NEW.hi AND NEW.lo <= past.hi
		) THEN
			RAISE EXCEPTION 'block_apart' USING ERRCODE = 'exclusion_violation';
		END IF;
		RETURN NEW;
	END $body$;
	CREATE TRIGGER block_apart BEFORE INSERT ON block
		FOR EACH ROW EXECUTE FUNCTION block_stand_apart();
END $do$;

-- A hint to whoever listens; what has changed is read from the feed.
CREATE FUNCTION hall_hint() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
	PERFORM pg_notify('hall_change', '');
	RETURN NULL;
END $body$;

CREATE TRIGGER change_hint AFTER INSERT ON change
	FOR EACH STATEMENT EXECUTE FUNCTION hall_hint();

-- What a station told is kept as it was told.
CREATE TRIGGER inbox_append_only BEFORE UPDATE OR DELETE ON inbox
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER inbox_no_truncate BEFORE TRUNCATE ON inbox
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER station_no_delete BEFORE DELETE ON station
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER block_no_delete BEFORE DELETE ON block
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');
