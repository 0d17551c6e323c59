"""The row ledger: every row of a file is a person, held, or ignored with a reason; and who a record is.

Knows counts and keys; knows nothing of how rows were read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from operator import attrgetter

from roster.model import FileReading, PersonRecord, Source
from roster.name_keys import fold_key
from roster.text import fold

_FIELDS = tuple(field.name for field in fields(PersonRecord))
_values = attrgetter(*_FIELDS)
_KEY_LENGTH = 16  # hexadecimal digits: 64 bits, no collision among millions of records


class LedgerError(AssertionError):
    """A row was lost or counted twice: a fault of the program, never of the file."""


def check(reading: FileReading) -> None:
    """Raise `LedgerError` unless total = people + ignored rows and no row is counted twice."""
    sources = [*(record.source for record in reading.people), *(reject.source for reject in reading.rejects)]
    twice = sum(times - 1 for times in Counter(sources).values())
    if twice or len(sources) != reading.total:
        message = f"{reading.total} rows, {len(sources)} accounted for, {twice} of them twice"
        raise LedgerError(message)


def with_keys(records: Sequence[PersonRecord]) -> tuple[PersonRecord, ...]:
    """The records with their keys: who it is, not where it stands, so that judgements survive a new import.

    Agency, folded name, birth and position make the key; the same key again gets '#2' and so on, in order of
    source. The order of the records is kept.
    """
    keys = numbered([(record.source, _key(record)) for record in records])
    return tuple(_with_key(record, key) for record, key in zip(records, keys, strict=True))


def numbered(keys: Sequence[tuple[Source, str]]) -> tuple[str, ...]:
    """The keys without number, numbered from the second of each on in order of source; the order is kept."""
    found = [key for _, key in keys]
    times, seen = Counter(found), Counter[str]()
    several = (place for place, key in enumerate(found) if times[key] > 1)  # few of a long list
    for place in sorted(several, key=lambda n: keys[n][0]):
        key = found[place]
        seen[key] += 1
        found[place] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return tuple(found)


def base(key: str) -> str:
    """A key without its number: one person in one post, however often listed."""
    return key.partition("#")[0]


def _with_key(record: PersonRecord, key: str) -> PersonRecord:
    """As `dataclasses.replace`, which takes three times as long over so many fields."""
    values = dict(zip(_FIELDS, _values(record), strict=True))
    values["key"] = key
    return PersonRecord(**values)


def _key(record: PersonRecord) -> str:
    parts = (
        record.agency_code or fold(record.agency or ""),
        fold_key(record.full_name),
        record.dob or "",
        fold(record.position or ""),
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:_KEY_LENGTH]
