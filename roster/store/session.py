"""Opens the database, brings its tables up to date and hands out sessions.

SQLite by default: one file, mode 0600, write-ahead log; PostgreSQL by URL. The doors open transactions here;
services receive the session and never commit. Knows engines and transactions, no rules.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from roster import settings, writing
from roster.errors import UserError
from roster.messages import N_
from roster.store import drives, migrations
from roster.store.rounds import ROUND, RoundSession

_CACHE_KIB = (
    32_000  # a long list enters the indexes at random places: with 2 MB, each page is written many times
)
BUSY_SECONDS = 10  # how long a writer waits for another one
_WRITING = "roster_writing"
_ONE_WRITER = 846  # the lock that makes writers of a PostgreSQL database wait for each other, as SQLite does
_KINDS = {  # SQLSTATE of PostgreSQL -> the beginning of SQLite's name for the same
    "25006": "SQLITE_READONLY",
    "40P01": "SQLITE_BUSY",
    "53100": "SQLITE_FULL",
    "55P03": "SQLITE_BUSY",
}
_REFUSALS = {
    "SQLITE_NOTADB": N_("The file {place} is not a database of this program. Name another file with --db."),
    "SQLITE_CORRUPT": N_("The database {place} is damaged. Take the last copy of it that was kept."),
    "SQLITE_BUSY": N_("Another program holds the database {place}. Wait until it is done, then try again."),
    "SQLITE_READONLY": N_(
        "You may not write to the database {place}. Ask for the right, or name another one."
    ),
    "SQLITE_FULL": N_("The disk with the database {place} is full. Make room and try again."),
    "SQLITE_CANTOPEN": N_(
        "The database {place} cannot be opened. Check the folder and your right to write there."
    ),
}


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. `warnings` are what a person should know about it although it works.

    Its sessions see and change one survey round: `round_id`, None where it holds several and none is chosen.
    """

    engine: Engine
    place: str  # as shown to a person: a path, or the URL without its password
    warnings: tuple[UserError, ...] = ()
    folder: Path | None = None  # where the file lies; None for a server
    round_id: int | None = None

    @property
    def base(self) -> Path:
        """Where the files that belong to it lie: beside its own file, else in the user's data folder."""
        return self.folder or settings.user_data_dir()

    def of_round(self, number: int) -> "Database":
        """The same open database for the sessions of this round."""
        return replace(self, round_id=number)

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """A session whose changes are all kept, or none of them when anything is raised."""
        with self._session(self.engine.execution_options(**{_WRITING: True})) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only; whatever it changed is forgotten."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if self.round_id is not None:
            engine = engine.execution_options(**{ROUND: self.round_id})
        try:
            with RoundSession(engine, expire_on_commit=False) as session:
                yield session
        except IntegrityError as fault:
            raise UserError(
                "database_conflict",
                "Somebody else changed the same thing at the same moment. Nothing was changed; try again.",
            ) from fault
        except DatabaseError as fault:
            raise database_error(self.place, fault) from fault

    def forget_deleted(self) -> None:
        """Let go of what the write-ahead log still holds of deleted rows; while others write, the next time.

        PostgreSQL does as much by itself (autovacuum).
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file or the connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open or create the database at `url` (a SQLAlchemy URL, or the path of a SQLite file) and migrate it.

    One that holds a single survey round is opened for it, `services.rounds.enter` chooses among several.
    Raises `UserError` (bad_database_url, database_unusable, database_newer) with what to do.
    """
    address = _address(url)
    path = _sqlite_path(address)
    place = str(path) if path else address.render_as_string(hide_password=True)
    remote = path is not None and drives.on_network_drive(path)
    try:
        if path:
            _make_private(path)
        engine = _engine(address, journal="DELETE" if remote else "WAL")
        only_round = _migrate(engine, place)
    except DatabaseError as fault:
        raise database_error(place, fault) from fault
    except OSError as fault:
        raise writing.refusal(place, fault) from fault
    folder = path.parent if path else None
    warnings = (_network_warning(place),) if remote else ()
    return Database(engine, place, warnings, folder, round_id=only_round)


def _migrate(engine: Engine, place: str) -> int | None:
    """Bring the tables up to date; the number of the round where there is only one."""
    try:
        with engine.execution_options(**{_WRITING: True}).begin() as connection:
            migrations.upgrade(connection, place)
            numbers = connection.execute(text("SELECT id FROM rounds LIMIT 2")).scalars().all()
            return numbers[0] if len(numbers) == 1 else None
    except BaseException:
        engine.dispose()
        raise


def _address(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        address = make_url(url)
        if address.drivername in {"postgres", "postgresql"}:
            address = address.set(drivername="postgresql+psycopg")
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise UserError(
            "bad_database_url",
            "The address of the database is not valid. Give the path of a file, sqlite:///PATH or "
            "postgresql://USER@HOST/NAME.",
        ) from None
    return address


def engine_of(url: str) -> Engine:
    """An engine on the database as it is, which is neither made nor brought up to date."""
    return _engine(_address(url), journal="WAL")


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite database, None for a server. Raises `UserError` (bad_database_url)."""
    return _sqlite_path(_address(url))


def is_there(url: str) -> bool:
    """Whether something lies where the database would be made; a server is always asked.

    Raises as `sqlite_path`.
    """
    path = sqlite_path(url)
    return path is None or (path.is_file() and path.stat().st_size > 0)


def _sqlite_path(address: URL) -> Path | None:
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database))


def _make_private(path: Path) -> None:
    """Create the file for its owner only, before SQLite would create it for everybody."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077 and os.name != "nt":
        path.chmod(0o600)


def _engine(address: URL, *, journal: str) -> Engine:
    """An engine whose errors never quote a statement's values: those are people's names and numbers."""
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)  # below it quotes rows, whoever asks for it
    if address.get_backend_name() != "sqlite":
        return _one_writer(create_engine(address, pool_pre_ping=True, hide_parameters=True))
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guess
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only let go
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        # what a statement may have to undo, and what it sorts: nobody's data in files beside the database
        connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a writer takes its place in the queue at once: one that starts as a reader may be refused later
        writing = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _one_writer(engine: Engine) -> Engine:
    """Let one transaction change a PostgreSQL database at a time: the audit log is one chain."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS * 1000 or 1}ms'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")

    return engine


def _network_warning(place: str) -> UserError:
    return UserError(
        "network_drive",
        "The database {place} lies on a network drive: slower, and not safe with two users at once. "
        "Better keep it on this computer.",
        place=place,
    )


def database_error(place: str, fault: DatabaseError) -> UserError:
    """The commonest refusals in our own words, others with the driver's (never a value)."""
    state = str(getattr(fault.orig, "sqlstate", ""))
    kind = _KINDS.get(state, str(getattr(fault.orig, "sqlite_errorname", "")))
    for start, message in _REFUSALS.items():
        if kind.startswith(start):
            return UserError("database_unusable", message, place=place)
    return UserError(
        "database_unusable",
        "The database {place} cannot be used ({reason}). Check that it is a database of this program, that "
        "you may write there, that the disk has room and that no other program holds it; then try again.",
        place=place,
        reason=str(fault.orig).strip().partition("\n")[0] or type(fault.orig).__name__,
    )
