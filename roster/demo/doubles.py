"""Makes a second person out of a first: somebody else who looks like the same one in a list.

Knows what two different people may share; knows nothing of seats and lists.
"""

from collections.abc import Callable, Mapping
from datetime import date

from roster.demo import names
from roster.demo.people import Person, Registry, birth_date, identity_card, mailbox, mobile
from roster.demo.tables import LookAlike
from roster.text import fold

_MANY_YEARS = 6  # two people of one name born so far apart are not one person with a slip of the pen

_OTHER_NAMES: Mapping[str, Callable[[Registry, Person], str]] = {
    "same": lambda _, p: p.full_name,
    "one_tone": lambda r, p: names.one_tone_off(r.names, p.gender, p.full_name),
    "other_given": lambda r, p: names.other_given(r.names, r.fake.random, gender=p.gender, name=p.full_name),
    "other_clan": lambda r, p: names.other_clan(r.names, r.fake.random, origin=p.origin, name=p.full_name),
}


def can_have_a_double(registry: Registry, person: Person, pair: LookAlike) -> bool:
    """Whether name and birth of this person allow the likeness that `pair` asks for."""
    renamed = pair.name == "same" or _OTHER_NAMES[pair.name](registry, person) != person.full_name
    swappable = person.birth.day <= 12 and person.birth.day != person.birth.month
    return renamed and (pair.dob != "swapped" or swappable)


def double_of(registry: Registry, person: Person, pair: LookAlike, *, mail: str) -> Person:
    """The look-alike: another card always, the same phone or mailbox only where `pair` shares it."""
    name = _other_name(registry, person, pair.name)
    birth = _other_birth(registry, person, pair.dob)
    return Person(
        id=f"p{registry.count + 1:03}",
        full_name=name,
        gender=person.gender,
        origin=person.origin,
        birth=birth,
        cccd=identity_card(registry, person.gender, birth),
        phone=person.phone if "phone" in pair.shared else mobile(registry),
        second_phone=mobile(registry),
        email=person.email if "email" in pair.shared else mailbox(registry, name, mail),
    )


def _other_name(registry: Registry, person: Person, way: str) -> str:
    while True:
        name = _OTHER_NAMES[way](registry, person)
        if fold(name) == fold(person.full_name) or fold(name) not in registry.taken:
            return name


def _other_birth(registry: Registry, person: Person, way: str) -> date:
    birth = person.birth
    if way == "same":
        return birth
    if way == "swapped":
        return birth.replace(day=birth.month, month=birth.day)
    while True:
        other = birth_date(registry, person.gender)
        if way == "same_year":
            other = other.replace(year=birth.year, day=min(other.day, 28))
            if other.day != birth.day and other.month != birth.month:
                return other
        elif abs(other.year - birth.year) >= _MANY_YEARS:
            return other
