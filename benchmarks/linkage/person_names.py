"""Invents names for whole columns of persons, from the frequency tables of `data/names.toml`.

The same tables as the demonstration's; here for a million persons at once.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.linkage.draws import Codes, Mask, Texts, Words, chance, draw, pick, texts
from benchmarks.linkage.rates import PeopleRates
from roster.demo.name_tables import LocalNames, NameParts, NameTables, load_name_tables, load_surnames
from roster.text import fold


@dataclass(slots=True)
class Names:
    """Full names and what is made of them; `user` is the local part of an address, annv."""

    full: Texts
    surname: Texts
    user: Texts
    female: Mask


def invent_names(rng: np.random.Generator, count: int, rates: PeopleRates) -> Names:
    """Names of so many persons."""
    tables = load_name_tables()
    surnames = Words.weighted(load_surnames(tables))
    female = chance(rng, rates.female, count)
    surname = pick(rng, surnames, count)
    full, given = texts([""] * count), texts([""] * count)
    rare = Words.weighted(dict.fromkeys(_rare_given(surnames, tables), 1.0))
    for women, parts in ((False, tables.male), (True, tables.female)):
        rows = np.flatnonzero(female == women)
        given[rows] = pick(rng, Words.weighted(parts.given), len(rows))
        odd = rows[chance(rng, rates.rare_given, len(rows))]
        given[odd] = pick(rng, rare, len(odd))
        usual, share = ("Thị", tables.shares.thi) if women else ("Văn", tables.shares.van)
        full[rows] = (
            surname[rows]
            + _middles(rng, tables, parts, usual=usual, share=share, count=len(rows))
            + " "
            + given[rows]
        )
    _make_local(rng, tables, full, surname=surname, female=female, share=rates.local)
    return Names(full, surname, _users(full), female)


def take_surnames(names: Names, takers: Codes, givers: Codes) -> None:
    """Give the takers the givers' surnames; names without one stay."""
    for taker, giver in zip(takers.tolist(), givers.tolist(), strict=True):
        old, new = names.surname[taker], names.surname[giver]
        if old and new:
            names.full[taker] = new + names.full[taker].removeprefix(old)
            names.surname[taker] = new


def _rare_given(surnames: Words, tables: NameTables) -> list[str]:
    """Given names that are hardly ever given: words that are usual elsewhere in names."""
    common = {*tables.male.given, *tables.female.given}
    words = {*surnames.texts.tolist(), *tables.male.middle, *tables.female.middle}
    return sorted(word for word in words - common if " " not in word)


def _middles(
    rng: np.random.Generator, tables: NameTables, parts: NameParts, *, usual: str, share: float, count: int
) -> Texts:
    """The middle names, each with a space before it; none, one or two of them."""
    words = Words.weighted(parts.middle)
    first, second = " " + pick(rng, words, count), " " + pick(rng, words, count)
    first[chance(rng, share, count)] = f" {usual}"
    lengths = Words.weighted({str(length): weight for length, weight in tables.lengths.items()})
    length = draw(rng, lengths, count)
    second[(length < 2) | (second == first)] = ""
    first[length == 0] = ""
    middles: Texts = first + second
    return middles


def _make_local(
    rng: np.random.Generator,
    tables: NameTables,
    full: Texts,
    *,
    surname: Texts,
    female: Mask,
    share: float,
) -> None:
    """Give a share of the persons names of the Central Highlands, in place; these have no surname."""
    local = np.flatnonzero(chance(rng, share, len(full)))
    origins = draw(rng, Words.weighted({o.code: o.share for o in tables.origins}), len(local))
    for number, origin in enumerate(tables.origins):
        for women, words in ((False, origin.male), (True, origin.female)):
            rows = local[(origins == number) & (female[local] == women)]
            clans = Words.weighted(dict.fromkeys((f" {clan}" for clan in origin.clans), 1.0) or {"": 1.0})
            clan = pick(rng, clans, len(rows))
            clan[~chance(rng, origin.clan_share, len(rows))] = ""
            names = _local(rng, words, len(rows))
            full[rows], surname[rows] = names + clan, ""


def _local(rng: np.random.Generator, words: LocalNames, count: int) -> Texts:
    forms = {
        prefix + ("" if prefix.endswith("'") else " ") + given: 1.0
        for prefix in words.prefixes
        for given in words.given
    }
    return pick(rng, Words.weighted(forms), count)


def _users(full: Texts) -> Texts:
    """annv for Nguyễn Văn An; folded once for each word."""
    folded: dict[str, str] = {}

    def user(name: str) -> str:
        words = [
            folded.get(word) or folded.setdefault(word, fold(word).replace(" ", ""))
            for word in name.split(" ")
        ]
        return words[-1] + "".join(word[:1] for word in words[:-1])

    return texts([user(name) for name in full])
