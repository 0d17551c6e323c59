"""Invents the sampling frame of three districts: real communes, invented villages and citizens.

Knows shares and numbers of `data/demo/sipas.toml`; the same seed, the same frame.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from roster import datafiles
from roster.demo.name_tables import Weights
from roster.demo.names import NameSource, compose, pick, pick_origin
from roster.demo.people import name_source
from roster.demo.tables import Gender
from roster.sipas.territory import Unit, load_units

_STRICT: Any = {"extra": "forbid"}
COLUMNS = ("unit_id", "parent_id", "level", "name", "size", "seat", "gender", "dob")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitizenTables:
    """`sipas.toml`."""

    __pydantic_config__ = _STRICT
    units: str
    districts: tuple[str, ...]
    day: date
    villages: tuple[int, int]
    citizens: tuple[int, int]
    born: tuple[date, date]
    words: Mapping[str, Weights]


def invent_frame(seed: int) -> list[Row]:
    """The frame, its heading first: districts, communes, villages, and below them their citizens.

    `size` is the number of citizens; `seat` marks the first commune of a district and the first village of a
    commune.
    """
    tables = datafiles.load(datafiles.find("demo/sipas.toml"), CitizenTables)
    rng = Random(f"citizens {seed}")  # noqa: S311 - inventing people is no secret
    units = load_units(tables.units, day=tables.day)
    frame: list[Row] = [COLUMNS]
    for district in (unit for unit in units if unit.code in tables.districts):
        communes = [unit for unit in units if unit.parent == district.code]
        below = [row for commune in communes for row in _commune(tables, rng, commune, communes[0])]
        people = sum(row[2] == "citizen" for row in below)
        frame += [(district.code, "", district.level, district.name, str(people), "", "", ""), *below]
    return frame


def _commune(tables: CitizenTables, rng: Random, commune: Unit, seat: Unit) -> list[Row]:
    source = name_source()
    below: list[Row] = []
    for number in range(1, rng.randint(*tables.villages) + 1):
        below += _village(tables, rng, source, (commune, number))
    people = sum(row[2] == "citizen" for row in below)
    mark = "x" if commune is seat else ""
    return [(commune.code, commune.parent, commune.level, commune.name, str(people), mark, "", ""), *below]


def _village(
    tables: CitizenTables, rng: Random, source: NameSource, place: tuple[Unit, int]
) -> Iterator[Row]:
    commune, number = place
    code = f"{commune.code}-{number:02}"
    count = rng.randint(*tables.citizens)
    name = f"{pick(rng, tables.words[commune.kind])} {number}"
    yield (code, commune.code, "village", name, str(count), "x" if number == 1 else "", "", "")
    for at in range(1, count + 1):
        gender: Gender = rng.choice(("Nam", "Nữ"))
        full_name = compose(source, rng, gender=gender, origin=pick_origin(source, rng))
        yield (f"{code}-{at:03}", code, "citizen", full_name, "", "", gender, _born(rng, tables.born))


def _born(rng: Random, between: Sequence[date]) -> str:
    first, last = between
    return (first + timedelta(days=rng.randint(0, (last - first).days))).isoformat()
