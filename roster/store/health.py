"""Whether a database is whole: its pages, its references, its tables, its row ledger. Looks only.

Knows how SQLite and PostgreSQL are asked; what a person should do about a fault is the services' matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from roster.model import BY_HAND
from roster.store import tables, word_index

_INVALID_INDEXES = "SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready)"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The row ledgers of all deliveries of all rounds: how many, and the numbers of those that do not add up."""

    imports: int
    rows: int
    wrong: tuple[int, ...]


def damage(connection: Connection) -> str:
    """What the database says is damaged, '' for nothing.

    SQLite looks through every page and index; of PostgreSQL every row is read, and indexes must be valid.
    """
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return "" if found == ["ok"] else "; ".join(map(str, found[:5]))
    for table in tables.Base.metadata.sorted_tables:
        connection.exec_driver_sql(f'SELECT count(t.*) FROM "{table.name}" AS t').scalar()  # noqa: S608 - ours
    invalid = connection.execute(text(_INVALID_INDEXES)).scalar()
    return f"{invalid} indexes" if invalid else ""


def orphans(connection: Connection) -> int:
    """How many rows point to a row that is not there."""
    if connection.dialect.name == "sqlite":
        return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    return sum(_orphans(connection))


def differences(connection: Connection) -> int:
    """In how many places tables and columns are not those this program expects."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(name: str | None, *_of: object) -> bool:
        return not (name or "").startswith(word_index.NAME)

    context = MigrationContext.configure(connection, opts={"include_name": is_ours})
    return len(compare_metadata(context, tables.Base.metadata))


def version(connection: Connection) -> str:
    """The schema's version."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def ledger(connection: Connection) -> Ledger:
    """Whether every delivery's total is people + held + ignored rows, and as many rows are stored.

    People added by hand stand in no list, so their delivery counts none.
    """
    delivery = tables.Import.__table__.c
    people, rejects = _stored(connection, tables.Record), _stored(connection, tables.Reject)
    columns = (delivery.id, delivery.total, delivery.people, delivery.held, delivery.ignored)
    found = connection.execute(select(*columns).where(delivery.file_name != BY_HAND).order_by(delivery.id)).all()
    wrong = tuple(
        one.id
        for one in found
        if (one.people + one.held, one.ignored) != (people.get(one.id, 0), rejects.get(one.id, 0))
        or one.total != one.people + one.held + one.ignored
    )
    return Ledger(len(found), sum(one.total for one in found), wrong)


def _stored(connection: Connection, kind: type[tables.Record] | type[tables.Reject]) -> dict[int, int]:
    of = kind.__table__.c.import_id
    return {number: count for number, count in connection.execute(select(of, func.count()).group_by(of))}


def _orphans(connection: Connection) -> Iterator[int]:
    for table in tables.Base.metadata.sorted_tables:
        for key in (key for column in table.columns for key in column.foreign_keys):
            there = key.column.table.alias()
            is_there = select(there.c[key.column.name]).where(there.c[key.column.name] == key.parent).exists()
            query = select(func.count()).select_from(table).where(key.parent.is_not(None), ~is_there)
            yield connection.scalar(query) or 0
