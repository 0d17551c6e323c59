"""A PostgreSQL server for one test run: started when the first test asks, thrown away at the end.

`ROSTER_TEST_POSTGRESQL` names a server that runs already. PostgreSQL refuses to run as root, so root starts
it as the user of the Debian package, or as nobody.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from tests.tools import need_tool

_numbers = itertools.count(1)
_USERS = ("postgres", "nobody")
_SAFE_TO_LOSE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off"


@contextmanager
def server() -> Iterator[URL]:
    """The address of a server on which databases may be made; without one the test is skipped."""
    given = os.environ.get("ROSTER_TEST_POSTGRESQL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    folders = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    initdb, pg_ctl = (need_tool(name, folders=folders) for name in ("initdb", "pg_ctl"))
    folder = Path(tempfile.mkdtemp(prefix="roster-pg-"))  # a socket's path may not be long
    data = str(folder / "data")
    try:
        _own(folder)
        _run([initdb, "-D", data, "-U", "roster", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {_SAFE_TO_LOSE}"
        _run([pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield URL.create("postgresql+psycopg", "roster", database="postgres", query={"host": str(folder)})
        finally:
            _run([pg_ctl, "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


@contextmanager
def new_database(server: URL, template: str = "template1") -> Iterator[str]:
    """The address of a new database, gone afterwards; an empty one, or a copy of the database `template`."""
    name = f"roster_test_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _user() -> str | None:
    """Who runs the server: None for this user."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in _USERS if user in known)


def _own(folder: Path) -> None:
    if user := _user():
        shutil.chown(folder, user)


def _run(command: Sequence[str]) -> None:
    user = _user()
    group = pwd.getpwnam(user).pw_gid if user else None
    done = subprocess.run(
        command,
        user=user,
        group=group,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{command[0]}: {done.stdout}"
        raise RuntimeError(message)
