"""Brings the tables of an open database to the newest version, through Alembic; runs whenever one is opened.

Migrations lie beside this file so that the wheel carries them.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from roster.errors import UserError

HEAD = "0022"  # the newest migration; known here so that an up-to-date database opens without loading Alembic


def upgrade(connection: Connection, place: str) -> None:
    """Run the migrations that `connection`'s database lacks, inside the caller's transaction.

    Raises `UserError` (database_newer) for a database that a later version of the program has written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(845)"))  # two programs opening a new database
    if _version(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as fault:
        raise UserError(
            "database_newer",
            "The database {place} was written by a newer version of this program. Install that version.",
            place=place,
        ) from fault


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
