"""People looked up as somebody asks for them: by words of name and post, or by the number of a person.

Knows how a number is told from words; how either is found is `services.persons`' and `people`'s matter. Masks
nothing: a door shows phone and card numbers as it sees fit.
"""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster.model import PersonRecord
from roster.services import people, persons
from roster.services.people import Wanted
from roster.store import edit_queries, queries

_NUMBER = re.compile(r"[Pp]\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """One record and the number of its person ('' for none: held, or not compared)."""

    person: str
    record: PersonRecord


def look_up(session: Session, words: str, *, most: int) -> tuple[tuple[Row, ...], int]:
    """The first `most` records that fit, and how many there are in all.

    A number alone ('P000123') means the rows of that person, or of the one it was found to be. Raises
    `UserError` (no_such_person).
    """
    if _NUMBER.fullmatch(words.strip()):
        _number, keys = persons.find(session, words)
        shown, total = keys[:most], len(keys)
    else:
        page = people.search(session, Wanted(words), page=1, per_page=most)
        shown, total = tuple(one.record.key for one in page.found), page.total
    rows = {row.key: (row, name) for row, name in edit_queries.rows_with_keys(session, list(shown))}
    found = [rows[key] for key in shown if key in rows]
    records = queries.people(found)
    numbers = (persons.written(row.cluster) if row.cluster else "" for row, _ in found)
    return tuple(Row(number, record) for number, record in zip(numbers, records, strict=True)), total
