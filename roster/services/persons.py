"""People keep their number, whatever lists come, are replaced or go; an earlier number leads to today's.

Knows when numbers are given and written; which one a person keeps is `roster.dedupe.persons`' matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

from sqlalchemy.orm import Session

from roster.dedupe import persons
from roster.errors import UserError
from roster.store import edit_queries, person_queries
from roster.store.person_queries import Compared, Numbers
from roster.store.person_queries import written as written

_NOBODY: Mapping[str, int] = MappingProxyType({})
_NUMBER = re.compile(r"[Pp]?0*([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What earlier rounds say of this one's records: `known` by key, `numbers` are all in use there."""

    known: Mapping[str, int] = field(default_factory=lambda: _NOBODY)
    numbers: frozenset[int] = frozenset()


def find(session: Session, words: str) -> tuple[str, tuple[str, ...]]:
    """The number that counts today for one as shown ('P000123'), and the keys of the person's records.

    The number of somebody who was found to be another person leads to that one, unless he or she stands for
    himself or herself in this round. Raises `UserError` (no_such_person).
    """
    found = _NUMBER.fullmatch(words.strip())
    person = person_queries.person(session, int(found[1])) if found else None
    if person is None:
        raise UserError(
            "no_such_person",
            "There is no person {number}. Take the number from the list of pairs to review.",
            number=words,
        )
    while not (rows := edit_queries.rows_in_cluster(session, person.number)) and person.became is not None:
        person = person_queries.person(session, person.became) or person
    return written(person.number), tuple(row.key for row, _ in rows)


def settle(
    session: Session,
    rows: Sequence[Compared],
    clusters: Sequence[Sequence[str]],
    given: Numbers,
    *,
    elsewhere: Elsewhere = Elsewhere(),
) -> None:
    """Give every cluster its person's number, an old or a new one, and write it into its records.

    `rows` are the records in force, all or those around a decision; those in no cluster keep in mind which
    person they were. `given` are the numbers there are, those of these records at least. Whom an earlier
    round knows has the number of there; a number of there that fits nobody here (any more) is left to it.
    """
    ours = _earlier(session, rows)
    earlier = {key: n for key, n in ours.items() if n not in elsewhere.numbers} | dict(elsewhere.known)
    known = persons.kept(clusters, earlier, given.founders)
    known |= persons.regained(clusters, known, given.replaced)
    new = count(given.last + 1)
    numbers = [known[place] if place in known else next(new) for place in range(len(clusters))]
    person_queries.add(
        session, {numbers[place]: min(keys) for place, keys in enumerate(clusters) if place not in known}
    )
    in_use_again: dict[int, int | None] = dict.fromkeys(given.replaced.keys() & set(numbers))
    gone = persons.successors(clusters, numbers, ours)
    of_here = {number: other for number, other in gone.items() if number not in elsewhere.numbers}
    person_queries.set_became(session, in_use_again | of_here)
    of_key = {key: number for keys, number in zip(clusters, numbers, strict=True) for key in keys}
    person_queries.set_numbers(session, rows, of_key)


def _earlier(session: Session, rows: Sequence[Compared]) -> dict[str, int]:
    """The number each record had: its own, or that of the record of its key in an earlier delivery."""
    known = {one.record.key: one.person for one in rows if one.person is not None}
    unknown = [one.record.key for one in rows if one.person is None]
    return person_queries.numbers_of(session, unknown) | known
