"""Invents a person: name, birth, identity card, phones, mailbox. Everything agrees with everything else.

Knows the rules of cards and phones (Thông tư 07/2016/TT-BCA; ten digits since 2018); knows nothing of lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from faker import Faker

from roster import datafiles
from roster.demo.name_tables import load_name_tables, load_surnames
from roster.demo.names import KINH, NameSource, clan_of, compose, pick, pick_origin
from roster.demo.tables import Gender, PeopleTables, load_people_tables
from roster.text import fold

_DIGITS = 10  # of a mobile number since 2018
_TRIES = 20_000  # the rarest wish, a name with both a movable tone and free words, needs some hundreds


@dataclass(frozen=True, slots=True)
class Person:
    """The truth about an invented person; phones are national numbers of ten digits."""

    id: str
    full_name: str
    gender: Gender
    origin: str
    birth: date
    cccd: str
    phone: str
    second_phone: str
    email: str


@dataclass(slots=True)
class Registry:
    """What people are invented with, and what is taken: no two share a folded name, a phone or a mailbox."""

    seed: int
    names: NameSource
    tables: PeopleTables
    fake: Faker
    old_prefixes: Mapping[str, str]  # new mobile prefix -> the one of eleven digits it replaced in 2018
    taken: set[str] = field(default_factory=set)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person must be like; empty fields leave it to chance."""

    gender: Gender | None = None
    origin: str = ""
    local_share: float | None = None
    mail: str = "hdnd"


def open_registry(seed: int) -> Registry:
    """An empty registry whose choices all follow from `seed`."""
    fake = Faker("vi_VN")
    fake.seed_instance(seed)
    prefixes = datafiles.read_csv(datafiles.find("phone_prefixes.csv"))
    return Registry(
        seed,
        name_source(),
        load_people_tables(),
        fake,
        {row["new_prefix"]: row["old_prefix"] for row in prefixes},
    )


def name_source() -> NameSource:
    """What names are composed from, without those of well-known people."""
    names = load_name_tables()
    return NameSource(names, load_surnames(names), frozenset(map(fold, names.never.names)))


def invent(registry: Registry, wish: Wish, fits: Callable[[Person], bool] = lambda _: True) -> Person:
    """A person unlike all earlier ones for whom `fits` holds."""
    for _ in range(_TRIES):
        person = _draw(registry, wish)
        if not _names(registry, person) & registry.taken and fits(person):
            return enter(registry, person)
    raise AssertionError("no person fits the wish")


def enter(registry: Registry, person: Person) -> Person:
    """Write the person down; what he or she has is taken from now on."""
    registry.count += 1
    registry.taken |= _names(registry, person) | {person.phone, person.second_phone, person.email}
    return person


def _names(registry: Registry, person: Person) -> set[str]:
    """The folded name with and without the clan's, since lists leave that out."""
    clan = clan_of(registry.names, person.full_name)
    return {fold(person.full_name), fold(person.full_name.removesuffix(clan))}


def identity_card(registry: Registry, gender: Gender, birth: date) -> str:
    """A card number that says this gender and year of birth (only people born before 2000 are invented)."""
    province = pick(registry.fake.random, registry.tables.card_provinces)
    return f"{province}{0 if gender == 'Nam' else 1}{birth:%y}{registry.fake.numerify('######')}"


def birth_date(registry: Registry, gender: Gender) -> date:
    """A date of birth within the age of people in office."""
    tables = registry.tables
    born: date = registry.fake.date_between(tables.born_after[gender], tables.born_before)
    return born


def mobile(registry: Registry) -> str:
    """A mobile number that nobody has yet."""
    while True:
        prefix = pick(registry.fake.random, registry.tables.mobile_prefixes)
        number = prefix + registry.fake.numerify("#" * (_DIGITS - len(prefix)))
        if number not in registry.taken:
            return number


def mailbox(registry: Registry, full_name: str, mail: str) -> str:
    """The official mailbox: given name and initials, numbered where somebody has it already."""
    *others, given = fold(full_name).split()
    local = given + "".join(word[0] for word in others)
    for number in range(1, 1000):
        box = f"{local}{number if number > 1 else ''}@{mail}.{registry.tables.mail_domain}"
        if box not in registry.taken:
            return box
    raise AssertionError("a thousand people with the same mailbox")


def _draw(registry: Registry, wish: Wish) -> Person:
    rng = registry.fake.random
    gender: Gender = wish.gender or ("Nữ" if rng.random() < registry.names.tables.shares.female else "Nam")
    origin = wish.origin or pick_origin(registry.names, rng, local_share=wish.local_share)
    name = compose(registry.names, rng, gender=gender, origin=origin or KINH)
    birth = birth_date(registry, gender)
    return Person(
        id=f"p{registry.count + 1:03}",
        full_name=name,
        gender=gender,
        origin=origin,
        birth=birth,
        cccd=identity_card(registry, gender, birth),
        phone=mobile(registry),
        second_phone=mobile(registry),
        email=mailbox(registry, name, wish.mail),
    )
