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
from roster.dedupe.columns import Bools, Codes, Floats, Levels
from roster.dedupe.comparisons import FIELDS
from roster.dedupe.components import components
from roster.dedupe.features import Features
from roster.dedupe.fitting import Sample, probability
from roster.dedupe.model import Model
from roster.dedupe.score import Scale
from roster.dedupe.untangle import untangled

Policy = Literal["balanced", "cautious"]
POLICIES: tuple[Policy, ...] = ("balanced", "cautious")


_CHUNK = 1 << 20
_HOPELESS = -10.0  # bits: one in a thousand is never worth joining, and sorting millions costs
_SEVERAL = 3  # records; two are joined by their own pair
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

    `balanced` joins from the cut with the best expected F1 and takes clusters apart whose pairs speak against
    them; `cautious` merges as the roster does, only beyond doubt, and asks about the rest.
    """
    found = blocking.candidates(features, model.blocking)
    scale = score.prepare(features, model)
    return _balanced(scale, found, model) if policy == "balanced" else _cautious(scale, found, model)


def best_cut(weight: Floats) -> float:
    """The weight from which on to join, so that F1 is expected to be highest (Lipton and others 2014).

    Infinite where no pair is worth joining.
    """
    near = np.sort(weight[weight > _HOPELESS])[::-1]
    if not len(near):
        return float("inf")
    right = np.cumsum(probability(near))
    hopeless = float(probability(weight[weight <= _HOPELESS]).sum())
    expected_f1 = 2 * right / (np.arange(1, len(near) + 1) + right[-1] + hopeless)
    return float(near[expected_f1.argmax()])


def weighing(features: Features, *, model: Model, policy: Policy) -> Scale:
    """The weights that `link` would use for these records; `cautious` makes no pairs for it."""
    scale = score.prepare(features, model)
    if policy == "cautious":
        return scale
    levels, rarity = _agreements(scale, blocking.candidates(features, model.blocking))
    return fitting.fit(scale, _sample(levels, rarity, model), model)


def _balanced(scale: Scale, found: Candidates, model: Model) -> Linkage:
    levels, rarity = _agreements(scale, found)
    fitted = fitting.fit(scale, _sample(levels, rarity, model), model)
    weight = score.weigh(fitted, levels) + rarity
    labels = _clusters(fitted, found, weight, model)
    unclear = (weight >= scale.bands.ask) & (weight < scale.bands.same)
    return Linkage(labels, found.left, found.right, weight, asks=int(unclear.sum()), dropped=found.dropped)


def _clusters(scale: Scale, found: Candidates, weight: Floats, model: Model) -> Codes:
    """Pairs near the best cut are joined, and what that puts together is looked at as a whole."""
    joined = weight >= best_cut(weight) - model.linking.reach
    labels = _not_too_large(found, weight, joined, size=len(scale.features), largest=model.clusters.largest)
    sizes = np.bincount(labels, minlength=len(labels))
    rows = np.flatnonzero(sizes[labels] >= _SEVERAL)
    left, right, _ = blocking.pairs_within(rows, labels[rows], model.clusters.largest)
    inner = _weights(scale, left, right) + model.linking.together
    doubtful = np.isin(labels[left], labels[left[inner < 0]])
    return untangled(labels, left[doubtful], right[doubtful], inner[doubtful])


def _not_too_large(found: Candidates, weight: Floats, joined: Bools, *, size: int, largest: int) -> Codes:
    """Clusters of the joined pairs; those of more than `largest` records keep their heavier joins only."""
    while True:
        labels = components(size, found.left[joined], found.right[joined])
        sizes = np.bincount(labels, minlength=size)
        crowded = joined & (sizes[labels[found.left]] > largest)
        if not crowded.any():
            return labels
        joined &= ~(crowded & (weight <= np.median(weight[crowded])))


def _weights(scale: Scale, left: Codes, right: Codes) -> Floats:
    levels, rarity = _agreements(scale, Candidates(left, right))
    found: Floats = score.weigh(scale, levels) + rarity
    return found


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
