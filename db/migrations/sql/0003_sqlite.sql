CREATE INDEX ix_ticket_set_aside ON ticket (hall_id, day) WHERE state IN ('PASSED', 'HELD', 'CANCELLED');
