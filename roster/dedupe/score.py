"""Weighs pairs: levels looked up once per distinct pair of values, bits by level, rarity, prior, band.

One table of columns for all pairs. Knows weights; knows no clusters, no judgements and no sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from roster.dedupe import rarity
from roster.dedupe.columns import NOT_COMPARED, NOT_STATED, Bools, Codes, Floats, Levels
from roster.dedupe.comparisons import COMPARISONS, Comparison
from roster.dedupe.features import Features
from roster.dedupe.model import Bands, Level, Model

DIFFERENT, ASK, SAME = 0, 1, 2
_USUAL_PROOF = 1


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of record positions with, per field, the level reached and the bits of rarity.

    `levels[field]` points into the comparison's levels, NOT_COMPARED where a side states nothing;
    `weight` = prior + the bits of all levels + all rarity. `doubted`: a level wants more proof than there is.
    """

    left: Codes
    right: Codes
    levels: Mapping[str, Levels]
    rarity: Mapping[str, Floats]
    prior: float
    weight: Floats
    doubted: Bools
    band: Levels

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class LevelTable:
    """What each level of one comparison is worth, by level code; the last entry is for NOT_COMPARED.

    `m` and `u`: the level's shares among pairs of one person and of different people that state the field.
    """

    m: Floats
    u: Floats
    bits: Floats
    proves: Codes
    needs: Codes
    contradicts: Bools
    rarity: Bools


@dataclass(frozen=True, slots=True)
class Scale:
    """One set of records made ready for weighing; `rarity` is bits per distinct value of a field."""

    features: Features
    prior: float
    bands: Bands
    tables: Mapping[str, LevelTable]
    rarity: Mapping[str, Floats]


def prepare(features: Features, model: Model) -> Scale:
    """Work out once what depends on all records together."""
    return Scale(
        features,
        prior=model.prior.bits(len(features)),
        bands=model.bands,
        tables={c.field: _table(c, model) for c in COMPARISONS},
        rarity=rarity.bits(features, model),
    )


def score(scale: Scale, left: Codes, right: Codes) -> Scored:
    """The weight and band of each pair of record positions."""
    return weighed(scale, agreement(scale.features, left, right), ends=(left, right))


def weighed(scale: Scale, levels: Mapping[str, Levels], *, ends: tuple[Codes, Codes]) -> Scored:
    """As `score`, of pairs whose levels are known."""
    left, right = ends
    rare = {field: rarity_bits(scale, field, levels[field], ends=ends) for field in scale.rarity}
    weight = weigh(scale, levels)
    for bits in rare.values():
        weight += bits
    contradicts, proven, needed = _proof(scale, levels)
    same = (weight >= scale.bands.same) & (proven >= needed) & ~contradicts
    band = np.where(same, SAME, np.where(weight >= scale.bands.ask, ASK, DIFFERENT)).astype(np.int8)
    doubted = (needed > _USUAL_PROOF) & (proven < needed)
    return Scored(left, right, levels, rare, prior=scale.prior, weight=weight, doubted=doubted, band=band)


def agreement(features: Features, left: Codes, right: Codes) -> Mapping[str, Levels]:
    """The level each pair reaches in each field; NOT_COMPARED where a side states nothing."""
    return {c.field: _levels(c, features, left, right) for c in COMPARISONS}


def weigh(scale: Scale, levels: Mapping[str, Levels]) -> Floats:
    """Prior and bits of the levels reached, without rarity."""
    weight = np.full(len(next(iter(levels.values()))), scale.prior)
    for field, reached in levels.items():
        weight += scale.tables[field].bits[reached]
    return weight


def _table(comparison: Comparison, model: Model) -> LevelTable:
    weights = model.comparisons[comparison.field]
    levels = [*(weights[name] for name in comparison.levels), _NOTHING]
    return LevelTable(
        m=np.array([weights[name].m for name in comparison.levels]),
        u=np.array([weights[name].u for name in comparison.levels]),
        bits=np.array([level.bits for level in levels]),
        proves=np.array([level.proves for level in levels]),
        needs=np.array([level.needs for level in levels]),
        contradicts=np.array([level.contradicts for level in levels]),
        rarity=np.array([level.rarity for level in levels]),
    )


def rarity_bits(scale: Scale, field: str, levels: Levels, *, ends: tuple[Codes, Codes]) -> Floats:
    """Bits for the rarity of what agrees; of two values that nearly agree the commoner one decides."""
    per_value = np.append(scale.rarity[field], 0.0)  # the last is for NOT_STATED
    left, right = (per_value[scale.features.columns[field].codes[end]] for end in ends)
    bits = np.minimum(left, right)
    return np.where(scale.tables[field].rarity[levels], bits, 0.0)


def _proof(scale: Scale, levels: Mapping[str, Levels]) -> tuple[Bools, Codes, Codes]:
    """Per pair: whether a level contradicts, what the levels prove together, and what the neediest needs."""
    pairs = len(next(iter(levels.values())))
    contradicts = np.zeros(pairs, dtype=np.bool_)
    proven = np.zeros(pairs, dtype=np.int64)
    needed = np.full(pairs, _USUAL_PROOF)
    for field, reached in levels.items():
        table = scale.tables[field]
        contradicts |= table.contradicts[reached]
        proven += table.proves[reached]
        needed = np.maximum(needed, table.needs[reached])
    return contradicts, proven, needed


def _levels(comparison: Comparison, features: Features, left: Codes, right: Codes) -> Levels:
    column = features.columns[comparison.field]
    a, b = column.codes[left], column.codes[right]
    stated = np.flatnonzero((a != NOT_STATED) & (b != NOT_STATED))
    found = np.full(len(left), NOT_COMPARED, dtype=np.int8)
    found[stated] = comparison.level(column.values, a[stated], b[stated])
    return found


_NOTHING = Level(bits=0.0, m=0.0, origin="")
