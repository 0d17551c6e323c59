"""What a database holds, for tests that compare two or look for what must not be in one."""

from pathlib import Path

from roster.store import tables
from roster.store.session import Database

Contents = dict[str, list[tuple[str, ...]]]


def everything(database: Database) -> Contents:
    """Every row of every table, as text, in the order of their keys."""
    with database.engine.connect() as connection:
        return {
            table.name: [
                tuple(map(str, row))
                for row in connection.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for table in tables.Base.metadata.sorted_tables
        }


def in_files(database: Database) -> bytes:
    """What lies on the disk of a SQLite database, what was deleted among it; nothing of a server."""
    if not database.folder:
        return b""
    found = b"".join(path.read_bytes() for path in database.folder.glob(f"{Path(database.place).name}*"))
    assert found
    return found
