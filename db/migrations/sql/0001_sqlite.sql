CREATE TABLE announcement (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	zone TEXT NOT NULL,
	counter TEXT NOT NULL,
	number TEXT NOT NULL,
	ticket_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_announcement PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_announcement_zone ON announcement (hall_id, zone, at);

CREATE TABLE "case" (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_no TEXT NOT NULL,
	query_code TEXT NOT NULL,
	item_code TEXT NOT NULL,
	item_version INTEGER NOT NULL,
	item_name TEXT NOT NULL,
	situation TEXT,
	request_kind TEXT NOT NULL,
	kind TEXT NOT NULL,
	profile TEXT NOT NULL,
	section TEXT NOT NULL,
	has_certificate INTEGER NOT NULL,
	state TEXT NOT NULL,
	channel TEXT NOT NULL,
	ticket_id TEXT,
	applicant_kind TEXT NOT NULL,
	applicant_name TEXT NOT NULL,
	applicant_pinyin TEXT NOT NULL,
	id_kind TEXT NOT NULL,
	id_number TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	agent_name TEXT,
	agent_id_number TEXT,
	agent_phone TEXT,
	agent_scope TEXT NOT NULL,
	received_at INTEGER NOT NULL,
	received_on TEXT NOT NULL,
	received_by TEXT NOT NULL,
	received_counter TEXT NOT NULL,
	complete_on TEXT NOT NULL,
	corrections INTEGER NOT NULL,
	answer_by TEXT,
	accepted_at INTEGER,
	accepted_on TEXT,
	accepted_by TEXT,
	committed_days INTEGER NOT NULL,
	statutory_days INTEGER NOT NULL,
	committed_due_on TEXT,
	statutory_due_on TEXT,
	due_estimated INTEGER NOT NULL,
	extension_days INTEGER NOT NULL,
	tolerance_open INTEGER NOT NULL,
	promise INTEGER NOT NULL,
	suspended INTEGER NOT NULL,
	holder TEXT NOT NULL,
	reviewer TEXT,
	recommendation TEXT,
	opinion TEXT,
	decided_at INTEGER,
	decided_on TEXT,
	decided_by TEXT,
	decision TEXT,
	certificate_no TEXT,
	delivered_on TEXT,
	archived_on TEXT,
	archive_no TEXT,
	reason TEXT,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_case PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_case_days CHECK (committed_days <= statutory_days),
	CONSTRAINT ck_case_state CHECK (state IN ('RECEIVED', 'CORRECTION', 'LAPSED', 'NOT_REQUIRED', 'REFUSED', 'ACCEPTED', 'REVIEW', 'DECIDE', 'GRANTED', 'DENIED', 'FORWARDED', 'CERT_READY', 'DELIVERED', 'ARCHIVED', 'WITHDRAWN', 'TERMINATED'))
)
 STRICT;

CREATE INDEX ix_case_applicant ON "case" (hall_id, applicant_name);

CREATE INDEX ix_case_identity ON "case" (hall_id, id_number);

CREATE INDEX ix_case_pinyin ON "case" (hall_id, applicant_pinyin);

CREATE INDEX ix_case_received ON "case" (hall_id, received_on);

CREATE INDEX ix_case_todo ON "case" (hall_id, state, section, committed_due_on);

CREATE UNIQUE INDEX uq_case_case_no ON "case" (case_no);

CREATE TABLE case_material (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	no INTEGER NOT NULL,
	requirement TEXT NOT NULL,
	name TEXT NOT NULL,
	form TEXT NOT NULL,
	copies INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	required INTEGER NOT NULL,
	tolerable INTEGER NOT NULL,
	retain INTEGER NOT NULL,
	state TEXT NOT NULL,
	received_on TEXT,
	promised_on TEXT,
	problem TEXT,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_case_material PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE UNIQUE INDEX uq_case_material_no ON case_material (hall_id, case_id, no);

CREATE TABLE case_suspension (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	organiser TEXT NOT NULL,
	started_on TEXT NOT NULL,
	declared_days INTEGER NOT NULL,
	ended_on TEXT,
	result TEXT,
	document_no TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_case_suspension PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_case_suspension_case ON case_suspension (hall_id, case_id);

CREATE TABLE change (
	n INTEGER NOT NULL,
	hall_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	"key" TEXT NOT NULL,
	journal_id TEXT NOT NULL,
	CONSTRAINT pk_change PRIMARY KEY (n)
)
 STRICT;

CREATE INDEX ix_change_key ON change ("key");

CREATE TABLE config (
	hall_id TEXT NOT NULL,
	name TEXT NOT NULL,
	version INTEGER NOT NULL,
	body TEXT NOT NULL,
	set_at INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_config PRIMARY KEY (hall_id, name, version)
)
 STRICT;

CREATE TABLE counter_session (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	counter TEXT NOT NULL,
	clerk TEXT,
	state TEXT NOT NULL,
	reason TEXT,
	since INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_counter_session PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE UNIQUE INDEX uq_counter_session_clerk ON counter_session (hall_id, clerk) WHERE state IN ('OPEN', 'PAUSED');

CREATE TABLE credential (
	hall_id TEXT NOT NULL,
	login TEXT NOT NULL,
	verifier TEXT NOT NULL,
	changed_at INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	locked_until INTEGER,
	CONSTRAINT pk_credential PRIMARY KEY (hall_id, login)
)
 STRICT;

CREATE TABLE custody (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	holder TEXT NOT NULL,
	handoff_id TEXT,
	login TEXT NOT NULL,
	at INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_custody PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_custody_case ON custody (hall_id, case_id, at);

CREATE TABLE database_info (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_database_info PRIMARY KEY (name)
)
 STRICT;

CREATE TABLE delivery (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	method TEXT NOT NULL,
	recipient TEXT NOT NULL,
	recipient_id TEXT NOT NULL,
	relation TEXT NOT NULL,
	place TEXT NOT NULL,
	delivered_at INTEGER NOT NULL,
	delivered_by TEXT NOT NULL,
	documents TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_delivery PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_delivery_case ON delivery (hall_id, case_id);

CREATE TABLE document (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT,
	case_no TEXT NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	issued_on TEXT NOT NULL,
	issued_by TEXT NOT NULL,
	paper TEXT NOT NULL,
	needs_seal INTEGER NOT NULL,
	sealed_at INTEGER,
	sealed_by TEXT,
	copies INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_document PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_document_case ON document (hall_id, case_id);

CREATE UNIQUE INDEX uq_document_number ON document (number);

CREATE TABLE duty_done (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	login TEXT NOT NULL,
	duty TEXT NOT NULL,
	"group" TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_duty_done PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_duty_done_duty CHECK (duty IN ('accept', 'review', 'survey', 'decide', 'help'))
)
 STRICT;

CREATE INDEX ix_duty_done_case ON duty_done (hall_id, case_id, login);

CREATE TABLE fee (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	name TEXT NOT NULL,
	amount_fen INTEGER NOT NULL,
	receipt_no TEXT NOT NULL,
	paid_on TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_fee PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_fee_case ON fee (hall_id, case_id);

CREATE TABLE handoff (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	number TEXT NOT NULL,
	from_holder TEXT NOT NULL,
	to_section TEXT NOT NULL,
	state TEXT NOT NULL,
	sent_by TEXT NOT NULL,
	sent_at INTEGER NOT NULL,
	received_by TEXT,
	received_at INTEGER,
	labels TEXT NOT NULL,
	missing TEXT NOT NULL,
	unexpected TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_handoff PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_handoff_state ON handoff (hall_id, state, to_section);

CREATE TABLE item (
	hall_id TEXT NOT NULL,
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	status TEXT NOT NULL,
	name TEXT NOT NULL,
	pinyin TEXT NOT NULL,
	body TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_item PRIMARY KEY (hall_id, code, version)
)
 STRICT;

CREATE INDEX ix_item_name ON item (hall_id, name);

CREATE INDEX ix_item_pinyin ON item (hall_id, pinyin);

CREATE TABLE journal (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	station TEXT NOT NULL,
	actor TEXT NOT NULL,
	command TEXT NOT NULL,
	at INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	request TEXT NOT NULL,
	body TEXT NOT NULL,
	outcome TEXT NOT NULL,
	touches TEXT NOT NULL,
	new_values TEXT NOT NULL,
	CONSTRAINT pk_journal PRIMARY KEY (id)
)
 STRICT;

CREATE INDEX ix_journal_at ON journal (hall_id, at);

CREATE TABLE number_series (
	hall_id TEXT NOT NULL,
	series TEXT NOT NULL,
	period TEXT NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_number_series PRIMARY KEY (hall_id, series, period)
)
 STRICT;

CREATE TABLE print_job (
	id TEXT NOT NULL,
	station TEXT NOT NULL,
	device TEXT NOT NULL,
	title TEXT NOT NULL,
	payload TEXT NOT NULL,
	state TEXT NOT NULL,
	made_at INTEGER NOT NULL,
	problem TEXT NOT NULL,
	printed INTEGER NOT NULL,
	CONSTRAINT pk_print_job PRIMARY KEY (id),
	CONSTRAINT ck_print_job_device CHECK (device IN ('ticket', 'label', 'document')),
	CONSTRAINT ck_print_job_state CHECK (state IN ('waiting', 'printing', 'printed', 'failed', 'unknown'))
)
 STRICT;

CREATE INDEX ix_print_job_state ON print_job (station, state);

CREATE TABLE queue_turn (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	queue TEXT NOT NULL,
	day TEXT NOT NULL,
	priority_run INTEGER NOT NULL,
	called INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_queue_turn PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE TABLE seal_use (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	document_no TEXT NOT NULL,
	seal TEXT NOT NULL,
	copies INTEGER NOT NULL,
	used_by TEXT NOT NULL,
	used_at INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_seal_use PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_seal_use_at ON seal_use (hall_id, used_at);

CREATE TABLE staff (
	hall_id TEXT NOT NULL,
	login TEXT NOT NULL,
	body TEXT NOT NULL,
	active INTEGER NOT NULL,
	version INTEGER NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_staff PRIMARY KEY (hall_id, login)
)
 STRICT;

CREATE TABLE ticket (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	day TEXT NOT NULL,
	queue TEXT NOT NULL,
	number TEXT NOT NULL,
	rank INTEGER NOT NULL,
	placed_at INTEGER NOT NULL,
	state TEXT NOT NULL,
	channel TEXT NOT NULL,
	person TEXT,
	name TEXT,
	query_code TEXT NOT NULL,
	taken_at INTEGER NOT NULL,
	counter TEXT,
	called_by TEXT,
	called_at INTEGER,
	recalled_at INTEGER,
	recalls INTEGER NOT NULL,
	passes INTEGER NOT NULL,
	passed_after INTEGER NOT NULL,
	served_at INTEGER,
	done_at INTEGER,
	outcome TEXT,
	case_ids TEXT NOT NULL,
	hold_kind TEXT,
	reason TEXT,
	reserved_for TEXT,
	last_move TEXT,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_ticket PRIMARY KEY (id, hall_id),
	CONSTRAINT ck_ticket_state CHECK (state IN ('WAITING', 'CALLED', 'SERVING', 'HELD', 'PASSED', 'DONE', 'CANCELLED', 'VOID')),
	CONSTRAINT ck_ticket_outcome CHECK (outcome IN ('accepted', 'corrected', 'consulted', 'collected', 'not-accepted', 'other')),
	CONSTRAINT ck_ticket_hold_kind CHECK (hold_kind IN ('with-applicant', 'at-counter', 'waiting-for-event'))
)
 STRICT;

CREATE INDEX ix_ticket_query ON ticket (hall_id, query_code);

CREATE INDEX ix_ticket_waiting ON ticket (hall_id, day, rank, placed_at) WHERE state = 'WAITING';

CREATE UNIQUE INDEX uq_ticket_at_counter ON ticket (hall_id, counter) WHERE state IN ('CALLED', 'SERVING');

CREATE UNIQUE INDEX uq_ticket_number ON ticket (hall_id, day, queue, number);

CREATE UNIQUE INDEX uq_ticket_person ON ticket (hall_id, day, queue, person) WHERE state IN ('WAITING', 'CALLED', 'SERVING', 'HELD') AND person IS NOT NULL;

-- What the database itself forbids, whoever writes to it and with whatever program.

-- One person holds duties of one group only in a case (审批四分离, rules §2.3).
CREATE TRIGGER duty_done_separate BEFORE INSERT ON duty_done
WHEN EXISTS (
	SELECT 1 FROM duty_done AS past
	WHERE past.hall_id = NEW.hall_id AND past.case_id = NEW.case_id
	AND past.login = NEW.login AND past."group" <> NEW."group"
)
BEGIN
	SELECT RAISE(ABORT, 'duty-separation');
END;

-- Evidence is only added to. REPLACE deletes without firing triggers: a known id is refused first.

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal AS past WHERE past.id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER custody_no_replace BEFORE INSERT ON custody
WHEN EXISTS (SELECT 1 FROM custody AS past WHERE past.id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER seal_use_no_update BEFORE UPDATE ON seal_use
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER seal_use_no_delete BEFORE DELETE ON seal_use
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER seal_use_no_replace BEFORE INSERT ON seal_use
WHEN EXISTS (SELECT 1 FROM seal_use AS past WHERE past.id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER duty_done_no_update BEFORE UPDATE ON duty_done
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER duty_done_no_delete BEFORE DELETE ON duty_done
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER duty_done_no_replace BEFORE INSERT ON duty_done
WHEN EXISTS (SELECT 1 FROM duty_done AS past WHERE past.id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'append-only');
END;

-- Nothing that was once there is deleted: it ends in a state.

CREATE TRIGGER ticket_no_delete BEFORE DELETE ON ticket
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER announcement_no_delete BEFORE DELETE ON announcement
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER case_no_delete BEFORE DELETE ON "case"
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER case_material_no_delete BEFORE DELETE ON case_material
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER case_suspension_no_delete BEFORE DELETE ON case_suspension
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER handoff_no_delete BEFORE DELETE ON handoff
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER fee_no_delete BEFORE DELETE ON fee
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER item_no_delete BEFORE DELETE ON item
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER config_no_delete BEFORE DELETE ON config
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;

CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;
