"""The tables are there and of our version when this is done, or it says why they are not.

Alembic is loaded only when a step is due, which is once after an installation or update. Two who open a new log at once
take turns: the second finds the work done.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from mlestone.store.database import Database
from mlestone.store.errors import LogIsNewer, LogIsReadOnly, NotALog
from mlestone.store.form import REVISION

_VERSIONS = "alembic_version"
_TURN = 0x4D4C65
"""The number of the lock on a PostgreSQL server; any that nobody else takes."""


def ensure(database: Database) -> None:
    with database.reading() as connection:
        if _is_current(connection, database.where):
            return
    if not database.writable:
        raise LogIsReadOnly(
            database.where,
            f"The log {database.where} must be brought to the form of this version, but nothing can be written there. "
            "Make it writable, or copy it to a place that is.",
        )
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        if not _is_current(connection, database.where):
            _migrate(connection)


def _is_current(connection: Connection, where: str) -> bool:
    """Whether nothing is due. Raises for a database that is not ours to change."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return False
    if _VERSIONS not in tables or "events" not in tables:
        raise NotALog(
            where,
            f"{where} is not a log: it is another program's database ({', '.join(sorted(tables)[:3])}). Name another.",
        )
    found = connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar_one_or_none()
    if found is None or found > REVISION:
        raise LogIsNewer(
            where,
            f"The log {where} was written by a newer MLestone (form {found}; this one knows {REVISION}). "
            "Update this one.",
        )
    return bool(found == REVISION)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
