"""An index of the few tickets that a day leaves: closing past days searches no others."""

from alembic import op

from hall_client.store.migrations import run_script

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_script(op.get_bind(), revision)
