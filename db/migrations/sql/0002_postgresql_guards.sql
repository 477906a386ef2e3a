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
