"""The tables as SQLAlchemy has them. `migrations` makes them; a test holds the two equal, on SQLite and PostgreSQL."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, MetaData, String, Table, Text

metadata = MetaData()

# Ids are compared as bytes on every server: the order of the log must not depend on anybody's language.
EntryId = String(32).with_variant(String(32, collation="C"), "postgresql")
Learner = String(200).with_variant(String(200, collation="C"), "postgresql")

# One row a learner. It is what PostgreSQL locks while somebody writes, and it saves counting.
logs = Table(
    "logs",
    metadata,
    Column("learner", Learner, primary_key=True),
    Column("last", EntryId),
    Column("count", BigInteger, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("learner", Learner, primary_key=True),
    Column("id", EntryId, primary_key=True),
    Column("at", BigInteger, nullable=False),  # microseconds since 1970, UTC
    Column("kind", String(64), nullable=False),
    Column("facts", Text, nullable=False),
    sqlite_with_rowid=False,  # entries then lie in the order they are read
)

# Long texts have a table of their own: no state is computed from them, so whoever computes need not read past them.
attachments = Table(
    "attachments",
    metadata,
    Column("learner", Learner, primary_key=True),
    Column("id", EntryId, primary_key=True),
    Column("texts", Text, nullable=False),
    ForeignKeyConstraint(["learner", "id"], ["events.learner", "events.id"]),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("learner", Learner, primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("upto", EntryId, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# What an import reads goes here first, into a table of this connection alone: the log is locked only while it merges.
arriving = Table(
    "arriving",
    MetaData(),
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("id", EntryId, nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("facts", Text, nullable=False),
    Column("texts", Text),
    prefixes=["TEMPORARY"],
)
