"""Looks for records in force: page by page, counted and ordered by the database, whatever their number.

Looks by the words of `finding`'s texts and by one index in the order shown, so that no record is read that is
not.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session

from roster.model import BY_HAND
from roster.store import tables, word_index
from roster.store.queries import Rows

_FEW = 1_000  # records found that are sooner sorted than met one by one in the order of all


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words and marks of `finding`, all of which a record must hold; () for anything."""

    said: tuple[str, ...] = ()
    by_hand: bool = False


def find(session: Session, search: Search, *, limit: int, offset: int) -> tuple[Rows, int]:
    """Some of the records found, by name, with their file's name, and how many there are in all.

    What few records hold is looked up by its words and sorted; what many hold is soon met on a walk through
    them in their order.
    """
    total = _count(session, search)
    asked = range(total)[offset : offset + limit]
    is_few = bool(search.said) and total <= _FEW
    numbers = _looked_up(session, search, asked) if is_few else _walked(session, search, asked, total)
    rows = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Record.id.in_(numbers))
    )
    found = {row.id: (row, name) for row, name in session.execute(rows)}
    return [found[number] for number in numbers], total


def _count(session: Session, search: Search) -> int:
    if search.said and not search.by_hand:
        return word_index.count(session, search.said, _in_force())
    in_lists = tables.Record.import_id.in_(
        _lists(by_hand=search.by_hand)
    )  # by the shorter index of deliveries
    query = select(func.count()).select_from(tables.Record).where(in_lists, *_said(search))
    return session.scalar(query) or 0


def _looked_up(session: Session, search: Search, asked: range) -> list[int]:
    wanted = (word_index.holds(session, search.said), _in_force(by_hand=search.by_hand))
    # + "": sorted after looking up, not by a walk through the index in this order
    order = (tables.Record.name_order + "", tables.Record.search, tables.Record.id)
    query = select(tables.Record.id).where(*wanted).order_by(*order)
    return list(session.scalars(query.limit(len(asked)).offset(asked.start)))


def _walked(session: Session, search: Search, asked: range, total: int) -> list[int]:
    """What is nearer the end is met on a walk from there."""
    wanted = (*_said(search), _in_force(by_hand=search.by_hand))
    order = (tables.Record.name_order, tables.Record.search, tables.Record.id)
    query = select(tables.Record.id).where(*wanted).limit(len(asked))
    if asked.start <= total - asked.stop:
        return list(session.scalars(query.order_by(*order).offset(asked.start)))
    backwards = query.order_by(*(column.desc() for column in order)).offset(total - asked.stop)
    return list(session.scalars(backwards))[::-1]


def cluster_sizes(session: Session, clusters: set[int]) -> dict[int, int]:
    """How many records in force each of these people has."""
    query = (
        select(tables.Record.cluster, func.count())
        .where(tables.Record.cluster.in_(clusters), _in_force())
        .group_by(tables.Record.cluster)
    )
    return {number: size for number, size in session.execute(query) if number is not None}


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


def _said(search: Search) -> list[ColumnElement[bool]]:
    return [tables.Record.search.contains(word, autoescape=True) for word in search.said]


def _in_force(*, by_hand: bool = False) -> ColumnElement[bool]:
    # + 0: not by the index of deliveries, after which every record would have to be read
    return (tables.Record.import_id + 0).in_(_lists(by_hand=by_hand))


def _lists(*, by_hand: bool) -> Select[Any]:
    lists = select(tables.Import.id).where(tables.Import.state == "active")
    return lists.where(tables.Import.file_name == BY_HAND) if by_hand else lists
