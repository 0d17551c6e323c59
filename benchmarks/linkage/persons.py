"""Invents the persons: name, birth, numbers, workplace. Nobody in it exists.

Knows who people are; how lists type them is in `people`. Look-alikes and relatives are made here, on purpose.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.linkage.date_ways import Dates
from benchmarks.linkage.draws import Codes, Mask, Texts, Words, chance, digits, pick, texts
from benchmarks.linkage.person_names import Names, invent_names, take_surnames
from benchmarks.linkage.rates import PeopleRates
from benchmarks.linkage.workplaces import Workplaces
from roster import datafiles

_PREFIXES = (
    "032", "033", "034", "035", "036", "037", "038", "039", "086", "096", "097", "098",
    "081", "082", "083", "084", "085", "088", "091", "094", "070", "076", "077", "078", "079",
    "089", "090", "093", "056", "058", "092",
)  # fmt: skip
_OLD_PREFIXES = {"091", "094", "090", "093", "096", "097", "098", "092"}  # held by most officials


@dataclass(slots=True)
class Persons:
    """One entry per person in every column."""

    names: Names
    birth: Dates
    province: Codes
    agency: Codes
    other_agency: Codes  # the same where they never moved
    post: Codes
    other_post: Codes
    phone: Texts
    second_phone: Texts
    card: Texts
    old_card: Texts
    email: Texts
    second_email: Texts


def invent(rng: np.random.Generator, count: int, *, rates: PeopleRates, places: Workplaces) -> Persons:
    """Persons of the given number, spread over the provinces of `places`."""
    provinces = len(places.name) // places.per_province
    province = rng.integers(provinces, size=count)
    names = invent_names(rng, count, rates)
    birth = _births(rng, count, rates)
    agency = province * places.per_province + rng.integers(places.per_province, size=count)
    _make_look_alikes(rng, names, birth, agency=agency, province=province, rates=rates, places=places)
    phone = _mobiles(rng, count)
    _make_relatives(rng, names, phone, rates)
    moved = chance(rng, rates.moved, count)
    new = province * places.per_province + rng.integers(places.per_province, size=count)
    other_agency = np.where(moved, new, agency)
    post = _posts(rng, agency, places)
    changes = moved | chance(rng, rates.promoted, count)
    return Persons(
        names=names,
        birth=birth,
        province=province,
        agency=agency,
        other_agency=other_agency,
        post=post,
        other_post=np.where(changes, _posts(rng, other_agency, places), post),
        phone=phone,
        second_phone=_mobiles(rng, count),
        card=_cards(rng, names.female, birth, province),
        old_card=digits(rng, 9, count),
        email=_emails(rng, names, places.mailbox[agency]),
        second_email=_private(rng, names, birth),
    )


def _births(rng: np.random.Generator, count: int, rates: PeopleRates) -> Dates:
    year = np.clip(rng.normal(1980, 8, count).round().astype(np.int64), 1955, 2002)
    month, day = rng.integers(1, 13, count), rng.integers(1, 29, count)
    registered = chance(rng, rates.first_of_january, count)
    month[registered], day[registered] = 1, 1
    return Dates(year, month, day)


def _make_look_alikes(
    rng: np.random.Generator,
    names: Names,
    birth: Dates,
    *,
    agency: Codes,
    province: Codes,
    rates: PeopleRates,
    places: Workplaces,
) -> None:
    """Some get the name and the year of birth of the person before them, some of these the agency too."""
    copies = np.flatnonzero(chance(rng, rates.look_alikes, len(agency)))
    copies = copies[copies > 0]
    models = copies - 1
    for column in (names.full, names.surname, names.user, names.female, birth.year):
        column[copies] = column[models]
    near = chance(rng, rates.same_agency, len(copies))
    agency[copies[near]] = agency[models[near]]
    province[copies[near]] = province[models[near]]


def _make_relatives(rng: np.random.Generator, names: Names, phone: Texts, rates: PeopleRates) -> None:
    """Some have the phone of the person after them, half of these the surname too."""
    who = np.flatnonzero(chance(rng, rates.relatives, len(phone)))
    who = who[who < len(phone) - 1]
    phone[who] = phone[who + 1]
    kin = who[chance(rng, 0.5, len(who))]
    take_surnames(names, kin, kin + 1)


def _mobiles(rng: np.random.Generator, count: int) -> Texts:
    prefixes = Words.weighted({p: 5 if p in _OLD_PREFIXES else 1 for p in _PREFIXES})
    numbers: Texts = pick(rng, prefixes, count) + digits(rng, 7, count)
    return numbers


def _posts(rng: np.random.Generator, agency: Codes, places: Workplaces) -> Codes:
    kind = places.kind[agency]
    place = rng.random(len(agency))
    posts = np.zeros(len(agency), np.int64)
    for number, ends in enumerate(places.weight_ends):
        rows = kind == number
        posts[rows] = places.first[number] + np.searchsorted(ends, place[rows], "right")
    return posts


def _cards(rng: np.random.Generator, female: Mask, birth: Dates, province: Codes) -> Texts:
    """Province of birth, mostly that of work; century and sex; year; six digits (NĐ 137/2015, Điều 13)."""
    codes = texts([row["cccd_code"] for row in datafiles.read_csv(datafiles.shipped("cccd_provinces.csv"))])
    count = len(province)
    born = np.where(chance(rng, 0.7, count), province % len(codes), rng.integers(len(codes), size=count))
    head = texts([str(n) for n in (female + 2 * (birth.year >= 2000)).tolist()])
    year = texts([f"{n % 100:02}" for n in birth.year.tolist()])
    cards: Texts = codes[born] + head + year + digits(rng, 6, count)
    return cards


def _emails(rng: np.random.Generator, names: Names, mailbox: Texts) -> Texts:
    """annv.snv@daknong.gov.vn or a private address; no two persons have the same."""
    tails = texts([box.removeprefix("vanthu.").replace("@", "@", 1) for box in mailbox])
    official = names.user + "." + tails
    repeats = pd.Series(official).groupby(official).cumcount().to_numpy()
    suffix = texts([str(n + 1) if n else "" for n in repeats.tolist()])
    unique: Texts = names.user + suffix + "." + tails
    return unique


def _private(rng: np.random.Generator, names: Names, birth: Dates) -> Texts:
    years = texts([str(n) for n in birth.year.tolist()])
    addresses: Texts = (
        names.user + years + texts([str(n) for n in rng.integers(1000, size=len(years))]) + "@gmail.com"
    )
    return addresses
