CREATE TABLE attachment (
	id TEXT NOT NULL,
	hall_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	case_id TEXT NOT NULL,
	requirement TEXT,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	mime TEXT NOT NULL,
	added_at INTEGER NOT NULL,
	added_by TEXT NOT NULL,
	last_command TEXT NOT NULL,
	CONSTRAINT pk_attachment PRIMARY KEY (id, hall_id)
)
 STRICT;

CREATE INDEX ix_attachment_case ON attachment (hall_id, case_id);

CREATE TABLE upload (
	act_id TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	mime TEXT NOT NULL,
	CONSTRAINT pk_upload PRIMARY KEY (act_id)
)
 STRICT;
