"""A second delivery and the one it replaces: who was added or is gone, whose fields differ; taking its place.

Knows what is shown of two lists. How their people are matched is `same_people`'s matter, what is one person
over all lists `roster.dedupe`'s, and how a delivery is stored `services.incoming.intake`'s.
"""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake import ledger
from roster.model import FileReading, PersonRecord
from roster.services.incoming import intake, same_people
from roster.store import queries, records, tables

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

    Both as the lists state it: what people mended follows the list (`carrying`) and is no difference of it.
    People are matched by `same_people.matches`. Raises `UserError` (not_imported).
    """
    row = intake.in_force(session, replaces)
    before = queries.as_stated(queries.rows_of(session, row))
    after = ledger.with_keys(reading.people)
    found = same_people.matches(before, after)
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
    if is_unchanged(earlier, one):
        return intake.Delivery(one, "unchanged")
    (done,) = intake.settle(session, [intake.put(session, one, earlier, by=by)])
    return done


def is_unchanged(earlier: tables.Import, reading: FileReading) -> bool:
    """Whether a reading says exactly what this delivery said when it was stored."""
    one = replace(reading, people=ledger.with_keys(reading.people))
    return earlier.reading_sha256 == records.reading_sha256(one)


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
                "The content of {file} is in force as {other}. To drop {earlier}, withdraw it: roster import "
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


def _differing(before: PersonRecord, after: PersonRecord) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if (getattr(before, name) or None) != (getattr(after, name) or None))
