"""Looks for records in force: page by page, counted and ordered by the database, whatever their number.

Looks by `finding`'s texts and the columns of one index, so that no record is read that is not shown.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session

from roster.model import BY_HAND, PersonRecord, Source
from roster.store import tables
from roster.store.queries import Rows

_AT_ONCE = 500  # numbers of records fetched to count them on the way
_PLACE = ("sheet", "row", "block")
_COUNTED = (
    *("flags", "chosen"),
    *("key", "group", "agency", "agency_code", "rank", "held", "excluded"),
)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; '' for anything. `said` and `unsaid` are words and marks of `finding`."""

    said: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    group: str = ""
    agency: str = ""
    without_group: bool = False
    without_agency: bool = False
    by_hand: bool = False


def find(session: Session, search: Search, *, limit: int, offset: int) -> tuple[Rows, int]:
    """Some of the records found, by name, with their file's name, and how many there are in all.

    What few records fit is found and counted by one look through the index, what many fit by two short ones.
    """
    wanted = _conditions(search)
    most = max(limit, _AT_ONCE) if offset + limit <= _AT_ONCE else limit
    first = 0 if offset + limit <= _AT_ONCE else offset
    order = (tables.Record.name_order, tables.Record.search, tables.Record.id)
    ids = select(tables.Record.id).where(*wanted).order_by(*order).limit(most + 1).offset(first)
    numbers = tuple(session.scalars(ids))
    shown = numbers[offset - first : offset - first + limit]
    query = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Record.id.in_(shown))
    )
    found = {row.id: (row, name) for row, name in session.execute(query)}
    is_all = first == 0 and len(numbers) <= most
    total = len(numbers) if is_all else _count(session, search, wanted)
    return [found[number] for number in shown], total


def _count(session: Session, search: Search, wanted: list[ColumnElement[bool]]) -> int:
    if search == Search():  # the deliveries' own index is the shorter one
        wanted = [tables.Record.import_id.in_(_lists(by_hand=False))]
    return session.scalar(select(func.count()).select_from(tables.Record).where(*wanted)) or 0


def cluster_sizes(session: Session, clusters: set[int]) -> dict[int, int]:
    """How many records in force each of these people has."""
    query = (
        select(tables.Record.cluster, func.count())
        .where(tables.Record.cluster.in_(clusters), _in_force())
        .group_by(tables.Record.cluster)
    )
    return {number: size for number, size in session.execute(query) if number is not None}


def countable(session: Session) -> tuple[tuple[PersonRecord, ...], tuple[tuple[str, ...], ...]]:
    """All records in force with the fields that counting needs and no others, and the clusters they make."""
    columns = [getattr(tables.Record, name) for name in (*_PLACE, *_COUNTED)]
    query = (
        select(tables.Import.file_name, tables.Record.cluster, *columns)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
        .order_by(tables.Record.id)
    )
    records: list[PersonRecord] = []
    clusters: dict[int, list[str]] = {}
    for name, cluster, sheet, row, block, flags, chosen, *values in session.execute(query):
        fields = dict(zip(_COUNTED[2:], values, strict=True))
        source = Source(name, sheet, row, block)
        one = PersonRecord(source, "", flags=tuple(flags), chosen=tuple(chosen), **fields)
        records.append(one)
        if cluster is not None:
            clusters.setdefault(cluster, []).append(one.key)
    return tuple(records), tuple(tuple(keys) for _, keys in sorted(clusters.items()))


def count_asked(session: Session) -> int:
    """How many pairs wait for a person."""
    return session.scalar(select(func.count(tables.Pair.ask_order))) or 0


def last_reason(session: Session) -> int:
    """The number of the last reason written beside a gap, 0 before the first one."""
    return session.scalar(select(func.max(tables.GapReason.id))) or 0


def flags(session: Session) -> tuple[str, ...]:
    """The flags that records in force have, sorted; reads every record's."""
    texts = session.scalars(select(cast(tables.Record.flags, String)).where(_in_force()).distinct())
    return tuple(sorted({flag for text in texts for flag in json.loads(text)}))


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    columns = tables.Record
    wanted = [_in_force(by_hand=search.by_hand)]
    wanted += [columns.search.contains(word, autoescape=True) for word in search.said]
    wanted += [~columns.search.contains(word, autoescape=True) for word in search.unsaid]
    if search.group:
        wanted.append(columns.group == search.group)
    if search.agency:
        wanted.append(columns.agency_code == search.agency)
    if search.without_group:
        wanted.append(columns.group.is_(None))
    if search.without_agency:
        wanted.append(columns.agency_code.is_(None))
    return wanted


def _in_force(*, by_hand: bool = False) -> ColumnElement[bool]:
    # + 0: not by the index of deliveries, after which every record would have to be read
    return (tables.Record.import_id + 0).in_(_lists(by_hand=by_hand))


def _lists(*, by_hand: bool) -> Select[Any]:
    lists = select(tables.Import.id).where(tables.Import.state == "active")
    return lists.where(tables.Import.file_name == BY_HAND) if by_hand else lists
