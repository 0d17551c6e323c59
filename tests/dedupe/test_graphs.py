"""Candidate pairs, components and the taking apart of joins, as graphs of numbers."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from roster.dedupe.blocking import pairs_within
from roster.dedupe.components import components
from roster.dedupe.separate import Join, dropped

PAIRS = st.tuples(st.integers(0, 9), st.integers(0, 9))


def connected(nodes: int, edges: list[tuple[int, int]]) -> list[int]:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return [int(label) for label in components(nodes, ends[:, 0], ends[:, 1])]


def slowly_connected(nodes: int, edges: list[tuple[int, int]]) -> list[int]:
    labels = list(range(nodes))
    for _ in range(nodes):
        for a, b in edges:
            smaller = min(labels[a], labels[b])
            labels = [smaller if label in (labels[a], labels[b]) else label for label in labels]
    return labels


@given(st.lists(PAIRS, max_size=20))
def test_components(edges: list[tuple[int, int]]) -> None:
    assert connected(10, edges) == slowly_connected(10, edges)


def test_components_of_a_long_chain() -> None:
    assert set(connected(5000, [(i, i + 1) for i in range(4999)])) == {0}


@given(st.lists(st.integers(0, 4), max_size=25), st.integers(1, 8))
def test_pairs_within_blocks(codes: list[int], largest: int) -> None:
    rows = np.arange(len(codes)) * 10
    left, right, too_large = pairs_within(rows, np.array(codes, dtype=np.int64), largest)
    small = {code for code in codes if codes.count(code) <= largest}
    expected = {
        (i * 10, j * 10)
        for i, j in combinations(range(len(codes)), 2)
        if codes[i] == codes[j] and codes[i] in small
    }
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    assert set(found) == expected
    assert len(found) == len(expected)
    assert too_large == len(set(codes) - small)


JOINS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 3)), max_size=14)
CONFLICTS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), max_size=4
)


@given(JOINS, CONFLICTS, st.randoms(use_true_random=False))
def test_nodes_in_conflict_are_never_connected(
    edges: list[tuple[int, int, int]], pairs: list[tuple[int, int]], random: object
) -> None:
    joins = [Join(float(w), a, b, row) for row, (a, b, w) in enumerate(edges) if a != b]
    conflicts = frozenset(map(frozenset, pairs))
    gone = dropped(joins, conflicts)
    kept = [join for join in joins if join not in gone]
    labels = connected(8, [(join.left, join.right) for join in kept])
    assert all(len({labels[node] for node in conflict}) == 2 for conflict in conflicts)
    shuffled = list(joins)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert set(dropped(shuffled, conflicts)) == set(gone)
    if not conflicts:
        assert not gone


def test_the_weakest_link_of_a_chain_goes() -> None:
    chain = [Join(20.0, 0, 1, 0), Join(12.0, 1, 2, 1), Join(20.0, 2, 3, 2)]
    assert dropped(chain, frozenset({frozenset({0, 3})})) == [chain[1]]


def test_both_joins_of_an_ambiguous_record_go() -> None:
    joins = [Join(30.0, 0, 1, 0), Join(12.0, 1, 2, 1)]
    assert set(dropped(joins, frozenset({frozenset({0, 2})}))) == set(joins)
