"""The agencies of the invented provinces and the posts in them, as flat tables to draw from by number.

Agencies, units and posts come from `data/`; what only other provinces have is in `workplaces.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.linkage.draws import Codes, Texts, texts
from roster import datafiles
from roster.text import fold

_OWN = Path(__file__).with_name("workplaces.toml")
Post = tuple[str, str, str, str, float]
"""A post in full, abbreviated, without its unit; the unit; how many hold it."""


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Agencies and posts by number; the posts of agency `a` begin at `first[kind[a]]`."""

    name: Texts
    placed: Texts  # with the province's name
    short: Texts
    phone: Texts
    mailbox: Texts
    kind: Codes
    per_province: int
    first: Codes
    weight_ends: tuple[np.ndarray[Any, np.dtype[np.float64]], ...]
    post: Texts
    post_short: Texts
    post_bare: Texts
    unit: Texts
    generic: Texts


def build(rng: np.random.Generator, provinces: Texts) -> Workplaces:
    """The workplaces of these provinces; the districts' names and the phones are drawn."""
    own = tomllib.loads(_OWN.read_text(encoding="utf-8"))
    demo = datafiles.read_toml(datafiles.shipped("demo/agencies.toml"))
    plan = datafiles.read_toml(datafiles.shipped("plans/daknong-2024.toml"))
    known = {agency["code"]: agency for agency in plan["agencies"]}
    kinds = [
        agency
        for agency in demo["agencies"]
        if not agency["code"].startswith("huyen_") and agency.get("units")
    ]
    names = [known[agency["code"]] for agency in kinds]
    posts = [list(_posts(own, demo, agency)) for agency in kinds]
    posts.append(
        list(
            _posts(
                own,
                demo,
                {
                    "leaders": ["Chủ tịch UBND huyện", "Phó Chủ tịch UBND huyện"],
                    "units": own["district_units"],
                },
            )
        )
    )
    agencies = list(_agencies(rng, own, provinces, names))
    sizes = np.array([len(of_kind) for of_kind in posts])
    flat = [post for of_kind in posts for post in of_kind]
    return Workplaces(
        name=texts([a[0] for a in agencies]),
        placed=texts([a[1] for a in agencies]),
        short=texts([a[2] for a in agencies]),
        phone=texts([a[3] for a in agencies]),
        mailbox=texts([a[4] for a in agencies]),
        kind=np.array([a[5] for a in agencies]),
        per_province=len(agencies) // len(provinces),
        first=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        weight_ends=tuple(_ends(of_kind) for of_kind in posts),
        post=texts([post[0] for post in flat]),
        post_short=texts([post[1] for post in flat]),
        post_bare=texts([post[2] for post in flat]),
        unit=texts([post[3] for post in flat]),
        generic=texts(own["generic_posts"]),
    )


def _ends(posts: list[Post]) -> Any:
    ends = np.cumsum([post[4] for post in posts])
    return ends / ends[-1]


def _agencies(
    rng: np.random.Generator, own: Mapping[str, Any], provinces: Texts, names: list[dict[str, Any]]
) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Name, name with province, short name, office phone, mailbox and kind, province by province."""
    firsts, seconds = own["district_words"]
    for number, province in enumerate(provinces):
        domain = fold(province).replace(" ", "") + ".gov.vn"
        for kind, agency in enumerate(names):
            name = agency["name"]
            placed = name.replace(" tỉnh", "") + " tỉnh " + province
            yield (
                name,
                placed,
                _short(agency),
                _landline(rng, number),
                f"vanthu.{_letters(name)}@{domain}",
                kind,
            )
        for at in rng.choice(
            len(firsts) * len(seconds), own["districts_per_province"], replace=False
        ).tolist():
            place = f"{firsts[at // len(seconds)]} {seconds[at % len(seconds)]}"
            name = f"UBND huyện {place}"
            placed = f"{name}, tỉnh {province}"
            mailbox = f"vanthu.{fold(place).replace(' ', '')}@{domain}"
            yield name, placed, f"Huyện {place}", _landline(rng, number), mailbox, len(names)


def _landline(rng: np.random.Generator, province: int) -> str:
    return f"02{10 + province % 90:02}{rng.integers(3_000_000, 3_999_999):07}"


def _short(agency: Mapping[str, Any]) -> str:
    """The plan's first short form, or that made of first letters: Sở GTVT."""
    for alias in agency.get("aliases", ()):
        if len(alias) < len(agency["name"]) and "Đắk Nông" not in alias:
            return str(alias)
    first, *rest = agency["name"].replace("và ", "").split()
    return f"{first} {''.join(word[0].upper() for word in rest if word[0].isalpha())}"


def _letters(name: str) -> str:
    return "".join(word[0] for word in fold(name).split())


def _posts(own: Mapping[str, Any], demo: Mapping[str, Any], agency: Mapping[str, Any]) -> Iterator[Post]:
    shorts: Mapping[str, str] = demo["shorts"]
    for leader in dict.fromkeys(agency["leaders"]):
        bare = leader.removesuffix(" UBND huyện")
        yield leader, leader.replace(bare, shorts.get(bare, bare)), bare, "", agency["leaders"].count(leader)
    for unit, deputies in agency["units"]:
        kind = next(kind for kind in demo["kinds"] if unit.startswith(kind["starts"]))
        yield _post_of_unit(shorts, kind["head"], unit=unit, holders=1)
        yield _post_of_unit(shorts, kind["deputy"], unit=unit, holders=deputies)
        for staff, short, holders in own["staff"]:
            yield f"{staff} {unit}", f"{short} {unit}", staff, unit, holders


def _post_of_unit(shorts: Mapping[str, str], title: str, *, unit: str, holders: float) -> Post:
    """Trưởng phòng and Phòng Quản lý giá make Trưởng phòng Quản lý giá."""
    named = " ".join(unit.split()[_shared_words(title, unit) :])
    short = shorts.get(title, title)
    return f"{title} {named}".strip(), f"{short} {named}".strip(), title, unit, holders


def _shared_words(title: str, unit: str) -> int:
    """How many words at the end of the title are those that the unit begins with."""
    ends, begins = title.lower().split(), unit.lower().split()
    lengths = range(min(len(ends), len(begins)), 0, -1)
    return next((n for n in lengths if ends[-n:] == begins[:n]), 0)
