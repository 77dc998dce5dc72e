"""The log, what is attached to its entries, and snapshots of what was computed from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ENTRY_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
LEARNER = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "logs",
        sa.Column("learner", LEARNER, primary_key=True),
        sa.Column("last", ENTRY_ID),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("learner", LEARNER, primary_key=True),
        sa.Column("id", ENTRY_ID, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachments",
        sa.Column("learner", LEARNER, primary_key=True),
        sa.Column("id", ENTRY_ID, primary_key=True),
        sa.Column("texts", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["learner", "id"], ["events.learner", "events.id"]),
    )
    op.create_table(
        "snapshots",
        sa.Column("learner", LEARNER, primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("upto", ENTRY_ID, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
