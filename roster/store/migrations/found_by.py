"""Fills the texts by which records are found, for migrations that add them or change what stands in them.

Works on a table of any revision since it has the columns named here; knows no other column.
"""

import sqlalchemy as sa

from roster.store import finding

_BATCH = 5_000
_MADE_OF = ("id", "full_name", "position", "group", "agency_code", "held", "excluded", "search", "name_order")
_records = sa.table("records", *map(sa.column, _MADE_OF), sa.column("flags", sa.JSON()))


def fill(connection: sa.Connection) -> None:
    """Write the search text and the order of every record."""
    change = (
        sa.update(_records)
        .where(_records.c.id == sa.bindparam("number"))
        .values(search=sa.bindparam("found_by"), name_order=sa.bindparam("place"))
    )
    last = 0
    while rows := _after(connection, last):
        made = [
            {"number": r.id, "found_by": finding.search_text(r), "place": finding.name_order(r.full_name)}
            for r in rows
        ]
        connection.execute(change, made)
        last = rows[-1].id


def _after(connection: sa.Connection, last: int) -> list[sa.Row]:  # type: ignore[type-arg]  # of columns named above
    query = sa.select(_records).where(_records.c.id > last).order_by(_records.c.id).limit(_BATCH)
    return list(connection.execute(query))
