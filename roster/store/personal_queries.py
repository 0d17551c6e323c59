"""All that the store keeps of one person, or of a whole survey round, to be shown or erased.

Looks over all rounds: the law asks for a person, not for a person in a round. Closed rounds are no exception.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from roster.model import BY_HAND
from roster.store import rounds, tables, word_index
from roster.store.person_queries import written

ERASED = "erased"  # the reason in the row ledger, and the kind of act
_BLANK: dict[str, Any] = {"name": "", "position": "", "phone": "", "email": "", "agency": ""}


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as the store knows one: numbers that were found to be one, and the keys of all records."""

    numbers: frozenset[int]
    keys: frozenset[str]

    @property
    def shown(self) -> tuple[str, ...]:
        """The numbers as people write them; the keys of somebody never compared."""
        return tuple(map(written, sorted(self.numbers))) or tuple(sorted(self.keys))


def subject(session: Session, key: str) -> Subject:
    """Who the record of a key is, with every record in whatever list and round."""
    record = tables.Record
    asked = select(record.cluster, record.person).where(record.key == key)
    found = {number for row in _all(session, asked) for number in row if number is not None}
    numbers = _same(session, found)
    of_person = select(record.key).where(or_(record.person.in_(numbers), record.cluster.in_(numbers)))
    return Subject(frozenset(numbers), frozenset({key, *(row[0] for row in _all(session, of_person))}))


def records(session: Session, who: Subject) -> list[tuple[tables.Record, tables.Import]]:
    """The person's rows in all lists, those no longer in force too, in the order they came."""
    query = (
        select(tables.Record, tables.Import)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Record.key.in_(who.keys))
        .order_by(tables.Record.id)
    )
    return [(row, one) for row, one in _all(session, query)]


def edit_lines(session: Session, who: Subject) -> list[tuple[tables.EditLine, tables.Edit]]:
    """What people changed in the person's rows, oldest first."""
    query = select(tables.EditLine, tables.Edit).join(tables.Edit, tables.EditLine.edit_id == tables.Edit.id)
    query = query.where(tables.EditLine.key.in_(who.keys)).order_by(tables.EditLine.id)
    return [(line, act) for line, act in _all(session, query)]


def hand_over_rows(session: Session, who: Subject) -> list[tuple[tables.HandOverRow, tables.HandOver]]:
    """The person's lines in what was handed over."""
    row = tables.HandOverRow
    query = select(row, tables.HandOver).join(tables.HandOver, row.hand_over_id == tables.HandOver.id)
    query = query.where(row.person.in_(who.numbers)).order_by(row.id)
    return [(line, one) for line, one in _all(session, query)]


def events(session: Session, who: Subject) -> list[tables.FollowupEvent]:
    """What was noted about answering: statuses by day."""
    event = tables.FollowupEvent
    return list(session.scalars(select(event).where(event.person.in_(who.numbers)).order_by(event.id)))


def answer_rows(session: Session, who: Subject) -> list[tables.AnswerRow]:
    """The person's rows in imported lists of who answered."""
    row = tables.AnswerRow
    return list(session.scalars(select(row).where(row.person.in_(who.numbers)).order_by(row.id)))


def pairs(session: Session, who: Subject) -> int:
    """How many comparisons with other records quote the person."""
    return _count(session, tables.Pair, _of_pair(tables.Pair, who))


def replacements(session: Session, who: Subject) -> list[tables.Replacement]:
    """The replacements in which the person stands."""
    shown = set(map(written, who.numbers))
    found = session.scalars(rounds.across(select(tables.Replacement).order_by(tables.Replacement.id)))
    return [row for row in found if any(one["person"] in shown for one in (*row.out, *row.into))]


def originals(session: Session, import_ids: Collection[int]) -> list[tables.Original]:
    """The kept files of these deliveries."""
    query = select(tables.Original).where(tables.Original.import_id.in_(import_ids))
    return list(session.scalars(query.order_by(tables.Original.id)))


def erase(session: Session, who: Subject, *, at: datetime, by: str) -> dict[str, int]:
    """Delete all that can be deleted; how many rows of each kind. What was handed over stays as it is.

    A row of a list becomes an ignored one, so that every row of every file is still accounted for. An act
    of the kind `ERASED` in each round says that something has changed.
    """
    found = records(session, who)
    touched = {row.round_id for row, _ in found}
    done = {"records": len(found)}
    for row, one in found:
        _ignore(session, row, one)
    pair, doubt = _of_pair(tables.Pair, who), tables.Recognition
    of_doubt = or_(doubt.key.in_(who.keys), doubt.other_key.in_(who.keys))
    done["edit_lines"] = delete_across(session, tables.EditLine, tables.EditLine.key.in_(who.keys))
    done["pairs"] = delete_across(session, tables.Pair, pair) + delete_across(session, doubt, of_doubt)
    done["followed"] = delete_across(session, tables.Followed, tables.Followed.person.in_(who.numbers))
    done["answer_rows"] = blank_answers(session, tables.AnswerRow.person.in_(who.numbers))
    done["replacements"] = blank_replacements(session, replacements(session, who), who.numbers)
    session.execute(update(tables.Person).where(tables.Person.number.in_(who.numbers)).values(erased_at=at))
    note(session, touched, at=at, by=by)
    word_index.forget_deleted(session)
    session.expire_all()
    return done


