"""Alembic runs this. The connection, with a transaction begun on it, comes from `mlestone.store.schema`."""

from alembic import context

from mlestone.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
