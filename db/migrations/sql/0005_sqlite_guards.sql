-- What was attached stays: scans belong to the file of the case.
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
BEGIN
	SELECT RAISE(ABORT, 'no-delete');
END;