def erased(session: Session) -> frozenset[str]:
    """The numbers, as shown, of the people who were erased."""
    query = select(tables.Person.number).where(tables.Person.erased_at.is_not(None))
    return frozenset(map(written, session.scalars(query)))


def _ignore(session: Session, row: tables.Record, one: tables.Import) -> None:
    problem = tables.Problem
    place = (problem.sheet == row.sheet, problem.row == row.row, problem.block == row.block)
    delete_across(session, problem, problem.import_id == one.id, *place)
    lists = tables.Import
    if one.file_name == BY_HAND:
        changed = {"total": lists.total - 1}
    else:
        values = {"import_id": one.id, "sheet": row.sheet, "row": row.row, "block": row.block}
        rejected = insert(tables.Reject.__table__).values(round_id=row.round_id, reason=ERASED, **values)  # type: ignore[arg-type]  # a table
        session.execute(rejected)
        changed = {"ignored": lists.ignored + 1}
    fewer = {"held": lists.held - 1} if row.held else {"people": lists.people - 1}
    update_across(session, lists, lists.id == one.id, **changed, **fewer)
    delete_across(session, tables.Record, tables.Record.id == row.id)


def _of_pair(pair: type[tables.Pair], who: Subject) -> ColumnElement[bool]:
    return or_(pair.left.in_(who.keys), pair.right.in_(who.keys))


def blank_answers(session: Session, *which: ColumnElement[bool]) -> int:
    """Take what rows of lists of answers say of their people out of them; the rows stay."""
    blank = {"full_name": "", "dob": None, "position": "", "agency": ""}
    return update_across(session, tables.AnswerRow, *which, **blank)


def blank_replacements(
    session: Session, found: Iterable[tables.Replacement], numbers: Collection[int] | None
) -> int:
    """Take the people of these numbers, or everybody, out of replacements; that one took place stays."""
    shown = None if numbers is None else set(map(written, numbers))
    count = 0
    for row in found:
        said = {"out": _blanked(row.out, shown), "into": _blanked(row.into, shown)}
        count += update_across(session, tables.Replacement, tables.Replacement.id == row.id, **said)
    return count


def _blanked(lines: Sequence[dict[str, Any]], shown: set[str] | None) -> list[dict[str, Any]]:
    gone: dict[str, Any] = {**_BLANK, "dob": None, "gender": None, "phones": [], "values": {}}
    return [line | gone if shown is None or line["person"] in shown else line for line in lines]


def note(session: Session, round_ids: Iterable[int], *, at: datetime, by: str) -> None:
    """Write an act without lines in each round, past what keeps closed rounds as they are."""
    for number in sorted(round_ids):
        act = {"round_id": number, "kind": ERASED, "at": at, "by": by}
        session.execute(insert(tables.Edit.__table__).values(**act))  # type: ignore[arg-type]  # a table


def _same(session: Session, numbers: Collection[int]) -> set[int]:
    """These numbers and all that became one with them."""
    person, known = tables.Person, set(numbers)
    while True:
        query = select(person.number, person.became)
        query = query.where(or_(person.number.in_(known), person.became.in_(known)))
        more = {number for row in session.execute(query) for number in row if number is not None}
        if more <= known:
            return known
        known |= more


def _all(session: Session, query: Any) -> Iterator[Any]:
    return iter(session.execute(rounds.across(query)).all())


def _count(session: Session, table: Any, *which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*which)
    return session.scalar(rounds.across(query)) or 0


def delete_across(session: Session, table: Any, *which: ColumnElement[bool]) -> int:
    """Delete rows of whatever round; how many."""
    statement = delete(table).where(*which).execution_options(synchronize_session=False)
    return int(session.execute(rounds.across(statement)).rowcount)  # type: ignore[attr-defined]  # of a deletion


def update_across(session: Session, table: Any, *which: ColumnElement[bool], **values: Any) -> int:
    """Change rows of whatever round; how many."""
    statement = update(table).where(*which).values(**values).execution_options(synchronize_session=False)
    return int(session.execute(rounds.across(statement)).rowcount)  # type: ignore[attr-defined]  # of a change
