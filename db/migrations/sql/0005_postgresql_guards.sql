-- What was attached stays: scans belong to the file of the case.
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
	FOR EACH ROW EXECUTE FUNCTION hall_forbid('no-delete');

CREATE TRIGGER attachment_no_truncate BEFORE TRUNCATE ON attachment
	FOR EACH STATEMENT EXECUTE FUNCTION hall_forbid('no-delete');
