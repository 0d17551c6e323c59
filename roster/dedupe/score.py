"""Weighs pairs: levels looked up once per distinct pair of values, bits by level, rarity, prior, band.

One table of columns for all pairs. Knows weights; knows no clusters, no judgements and no sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from roster.dedupe import rarity
from roster.dedupe.comparisons import COMPARISONS, Comparison
from roster.dedupe.features import Codes, Column, Features
from roster.dedupe.model import Bands, Level, Model

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.int8]

NOT_COMPARED = -1
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
    """What each level of one comparison is worth, by level code; the last entry is for NOT_COMPARED."""

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
    levels = {c.field: _levels(c, scale.features.columns[c.field], left, right) for c in COMPARISONS}
    rare = {field: _rarity_bits(scale, field, levels[field], ends=(left, right)) for field in scale.rarity}
    weight = np.full(len(left), scale.prior)
    for field, reached in levels.items():
        weight += scale.tables[field].bits[reached]
    for bits in rare.values():
        weight += bits
    contradicts, proven, needed = _proof(scale, levels)
    same = (weight >= scale.bands.same) & (proven >= needed) & ~contradicts
    band = np.where(same, SAME, np.where(weight >= scale.bands.ask, ASK, DIFFERENT)).astype(np.int8)
    doubted = (needed > _USUAL_PROOF) & (proven < needed)
    return Scored(left, right, levels, rare, prior=scale.prior, weight=weight, doubted=doubted, band=band)


def _table(comparison: Comparison, model: Model) -> LevelTable:
    weights = model.comparisons[comparison.field]
    levels = [*(weights[name] for name in comparison.levels), _NOTHING]
    return LevelTable(
        bits=np.array([level.bits for level in levels]),
        proves=np.array([level.proves for level in levels]),
        needs=np.array([level.needs for level in levels]),
        contradicts=np.array([level.contradicts for level in levels]),
        rarity=np.array([level.rarity for level in levels]),
    )


def _rarity_bits(scale: Scale, field: str, levels: Levels, *, ends: tuple[Codes, Codes]) -> Floats:
    """Of two values that nearly agree the commoner one decides."""
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


def _levels(comparison: Comparison, column: Column, left: Codes, right: Codes) -> Levels:
    """The level of each pair, the comparison being called once per distinct pair of values."""
    a, b = column.codes[left], column.codes[right]
    stated = (a >= 0) & (b >= 0)
    found = np.full(len(left), NOT_COMPARED, dtype=np.int8)
    size = max(len(column.values), 1)
    combined = np.minimum(a, b)[stated] * size + np.maximum(a, b)[stated]
    distinct, inverse = np.unique(combined, return_inverse=True)
    code = {name: i for i, name in enumerate(comparison.levels)} | {None: NOT_COMPARED}
    values, level = column.values, comparison.level
    per_distinct = [code[level(values[p // size], values[p % size])] for p in distinct.tolist()]
    found[stated] = np.array(per_distinct, dtype=np.int8)[inverse]
    return found


_NOTHING = Level(bits=0.0, origin="")
