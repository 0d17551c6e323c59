"""What one list says about one person: each fact as typed, and as a correct reader takes it.

Brings together the seat, the person, the planted change and the file's ways of writing; knows no columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from roster.demo import changes, ways
from roster.demo.changes import Spelt
from roster.demo.names import NameSource, pick
from roster.demo.people import Person
from roster.demo.posts import POSTS, Seat
from roster.demo.styles import ListStyle, Weights
from roster.demo.tables import Changes
from roster.demo.ways import Written

_OFFICIAL = "Cán bộ"  # what a deputies' list often has in place of the real post


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a seat, and how the row departs from the truth."""

    id: str
    seat: Seat
    person: Person
    changes: Changes
    planted: bool
    office_phone: str


@dataclass(frozen=True, slots=True)
class Pen:
    """What rows are written with: the file's style, the dice, and what names and numbers are made from."""

    style: ListStyle
    rng: Random
    names: NameSource
    old_prefixes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stated:
    """One row's facts, each as typed and as meant."""

    row: Row
    name: Written
    birth: Written
    phone: Written
    card: Written
    email: Written
    position: Written


def state(row: Row, pen: Pen) -> Stated:
    """Write the row's facts in the file's style."""
    return Stated(
        row,
        name=_name(row, pen),
        birth=_birth(row, pen),
        phone=_phone(row, pen),
        card=_card(row, pen),
        email=_email(row),
        position=_position(row, pen),
    )


def _way(row: Row, pen: Pen, weights: Weights) -> str:
    """The way to write; planted rows always in the commonest, so that what was planted stays to be seen."""
    return max(weights, key=weights.__getitem__) if row.planted else pick(pen.rng, weights)


def _name(row: Row, pen: Pen) -> Written:
    spelt = Spelt(row.person.full_name, row.person.full_name)
    if row.changes.name:
        spelt = changes.NAMES[row.changes.name](row.person.full_name, pen.names)
    spelt = ways.NAMES[_way(row, pen, pen.style.names)](spelt, row.person)
    return Written(spelt.cell, spelt.name)


def _birth(row: Row, pen: Pen) -> Written:
    change = changes.BIRTHS.get(row.changes.dob)
    born = change(row.person.birth) if change else row.person.birth
    return ways.write_birth(born, _way(row, pen, pen.style.dates))


def _phone(row: Row, pen: Pen) -> Written:
    mobile = row.person.phone
    old = pen.old_prefixes.get(mobile[:3])
    numbers = ways.Numbers(
        mobile, row.person.second_phone, row.office_phone, old + mobile[3:] if old else mobile
    )
    return ways.PHONES[row.changes.phone or _way(row, pen, pen.style.phones)](numbers)


def _card(row: Row, pen: Pen) -> Written:
    card = _changed(changes.CARDS, row.changes.cccd, row.person.cccd)
    return ways.write_card(card, _way(row, pen, pen.style.cards))


def _email(row: Row) -> Written:
    box = _changed(changes.EMAILS, row.changes.email, row.person.email)
    return Written(box, box if box == row.person.email else None)


def _position(row: Row, pen: Pen) -> Written:
    if row.changes.position:
        return Written(_OFFICIAL, _OFFICIAL)
    post = POSTS[_way(row, pen, pen.style.posts)](row.seat)
    return Written(post.cell, post.full)


def _changed(table: Mapping[str, Callable[[str], str]], way: str, value: str) -> str:
    return table[way](value) if way else value
