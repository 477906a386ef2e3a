-- What the database itself forbids, whoever writes to it and with whatever program.

-- One person holds duties of one group only in a case (审批四分离, rules §2.3). Where the server lacks
-- btree_gist, a trigger under a lock of the pair does the same.
DO $do$
BEGIN
	CREATE EXTENSION IF NOT EXISTS btree_gist;
	ALTER TABLE duty_done ADD CONSTRAINT duty_separation
		EXCLUDE USING gist (hall_id WITH =, case_id WITH =, login WITH =, "group" WITH <>);
EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported THEN
	CREATE FUNCTION duty_done_separate() RETURNS trigger LANGUAGE plpgsql AS $body$
	BEGIN
		PERFORM pg_advisory_xact_lock(hashtextextended(NEW.case_id || NEW.login, 0));
		IF EXISTS (
			SELECT FROM duty_done AS past
			WHERE past.hall_id = NEW.hall_id AND past.case_id = NEW.case_id
			AND past.login = NEW.login AND past."group" <> NEW."group"
		) THEN
			RAISE EXCEPTION 'duty_separation' USING ERRCODE = 'exclusion_violation';
		END IF;
		RETURN NEW;
	END $body$;
	CREATE TRIGGER duty_separation BEFORE INSERT ON duty_done
		FOR EACH ROW EXECUTE FUNCTION duty_done_separate();
END $do$;

CREATE FUNCTION hall_forbid() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
	RAISE EXCEPTION '%: % on %', TG_ARGV[0], TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $body$;

-- Evidence is only added to.

CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER custody_append_only BEFORE UPDATE OR DELETE ON custody
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER custody_no_truncate BEFORE TRUNCATE ON custody
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER seal_use_append_only BEFORE UPDATE OR DELETE ON seal_use
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER seal_use_no_truncate BEFORE TRUNCATE ON seal_use
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER duty_done_append_only BEFORE UPDATE OR DELETE ON duty_done
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('append-only');

CREATE TRIGGER duty_done_no_truncate BEFORE TRUNCATE ON duty_done
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('append-only');

-- Nothing that was once there is deleted: it ends in a state.

CREATE TRIGGER ticket_no_delete BEFORE DELETE ON ticket
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER ticket_no_truncate BEFORE TRUNCATE ON ticket
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER announcement_no_delete BEFORE DELETE ON announcement
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER announcement_no_truncate BEFORE TRUNCATE ON announcement
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_no_delete BEFORE DELETE ON "case"
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_no_truncate BEFORE TRUNCATE ON "case"
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_material_no_delete BEFORE DELETE ON case_material
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_material_no_truncate BEFORE TRUNCATE ON case_material
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_suspension_no_delete BEFORE DELETE ON case_suspension
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER case_suspension_no_truncate BEFORE TRUNCATE ON case_suspension
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER handoff_no_delete BEFORE DELETE ON handoff
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER handoff_no_truncate BEFORE TRUNCATE ON handoff
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER document_no_delete BEFORE DELETE ON document
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER delivery_no_truncate BEFORE TRUNCATE ON delivery
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER fee_no_delete BEFORE DELETE ON fee
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER fee_no_truncate BEFORE TRUNCATE ON fee
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER item_no_delete BEFORE DELETE ON item
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER item_no_truncate BEFORE TRUNCATE ON item
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER config_no_delete BEFORE DELETE ON config
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER config_no_truncate BEFORE TRUNCATE ON config
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER staff_no_truncate BEFORE TRUNCATE ON staff
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');
