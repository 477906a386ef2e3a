CREATE TABLE announcement (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	zone VARCHAR COLLATE "C" NOT NULL,
	counter VARCHAR COLLATE "C" NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	ticket_id VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_announcement PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_announcement_zone ON announcement (hall_id, zone, at);

CREATE TABLE "case" (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_no VARCHAR COLLATE "C" NOT NULL,
	query_code VARCHAR COLLATE "C" NOT NULL,
	item_code VARCHAR COLLATE "C" NOT NULL,
	item_version BIGINT NOT NULL,
	item_name VARCHAR COLLATE "C" NOT NULL,
	situation VARCHAR COLLATE "C",
	request_kind VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	profile VARCHAR COLLATE "C" NOT NULL,
	section VARCHAR COLLATE "C" NOT NULL,
	has_certificate BOOLEAN NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	channel VARCHAR COLLATE "C" NOT NULL,
	ticket_id VARCHAR COLLATE "C",
	applicant_kind VARCHAR COLLATE "C" NOT NULL,
	applicant_name VARCHAR COLLATE "C" NOT NULL,
	applicant_pinyin VARCHAR COLLATE "C" NOT NULL,
	id_kind VARCHAR COLLATE "C" NOT NULL,
	id_number VARCHAR COLLATE "C" NOT NULL,
	phone VARCHAR COLLATE "C" NOT NULL,
	address VARCHAR COLLATE "C" NOT NULL,
	agent_name VARCHAR COLLATE "C",
	agent_id_number VARCHAR COLLATE "C",
	agent_phone VARCHAR COLLATE "C",
	agent_scope VARCHAR COLLATE "C" NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	received_on DATE NOT NULL,
	received_by VARCHAR COLLATE "C" NOT NULL,
	received_counter VARCHAR COLLATE "C" NOT NULL,
	complete_on DATE NOT NULL,
	corrections BIGINT NOT NULL,
	answer_by DATE,
	accepted_at TIMESTAMP WITH TIME ZONE,
	accepted_on DATE,
	accepted_by VARCHAR COLLATE "C",
	committed_days BIGINT NOT NULL,
	statutory_days BIGINT NOT NULL,
	committed_due_on DATE,
	statutory_due_on DATE,
	due_estimated BOOLEAN NOT NULL,
	extension_days BIGINT NOT NULL,
	tolerance_open BIGINT NOT NULL,
	promise BOOLEAN NOT NULL,
	suspended BOOLEAN NOT NULL,
	holder VARCHAR COLLATE "C" NOT NULL,
	reviewer VARCHAR COLLATE "C",
	recommendation VARCHAR COLLATE "C",
	opinion VARCHAR COLLATE "C",
	decided_at TIMESTAMP WITH TIME ZONE,
	decided_on DATE,
	decided_by VARCHAR COLLATE "C",
	decision VARCHAR COLLATE "C",
	certificate_no VARCHAR COLLATE "C",
	delivered_on DATE,
	archived_on DATE,
	archive_no VARCHAR COLLATE "C",
	reason VARCHAR COLLATE "C",
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_case PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_case_days CHECK (committed_days <= statutory_days),
	CONSTRAINT ck_case_state CHECK (state IN ('RECEIVED', 'CORRECTION', 'LAPSED', 'NOT_REQUIRED', 'REFUSED', 'ACCEPTED', 'REVIEW', 'DECIDE', 'GRANTED', 'DENIED', 'FORWARDED', 'CERT_READY', 'DELIVERED', 'ARCHIVED', 'WITHDRAWN', 'TERMINATED'))
);

CREATE INDEX ix_case_applicant ON "case" (hall_id, applicant_name);

CREATE INDEX ix_case_identity ON "case" (hall_id, id_number);

CREATE INDEX ix_case_pinyin ON "case" (hall_id, applicant_pinyin);

CREATE INDEX ix_case_received ON "case" (hall_id, received_on);

CREATE INDEX ix_case_todo ON "case" (hall_id, state, section, committed_due_on);

CREATE UNIQUE INDEX uq_case_case_no ON "case" (case_no);

CREATE TABLE case_material (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	no BIGINT NOT NULL,
	requirement VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	form VARCHAR COLLATE "C" NOT NULL,
	copies BIGINT NOT NULL,
	pages BIGINT NOT NULL,
	required BOOLEAN NOT NULL,
	tolerable BOOLEAN NOT NULL,
	retain BOOLEAN NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	received_on DATE,
	promised_on DATE,
	problem VARCHAR COLLATE "C",
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_case_material PRIMARY KEY (id, hall_id)
);

CREATE UNIQUE INDEX uq_case_material_no ON case_material (hall_id, case_id, no);

CREATE TABLE case_suspension (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	organiser VARCHAR COLLATE "C" NOT NULL,
	started_on DATE NOT NULL,
	declared_days BIGINT NOT NULL,
	ended_on DATE,
	result VARCHAR COLLATE "C",
	document_no VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_case_suspension PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_case_suspension_case ON case_suspension (hall_id, case_id);

CREATE TABLE change (
	n BIGSERIAL NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	journal_id VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_change PRIMARY KEY (n)
);

CREATE INDEX ix_change_key ON change (key);

CREATE TABLE config (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	set_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_config PRIMARY KEY (hall_id, name, version)
);

CREATE TABLE counter_session (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	counter VARCHAR COLLATE "C" NOT NULL,
	clerk VARCHAR COLLATE "C",
	state VARCHAR COLLATE "C" NOT NULL,
	reason VARCHAR COLLATE "C",
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_counter_session PRIMARY KEY (id, hall_id)
);

CREATE UNIQUE INDEX uq_counter_session_clerk ON counter_session (hall_id, clerk) WHERE state IN ('OPEN', 'PAUSED');

CREATE TABLE credential (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	login VARCHAR COLLATE "C" NOT NULL,
	verifier VARCHAR COLLATE "C" NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	failures BIGINT NOT NULL,
	locked_until TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_credential PRIMARY KEY (hall_id, login)
);

CREATE TABLE custody (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	holder VARCHAR COLLATE "C" NOT NULL,
	handoff_id VARCHAR COLLATE "C",
	login VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_custody PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_custody_case ON custody (hall_id, case_id, at);

CREATE TABLE database_info (
	name VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_database_info PRIMARY KEY (name)
);

CREATE TABLE delivery (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	method VARCHAR COLLATE "C" NOT NULL,
	recipient VARCHAR COLLATE "C" NOT NULL,
	recipient_id VARCHAR COLLATE "C" NOT NULL,
	relation VARCHAR COLLATE "C" NOT NULL,
	place VARCHAR COLLATE "C" NOT NULL,
	delivered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	delivered_by VARCHAR COLLATE "C" NOT NULL,
	documents VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_delivery PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_delivery_case ON delivery (hall_id, case_id);

CREATE TABLE document (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C",
	case_no VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	issued_on DATE NOT NULL,
	issued_by VARCHAR COLLATE "C" NOT NULL,
	paper VARCHAR COLLATE "C" NOT NULL,
	needs_seal BOOLEAN NOT NULL,
	sealed_at TIMESTAMP WITH TIME ZONE,
	sealed_by VARCHAR COLLATE "C",
	copies BIGINT NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_document PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_document_case ON document (hall_id, case_id);

CREATE UNIQUE INDEX uq_document_number ON document (number);

CREATE TABLE duty_done (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	login VARCHAR COLLATE "C" NOT NULL,
	duty VARCHAR COLLATE "C" NOT NULL,
	"group" VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_duty_done PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_duty_done_duty CHECK (duty IN ('accept', 'review', 'survey', 'decide', 'help'))
);

CREATE INDEX ix_duty_done_case ON duty_done (hall_id, case_id, login);

CREATE TABLE fee (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	case_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	amount_fen BIGINT NOT NULL,
	receipt_no VARCHAR COLLATE "C" NOT NULL,
	paid_on DATE NOT NULL,
	recorded_by VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_fee PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_fee_case ON fee (hall_id, case_id);

CREATE TABLE handoff (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	from_holder VARCHAR COLLATE "C" NOT NULL,
	to_section VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	sent_by VARCHAR COLLATE "C" NOT NULL,
	sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
	received_by VARCHAR COLLATE "C",
	received_at TIMESTAMP WITH TIME ZONE,
	labels VARCHAR COLLATE "C" NOT NULL,
	missing VARCHAR COLLATE "C" NOT NULL,
	unexpected VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_handoff PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_handoff_state ON handoff (hall_id, state, to_section);

CREATE TABLE item (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	code VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	status VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	pinyin VARCHAR COLLATE "C" NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_item PRIMARY KEY (hall_id, code, version)
);

CREATE INDEX ix_item_name ON item (hall_id, name);

CREATE INDEX ix_item_pinyin ON item (hall_id, pinyin);

CREATE TABLE journal (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	actor VARCHAR COLLATE "C" NOT NULL,
	command VARCHAR COLLATE "C" NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	request VARCHAR COLLATE "C" NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	outcome VARCHAR COLLATE "C" NOT NULL,
	touches VARCHAR COLLATE "C" NOT NULL,
	new_values VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_journal PRIMARY KEY (id)
);

CREATE INDEX ix_journal_at ON journal (hall_id, at);

CREATE TABLE number_series (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	series VARCHAR COLLATE "C" NOT NULL,
	period VARCHAR COLLATE "C" NOT NULL,
	last BIGINT NOT NULL,
	CONSTRAINT pk_number_series PRIMARY KEY (hall_id, series, period)
);

CREATE TABLE print_job (
	id VARCHAR COLLATE "C" NOT NULL,
	station VARCHAR COLLATE "C" NOT NULL,
	device VARCHAR COLLATE "C" NOT NULL,
	title VARCHAR COLLATE "C" NOT NULL,
	payload VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	problem VARCHAR COLLATE "C" NOT NULL,
	printed BIGINT NOT NULL,
	CONSTRAINT pk_print_job PRIMARY KEY (id),
	CONSTRAINT ck_print_job_device CHECK (device IN ('ticket', 'label', 'document')),
	CONSTRAINT ck_print_job_state CHECK (state IN ('waiting', 'printing', 'printed', 'failed', 'unknown'))
);

CREATE INDEX ix_print_job_state ON print_job (station, state);

CREATE TABLE queue_turn (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	queue VARCHAR COLLATE "C" NOT NULL,
	day DATE NOT NULL,
	priority_run BIGINT NOT NULL,
	called BIGINT NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_queue_turn PRIMARY KEY (id, hall_id)
);

CREATE TABLE seal_use (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	document_no VARCHAR COLLATE "C" NOT NULL,
	seal VARCHAR COLLATE "C" NOT NULL,
	copies BIGINT NOT NULL,
	used_by VARCHAR COLLATE "C" NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_seal_use PRIMARY KEY (id, hall_id)
);

CREATE INDEX ix_seal_use_at ON seal_use (hall_id, used_at);

CREATE TABLE staff (
	hall_id VARCHAR COLLATE "C" NOT NULL,
	login VARCHAR COLLATE "C" NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	active BOOLEAN NOT NULL,
	version BIGINT NOT NULL,
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_staff PRIMARY KEY (hall_id, login)
);

CREATE TABLE ticket (
	id VARCHAR COLLATE "C" NOT NULL,
	hall_id VARCHAR COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	day DATE NOT NULL,
	queue VARCHAR COLLATE "C" NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	rank BIGINT NOT NULL,
	placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state VARCHAR COLLATE "C" NOT NULL,
	channel VARCHAR COLLATE "C" NOT NULL,
	person VARCHAR COLLATE "C",
	name VARCHAR COLLATE "C",
	query_code VARCHAR COLLATE "C" NOT NULL,
	taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
	counter VARCHAR COLLATE "C",
	called_by VARCHAR COLLATE "C",
	called_at TIMESTAMP WITH TIME ZONE,
	recalled_at TIMESTAMP WITH TIME ZONE,
	recalls BIGINT NOT NULL,
	passes BIGINT NOT NULL,
	passed_after BIGINT NOT NULL,
	served_at TIMESTAMP WITH TIME ZONE,
	done_at TIMESTAMP WITH TIME ZONE,
	outcome VARCHAR COLLATE "C",
	case_ids VARCHAR COLLATE "C" NOT NULL,
	hold_kind VARCHAR COLLATE "C",
	reason VARCHAR COLLATE "C",
	reserved_for VARCHAR COLLATE "C",
	last_move VARCHAR COLLATE "C",
	last_command VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_ticket PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_ticket_state CHECK (state IN ('WAITING', 'CALLED', 'SERVING', 'HELD', 'PASSED', 'DONE', 'CANCELLED', 'VOID')),
	CONSTRAINT ck_ticket_outcome CHECK (outcome IN ('accepted', 'corrected', 'consulted', 'collected', 'not-accepted', 'other')),
	CONSTRAINT ck_ticket_hold_kind CHECK (hold_kind IN ('with-applicant', 'at-counter', 'waiting-for-event'))
);

CREATE INDEX ix_ticket_query ON ticket (hall_id, query_code);

CREATE INDEX ix_ticket_waiting ON ticket (hall_id, day, rank, placed_at) WHERE state = 'WAITING';

CREATE UNIQUE INDEX uq_ticket_at_counter ON ticket (hall_id, counter) WHERE state IN ('CALLED', 'SERVING');

CREATE UNIQUE INDEX uq_ticket_number ON ticket (hall_id, day, queue, number);

CREATE UNIQUE INDEX uq_ticket_person ON ticket (hall_id, day, queue, person) WHERE state IN ('WAITING', 'CALLED', 'SERVING', 'HELD') AND person IS NOT NULL;

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
