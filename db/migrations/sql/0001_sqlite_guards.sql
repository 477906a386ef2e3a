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
