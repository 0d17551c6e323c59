"""The weights of the evidence and the settings of matching; a reader of `data/matching.toml`.

Knows which settings exist and that every level of every comparison has its weight; knows no records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from roster import datafiles
from roster.dedupe.columns import Floats
from roster.dedupe.comparisons import COMPARISONS
from roster.errors import UserError, raise_all

MATCHING_FILE = "matching.toml"
_READ = 4  # files at once: a program uses one, tests a few

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Level:
    """What one level of agreement is worth, in bits: log2(m / u) of Fellegi and Sunter (1969).

    `m` is its share among records of one person that both state the field.

    A pair is merged alone only when the points its levels prove reach the most that one of them needs, and
    none contradicts. `rarity`: how common the agreeing value is adds to or takes from the bits.
    """

    __pydantic_config__ = _STRICT
    bits: float
    m: float
    origin: str
    proves: int = 0
    needs: int = 1
    contradicts: bool = False
    rarity: bool = False

    @property
    def u(self) -> float:
        """Its share among records of different people; with a rarity, for a value of average rarity."""
        return float(self.m * 2.0**-self.bits)


@dataclass(frozen=True, slots=True)
class Prior:
    """How many duplicates to expect among n records, before any evidence."""

    __pydantic_config__ = _STRICT
    duplicates_per_record: float
    least_records: int
    origin: str

    def bits(self, records: int) -> float:
        """log2 of the probability that two records picked at random are one person."""
        n = max(records, self.least_records)
        return float(np.log2(2 * self.duplicates_per_record / (n - 1)))


@dataclass(frozen=True, slots=True)
class Bands:
    """From which weight on a pair may be merged alone, and from which it is asked about."""

    __pydantic_config__ = _STRICT
    same: float
    ask: float
    origin: str


@dataclass(frozen=True, slots=True)
class Clusters:
    """More records than `largest` in one cluster is a fault of the data: nothing of it is merged alone."""

    __pydantic_config__ = _STRICT
    largest: int
    origin: str


@dataclass(frozen=True, slots=True)
class Blocking:
    """A value shared by more than `largest_block` records makes no candidates.

    Nor do the commonest values of a key that would make more than `pairs_per_record` pairs for each record
    (by key); `least_pairs` are always allowed.
    """

    __pydantic_config__ = _STRICT
    largest_block: int
    least_pairs: int
    pairs_per_record: Mapping[str, float]
    origin: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """From how many different given names on a number or mailbox belongs to an office."""

    __pydantic_config__ = _STRICT
    shared_from: int
    office_mailboxes: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Groups whose lists state a person's other post and workplace."""

    __pydantic_config__ = _STRICT
    side_roles: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Rarity:
    """How the frequency of a value is estimated: the data's own count, held back by `pseudo_records`."""

    __pydantic_config__ = _STRICT
    average: float
    pseudo_records: float
    lowest: float
    highest: float
    origin: str

    def bits(self, frequency: Floats, records: int) -> Floats:
        """Bits to add for values this frequent, within the limits of the settings.

        Nothing is held rarer than `highest` says, until one in `records` is rarer still.
        """
        highest = max(self.highest, float(np.log2(self.average * max(records, 1))))
        return np.clip(np.log2(self.average / frequency), self.lowest, highest)


@dataclass(frozen=True, slots=True)
class Rarities:
    """The fields whose agreeing values are weighed by how rare they are."""

    __pydantic_config__ = _STRICT
    name: Rarity
    dob: Rarity
    agency: Rarity
    position: Rarity


@dataclass(frozen=True, slots=True)
class NameParts:
    """Expected frequencies of the parts of a folded name, worth `pseudo_records` records of data."""

    __pydantic_config__ = _STRICT
    pseudo_records: float
    other_surname: float
    other_middle: float
    other_given: float
    surname: Mapping[str, float]
    middle: Mapping[str, float]
    origin: str


@dataclass(frozen=True, slots=True)
class Names:
    """Words that make a name special: marks of names without surname, words never written without accents."""

    __pydantic_config__ = _STRICT
    markers: tuple[str, ...]
    always_accented: tuple[str, ...]
    parts: NameParts
    origin: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """How weights are fitted to large sets of records.

    The settings count as if each level had been seen `sightings` times already, so that small sets keep them;
    `rounds` of expectation maximisation on at most `pairs` pairs.
    """

    __pydantic_config__ = _STRICT
    sightings: float
    rounds: int
    pairs: int
    seed: int
    origin: str


@dataclass(frozen=True, slots=True)
class Linking:
    """How clusters of a large table are made.

    Pairs up to `reach` bits below the best single cut may join, because clusters are looked at as a whole
    afterwards; there, pairs weigh `together` bits more, because others connect their records already.
    """

    __pydantic_config__ = _STRICT
    reach: float
    together: float
    origin: str


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the matcher weighs with; `comparisons` maps field and level to what the level is worth."""

    __pydantic_config__ = _STRICT
    prior: Prior
    bands: Bands
    clusters: Clusters
    blocking: Blocking
    sharing: Sharing
    roles: Roles
    rarity: Rarities
    names: Names
    fitting: Fitting
    linking: Linking
    comparisons: Mapping[str, Mapping[str, Level]]


def load_model(path: Path | None = None) -> Model:
    """Read the weights in use (`data/matching.toml`, or the file given).

    Raises `UserError` or `UserErrors` naming file and key, also for a comparison or level without weight and
    for one that no comparison can reach.
    """
    path = path or datafiles.find(MATCHING_FILE)
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else datafiles.load(path, Model)


@lru_cache(_READ)
def _read(path: Path, _changed: int) -> Model:
    """Once per change of the file: every page asks whether the weights are still those compared with."""
    model = datafiles.load(path, Model)
    raise_all([*_missing(model, path.name), *_unknown(model, path.name)])
    return model


def _missing(model: Model, file: str) -> Iterator[UserError]:
    for comparison in COMPARISONS:
        for level in comparison.levels:
            if level not in model.comparisons.get(comparison.field, {}):
                yield UserError(
                    "missing_key",
                    "{file}: the setting {key} is missing. Add it.",
                    file=file,
                    key=f"comparisons.{comparison.field}.{level}",
                )


def _unknown(model: Model, file: str) -> Iterator[UserError]:
    levels = {comparison.field: comparison.levels for comparison in COMPARISONS}
    for field, weights in model.comparisons.items():
        for level in weights:
            if level not in levels.get(field, ()):
                yield UserError(
                    "unknown_key",
                    "{file}: there is no setting {key}. Remove it or correct its spelling.",
                    file=file,
                    key=f"comparisons.{field}.{level}",
                )
