"""Weights fitted to the records at hand, held back by the settings: few records keep those, many speak for
themselves.

Expectation maximisation for the model of Fellegi and Sunter (Winkler 1988), with the settings as a prior.
Knows scales and levels; knows no clusters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from roster.dedupe.columns import Floats, Levels
from roster.dedupe.model import Model
from roster.dedupe.score import LevelTable, Scale, agreement, weigh

_RANDOM_PAIRS_PER_RECORD = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of the candidate pairs; each stands for `weight` of them."""

    levels: Mapping[str, Levels]
    rarity: Floats
    weight: float


def probability(weight: Floats) -> Floats:
    """The probability that a pair of this weight, in bits, is one person."""
    found: Floats = 1 / (1 + np.exp2(-weight))
    return found


def fit(scale: Scale, sample: Sample, model: Model) -> Scale:
    """The scale with prior and bits as these pairs suggest; levels with a rarity keep their chance agreement.

    Chance agreement (u) comes from pairs taken at random, true agreement (m) and the prior from the sample.
    """
    start = replace(scale, tables=_with_chance(scale, model))
    fitted = start
    for _ in range(model.fitting.rounds):
        true = probability(weigh(fitted, sample.levels) + sample.rarity) * sample.weight
        tables = {
            field: _refitted(table, _counts(sample.levels[field], true, len(table.m)), model)
            for field, table in start.tables.items()
        }
        fitted = replace(start, prior=_prior(float(true.sum()), scale.features.size, model), tables=tables)
    return fitted


def _with_chance(scale: Scale, model: Model) -> Mapping[str, LevelTable]:
    """The tables with the agreement that pairs taken at random show."""
    random = np.random.default_rng(model.fitting.seed)
    size = scale.features.size
    left, right = random.integers(0, size, (2, min(model.fitting.pairs, _RANDOM_PAIRS_PER_RECORD * size)))
    apart = left != right
    levels = agreement(scale.features, left[apart], right[apart])
    return {
        field: replace(table, u=np.where(table.rarity[:-1], table.u, _chance(table, levels[field], model)))
        for field, table in scale.tables.items()
    }


def _chance(table: LevelTable, levels: Levels, model: Model) -> Floats:
    counts = _counts(levels, np.ones(len(levels)), len(table.u))
    return _posterior(counts, table.u, model)


def _counts(levels: Levels, weights: Floats, size: int) -> Floats:
    """How often each level was reached; pairs not compared are left out."""
    found = np.bincount(levels + 1, weights=weights, minlength=size + 1)[1:]
    return found.astype(np.float64)


def _posterior(counts: Floats, expected: Floats, model: Model) -> Floats:
    """Shares of levels, each begun with some sightings at the share expected.

    A level expected once in a million counts as seen in millions of pairs, one expected always in a few.
    """
    sightings = model.fitting.sightings
    found: Floats = (counts + sightings) / (counts.sum() + sightings / expected)
    return found


def _refitted(table: LevelTable, counts: Floats, model: Model) -> LevelTable:
    m = _posterior(counts, table.m, model)
    m /= m.sum()
    return replace(table, m=m, bits=np.append(np.log2(m / table.u), 0.0))


def _prior(duplicates: float, records: int, model: Model) -> float:
    expected = model.prior.duplicates_per_record
    sightings = model.fitting.sightings
    per_record = (duplicates + sightings) / (records + sightings / expected)
    return replace(model.prior, duplicates_per_record=per_record).bits(records)
