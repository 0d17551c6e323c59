"""Compares all records with all: the one entry to matching, from records and judgements to clusters and asks.

Knows the order of the steps; each step is a module of its own.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from roster.dedupe import cluster, explain, features, known, score
from roster.dedupe.cluster import Judged
from roster.dedupe.columns import Codes
from roster.dedupe.known import Known
from roster.dedupe.model import Model
from roster.dedupe.score import DIFFERENT, Scored
from roster.model import Judgement, Matching, PersonRecord, ScoredPair, Verdict

_Pair = tuple[int, int]


def match(records: Sequence[PersonRecord], judgements: Sequence[Judgement], *, model: Model) -> Matching:
    """Put records of one person into one cluster, and find the pairs only a person can decide.

    `records` have unique keys and are not held. Judgements are always obeyed: 'same' joins, 'different'
    never joins, 'unsure' stays asked; of two on one pair the later counts, and those about records that are
    not there are passed over. Judgements that contradict each other become asks.
    `scored` holds every pair not clearly different, and every judged one. The order of the arguments plays
    no part.
    """
    return settle(known.know(records, model), judgements)


def settle(compared: Known, judgements: Sequence[Judgement]) -> Matching:
    """As `match`, of records that are compared already: people's decisions change no comparison."""
    ordered, scale = compared.records, compared.scale
    n = len(ordered)
    verdicts = _positions(ordered, judgements)
    codes = np.union1d(compared.candidates.codes, _codes(verdicts, n))
    pairs_compared, _ = known.compare(scale.features, codes, compared.candidates)
    ends = codes // max(n, 1), codes % max(n, 1)
    scored = score.weighed(scale, pairs_compared.levels, ends=ends)
    judged = _judged(scored, verdicts, n)
    result = cluster.cluster(scale, scored, judged, largest=compared.model.clusters.largest)
    of_interest = np.union1d(np.flatnonzero(scored.band != DIFFERENT), _rows(scored, verdicts, n))
    pairs = {
        int(row): explain.pair(ordered, scale, scored, int(row), conflicts=result.conflicts)
        for row in of_interest
    }
    return Matching(
        clusters=_clusters((r.key for r in ordered), result.labels),
        asks=tuple(pairs[int(row)] for row in result.asked),
        scored=tuple(sorted(pairs.values(), key=lambda p: (-p.weight, p.left, p.right))),
        dropped_blocks=compared.dropped_blocks,
    )


def compare(
    left: PersonRecord, right: PersonRecord, *, among: Iterable[PersonRecord], model: Model
) -> ScoredPair:
    """Two records compared as they would be among others, whether or not they are candidates."""
    first, second = sorted((left, right), key=lambda r: r.key)
    records = [first, second, *(r for r in among if r.key not in (left.key, right.key))]
    scale = score.prepare(features.read(records, model), model)
    return explain.pair(records, scale, score.score(scale, np.array([0]), np.array([1])), 0)


def _positions(records: Sequence[PersonRecord], judgements: Sequence[Judgement]) -> dict[_Pair, Verdict]:
    position = {r.key: i for i, r in enumerate(records)}
    verdicts: dict[_Pair, Verdict] = {}
    for judgement in judgements:
        left, right = sorted((judgement.left, judgement.right))
        if left != right and left in position and right in position:
            verdicts[position[left], position[right]] = judgement.verdict
    return verdicts


def _codes(pairs: Iterable[_Pair], n: int) -> Codes:
    return np.array([left * n + right for left, right in pairs], dtype=np.int64)


def _rows(scored: Scored, pairs: Iterable[_Pair], n: int) -> Codes:
    """Where these pairs stand in the scored ones, which are in order of their codes."""
    return np.searchsorted(scored.left * n + scored.right, _codes(pairs, n))


def _judged(scored: Scored, verdicts: dict[_Pair, Verdict], n: int) -> Judged:
    def of(verdict: Verdict) -> Codes:
        return _rows(scored, [pair for pair, spoken in verdicts.items() if spoken == verdict], n)

    return Judged(same=of("same"), different=of("different"), unsure=of("unsure"))


def _clusters(keys: Iterable[str], labels: Codes) -> tuple[tuple[str, ...], ...]:
    """Keys by cluster; clusters and the keys in them in order of keys, as the keys given are."""
    members: dict[int, list[str]] = {}
    for key, label in zip(keys, labels.tolist(), strict=True):
        members.setdefault(label, []).append(key)
    return tuple(map(tuple, members.values()))
