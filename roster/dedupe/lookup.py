"""Who on a known list a few other records are: pairs between the two only, weighed as any others.

The same keys, comparisons and weights as `link`; no clusters, because the known list is settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roster.dedupe import blocking, features, score
from roster.dedupe.model import Model
from roster.dedupe.score import ASK, SAME
from roster.model import Band, PersonRecord

_BANDS: dict[int, Band] = {ASK: "ask", SAME: "same"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record of the known list that may be the one asked about; `at` is its place there."""

    at: int
    weight: float
    band: Band


def find(
    known: Sequence[PersonRecord], asked: Sequence[PersonRecord], *, model: Model
) -> tuple[tuple[Hit, ...], ...]:
    """For each record asked about, whom it may be, the most probable first; () for nobody."""
    table = features.read([*known, *asked], model)
    found = blocking.candidates(table, model.blocking)
    between = (found.left < len(known)) & (found.right >= len(known))
    left, right = found.left[between], found.right[between]
    hits: list[list[Hit]] = [[] for _ in asked]
    if len(left):
        scored = score.score(score.prepare(table, model), left, right)
        for row in np.flatnonzero(scored.band >= ASK).tolist():
            hit = Hit(int(left[row]), float(scored.weight[row]), _BANDS[int(scored.band[row])])
            hits[int(right[row]) - len(known)].append(hit)
    return tuple(tuple(sorted(one, key=lambda hit: (-hit.weight, hit.at))) for one in hits)
