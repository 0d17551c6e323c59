"""Takes clusters apart that hang together by few joins while the rest of their pairs speak against them.

Correlation clustering (Bansal, Blum, Chawla 2004), greedily: joins are made from the heaviest on, and two
groups come together only while all pairs between them weigh more than nothing in sum. Knows weights only.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from roster.dedupe.columns import Codes, Floats

Pair = tuple[float, int, int]


def untangled(labels: Codes, left: Codes, right: Codes, weight: Floats) -> Codes:
    """New labels, given every pair inside the clusters to look at; other clusters stay as they are.

    A label is the smallest record of its cluster.
    """
    found = labels.copy()
    order = np.argsort(labels[left], kind="stable")
    whose = labels[left][order]
    starts = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]]) if len(whose) else whose
    pairs = list(zip(weight[order].tolist(), left[order].tolist(), right[order].tolist(), strict=True))
    for start, end in pairwise([*starts.tolist(), len(pairs)]):
        for group in groups(pairs[start:end]):
            found[group] = min(group)
    return found


def groups(pairs: Sequence[Pair]) -> Iterable[list[int]]:
    """The groups of the nodes at the ends of these pairs, which are all pairs between the nodes."""
    members: dict[int, list[int]] = {node: [node] for _, *ends in pairs for node in ends}
    between: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for weight, left, right in pairs:
        between[left][right] = between[right][left] = weight
    group_of = {node: node for node in members}
    for _, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = group_of[left], group_of[right]
        if a == b or between[a][b] <= 0:
            continue
        members[a] += members.pop(b)
        group_of |= dict.fromkeys(members[a], a)
        for other, weight in between.pop(b).items():
            del between[other][b]
            if other != a:
                between[a][other] += weight
                between[other][a] += weight
    return members.values()
