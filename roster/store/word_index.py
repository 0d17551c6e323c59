"""The index of the words in the search texts of records: FTS5 in SQLite, GIN over a tsvector in PostgreSQL.

Knows how each database is asked for words; what stands in a search text is `finding`'s matter. SQLite's index
holds the records of lists in force and is kept by triggers (migration 0008), so no writer need know of it.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func, insert, select, table, text
from sqlalchemy import column as column_of
from sqlalchemy.orm import Session

from roster.store import round_queries, tables

NAME = "record_words"
_SQLITE = table(NAME, column_of("rowid"), column_of(NAME))
# word for word the expression of the index, or PostgreSQL does not use it
_POSTGRESQL = "array_to_tsvector(array_remove(string_to_array(records.search, ' '), ''))"

_FILL = """INSERT INTO record_words (rowid, search) SELECT id, search FROM records
    WHERE import_id IN (SELECT id FROM imports WHERE state = 'active')"""


def count(session: Session, said: Sequence[str], in_force: ColumnElement[bool]) -> int:
    """How many records in force hold all these words and marks, of which there is at least one.

    They are `finding`'s, which has no quotation marks in them.
    """
    if _is_sqlite(session) and not round_queries.has_other_lists(session):  # the index has nothing else
        query = select(func.count()).select_from(_SQLITE).where(_matches(said))
    else:
        query = select(func.count()).select_from(tables.Record).where(holds(session, said), in_force)
    return session.scalar(query) or 0


def holds(session: Session, said: Sequence[str]) -> ColumnElement[bool]:
    """That a record holds all these words and marks, looked up in the index."""
    if _is_sqlite(session):
        return tables.Record.id.in_(select(_SQLITE.c.rowid).where(_matches(said)))
    wanted = " & ".join(f"'{one.strip()}'{_end(one, ':*')}" for one in said)
    return text(f"{_POSTGRESQL} @@ CAST(:words AS tsquery)").bindparams(words=wanted)  # type: ignore[return-value]  # a condition, whatever its type says


def forget_deleted(session: Session) -> None:
    """Make SQLite's index anew: words of deleted records stay in its segments until these are merged."""
    if _is_sqlite(session):
        session.execute(insert(_SQLITE).values({NAME: "delete-all"}))
        session.execute(text(_FILL))


def _matches(said: Sequence[str]) -> ColumnElement[bool]:
    wanted = " ".join(f'"{one.strip()}"{_end(one, " *")}' for one in said)
    return _SQLITE.c[NAME].op("MATCH")(bindparam("words", wanted))


def _end(one: str, sign: str) -> str:
    """The sign for a beginning where no space says that the word ends."""
    return "" if one.endswith(" ") else sign


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
