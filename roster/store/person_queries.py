"""What the services ask of the store about people's numbers, and the records in force as they are compared.

Reads plain columns, not whole rows: comparing needs a third of what a record holds, of every record. Looks
and writes; which number is whose is `roster.dedupe.persons`' matter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from roster.model import PersonRecord, Source
from roster.store import tables

_BATCH = 500  # values per query: databases limit the number of parameters
_COMPARED = (
    "key",
    "full_name",
    "dob",
    "gender",
    "cccd",
    "email",
    "position",
    "agency",
    "agency_code",
    "group",
    "held",
    "excluded",
)
_NUMBERS = select(tables.Person.number, tables.Person.founder, tables.Person.became)
_COLUMNS = (*_COMPARED, "sheet", "row", "block", "phones")


@dataclass(frozen=True, slots=True)
class Compared:
    """A record in force with the fields that are compared; `cluster` and `person` are its row's."""

    id: int
    cluster: int | None
    person: int | None
    record: PersonRecord


@dataclass(frozen=True, slots=True)
class Numbers:
    """People's numbers, with the key of the first record of each; `last` is the highest there is.

    `replaced` are those of `founders` that another number stands for.
    """

    founders: Mapping[int, str]
    replaced: Mapping[int, str]
    last: int


def written(number: int) -> str:
    """A person's number as it is shown: 'P000123'."""
    return f"P{number:06d}"


def number_of(shown: str) -> int:
    """The number behind one as shown."""
    return int(shown.removeprefix("P"))


def is_written(shown: str) -> bool:
    """Whether a text can be a person's number as shown."""
    return re.fullmatch(r"P[0-9]{1,9}", shown) is not None


def compared(session: Session, keys: Sequence[str] | None = None) -> tuple[Compared, ...]:
    """The records in force, all or those of `keys`, held ones included, by file and as they stand in it."""
    query = (
        select(*compared_columns())
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
    )
    column = tables.Record.key
    some = [query] if keys is None else [query.where(column.in_(batch)) for batch in _batches(keys)]
    found = [compared_row(values) for one in some for values in session.execute(one)]
    return tuple(sorted(found, key=lambda one: (one.record.source.file, one.id)))


def compared_columns() -> tuple[Any, ...]:
    """What is read of a record, joined with its delivery, to make it `Compared`."""
    row = tables.Record
    return (row.id, row.cluster, row.person, tables.Import.file_name, *_of(row))


def compared_row(values: Iterable[Any]) -> Compared:
    """What `compared_columns` gave, as a record."""
    number, cluster, person, file, *rest = values
    return Compared(number, cluster, person, _record(file, rest))


def records_of(session: Session, import_id: int, file: str) -> tuple[PersonRecord, ...]:
    """The records of one delivery with the fields that are compared, in the order of the file."""
    query = select(*_of(tables.Record)).where(tables.Record.import_id == import_id)
    return tuple(_record(file, row) for row in session.execute(query.order_by(tables.Record.id)))


def last_delivery(session: Session, *, name: str, sha256: str) -> int | None:
    """The last delivery taken out that had this content, else this name."""
    gone = select(func.max(tables.Import.id)).where(tables.Import.state != "active")
    same = session.scalar(gone.where(tables.Import.sha256 == sha256))
    return same or session.scalar(gone.where(tables.Import.file_name == name))


def numbers_of(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """The last number that records of these keys had in any delivery, without those that never had one."""
    row = tables.Record
    query = select(row.key, row.person).where(row.person.is_not(None)).order_by(row.id)
    return _in_batches(session, query, keys)


def numbers_by_key(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """The number of the person of each of these records in force."""
    row = tables.Record
    query = (
        select(row.key, row.cluster)
        .join(tables.Import, row.import_id == tables.Import.id)
        .where(tables.Import.state == "active", row.cluster.is_not(None))
    )
    return _in_batches(session, query, keys)


def _in_batches(session: Session, query: Select[str, int | None], keys: Sequence[str]) -> dict[str, int]:
    rows = (
        row for batch in _batches(keys) for row in session.execute(query.where(tables.Record.key.in_(batch)))
    )
    return {key: number for key, number in rows if number is not None}


def person(session: Session, number: int) -> tables.Person | None:
    """The person of this number, or None."""
    return session.get(tables.Person, number)


def numbers(session: Session) -> Numbers:
    """All numbers."""
    return _numbers(session.execute(_NUMBERS).all())


def numbers_around(session: Session, rows: Sequence[Compared]) -> Numbers:
    """The numbers that these records have or founded, and the last one of all."""
    person = tables.Person
    own = {number for one in rows for number in (one.cluster, one.person) if number is not None}
    wanted = [
        *(person.number.in_(some) for some in _batches(sorted(own))),
        *(person.founder.in_(some) for some in _batches([one.record.key for one in rows])),
    ]
    found = [row for condition in wanted for row in session.execute(_NUMBERS.where(condition))]
    last = session.scalar(select(func.max(person.number))) or 0
    return replace(_numbers(found), last=last)


def _numbers(found: Iterable[Any]) -> Numbers:
    known = [(number, founder, became) for number, founder, became in found]
    return Numbers(
        {number: founder for number, founder, _ in known},
        {number: founder for number, founder, became in known if became is not None},
        max((number for number, _, _ in known), default=0),
    )


def counting_today(session: Session, shown: Iterable[str]) -> dict[str, str]:
    """The number that counts today for each of these as shown: another for who was found to be another."""
    query = select(tables.Person.number, tables.Person.became).where(tables.Person.became.is_not(None))
    became = {number: other for number, other in session.execute(query) if other is not None}
    found = {}
    for one in shown:
        number = number_of(one)
        while number in became:
            number = became[number]
        found[one] = written(number)
    return found


def add(session: Session, founders: Mapping[int, str]) -> None:
    """Write new numbers with the keys of their first records."""
    if founders:
        rows = [{"number": number, "founder": key} for number, key in founders.items()]
        session.execute(insert(tables.Person), rows)


def set_became(session: Session, numbers: Mapping[int, int | None]) -> None:
    """Write whose number counts instead of each of these, None for its own."""
    if numbers:
        rows = [{"number": number, "became": other} for number, other in numbers.items()]
        session.execute(update(tables.Person), rows)


def set_numbers(session: Session, rows: Iterable[Compared], numbers: Mapping[str, int]) -> None:
    """Write whose each record is, where that has changed. One without a number takes no part for now."""
    changed = {
        one.id: (cluster, one.person if cluster is None else cluster)
        for one in rows
        if (cluster := numbers.get(one.record.key)) != one.cluster or cluster not in (None, one.person)
    }
    if not changed:
        return
    written = [
        {"id": row, "cluster": cluster, "person": person} for row, (cluster, person) in changed.items()
    ]
    session.execute(update(tables.Record), written)
    for loaded in session:  # what is in hand does not hear of such an update
        if isinstance(loaded, tables.Record) and loaded.id in changed:
            cluster, person = changed[loaded.id]
            set_committed_value(loaded, "cluster", cluster)
            set_committed_value(loaded, "person", person)


T = TypeVar("T")


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))


def _of(row: type[tables.Record]) -> list[Any]:
    return [getattr(row, name) for name in _COLUMNS]


def _record(file: str, values: Iterable[Any]) -> PersonRecord:
    found = dict(zip(_COLUMNS, values, strict=True))
    source = Source(file, found.pop("sheet"), found.pop("row"), found.pop("block"))
    return PersonRecord(source=source, phones=tuple(found.pop("phones")), **found)
