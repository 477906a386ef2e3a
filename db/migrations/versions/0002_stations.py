"""Stations beside central: acts told, numbers lent, attachments, a feed nobody can miss."""

from alembic import op

from hall_client.store.migrations import run_script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_script(op.get_bind(), revision)
