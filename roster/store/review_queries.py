"""What reviewing asks of the store: the queue of pairs, decisions on them, people of several records.

Looks only, a page or a pair at a time, so that no question grows with the number of people.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from roster.store import finding, queries, rounds, tables, word_index
from roster.store.queries import Rows

_IN_FORCE = tables.Import.state == "active"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pairs asked before and after one, and which of how many it is."""

    before: str | None
    after: str | None
    place: int


def hold_meta(session: Session, key: str) -> None:
    """Let nobody else hold this fact until the transaction ends (SQLite has one writer at a time)."""
    session.execute(select(tables.RoundFact).where(tables.RoundFact.key == key).with_for_update())


def lists_in_force(session: Session) -> list[tuple[int, str]]:
    """The numbers of the deliveries in force, and when each came."""
    query = select(tables.Import.id, tables.Import.at).where(_IN_FORCE).order_by(tables.Import.id)
    return [(number, at.isoformat()) for number, at in session.execute(query)]


def last_judgement(session: Session) -> int:
    """The number of the last decision, 0 before the first one."""
    return session.scalar(select(func.max(tables.Judgement.id))) or 0


def last_edit_of_records(session: Session) -> tuple[int, str]:
    """The number and the moment of the last act that was not on pairs alone, nor took back such a one."""
    undone = aliased(tables.Edit)
    query = select(tables.Edit.id, tables.Edit.at).outerjoin(undone, tables.Edit.undoes == undone.id)
    query = query.where(tables.Edit.kind != "judge", or_(undone.id.is_(None), undone.kind != "judge"))
    found = session.execute(query.order_by(tables.Edit.id.desc()).limit(1)).first()
    return (found.id, found.at.isoformat()) if found else (0, "")


def pair(session: Session, number: str) -> tables.Pair | None:
    """The comparison with exactly this id."""
    return session.scalars(select(tables.Pair).where(tables.Pair.id == number)).first()


def count_asked(session: Session) -> int:
    """How many pairs wait for a person."""
    return session.scalar(select(func.count(tables.Pair.ask_order))) or 0


def first_asked(session: Session) -> str | None:
    """The pair to look at first."""
    return session.scalar(_asked().order_by(tables.Pair.ask_order).limit(1))


def asked_after(session: Session, order: int, *, limit: int) -> tuple[str, ...]:
    """The next pairs in the order of asking."""
    query = _asked().where(tables.Pair.ask_order > order).order_by(tables.Pair.ask_order).limit(limit)
    return tuple(session.scalars(query))


def first_still_asked(session: Session, numbers: Sequence[str]) -> str | None:
    """The first of these pairs that still waits for a person."""
    still = set(session.scalars(_asked().where(tables.Pair.id.in_(numbers))))
    return next((number for number in numbers if number in still), None)


def neighbours(session: Session, order: int) -> Neighbours:
    """What stands around a place in the order of asking."""
    place = tables.Pair.ask_order
    before = session.scalar(_asked().where(place < order).order_by(place.desc()).limit(1))
    after = session.scalar(_asked().where(place > order).order_by(place).limit(1))
    count = session.scalar(select(func.count(tables.Pair.id)).where(place <= order)) or 0
    return Neighbours(before, after, count)


def pairs_among(session: Session, keys: Collection[str]) -> tuple[tables.Pair, ...]:
    """The comparisons kept between any two of these records, the weightiest first."""
    query = select(tables.Pair).where(tables.Pair.left.in_(keys), tables.Pair.right.in_(keys))
    return tuple(session.scalars(query.order_by(tables.Pair.weight.desc(), tables.Pair.id)))


def newest_judgement(session: Session, left: str, right: str) -> tables.Judgement | None:
    """The newest decision in force on a pair of keys, whether or not it still holds."""
    query = queries.judgements_in_force().where(
        tables.Judgement.left == left, tables.Judgement.right == right
    )
    return session.scalars(query.order_by(tables.Judgement.id.desc()).limit(1)).first()


def newest_judgements_among(session: Session, keys: Collection[str]) -> tuple[tables.Judgement, ...]:
    """The newest decisions in force between any two of these records, oldest first."""
    query = queries.judgements_in_force().where(
        tables.Judgement.left.in_(keys), tables.Judgement.right.in_(keys)
    )
    found = session.scalars(query.order_by(tables.Judgement.id))
    newest = {(row.left, row.right): row for row in found}
    return tuple(sorted(newest.values(), key=lambda row: row.id))


