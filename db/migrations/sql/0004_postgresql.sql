DROP INDEX uq_ticket_number;
CREATE UNIQUE INDEX uq_ticket_number ON ticket (hall_id, day, number);
