"""A number is one ticket's in the whole hall, not one in each queue."""

from alembic import op

from hall_client.store.migrations import run_script
from hall_client.store.opening import read_info

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    if read_info(op.get_bind()).get("role") != "station":  # a copy takes what central allowed
        run_script(op.get_bind(), revision)