def decided(session: Session, *, limit: int, offset: int = 0) -> tuple[tables.Judgement, ...]:
    """The newest decision in force of each pair decided in this round, the latest first."""
    query = select(tables.Judgement).where(*_newest_here(session))
    return tuple(session.scalars(query.order_by(tables.Judgement.id.desc()).limit(limit).offset(offset)))


def count_decided(session: Session, verdicts: Collection[str]) -> int:
    """On how many pairs decided in this round one of these verdicts is in force."""
    query = select(func.count(tables.Judgement.id)).where(
        *_newest_here(session), tables.Judgement.verdict.in_(verdicts)
    )
    return session.scalar(query) or 0


def _newest_here(session: Session) -> tuple[ColumnElement[bool], ...]:
    here = tables.Judgement.round_id == rounds.round_of(session)
    return (here, tables.Judgement.id.in_(queries.newest_judgement_ids()))


def judged_in(session: Session, edit: int) -> tuple[tables.Judgement, ...]:
    """The decisions of one act."""
    query = select(tables.Judgement).where(tables.Judgement.edit_id == edit)
    return tuple(session.scalars(query.order_by(tables.Judgement.id)))


def last_act(session: Session, *, by: str, kinds: Collection[str]) -> tables.Edit | None:
    """The last act of a person of one of these kinds that was not undone."""
    undone = select(tables.Edit.undoes).where(tables.Edit.undoes.is_not(None))
    query = select(tables.Edit).where(
        tables.Edit.by == by, tables.Edit.kind.in_(kinds), tables.Edit.id.not_in(undone)
    )
    return session.scalars(query.order_by(tables.Edit.id.desc()).limit(1)).first()


def merged(session: Session) -> tuple[int, ...]:
    """The numbers of the clusters of several records, those held together by the least evidence first."""
    found = _merged().subquery()
    return tuple(session.scalars(select(found.c.cluster).order_by(found.c.weight, found.c.cluster)))


def _merged() -> Select[*tuple[Any, ...]]:
    """Each cluster of several records with the least weight of its pairs; each of them has pairs.

    Looked up pair by pair: joined, the database would walk through all records.
    """
    pairs = select(
        tables.Pair.weight,
        _cluster_of(tables.Pair.left).label("left"),
        _cluster_of(tables.Pair.right).label("right"),
    ).subquery()
    least = func.min(pairs.c.weight).label("weight")
    query = select(pairs.c.left.label("cluster"), least).where(pairs.c.left == pairs.c.right)
    return query.group_by(pairs.c.left)


def _cluster_of(key: InstrumentedAttribute[str]) -> ScalarSelect[Any]:
    query = _in_force(select(tables.Record.cluster)).where(tables.Record.key == key).limit(1)
    return query.correlate(tables.Pair).scalar_subquery()


def rows_in_clusters(session: Session, clusters: Collection[int]) -> Rows:
    """The records in force of these people, by file, as they stand in it."""
    query = _in_force(select(tables.Record, tables.Import.file_name))
    found = session.execute(query.where(tables.Record.cluster.in_(clusters)))
    return sorted(((row, name) for row, name in found), key=lambda pair: (pair[1], pair[0].id))


def lists_of(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The number of the delivery in which each of these records stands."""
    query = _in_force(select(tables.Record.key, tables.Record.import_id))
    found = session.execute(query.where(tables.Record.key.in_(keys)))
    return {row.key: row.import_id for row in found}


def rows_with_contacts(session: Session, phones: Iterable[str], emails: Iterable[str]) -> Rows:
    """The compared records in force that may state one of these numbers or addresses: a few too many."""
    query = _in_force(select(tables.Record, tables.Import.file_name)).where(
        tables.Record.cluster.is_not(None)
    )
    marks = sorted(map(finding.contact_mark, {*phones, *emails}))
    found = (session.execute(query.where(word_index.holds(session, [mark]))) for mark in marks)
    return list({row.id: (row, name) for rows in found for row, name in rows}.values())


def _asked() -> Select[str]:
    return select(tables.Pair.id).where(tables.Pair.ask_order.is_not(None))


def _in_force(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.join(tables.Import, tables.Record.import_id == tables.Import.id).where(_IN_FORCE)
