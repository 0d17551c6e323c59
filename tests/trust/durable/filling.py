"""Rows for every table of a database of any revision, and all that stands in it, to compare before and after.

Knows no table: what a column takes is read from the database. What migrations change on purpose is `CHANGED`.
"""

import re
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from roster.store import word_index

Rows: TypeAlias = dict[tuple[str, ...], dict[str, str]]  # by primary key: column -> value
Contents: TypeAlias = dict[str, Rows]

ROWS = 6
CHANGED: Mapping[str, set[tuple[str, str]]] = {  # revision -> columns that it writes anew, by design
    "0006": {("records", "cluster")},  # numbers of people instead of those of the last comparison
    "0008": {("records", "search"), ("records", "name_order")},
    "0018": {("audit", "chain")},
}
_ADDED = {("meta", ("audit_head",))}  # the one row that a migration adds to a table of before
_LISTS = {
    *("phones", "flags", "notices", "evidence", "subjects", "chosen"),
    *("points", "scopes", "out", "into", "edits"),
}
_MOMENT = datetime(2024, 12, 12, 1, 2, 3, 456789, tzinfo=UTC)


def fill(connection: sa.Connection, *, rows: int = ROWS) -> None:
    """Put rows into every table, nullable columns now and then empty."""
    for table in reflected(connection).sorted_tables:
        first = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for number in range(first + 1, rows + 1):
            connection.execute(sa.insert(table).values(_row(connection, table, number)))


def contents(connection: sa.Connection) -> Contents:
    """Every value of every table."""
    found: Contents = {}
    for table in reflected(connection).sorted_tables:
        keys = [column.name for column in table.primary_key if column.name != "round_id"]  # of 0012
        lines = connection.execute(sa.select(table)).mappings()
        found[table.name] = {
            tuple(str(line[key]) for key in keys): {name: repr(line[name]) for name in table.columns.keys()}  # noqa: SIM118
            for line in lines
        }
    return found


def differences(before: Contents, after: Contents, *, since: str = "") -> dict[str, list[str]]:
    """What is not as it was, by table; changes by design of revisions after `since` are left out."""
    passed = set().union(*(columns for revision, columns in CHANGED.items() if revision > since))
    found: dict[str, list[str]] = {}
    for table, rows in before.items():
        later = after.get(table, {})
        added = {key for key in later.keys() - rows.keys() if (table, key) not in _ADDED}
        wrong = [f"{key} added" for key in added] + [f"{key} lost" for key in rows.keys() - later.keys()]
        for key in rows.keys() & later.keys():
            wrong += [
                f"{key} {name}: {value} became {later[key].get(name, 'nothing')}"
                for name, value in rows[key].items()
                if (table, name) not in passed and later[key].get(name) != value
            ]
        if wrong:
            found[table] = wrong
    return found


def reflected(connection: sa.Connection) -> sa.MetaData:
    """The tables as the database has them, without the index of words and Alembic's own."""
    there = sa.MetaData()
    names = [
        name
        for name in sa.inspect(connection).get_table_names()
        if not name.startswith(word_index.NAME) and name != "alembic_version"
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # indexes of expressions, which no row depends on
        there.reflect(connection, only=names)
    return there


def _row(connection: sa.Connection, table: sa.Table, number: int) -> dict[str, Any]:
    return {column.name: _value(connection, column, number) for column in table.columns}


def _value(connection: sa.Connection, column: sa.Column[Any], number: int) -> Any:
    keys = list(column.foreign_keys)
    if keys and keys[0].column.table is column.table:
        return None
    if keys:
        target = keys[0].column
        known = connection.execute(sa.select(target).order_by(target)).scalars().all()
        return known[number % len(known)]
    if column.name == "round_id":
        return 1
    if column.nullable and number % 3 == 0:
        return sa.null()
    return _of_type(connection, column, number)


def _choices(connection: sa.Connection, column: sa.Column[Any]) -> list[str]:
    """The words a column may hold, as its check says (`kind IN ('a', 'b')`, however that is written)."""
    for check in sa.inspect(connection).get_check_constraints(column.table.name):
        said = check["sqltext"]
        if re.match(rf"[(\"]*{column.name}\b", said):
            return re.findall(r"'([^']*)'", said)
    return []


def _of_type(connection: sa.Connection, column: sa.Column[Any], number: int) -> Any:
    if choices := _choices(connection, column):
        return choices[number % len(choices)]
    if isinstance(column.type, sa.JSON):
        return [f"{column.name} {number}"] if column.name in _LISTS else {"tên": f"Đỗ {number}"}
    if isinstance(column.type, sa.String):
        return f"Đỗ {column.name} {number}"[-(column.type.length or 80) :]
    moment = _MOMENT.replace(day=number % 28 + 1)
    here = moment if connection.dialect.name == "postgresql" else moment.replace(tzinfo=None)
    simple = {bool: number % 2 == 0, datetime: here, date: moment.date(), int: number, float: number + 0.5}
    return simple[column.type.python_type]
