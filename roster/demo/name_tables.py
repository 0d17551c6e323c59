"""The frequency tables that names are composed from: a reader of `data/names.toml` and `data/surnames.csv`.

Knows the tables' shape; composing is done in `names`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roster import datafiles

Weights = Mapping[str, float]

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class NameParts:
    """Middle and given names of one gender with their weights."""

    __pydantic_config__ = _STRICT
    middle: Weights
    given: Weights


@dataclass(frozen=True, slots=True)
class LocalNames:
    """Words before the name and the names themselves, of one gender of a people of the Central Highlands."""

    __pydantic_config__ = _STRICT
    prefixes: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a people of the Central Highlands forms names; `clan_share`: how many add the clan's name."""

    __pydantic_config__ = _STRICT
    code: str
    name: str
    share: float
    clan_share: float
    clans: tuple[str, ...]
    male: LocalNames
    female: LocalNames


@dataclass(frozen=True, slots=True)
class NameShares:
    """Shares among all people (`female`), women's names (`thi`) and men's names (`van`)."""

    __pydantic_config__ = _STRICT
    female: float
    thi: float
    van: float


@dataclass(frozen=True, slots=True)
class Confusable:
    """Given names that differ by one tone."""

    __pydantic_config__ = _STRICT
    male: tuple[tuple[str, str], ...]
    female: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Never:
    """Names of well-known people, which are never invented."""

    __pydantic_config__ = _STRICT
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameTables:
    """`names.toml`."""

    __pydantic_config__ = _STRICT
    surname_weights: str
    not_surnames: tuple[str, ...]
    lengths: Mapping[int, float]
    shares: NameShares
    male: NameParts
    female: NameParts
    confusable: Confusable
    origins: tuple[Origin, ...]
    never: Never


def load_name_tables() -> NameTables:
    """The tables of `names.toml`."""
    return datafiles.load(datafiles.find("names.toml"), NameTables)


def load_surnames(tables: NameTables) -> Weights:
    """Surnames with the weights of the column that `tables` chooses."""
    rows = datafiles.read_csv(datafiles.find("surnames.csv"))
    weights = {r["surname"]: float(r[tables.surname_weights]) for r in rows}
    return {name: w for name, w in weights.items() if w > 0 and name not in tables.not_surnames}
