"""Seats people: those planted in several lists, the look-alikes, the faulty rows, then everybody else.

Knows `data/demo/planted.toml`; knows nothing of how rows are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from roster.demo import changes
from roster.demo.doubles import can_have_a_double, double_of
from roster.demo.names import KINH
from roster.demo.people import Person, Registry, Wish, enter, invent
from roster.demo.posts import Seat, all_seats, day_job_seat, delegate_seat
from roster.demo.statements import Row
from roster.demo.tables import Agencies, Changes, DemoAgency, LookAlike, Overlap, Planted, PlantedRow
from roster.plan import Plan


@dataclass(frozen=True, slots=True)
class Double:
    """One person's rows, by id, and how hard it is to see that they are one."""

    person: str
    difficulty: str
    kind: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of different people that look like one, by id."""

    kind: str
    rows: tuple[str, str]


@dataclass(slots=True)
class Hall:
    """The seats of the province while they are being taken."""

    plan: Plan
    agencies: dict[str, DemoAgency]
    registry: Registry
    free: dict[Seat, None]
    rows: list[Row] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def fill(plan: Plan, registry: Registry, *, agencies: Agencies, planted: Planted) -> Hall:
    """Take every seat: people of several lists first, then look-alikes and faults, then the rest.

    The rows come in the order of the seats; delegates who hold another seat as well come last.
    """
    seats = [*all_seats(plan, agencies), *(day_job_seat(plan, job) for job in agencies.day_jobs)]
    acting = {_only(seats, a.row): a for a in planted.acting}
    seats = [replace(s, post=acting[s].position, short=acting[s].short) if s in acting else s for s in seats]
    hall = Hall(plan, {a.code: a for a in agencies.agencies}, registry, dict.fromkeys(seats))
    for overlap in planted.overlaps:
        _seat_overlap(hall, overlap)
    for pair in planted.look_alikes:
        _seat_look_alikes(hall, pair)
    for fault in planted.faults:
        seat = _only(hall.free, fault.row)
        _take(hall, seat, _newcomer(hall, seat), fault.row.changes, planted=True)
    for seat in tuple(hall.free):
        _take(hall, seat, _newcomer(hall, seat), Changes(), planted=False)
    order = {seat: number for number, seat in enumerate(seats)}
    hall.rows.sort(key=lambda row: order.get(row.seat, len(order)))
    return hall


def _only(seats: Iterable[Seat], row: PlantedRow) -> Seat:
    """The seat that a planted row means."""
    wanted = (row.agency, row.unit, row.place)
    [seat] = [
        s
        for s in seats
        if ((s.agency, s.unit, s.place) == wanted if not row.day_job else s.post == row.day_job)
    ]
    return seat


def _take(hall: Hall, seat: Seat, person: Person, how: Changes, *, planted: bool) -> str:
    hall.free.pop(seat, None)
    demo = hall.agencies.get(seat.agency or "")
    office = demo.office_phone if demo else next(iter(hall.agencies.values())).office_phone
    row = Row(f"r{len(hall.rows) + 1:03}", seat, person, how, planted, office)
    hall.rows.append(row)
    return row.id


def _wish(hall: Hall, seat: Seat) -> Wish:
    demo = hall.agencies.get(seat.agency or "")
    return Wish(local_share=demo.local_share, mail=demo.mail) if demo else Wish()


def _newcomer(hall: Hall, seat: Seat) -> Person:
    return invent(hall.registry, _wish(hall, seat))


# --- one person, several rows ----------------------------------------------------------------------------


def _seat_overlap(hall: Hall, overlap: Overlap) -> None:
    seats = [(_only(hall.free, row), row.changes) for row in overlap.rows]
    if overlap.delegate:
        seats.insert(0, (delegate_seat(hall.plan, seats[0][0]), overlap.delegate))
    wish = replace(_wish(hall, seats[-1][0]), gender=overlap.gender, origin=overlap.origin or KINH)
    person = invent(
        hall.registry, wish, lambda p: all(_shows(hall.registry, p, change) for _, change in seats)
    )
    rows = [_take(hall, seat, person, change, planted=True) for seat, change in seats]
    hall.doubles.append(Double(person.id, overlap.difficulty, overlap.kind, tuple(rows)))


def _shows(registry: Registry, person: Person, change: Changes) -> bool:
    """Whether the change really changes what is written of this person."""
    name, birth = person.full_name, person.birth
    return (
        (not change.name or changes.NAMES[change.name](name, registry.names).cell != name)
        and (not change.dob or changes.BIRTHS[change.dob](birth) != birth)
        and (change.phone != "old" or person.phone[:3] in registry.old_prefixes)
    )


# --- two people, alike -------------------------------------------------------------------------------------


def _seat_look_alikes(hall: Hall, pair: LookAlike) -> None:
    registry = hall.registry
    seats = [_only(hall.free, row) for row in (pair.left, pair.right)]
    wish = replace(_wish(hall, seats[0]), gender=pair.gender or "Nam", origin=pair.origin or KINH)
    left = invent(registry, wish, lambda p: can_have_a_double(registry, p, pair))
    right = enter(registry, double_of(registry, left, pair, mail=_wish(hall, seats[1]).mail))
    how = Changes(phone="landline") if "office_phone" in pair.shared else Changes()
    ids = [_take(hall, s, p, how, planted=True) for s, p in zip(seats, (left, right), strict=True)]
    hall.pairs.append(Pair(pair.kind, (ids[0], ids[1])))
