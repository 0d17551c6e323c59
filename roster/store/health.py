"""Whether a database is whole: its pages, its references, its tables, its row ledger. Looks only.

Knows how SQLite and PostgreSQL are asked; what a person should do about a fault is the services' matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from roster.model import BY_HAND
from roster.store import tables, word_index
from roster.store.audit_chain import AUDIT

PURGED = "round.purged"  # the action in the audit log: all people of a round were erased
ERASING = ("person.erased", PURGED)
_INVALID_INDEXES = "SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready)"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The row ledgers of all deliveries of all rounds; `wrong` are the numbers of those not adding up.

    `erased` rows stand in no table any more because people were erased, which the audit log says.
    """

    imports: int
    rows: int
    erased: int
    wrong: tuple[int, ...]


def damage(connection: Connection) -> str:
    """What the database says is damaged, '' for nothing.

    SQLite looks through every page and index; of PostgreSQL every row is read, and indexes must be valid.
    """
    try:
        return _damage(connection)
    except DatabaseError as fault:
        return str(fault.orig).partition("\n")[0]


def _damage(connection: Connection) -> str:
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
    found = connection.execute(
        select(*columns).where(delivery.file_name != BY_HAND).order_by(delivery.id)
    ).all()
    lacking = {one.id: one.people + one.held - people.get(one.id, 0) for one in found}
    erased = sum(lacking.values())
    explained = min(lacking.values(), default=0) >= 0 and erased == _erased(connection)
    wrong = tuple(
        one.id
        for one in found
        if one.total != one.people + one.held + one.ignored
        or one.ignored != rejects.get(one.id, 0)
        or (lacking[one.id] and not explained)
    )
    return Ledger(len(found), sum(one.total for one in found), erased, wrong)


def _erased(connection: Connection) -> int:
    """How many records the audit log says were erased."""
    lines = select(AUDIT.c.detail).where(AUDIT.c.action.in_(ERASING))
    return sum(int(detail.get("records", 0)) for detail in connection.scalars(lines))


def _stored(connection: Connection, kind: type[tables.Record] | type[tables.Reject]) -> dict[int, int]:
    of = kind.__table__.c.import_id
    found = connection.execute(select(of, func.count()).group_by(of)).all()
    return {number: count for number, count in found}  # noqa: C416 - rows are not pairs to the type checker


def _orphans(connection: Connection) -> Iterator[int]:
    for table in tables.Base.metadata.sorted_tables:
        for key in (key for column in table.columns for key in column.foreign_keys):
            there = key.column.table.alias()
            is_there = select(there.c[key.column.name]).where(there.c[key.column.name] == key.parent).exists()
            query = select(func.count()).select_from(table).where(key.parent.is_not(None), ~is_there)
            yield connection.scalar(query) or 0
