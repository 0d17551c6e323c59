import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.linkage import metrics

TRUTH = pd.DataFrame({"record_id": ["a", "b", "c", "d", "e"], "person_id": [1, 1, 1, 2, 2]})


def clusters(*ids: int) -> pd.DataFrame:
    return pd.DataFrame({"record_id": ["a", "b", "c", "d", "e"][: len(ids)], "cluster_id": ids})


def test_a_split_person_costs_recall_and_a_merged_one_precision() -> None:
    split = metrics.of_clusters(clusters(1, 1, 2, 3, 3), TRUTH)
    merged = metrics.of_clusters(clusters(1, 1, 1, 1, 1), TRUTH)
    assert (split.precision, split.recall) == (1.0, 0.5)
    assert (merged.precision, merged.recall) == (0.4, 1.0)


def test_a_record_without_a_cluster_stands_alone() -> None:
    figures = metrics.of_clusters(clusters(1, 1), TRUTH)
    assert figures == metrics.Figures(called=1, real=4, right=1)


def test_clusters_of_unknown_records_are_refused() -> None:
    strange = pd.DataFrame({"record_id": ["z"], "cluster_id": [1]})
    with pytest.raises(ValueError, match="does not know"):
        metrics.of_clusters(strange, TRUTH)


def test_the_best_threshold_takes_all_pairs_of_one_score() -> None:
    pairs = pd.DataFrame(
        {
            "record_id_l": ["a", "a", "d", "c"],
            "record_id_r": ["b", "c", "e", "d"],
            "score": [0.9, 0.5, 0.5, 0.5],
        }
    )
    best = metrics.best_threshold(pairs, TRUTH)
    assert best.threshold == 0.5
    assert best.figures == metrics.Figures(called=4, real=4, right=3)
    assert metrics.at_threshold(pairs, TRUTH, 0.8).figures == metrics.Figures(called=1, real=4, right=1)


def test_a_pair_given_twice_counts_once() -> None:
    pairs = pd.DataFrame({"record_id_l": ["a", "b"], "record_id_r": ["b", "a"], "score": [0.5, 0.9]})
    assert metrics.best_threshold(pairs, TRUTH) == metrics.AtThreshold(0.9, metrics.Figures(1, 4, 1))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_counting_by_sizes_equals_counting_pairs(groups: list[tuple[int, int]]) -> None:
    person, cluster = (np.array(side) for side in zip(*groups, strict=True))
    ids = [str(n) for n in range(len(groups))]
    upper = np.triu(np.ones((len(ids), len(ids)), bool), 1)
    same_person, same_cluster = person[:, None] == person, cluster[:, None] == cluster
    counted = metrics.of_clusters(
        pd.DataFrame({"record_id": ids, "cluster_id": cluster}),
        pd.DataFrame({"record_id": ids, "person_id": person}),
    )
    assert counted == metrics.Figures(
        called=int((same_cluster & upper).sum()),
        real=int((same_person & upper).sum()),
        right=int((same_person & same_cluster & upper).sum()),
    )
