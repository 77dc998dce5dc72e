"""The tables: made step by step, equal to what the code believes they are, and never of somebody else's database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from mlestone.store import migrations
from mlestone.store.errors import LogIsNewer, NotALog
from mlestone.store.form import REVISION
from mlestone.store.log import Log
from mlestone.store.tables import metadata

from .conftest import STARTED
from .postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address, for SQLAlchemy, of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/log.sqlite3"
    server: Server = request.getfixturevalue("server")
    return server.create(f"new-{uuid.uuid4().hex}")


def where(address: str) -> str:
    return address.removeprefix("sqlite:///")


def execute(address: str, *statements: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_the_newest_step_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_the_steps_end_in_the_tables_the_code_knows(new_database: str) -> None:
    Log.open(where(new_database)).close()
    engine = create_engine(new_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_log_of_a_newer_version_is_left_alone(new_database: str) -> None:
    with Log.open(where(new_database)) as log:
        entry = log.append(STARTED)
    execute(new_database, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(LogIsNewer, match=r"newer MLestone \(form 0999; this one knows .*Update this one"):
        Log.open(where(new_database))
    execute(new_database, f"UPDATE alembic_version SET version_num = '{REVISION}'")
    with Log.open(where(new_database)) as log:
        assert list(log.events()) == [entry]


def test_another_programs_database_is_left_alone(new_database: str) -> None:
    execute(new_database, "CREATE TABLE cookies (name TEXT)", "CREATE TABLE visits (address TEXT)")
    with pytest.raises(NotALog, match=r"another program's database \(cookies, visits\)"):
        Log.open(where(new_database))
    execute(new_database, "DROP TABLE cookies", "DROP TABLE visits")
    Log.open(where(new_database)).close()


def test_another_programs_database_that_alembic_made_is_left_alone(new_database: str) -> None:
    execute(
        new_database,
        "CREATE TABLE alembic_version (version_num VARCHAR(32))",
        f"INSERT INTO alembic_version VALUES ('{REVISION}')",
    )
    with pytest.raises(NotALog, match="another program's database"):
        Log.open(where(new_database))


def test_entries_lie_in_the_order_they_are_read(tmp_path: Path) -> None:
    Log.open(tmp_path / "log").close()
    with closing(sqlite3.connect(tmp_path / "log")) as connection:
        (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'events'").fetchone()
    assert "WITHOUT ROWID" in statement


def test_opening_a_log_that_is_up_to_date_does_without_alembic(tmp_path: Path) -> None:
    Log.open(tmp_path / "log").close()
    program = (
        "import sys; from mlestone.store.log import Log; log = Log.open(sys.argv[1]); log.count(); "
        "print([name for name in ('alembic', 'psycopg', 'mako') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "log")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
