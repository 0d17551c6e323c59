"""Lists arrive: files are read, understood, and kept as deliveries that can be replaced or undone.

Knows what happens to a delivery; how a list is read is `roster.intake`'s matter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from sqlalchemy.orm import Session

from roster import error_log, positions
from roster.errors import UserError, raise_all
from roster.intake import ledger, reader, reading
from roster.intake.mapping import ColumnMapping
from roster.model import BY_HAND, FileError, FileReading, PersonRecord, RawFile
from roster.plan import Plan
from roster.positions import Positions
from roster.services.incoming import same_people
from roster.store import person_queries, queries, records, round_queries, tables

Keys = Sequence[tuple[int, str, str]]  # as `queries.active_keys` gives them
_PARSED = 0.2  # of the work of reading a file, when its cells are there
Outcome = Literal["added", "replaced", "unchanged", "copy", "unreadable"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one file. `copy_of` is the file in force with the same content.

    `beside` are other lists in force in which the same sender names somebody in the same post once more:
    perhaps one of them is out of date. Of two such lists that arrive together one says so.
    """

    reading: FileReading
    outcome: Outcome
    copy_of: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A delivery taken back out; `restored` is the one whose place it had taken, in force again, or ''."""

    name: str
    restored: str = ""


def read(
    files: Mapping[str, Path],
    *,
    plan: Plan,
    today: date,
    mappings: Sequence[ColumnMapping] = (),
    passwords: Mapping[Path, str] = MappingProxyType({}),
    on_read: Callable[[float], None] | None = None,
) -> tuple[FileReading, ...]:
    """Read and understand files by name, without a database; unreadable ones come back with their error.

    So does a file on which this program fails; the others are done. `on_read` is called with the number
    of files read so far, the share of a long one included. `mappings` are the columns people settled
    (`mappings.recall`); `passwords` open the encrypted files, by path.
    """
    known = positions.load_positions()
    readings: list[FileReading] = []
    raws = reader.read_each(files.values(), passwords=passwords)
    tell = on_read or (lambda _done: None)
    for done, (name, raw) in enumerate(zip(files, raws, strict=True)):
        understood = understand(
            replace(raw, name=name),
            plan=plan,
            known=known,
            today=today,
            mappings=mappings,
            on_share=partial(_tell, tell, done),
        )
        readings.append(understood)
        tell(len(readings))
    return tuple(readings)


def _tell(tell: Callable[[float], None], files: int, share: float) -> None:
    """So many files are read, and of the next one this share of what its parsing has left."""
    tell(files + _PARSED + (1 - _PARSED) * share)


def understand(
    raw: RawFile,
    *,
    plan: Plan,
    known: Positions,
    today: date,
    mappings: Sequence[ColumnMapping],
    on_share: Callable[[float], None] | None = None,
) -> FileReading:
    """What one file says; a fault of this program costs the file, not the folder, and is put on record."""
    try:
        return reading.read_list(
            raw, plan=plan, positions=known, today=today, mappings=mappings, on_share=on_share
        )
    except Exception as fault:
        error = FileError("not_understood", {"reference": error_log.record(fault)})
        return FileReading(raw.name, raw.sha256, notices=raw.notices, error=error)


def add(session: Session, readings: Sequence[FileReading], *, by: str) -> tuple[Delivery, ...]:
    """Put lists into the store. A file of a known name with other content is refused (already_imported).

    The same content twice is one delivery; a list that could not be read gives way to its corrected file.
    """
    known = {row.file_name: row for row in queries.active_imports(session)}
    raise_all(
        [
            UserError(
                "already_imported",
                "{file} was imported before with other content. Import it with --replace to put it in the "
                "place of the earlier one, or give the new file another name.",
                file=r.name,
            )
            for r in readings
            if (row := known.get(r.name)) and row.sha256 != r.sha256 and row.error is None
        ]
    )
    return supersede(session, readings, by=by)


def supersede(session: Session, readings: Sequence[FileReading], *, by: str) -> tuple[Delivery, ...]:
    """Put lists into the store, each in the place of the earlier file of its name."""
    keyed = [replace(one, people=ledger.with_keys(one.people)) for one in readings]
    outcomes = [_store(session, one, by=by) for one in keyed]
    return settle(session, outcomes)


def put(session: Session, one: FileReading, earlier: tables.Import | None, *, by: str) -> Delivery:
    """Store one delivery, in the place of an earlier one where there is one; `settle` must follow.

    People keep the key they had in the delivery before, or in the last one of this content or name. What an
    earlier round's roster says of a sender gives way to the first list that can be read.
    """
    if earlier is None and one.sender and not one.error:
        earlier = round_queries.brought(session, one.sender)
    said = records.reading_sha256(one)
    before = _before(session, one, earlier)
    if earlier:
        _retire(session, earlier, "replaced", by=by)
    one = replace(one, people=same_people.with_keys_of(before, one.people))
    row = records.add_import(session, one, by=by, said=said)
    if earlier:
        earlier.replaced_by = row.id
    _audit_import(session, row, by=by)
    if one.error:
        return Delivery(one, "unreadable")
    return Delivery(one, "replaced" if earlier else "added")


def _before(session: Session, one: FileReading, earlier: tables.Import | None) -> Sequence[PersonRecord]:
    if earlier:
        return person_queries.records_of(session, earlier.id, earlier.file_name)
    last = person_queries.last_delivery(session, name=one.name, sha256=one.sha256)
    return person_queries.records_of(session, last, one.name) if last else ()


def settle(session: Session, stored: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """What follows when deliveries have been stored: keys over all lists, lists that name the same people."""
    keys = queries.active_keys(session)
    _number_keys(session, keys)
    return tuple(_with_neighbours(session, stored, keys))


def in_force(session: Session, name: str) -> tables.Import:
    """The delivery in force of this file name, or read from this path. Raises `UserError` (not_imported)."""
    active = {row.file_name: row for row in queries.active_imports(session)}
    stored = _stored_name(name, active)
    if not stored:
        raise _not_imported(name)
    return active[stored]


def withdraw(session: Session, names: Iterable[str], *, by: str) -> tuple[Withdrawal, ...]:
    """Take deliveries back out by file name or by the path they were read from; nothing is deleted.

    What a delivery had taken the place of is in force again. Raises `UserError`s (not_imported) before
    anything is changed.
    """
    active = {row.file_name: row for row in queries.active_imports(session)}
    wanted = {name: _stored_name(name, active) for name in names}
    raise_all([_not_imported(name) for name, stored in wanted.items() if not stored])
    gone = [(name, _take_out(session, active[name], by=by)) for name in dict.fromkeys(wanted.values())]
    _number_keys(session, queries.active_keys(session))
    return tuple(Withdrawal(name, restored) for name, restored in gone)


def synchronise(session: Session, readings: Sequence[FileReading], *, by: str) -> tuple[Delivery, ...]:
    """Make the store hold exactly these lists: withdraw the others, replace the changed, add the new.

    People added by hand or brought over from an earlier round stay. Of several files with the same content
    the first by name counts, as if the store were new.
    """
    first: dict[str, str] = {}
    for one in sorted(readings, key=lambda r: r.name):
        if one.error is None:
            first.setdefault(one.sha256, one.name)
    wanted = {(r.name, r.sha256) for r in readings if r.error or first[r.sha256] == r.name}
    present = {r.name for r in readings}
    for row in queries.active_imports(session):
        if row.file_name == BY_HAND or row.brought_from:
            continue
        is_copy = (row.file_name, row.sha256) not in wanted and row.sha256 in first
        if row.file_name not in present or is_copy:
            _retire(session, row, "undone", by=by)
    ordered = sorted(readings, key=lambda r: (first.get(r.sha256) != r.name, r.name))
    return tuple(sorted(supersede(session, ordered, by=by), key=lambda d: d.reading.name))


def _stored_name(given: str, known: Iterable[str]) -> str:
    """The known name that is the end of a path, the longest where there are several; '' for none."""
    ends = [name for name in known if given == name or given.endswith(f"/{name}")]
    return max(ends, key=len, default="")


def _not_imported(name: str) -> UserError:
    return UserError("not_imported", "There is no list {file} in the database. Check the name.", file=name)


def _store(session: Session, one: FileReading, *, by: str) -> Delivery:
    active = queries.active_imports(session)
    twin = next((a for a in active if a.sha256 == one.sha256 and a.error is None), None)
    if twin and twin.file_name != one.name and one.error is None:
        return Delivery(one, "copy", copy_of=twin.file_name)
    earlier = next((a for a in active if a.file_name == one.name), None)
    if earlier and earlier.reading_sha256 == records.reading_sha256(one):
        return Delivery(one, "unreadable" if one.error else "unchanged")
    return put(session, one, earlier, by=by)


def _retire(session: Session, row: tables.Import, state: str, *, by: str) -> None:
    row.state = state
    session.flush()  # the one in force goes before the next one comes: the store allows one per name
    queries.add_audit(session, f"import.{state}", by=by, subjects=[f"import:{row.id}"])


def _take_out(session: Session, row: tables.Import, *, by: str) -> str:
    """Retire a delivery; the name of the one it had replaced, which is in force again, or ''.

    It stays out where its name or its content has come into force another way since.
    """
    _retire(session, row, "undone", by=by)
    before = queries.import_replaced_by(session, row.id)
    if before is None or any(_collide(before, other) for other in queries.active_imports(session)):
        return ""
    before.state, before.replaced_by = "active", None
    session.flush()
    queries.add_audit(session, "import.restored", by=by, subjects=[f"import:{before.id}"])
    return before.file_name


def _collide(one: tables.Import, other: tables.Import) -> bool:
    """Whether the store refuses to have both in force."""
    same_content = one.sha256 == other.sha256 and one.error is None and other.error is None
    return one.file_name == other.file_name or same_content


def _audit_import(session: Session, row: tables.Import, *, by: str) -> None:
    facts = {name: getattr(row, name) for name in ("sha256", "total", "people", "held", "ignored", "error")}
    queries.add_audit(session, "import.added", by=by, subjects=[f"import:{row.id}"], detail=facts)


def _number_keys(session: Session, keys: Keys) -> None:
    """Number the keys met more than once over all lists together; the others are right as they are.

    A key is made once, from what the list states: it stays the same when a person mends a field.
    """
    times = Counter(ledger.base(key) for _, key, _ in keys)
    rows = queries.active_rows(
        session, [n for n, key, _ in keys if times[ledger.base(key)] > 1 or "#" in key]
    )
    found = [(p.source, ledger.base(p.key)) for p in queries.people(rows)]
    queries.set_keys(rows, ledger.numbered(found))


def _with_neighbours(session: Session, deliveries: Iterable[Delivery], keys: Keys) -> Iterable[Delivery]:
    senders = {row.file_name: row.sender for row in queries.active_imports(session) if row.sender}
    lists_of = Counter(senders.values())
    posts: dict[str, set[str]] = {name: set() for name, sender in senders.items() if lists_of[sender] > 1}
    for _, key, name in keys:
        if name in posts:
            posts[name].add(ledger.base(key))
    told: set[str] = set()
    for one in deliveries:
        name = one.reading.name
        others = [n for n in senders if n not in {name, *told} and senders[n] == senders.get(name)]
        told.add(name)
        yield replace(one, beside=tuple(n for n in others if posts[n] & posts[name]))
