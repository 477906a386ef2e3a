"""The first schema: queue, cases, journal, reference."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

SQL = Path(__file__).resolve().parent.parent / "sql"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    text = (SQL / f"0001_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.split(";\n\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
