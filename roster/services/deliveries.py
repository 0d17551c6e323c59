"""A second delivery and the one it replaces: who was added or is gone, whose fields differ; taking its place.

Knows how people of two lists are matched for showing. What is the same person over all lists is
`roster.dedupe`'s matter, and how a delivery is stored `services.intake`'s.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake import ledger
from roster.model import FileReading, PersonRecord
from roster.name_keys import fold_key
from roster.services import intake
from roster.store import queries, records, tables
from roster.text import fold

# What a list states of a person; what the program makes of it (rank, flags, origin of the group) is left out.
FIELDS = (
    "full_name",
    "dob",
    "gender",
    "phones",
    "cccd",
    "email",
    "position",
    "agency",
    "unit",
    "group",
    "note",
    "held",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One person in both lists whose `fields` differ; field names as in `PersonRecord`."""

    before: PersonRecord
    after: PersonRecord
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliveryDiff:
    """What a new list changes; every record of either list is in exactly one of the four."""

    replaces: str
    added: tuple[PersonRecord, ...] = ()
    removed: tuple[PersonRecord, ...] = ()
    changed: tuple[Change, ...] = ()
    same: tuple[PersonRecord, ...] = ()


def compare(session: Session, reading: FileReading, replaces: str) -> DeliveryDiff:
    """The new list against the delivery in force that it is to replace (a name or path).

    People are matched by record key; those left by name and birth; those still left by name and post, so that
    a corrected birth shows as a change. Raises `UserError` (not_imported).
    """
    row = intake.in_force(session, replaces)
    before = queries.records_of(session, row)
    after = ledger.with_keys(reading.people)
    found = _matches(before, after)
    pairs = [(before[left], after[right]) for left, right in found]
    changes = [Change(old, new, _differing(old, new)) for old, new in pairs]
    lefts, rights = {left for left, _ in found}, {right for _, right in found}
    return DeliveryDiff(
        row.file_name,
        added=tuple(p for place, p in enumerate(after) if place not in rights),
        removed=tuple(p for place, p in enumerate(before) if place not in lefts),
        changed=tuple(change for change in changes if change.fields),
        same=tuple(change.after for change in changes if not change.fields),
    )


def put_in_place(session: Session, reading: FileReading, replaces: str, *, by: str) -> intake.Delivery:
    """Put one list in the place of the delivery `replaces` (a name or path), whatever its file is called.

    Raises `UserError`: not_imported, list_unread, name_taken, already_in_force.
    """
    earlier = intake.in_force(session, replaces)
    _refuse_to_stand_in(session, reading, earlier)
    one = replace(reading, people=ledger.with_keys(reading.people))
    if earlier.sha256 == one.sha256 and earlier.file_name != one.name:
        return intake.Delivery(one, "copy", copy_of=earlier.file_name)
    if earlier.reading_sha256 == records.reading_sha256(one):
        return intake.Delivery(one, "unchanged")
    (done,) = intake.settle(session, [intake.put(session, one, earlier, by=by)])
    return done


def _refuse_to_stand_in(session: Session, one: FileReading, earlier: tables.Import) -> None:
    """A list that could not be read replaces nothing, and neither does one that is in force elsewhere."""
    if one.error:
        raise UserError(
            "list_unread",
            "{file} could not be read, so it replaces nothing. Mend the file and import it again.",
            file=one.name,
        )
    for other in queries.active_imports(session):
        if other.id == earlier.id:
            continue
        if other.sha256 == one.sha256 and other.error is None:
            raise UserError(
                "already_in_force",
                "The content of {file} is in force as {other}. To drop {earlier}, take it out: roster import "
                "--undo {earlier}",
                file=one.name,
                other=other.file_name,
                earlier=earlier.file_name,
            )
        if other.file_name == one.name:
            raise UserError(
                "name_taken",
                "Another list in force is called {file}. Give the new file another name.",
                file=one.name,
            )


def _by_key(record: PersonRecord) -> Hashable:
    """Without its number: that counts over all lists in force, not within this one."""
    return record.key.partition("#")[0]


def _by_name_and_birth(record: PersonRecord) -> Hashable:
    return fold_key(record.full_name), record.dob


def _by_name_and_post(record: PersonRecord) -> Hashable:
    return fold_key(record.full_name), fold(record.position or "")


_LEVELS: tuple[Callable[[PersonRecord], Hashable], ...] = (_by_key, _by_name_and_birth, _by_name_and_post)


def _matches(before: Sequence[PersonRecord], after: Sequence[PersonRecord]) -> list[tuple[int, int]]:
    """Places of one person in both lists, in the order of the new one; a name met twice goes by the order."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    found: list[tuple[int, int]] = []
    for level in _LEVELS:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, record in left.items():
            waiting[level(record)].append(place)
        for place, record in tuple(right.items()):
            if same := waiting[level(record)]:
                found.append((same.pop(0), place))
                del left[found[-1][0]], right[place]
    return sorted(found, key=lambda pair: pair[1])


def _differing(before: PersonRecord, after: PersonRecord) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if (getattr(before, name) or None) != (getattr(after, name) or None))
