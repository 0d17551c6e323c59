"""Composes invented Vietnamese names, and names just different enough from one to be mistaken for it.

Knows the frequency tables; knows nothing of the people who get the names.
"""

from dataclasses import dataclass
from random import Random

from roster.demo.name_tables import LocalNames, NameTables, Origin, Weights
from roster.demo.tables import Gender
from roster.text import fold

KINH = "kinh"


@dataclass(frozen=True, slots=True)
class NameSource:
    """Everything names are composed from. `never` are folded names that must not come out."""

    tables: NameTables
    surnames: Weights
    never: frozenset[str]

    def origin(self, code: str) -> Origin | None:
        """The people of the Central Highlands with this code; None for the Kinh."""
        return next((o for o in self.tables.origins if o.code == code), None)


def pick(rng: Random, weights: Weights) -> str:
    """One of the keys, as often as its weight says."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def pick_origin(source: NameSource, rng: Random, *, local_share: float | None = None) -> str:
    """'kinh' or a local people's code; `local_share` replaces the usual share of all local peoples."""
    shares = {o.code: o.share for o in source.tables.origins}
    local = sum(shares.values()) if local_share is None else local_share
    return pick(rng, shares) if rng.random() < local else KINH


def compose(source: NameSource, rng: Random, *, gender: Gender, origin: str) -> str:
    """A name of this gender and origin, never that of a well-known person."""
    local = source.origin(origin)
    while True:
        name = _local(local, rng, gender) if local else _kinh(source, rng, gender)
        words = fold(name).split()
        if " ".join(words) not in source.never and len(set(words)) == len(words):
            return name


def one_tone_off(source: NameSource, gender: Gender, name: str) -> str:
    """The name with another tone on its given name; the name itself where none is known."""
    tables = source.tables.confusable
    given = name.rpartition(" ")[2]
    for left, right in tables.male if gender == "Nam" else tables.female:
        if given in (left, right):
            return with_given(name, right if given == left else left)
    return name


def other_given(source: NameSource, rng: Random, *, gender: Gender, name: str) -> str:
    """The name with another given name."""
    parts = source.tables.male if gender == "Nam" else source.tables.female
    while True:
        given = pick(rng, parts.given)
        if fold(given) not in fold(name).split():
            return with_given(name, given)


def other_clan(source: NameSource, rng: Random, *, origin: str, name: str) -> str:
    """A local name with another clan's name at its end; the name itself where it has none."""
    clan = clan_of(source, name)
    local = source.origin(origin)
    if not clan or not local:
        return name
    return name.removesuffix(clan) + rng.choice([c for c in local.clans if c != clan])


def clan_of(source: NameSource, name: str) -> str:
    """The clan's name at the end of a local name, '' where there is none."""
    clans = (c for o in source.tables.origins for c in o.clans)
    return next((c for c in clans if name.endswith(f" {c}")), "")


def with_given(name: str, given: str) -> str:
    """The name with its last word replaced."""
    return f"{name.rpartition(' ')[0]} {given}"


def _kinh(source: NameSource, rng: Random, gender: Gender) -> str:
    tables = source.tables
    parts = tables.male if gender == "Nam" else tables.female
    length = rng.choices(tuple(tables.lengths), tuple(tables.lengths.values()))[0]
    middles = [pick(rng, parts.middle) for _ in range(length - 2)]
    usual, share = ("Văn", tables.shares.van) if gender == "Nam" else ("Thị", tables.shares.thi)
    if middles and rng.random() < share:
        middles[0] = usual
    return " ".join([pick(rng, source.surnames), *middles, pick(rng, parts.given)])


def _local(origin: Origin, rng: Random, gender: Gender) -> str:
    words: LocalNames = origin.male if gender == "Nam" else origin.female
    prefix = rng.choice(words.prefixes)
    name = prefix + ("" if prefix.endswith("'") else " ") + rng.choice(words.given)
    return f"{name} {rng.choice(origin.clans)}" if rng.random() < origin.clan_share else name
