"""Whole invented provinces: nobody wrongly merged, what is easy or medium found, few questions."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from roster.dedupe import link
from roster.dedupe.model import Model


@pytest.mark.parametrize("seed", range(12))
def test_province(seed: int, model: Model, province: Callable[..., Any]) -> None:
    made_up = province(seed)
    matching = link.match(made_up.records, [], model=model)
    merged = {frozenset(pair) for cluster in matching.clusters for pair in combinations(cluster, 2)}
    asked = {frozenset((pair.left, pair.right)) for pair in matching.asks}
    truth = made_up.true_pairs()
    assert merged <= truth
    assert not [p for p, hard in made_up.difficulty.items() if hard != "hard" and p not in merged | asked]
    assert len(asked) <= 2 * len(truth)
    assert len(merged) >= len(truth) // 3
    assert len(asked & truth) + len(merged) >= 0.95 * len(truth)


def test_larger_sets_stay_safe(model: Model, province: Callable[..., Any]) -> None:
    made_up = province(3, size=4000, planted=200, traps=80)
    matching = link.match(made_up.records, [], model=model)
    merged = {frozenset(pair) for cluster in matching.clusters for pair in combinations(cluster, 2)}
    truth = made_up.true_pairs()
    assert merged <= truth
    assert len(merged) > 0.5 * len(truth)
    assert matching.dropped_blocks == 0
