"""A list that was checked goes into the store: what that would change, and doing it with all that follows.

Knows the order of the steps; how a delivery is stored is the matter of `services.incoming.intake` and
`deliveries`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake import ledger
from roster.plan import Plan
from roster.services.incoming import carrying, deliveries, intake, mending_first, originals
from roster.services.incoming.carrying import Carried
from roster.services.incoming.originals import Shelf
from roster.services.incoming.understanding import Understood
from roster.store import list_queries, queries

Kind: TypeAlias = Literal["new", "unreadable", "columns", "unchanged", "copy", "same_name", "second"]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What putting a list in would mean. `others` are the lists in force that it concerns, likeliest first.

    `new` can be put in at once; `unreadable` not at all; `columns` waits for its columns; `unchanged` and
    `copy` are in force already; `same_name` and `second` (a list in force of the sender names the same
    people) need a decision: in its place, or beside it. `sender` are the sender's lists in force.
    """

    kind: Kind
    others: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What storing a list needs besides the list: where originals go and until when, rules, author."""

    shelf: Shelf
    until: date
    plan: Plan
    today: date
    by: str


@dataclass(frozen=True, slots=True)
class PutIn:
    """What became of a list, and of what people had done to the one it took the place of."""

    delivery: intake.Delivery
    carried: tuple[Carried, ...] = ()


def foresee(session: Session, one: Understood) -> Foresight:
    """What putting this list in would mean now."""
    reading = one.reading
    if reading.error:
        return Foresight("unreadable")
    active = queries.active_imports(session)
    theirs = [row for row in active if reading.sender and row.sender == reading.sender and not row.error]
    of_sender = [row for row in theirs if row.brought_from is None]  # an earlier round's people just give way
    names = tuple(row.file_name for row in of_sender)
    twin = next((row for row in active if row.sha256 == reading.sha256 and not row.error), None)
    if twin and twin.file_name != reading.name:
        return Foresight("copy", (twin.file_name,), names)
    earlier = next((row for row in active if row.file_name == reading.name), None)
    if twin and deliveries.is_unchanged(twin, reading):
        return Foresight("unchanged", (twin.file_name,), names)
    if one.needs_columns:
        return Foresight("columns", sender=names)
    if earlier and not earlier.error:
        return Foresight("same_name", (earlier.file_name,), names)
    alike = {row.file_name: _shared(session, row.id, one) for row in of_sender}
    found = sorted((name for name, shared in alike.items() if shared), key=lambda name: -alike[name])
    return Foresight("second" if found else "new", tuple(found), names)


def put_in(session: Session, one: Understood, path: Path, *, replaces: str = "", terms: Terms) -> PutIn:
    """Store a list beside the others, or in the place of `replaces`; its file is kept, edits follow it.

    Where another list has its name, it is put beside that one under a name with a number. Raises `UserError`:
    list_unread, not_imported, already_in_force, name_taken, file_changed, `writing.refusal`.
    """
    reading = one.reading
    if reading.error:
        raise UserError(
            "list_not_readable",
            "{file} could not be read, so it cannot be put in. Ask the agency for another file.",
            file=reading.name,
        )
    if replaces:
        done = deliveries.put_in_place(session, reading, replaces, by=terms.by)
    else:
        named = replace(reading, name=_free_name(session, one))
        (done,) = intake.add(session, [named], by=terms.by)
    originals.keep(session, terms.shelf, [done], {done.reading.name: path}, until=terms.until)
    carried = carrying.carry(session, [done], plan=terms.plan, today=terms.today, by=terms.by)
    _mend(session, done, path, terms)
    return PutIn(done, carried)


def record_unread(session: Session, one: Understood, *, sender: str, plan: Plan, by: str) -> intake.Delivery:
    """Put on record that a file came and could not be read, as an import on the command line does.

    A list of its name that is in force stays; this one gets a name with a number then. `sender` is the code
    of the agency it came from, where somebody knows it. Raises `UserError` (list_readable).
    """
    if one.reading.error is None:
        raise UserError("list_readable", "{file} can be read. Check it and put it in.", file=one.reading.name)
    known = sender if any(agency.code == sender for agency in plan.senders) else None
    named = replace(one.reading, name=_free_name(session, one), sender=known)
    (done,) = intake.add(session, [named], by=by)
    return done


def put_in_all(
    session: Session, found: Sequence[tuple[Understood, Path]], *, terms: Terms
) -> tuple[intake.Delivery, ...]:
    """Store every list that needs no decision, also none because of another of these; the others wait on.

    The deliveries come in the order of the lists. Raises `UserError` (file_changed, `writing.refusal`).
    """
    new = [(one, path) for one, path in _apart(found) if foresee(session, one).kind == "new"]
    done = intake.add(session, [one.reading for one, _ in new], by=terms.by)
    paths = {one.reading.name: path for one, path in new}
    originals.keep(session, terms.shelf, done, paths, until=terms.until)
    carrying.carry(session, done, plan=terms.plan, today=terms.today, by=terms.by)
    for one in done:
        _mend(session, one, paths[one.reading.name], terms)
    return done


def _mend(session: Session, done: intake.Delivery, path: Path, terms: Terms) -> None:
    """Make what was corrected before the list was put in."""
    made = mending_first.of_upload(path) if done.outcome in ("added", "replaced") else ()
    if made:
        mending_first.make(session, done.reading.name, made, plan=terms.plan, today=terms.today)


def _apart(found: Iterable[tuple[Understood, Path]]) -> Iterator[tuple[Understood, Path]]:
    """The lists without those that share name, content or people of one sender with an earlier one."""
    told: set[tuple[str, str]] = set()
    for one, path in found:
        reading = one.reading
        facts = {("name", reading.name), ("content", reading.sha256)}
        facts |= {(f"person {reading.sender}", key) for key in one.keys if reading.sender}
        if not facts & told:
            yield one, path
        told |= facts


def _free_name(session: Session, one: Understood) -> str:
    """The list's own name, or with a number where a list with other content has it."""
    reading = one.reading
    taken = {
        row.file_name
        for row in queries.active_imports(session)
        if row.sha256 != reading.sha256 and not row.error
    }
    name, number = PurePath(reading.name), 1
    free = reading.name
    while free in taken:
        number += 1
        free = f"{name.stem} ({number}){name.suffix}"
    return free


def _shared(session: Session, import_id: int, one: Understood) -> int:
    """How many people of the list stand in that delivery in the same post."""
    return len(one.keys & {ledger.base(key) for key in list_queries.keys_of(session, import_id)})
