"""Which records inside a would-be cluster contradict each other, compared pair by pair.

Two different cards, dates of birth, genders or names; evidence that speaks against the pair as a whole; or
doubts that a third record must not bridge (another mobile, another agency). Knows scored pairs; knows no
judgements.
"""

import numpy as np
import numpy.typing as npt

from roster.dedupe import score
from roster.dedupe.blocking import pairs_within
from roster.dedupe.columns import Bools, Codes
from roster.dedupe.score import SAME, Scale, Scored
from roster.dedupe.separate import Conflict

_SMALLEST = 3  # two records joined directly were compared already


def contradicting(scale: Scale, units: Codes, labels: Codes, *, largest: int) -> tuple[set[Conflict], Codes]:
    """Pairs of units in one component that contradict each other, and components with too many records.

    `units[i]` is the unit of record i (records people put together), `labels[i]` its component. A unit
    contradicts another in a field when some of their records do and none agree there: whoever put two cards
    together has accepted both.
    """
    distinct, sizes = np.unique(labels, return_counts=True)
    too_large = distinct[sizes > largest]
    several = np.isin(labels, distinct[(sizes >= _SMALLEST) & (sizes <= largest)])
    rows = np.flatnonzero(several)
    left, right, _ = pairs_within(rows, labels[rows], largest)
    apart = units[left] != units[right]
    pairs = score.score(scale, left[apart], right[apart])
    return _units_in_conflict(scale, pairs, units), too_large


def _units_in_conflict(scale: Scale, pairs: Scored, units: Codes) -> set[Conflict]:
    ends = units[pairs.left], units[pairs.right]
    size = len(units)
    both, group = np.unique(np.minimum(*ends) * size + np.maximum(*ends), return_inverse=True)
    conflict = np.zeros(len(both), dtype=np.bool_)
    for field, reached in pairs.levels.items():
        table = scale.tables[field]
        contradicts = table.contradicts[reached]
        agrees = (table.bits[reached] > 0) & ~contradicts
        conflict |= _any(contradicts, group, len(both)) & ~_any(agrees, group, len(both))
    conflict |= ~_any(pairs.weight >= pairs.prior, group, len(both))
    conflict |= _any(pairs.doubted, group, len(both)) & ~_any(pairs.band == SAME, group, len(both))
    return {frozenset(divmod(code, size)) for code in both[conflict].tolist()}


def _any(holds: Bools, group: Codes, groups: int) -> npt.NDArray[np.bool_]:
    return np.bincount(group, weights=holds, minlength=groups) > 0
