"""The first schema: queue, cases, journal, reference, and what the database itself forbids."""

from alembic import op

from hall_client.store.migrations import run_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_script(op.get_bind(), revision)
