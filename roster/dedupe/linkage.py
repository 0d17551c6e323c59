"""Links one large table of people: the default decision is one cut, chosen by expected error without labels.

The same features, keys, comparisons and table of weights as `link`, fitted to the records at hand. Knows
codes only; what was typed and where it stands is the caller's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from roster.dedupe import blocking, cluster, fitting, score
from roster.dedupe.blocking import Candidates
from roster.dedupe.cluster import Judged
from roster.dedupe.columns import Codes, Floats, Levels
from roster.dedupe.comparisons import FIELDS
from roster.dedupe.components import components
from roster.dedupe.features import Features
from roster.dedupe.fitting import Sample, probability
from roster.dedupe.model import Model
from roster.dedupe.score import Scale

Policy = Literal["balanced", "cautious"]
POLICIES: tuple[Policy, ...] = ("balanced", "cautious")


_CHUNK = 1 << 20
_NOBODY = np.empty(0, dtype=np.int64)
_Narrow = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linkage:
    """`labels[i]` is the cluster of record i. Every scored pair of positions with its weight in bits.

    `asks`: pairs not clear enough to be decided by a machine alone; `dropped`: values shared by too many.
    """

    labels: Codes
    left: Codes
    right: Codes
    weight: Floats
    asks: int
    dropped: int


def link(features: Features, *, model: Model, policy: Policy) -> Linkage:
    """Put the records of one person into one cluster.

    `balanced` takes the cut with the best expected F1; `cautious` merges as the roster does, only beyond
    doubt, and asks about the rest.
    """
    found = blocking.candidates(features, model.blocking)
    scale = score.prepare(features, model)
    return _balanced(scale, found, model) if policy == "balanced" else _cautious(scale, found, model)


def best_cut(weight: Floats) -> float:
    """The weight from which on to join, so that F1 is expected to be highest (Lipton and others 2014).

    Infinite where there are no pairs.
    """
    if not len(weight):
        return float("inf")
    ordered = np.sort(weight)[::-1]
    right = np.cumsum(probability(ordered))
    expected_f1 = 2 * right / (np.arange(1, len(ordered) + 1) + right[-1])
    return float(ordered[expected_f1.argmax()])


def _balanced(scale: Scale, found: Candidates, model: Model) -> Linkage:
    levels, rarity = _agreements(scale, found)
    fitted = fitting.fit(scale, _sample(levels, rarity, model), model)
    weight = score.weigh(fitted, levels) + rarity
    joined = weight >= best_cut(weight)
    labels = components(len(scale.features), found.left[joined], found.right[joined])
    unclear = (weight >= scale.bands.ask) & (weight < scale.bands.same)
    return Linkage(labels, found.left, found.right, weight, asks=int(unclear.sum()), dropped=found.dropped)


def _cautious(scale: Scale, found: Candidates, model: Model) -> Linkage:
    scored = score.score(scale, found.left, found.right)
    nothing_said = Judged(same=_NOBODY, different=_NOBODY, unsure=_NOBODY)
    result = cluster.cluster(scale, scored, nothing_said, largest=model.clusters.largest)
    return Linkage(
        result.labels, found.left, found.right, scored.weight, asks=len(result.asked), dropped=found.dropped
    )


def _agreements(scale: Scale, found: Candidates) -> tuple[Mapping[str, Levels], _Narrow]:
    """Levels of all candidates, and their rarity summed up; a part at a time, to keep memory small."""
    size = len(found.left)
    levels = {field: np.empty(size, dtype=np.int8) for field in FIELDS}
    rarity = np.zeros(size, dtype=np.float32)
    for start, left, right in _parts(found):
        part = score.agreement(scale.features, left, right)
        here = slice(start, start + len(left))
        for field in FIELDS:
            levels[field][here] = part[field]
        for field in scale.rarity:
            rarity[here] += score.rarity_bits(scale, field, part[field], ends=(left, right))
    return levels, rarity


def _parts(found: Candidates) -> Iterator[tuple[int, Codes, Codes]]:
    for start in range(0, len(found.left), _CHUNK):
        yield start, found.left[start : start + _CHUNK], found.right[start : start + _CHUNK]


def _sample(levels: Mapping[str, Levels], rarity: _Narrow, model: Model) -> Sample:
    """Every so many candidates, enough for the settings; they are in order of records, so evenly spread."""
    step = -(-len(rarity) // model.fitting.pairs) or 1
    taken = {field: reached[::step] for field, reached in levels.items()}
    return Sample(taken, rarity[::step].astype(np.float64), weight=float(step))
