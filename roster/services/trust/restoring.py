"""A copy that was looked through takes the place of what is in use; what it replaces is kept beside it.

Knows how a SQLite file and a schema of PostgreSQL are exchanged, and the folders that go with them.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from roster import settings, writing
from roster.errors import UserError
from roster.services.trust import copies
from roster.services.trust.unpacking import Unpacked
from roster.store import copying, migrations, queries
from roster.store.session import Database, database_error, engine_of, sqlite_path

_MOMENT = "%Y%m%dT%H%M%SZ"
_LOGS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be replaced: the database's address, its file (None: a server) and where its files lie."""

    url: str
    path: Path | None
    base: Path


def target_of(url: str) -> Target:
    """What a database's address names. Raises `UserError` (bad_database_url)."""
    path = sqlite_path(url)
    return Target(url, path, path.parent if path else settings.user_data_dir())


def refuse_existing(target: Target) -> None:
    """Refuse where there is a database already (database_exists) or no server answers (database_unusable)."""
    if target.path.exists() if target.path else _is_in_use(target):
        raise UserError(
            "database_exists",
            "There is a database in that place already. To put the copy in its place and keep the present "
            "one beside it, say --replace.",
        )


def put_in_place(unpacked: Unpacked, target: Target, *, now: datetime) -> str:
    """Exchange; where what was there before is kept now, '' where there was nothing.

    The database must not be in use (database_in_use). All is exchanged, or nothing. `unpacked` lies on the
    same disk as the target. Raises `UserError` (`writing.refusal`, database_unusable).
    """
    stamp = now.astimezone(UTC).strftime(_MOMENT)
    aside = target.base / f"{copies.ASIDE}{stamp}"
    try:
        with _exchanging(unpacked.folder, target, aside):
            kept = "" if target.path else _exchange_schema(unpacked, target, f"replaced_{stamp.lower()}")
    except OSError as fault:
        raise writing.refusal(str(target.base), fault) from None
    return ", ".join(filter(None, (str(aside) if aside.exists() else "", kept)))


def record(database: Database, unpacked: Unpacked, *, by: str) -> None:
    """Write into the restored audit log that it was restored, and from which moment."""
    with database.changing() as session:
        detail = {"made_at": unpacked.manifest.made_at, "line": unpacked.manifest.audit.number}
        queries.add_audit(session, "backup.restored", by=by, detail=detail)


@contextmanager
def _exchanging(source: Path, target: Target, aside: Path) -> Iterator[None]:
    """Move what is there aside and the new in its place; back again where anything fails."""
    if target.path and target.path.exists():
        _need_unused(target.path)
    moved: list[tuple[Path, Path]] = []
    try:
        for old, new, name in _moves(source, target):
            if old.exists():
                _move(old, aside / name, moved)
            if new:
                _move(new, old, moved)
        yield
    except BaseException:
        for before, after in reversed(moved):
            shutil.move(after, before)
        with suppress(OSError):
            aside.rmdir()
        raise


def _moves(source: Path, target: Target) -> Iterator[tuple[Path, Path | None, str]]:
    """Place in use, what comes there (None for nothing), what the old is called where it is kept."""
    if target.path:
        yield target.path, source / copies.DATABASE, target.path.name
        for log in (f"{target.path.name}{end}" for end in _LOGS):
            yield target.path.with_name(log), None, log
    for name in copies.BESIDE:
        new = source / name
        yield target.base / name, new if new.exists() else None, name
    own = source / copies.OWN
    for path in sorted(own.rglob("*")):
        place = path.relative_to(source).as_posix()
        if path.is_file():
            yield settings.user_data_dir() / path.relative_to(own), path, place


def _move(before: Path, after: Path, moved: list[tuple[Path, Path]]) -> None:
    after.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(before, after)  # the office's own files may lie on another disk
    moved.append((before, after))


def _need_unused(path: Path) -> None:
    """Fold the log into the file, which SQLite does only where nobody else has it open."""
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError as fault:
        raise UserError(
            "database_in_use",
            "Another program works with the database {place}. Stop it (roster web), then restore again.",
            place=path,
        ) from fault
    except sqlite3.DatabaseError:
        return  # what is damaged is replaced, not mended
    finally:
        connection.close()


@contextmanager
def _server(target: Target) -> Iterator[Engine]:
    """The server as it is, let go of afterwards; its refusals in our words."""
    engine = engine_of(target.url)
    try:
        yield engine
    except DatabaseError as fault:
        raise database_error(engine.url.render_as_string(), fault) from fault
    finally:
        engine.dispose()


def _is_in_use(target: Target) -> bool:
    with _server(target) as engine, engine.connect() as connection:
        return inspect(connection).has_table("alembic_version")


def _exchange_schema(unpacked: Unpacked, target: Target, aside: str) -> str:
    """In one transaction: the schema in use gets another name, a new one is filled; its name aside, or ''."""
    there = _is_in_use(target)
    with _server(target) as engine, engine.begin() as connection:
        schema = connection.scalar(text("SELECT current_schema()"))
        connection.execute(text(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"'))
        connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        migrations.upgrade(connection, engine.url.render_as_string())
        copying.load_file(unpacked.folder / copies.DATABASE, connection)
        if not there:
            connection.execute(text(f'DROP SCHEMA "{aside}" CASCADE'))
    return aside if there else ""
