"""Attachments: what a case has of files, and which of them a station has still to send."""

from alembic import op

from hall_client.store.migrations import run_script
from hall_client.store.opening import read_info

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_script(op.get_bind(), revision)
    if read_info(op.get_bind()).get("role") != "station":  # a copy takes what central allowed
        run_script(op.get_bind(), revision, "_guards")
