"""Databases as released versions left them: the schema of a revision, to be filled and brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from roster.store import migrations
from roster.store.session import Database, engine_of, open_database, sqlite_path


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations.__path__[0]))
    return made


def revisions() -> list[str]:
    """All revisions but the newest, the oldest first."""
    found = ScriptDirectory.from_config(config()).walk_revisions()
    return [script.revision for script in found][:0:-1]


@contextmanager
def at_revision(url: str, revision: str) -> Iterator[Connection]:
    """A new database of this revision, in one transaction."""
    if path := sqlite_path(url):
        path.touch(mode=0o600)
    engine = engine_of(url)
    settings = config()
    try:
        with engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, revision)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def upgraded(url: str) -> Iterator[Database]:
    """The same database, brought up to date by opening it."""
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()
