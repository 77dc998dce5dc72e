"""A PostgreSQL server of one's own: made in a temporary folder, reached through a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

PATIENCE = 60  # seconds for the server to answer: far more than it takes, so that only a broken one is given up


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    def address(self, database: str) -> str:
        return f"postgresql+psycopg://mlestone@/{database}?host={self.folder}&port={self.port}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), port=self.port, user="mlestone", dbname=database, autocommit=True)

    def create(self, database: str) -> str:
        """The address of a new database."""
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self.address(database)


@contextmanager
def running_server() -> Iterator[Server]:
    programs = programs_folder()
    # Not pytest's own folder: that is for its user alone, and the server is somebody else when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="mlestone-pg-"))
    user = server_user()
    try:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        server = Server(folder, random.randrange(20_000, 60_000))
        make_cluster(programs, folder, user)
        process = start(programs, server, user)
        try:
            await_answer(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast": whoever is still connected is let go
            process.wait(PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs_folder() -> Path:
    """Where initdb and postgres are. Debian keeps them out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    for folder in [*reversed(debian), *on_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError(
        "The tests of the store need a PostgreSQL server, and there is none. `python3 make.py test` installs it when "
        "run as root on Debian or Ubuntu; elsewhere install it yourself, for example: sudo apt-get install postgresql"
    )


def server_user() -> str | None:
    """The server refuses to be root."""
    return "postgres" if os.geteuid() == 0 else None


def make_cluster(programs: Path, folder: Path, user: str | None) -> None:
    command = [
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "mlestone",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def start(programs: Path, server: Server, user: str | None) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "", "unix_socket_directories": server.folder, "port": server.port, "fsync": "off"}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (server.folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", server.folder / "data", *options],
            user=user,
            cwd=server.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def await_answer(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "server.log").read_text(errors="replace")
                raise RuntimeError(f"The PostgreSQL server did not start:\n{log}") from None
            time.sleep(0.02)
        else:
            return
