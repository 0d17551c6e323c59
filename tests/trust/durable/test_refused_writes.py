"""Disk full, read-only, locked: a clear message, nothing half written, and the next try works."""

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError

from roster.errors import UserError
from roster.services.incoming import intake
from roster.store.session import Database, open_database
from tests.services.lists import person, reading
from tests.trust.durable.filling import contents

MANY = reading("many.xlsx", *(person(f"Đỗ Văn {n}", str(1950 + n % 40)) for n in range(800)))
NOBODY = 65534


def put_in(database: Database) -> None:
    with database.changing() as session:
        intake.supersede(session, [MANY], by="t")


def state(database: Database) -> object:
    with database.engine.connect() as connection:
        return contents(connection)


def refused_then_done(database: Database, hindrance: Callable[[Database], Any]) -> None:
    """Nothing is written while it is hindered, and the sentence is one of our own; then it works."""
    before = state(database)
    with hindrance(database), pytest.raises(UserError) as refusal:
        put_in(database)
    assert refusal.value.code == "database_unusable"
    assert set(refusal.value.params) == {"place"}, "the driver's words, not ours"
    assert state(database) == before
    put_in(database)
    with database.reading() as session:
        assert intake.in_force(session, "many.xlsx").total == 801


@contextmanager
def full(database: Database) -> Iterator[None]:
    """No room for another page; of a server, what it says when its disk is full."""
    if database.folder is None:
        with _refusing(database):
            yield
        return

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}").fetchone()

    database.engine.dispose()
    event.listen(database.engine, "connect", limit)
    yield
    event.remove(database.engine, "connect", limit)
    database.engine.dispose()


@contextmanager
def _refusing(database: Database) -> Iterator[None]:
    """A table that answers as every table does on a full disk."""
    refuse = """CREATE FUNCTION full_disk() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$ LANGUAGE plpgsql"""
    with database.engine.begin() as connection:
        connection.execute(text(refuse))
        trigger = "CREATE TRIGGER full_disk AFTER INSERT ON rejects FOR EACH ROW EXECUTE FUNCTION full_disk()"
        connection.execute(text(trigger))
    yield
    with database.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION full_disk() CASCADE"))


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody else writes and does not end."""
    with database.changing() as session:
        session.execute(text("UPDATE meta SET key = key"))
        yield
        session.rollback()


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """A server that takes no changes, as a standby does."""
    for word in ("on", "off"):
        with database.engine.connect() as connection:
            name = connection.scalar(text("SELECT current_database()"))
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = {word}"))
            connection.commit()
        database.engine.dispose()
        if word == "on":
            yield
            with database.engine.begin() as connection:
                connection.execute(text("SET TRANSACTION READ WRITE"))
                connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = off"))
            database.engine.dispose()
            return


def test_a_full_disk(database: Database) -> None:
    refused_then_done(database, full)


def test_a_locked_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roster.store.session.BUSY_SECONDS", 0)
    if database.folder is not None:
        database = open_database(database.place)
    refused_then_done(database, locked)
    database.close()


def test_a_server_that_takes_no_changes(database: Database) -> None:
    if database.folder is not None:
        pytest.skip("a file is made read-only below")
    refused_then_done(database, read_only)


def as_nobody(path: str, answers: Any) -> None:
    """In a process of its own: root may write everywhere."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        open_database(path)
    except UserError as refusal:
        answers.put(refusal.code)
    else:
        answers.put("opened")


@pytest.mark.skipif(os.name == "nt", reason="rights to files are Windows' own there")
def test_a_file_one_may_only_read(tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="roster-read-only-"))
    try:
        path = folder / "roster.db"
        open_database(str(path)).close()
        before = path.read_bytes()
        path.chmod(0o444)
        folder.chmod(0o555)
        context = multiprocessing.get_context("forkserver")
        answers = context.SimpleQueue()
        process = context.Process(target=as_nobody, args=(str(path), answers))
        process.start()
        process.join()
        assert answers.get() == "no_permission"
        assert path.read_bytes() == before
        folder.chmod(0o700)
        path.chmod(0o600)
        open_database(str(path)).close()
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_what_is_no_refusal_of_the_database_is_not_called_one(database: Database) -> None:
    with pytest.raises(DatabaseError), database.engine.connect() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
