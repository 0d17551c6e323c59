"""The stored comparisons as a whole: made what they should be, numbered for asking, followed from end to end.

Writes only what differs. Knows rows; which pairs are kept and asked about is said by the services.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, delete, insert, or_, select
from sqlalchemy import update as change
from sqlalchemy.orm import Session

from roster.store import rounds, tables

_BATCH = 500  # values per query: databases limit the number of parameters
_PAIR = tuple(getattr(tables.Pair, c.name) for c in tables.Pair.__table__.columns if c.name != "round_id")
Order: TypeAlias = Callable[[tuple[bool, float, str, str]], Any]  # of unsure, weight, left, right


def update(session: Session, rows: Sequence[dict[str, Any]], *, among: Sequence[str] | None = None) -> None:
    """Make the stored comparisons these: what is gone or different is deleted, what is new is added.

    `among` are keys that no other pair touches: only theirs are looked at. None is all there are.
    """
    wanted = {(row["left"], row["right"]): row for row in rows}
    stored = {(row["left"], row["right"]): row for row in _stored(session, among)}
    gone = [row["id"] for keys, row in stored.items() if wanted.get(keys) != row]
    fresh = [row for keys, row in wanted.items() if stored.get(keys) != row]
    for some in _batches(gone):
        session.execute(delete(tables.Pair).where(tables.Pair.id.in_(some)))
    if fresh:
        session.execute(insert(tables.Pair), fresh)


def number_asked(session: Session, order: Order) -> None:
    """Number the pairs that are asked about from 0 in this order."""
    pair = tables.Pair
    query = select(pair.id, pair.ask_order, pair.unsure, pair.weight, pair.left, pair.right)
    found = session.execute(query.where(pair.ask_order.is_not(None))).all()
    ordered = sorted(found, key=lambda row: order((row.unsure, row.weight, row.left, row.right)))
    here = rounds.round_of(session)
    moved = [
        {"round_id": here, "id": row.id, "ask_order": n}
        for n, row in enumerate(ordered)
        if row.ask_order != n
    ]
    if moved:
        session.execute(change(tables.Pair), moved)


def connected(session: Session, keys: Collection[str]) -> frozenset[str]:
    """These keys and all that stored comparisons connect with them, over however many pairs."""
    found, fresh = set(keys), set(keys)
    while fresh:
        fresh = _neighbours(session, sorted(fresh)) - found
        found |= fresh
    return frozenset(found)


def _neighbours(session: Session, keys: Sequence[str]) -> set[str]:
    pair = tables.Pair
    return {
        key
        for some in _batches(keys)
        for ends in session.execute(
            select(pair.left, pair.right).where(or_(pair.left.in_(some), pair.right.in_(some)))
        )
        for key in ends
    }


def _stored(session: Session, among: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    query: Select[*tuple[Any, ...]] = select(*_PAIR)
    some = [query] if among is None else [query.where(tables.Pair.left.in_(keys)) for keys in _batches(among)]
    return (row._asdict() for one in some for row in session.execute(one))


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))
