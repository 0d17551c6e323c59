"""A whole database as one SQLite file, and such a file back in a database, while others go on working.

SQLite copies itself (its online backup). A PostgreSQL database is read in one snapshot and written row by
row: no program of PostgreSQL is needed, and the copy can be looked at and put back anywhere.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from roster.store import tables
from roster.store.session import Database, open_database

_BATCH = 2_000
_COUNTED = tables.Base.metadata.sorted_tables


def write_file(database: Database, target: Path) -> None:
    """Write everything as of one moment into a new SQLite file that only its owner may read."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if database.engine.dialect.name == "sqlite":
        _write_pages(database.engine, target)
        return
    copy = open_database(str(target))
    try:
        reader = database.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with reader.connect() as source, copy.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            _copy_rows(source, connection)
    finally:
        copy.close()
    _as_one_file(target)


def load_file(source: Path, connection: Connection) -> None:
    """Write the rows of a SQLite file of today's tables into a PostgreSQL database of new tables."""
    copy = open_database(str(source))
    try:
        with copy.engine.connect() as rows:
            _copy_rows(rows, connection)
    finally:
        copy.close()
    _go_on_numbering(connection)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows every table of this program has, those of later versions left out."""
    there = set(inspect(connection).get_table_names())
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in _COUNTED
        if table.name in there
    }


def _write_pages(engine: Engine, target: Path) -> None:
    source = engine.raw_connection()
    copy = sqlite3.connect(target)
    try:
        driver: Any = source.driver_connection
        driver.backup(copy)
    finally:
        copy.close()
        source.close()
    _as_one_file(target)


def _as_one_file(path: Path) -> None:
    """Without a log beside it, which a copy of the file alone would miss."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    connection.close()


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in _COUNTED:
        if target.scalar(select(func.count()).select_from(table)):
            target.execute(delete(table))  # what the migrations put into a new database
    for table in _COUNTED:
        _copy_table(source, target, table)


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    """All rows; what points to a row of the same table is filled in when all are there."""
    within = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_BATCH)
    later: list[RowMapping] = []
    for batch in source.execute(query).mappings().partitions(_BATCH):
        target.execute(insert(table), [dict(row) | dict.fromkeys(within) for row in batch])
        later += [row for row in batch if any(row[name] is not None for name in within)]
    key = next(iter(table.primary_key))
    for row in later:
        target.execute(update(table).where(key == row[key.name]).values({n: row[n] for n in within}))


def _go_on_numbering(connection: Connection) -> None:
    """New rows get numbers behind those that were copied with theirs."""
    for table in _COUNTED:
        column = table.autoincrement_column
        if column is None:
            continue
        newest = connection.scalar(select(func.max(column)))
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, :column)"),
            {"name": f'"{table.name}"', "column": column.name},
        )
        if newest and sequence:
            connection.execute(text("SELECT setval(:name, :number)"), {"name": sequence, "number": newest})
