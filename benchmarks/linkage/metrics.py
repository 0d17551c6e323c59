"""How right a linking is: precision, recall and F1 of pairs, counted from group sizes and never pair by pair.

Two measures, and each figure must say which it is: of the clusters (every pair of records within one, as a
user gets them), and of the scored pairs alone at a threshold, without following chains of pairs.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of pairs: called the same, really the same, and both."""

    called: int
    real: int
    right: int

    @property
    def precision(self) -> float:
        """Of the pairs called the same, the share that is; 1 if none was called."""
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are the same, the share that was called so; 1 if there is none."""
        return self.right / self.real if self.real else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.called + self.real) if self.called + self.real else 1.0


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """The figures of the pairs whose score is at least `threshold`."""

    threshold: float
    figures: Figures


def of_clusters(clusters: pd.DataFrame, truth: pd.DataFrame) -> Figures:
    """Compare `cluster_id` with `person_id` by `record_id`; a record without a cluster stands alone.

    Raises `ValueError` where a record of the truth has two clusters, or a cluster an unknown record.
    """
    both = truth.merge(clusters, on="record_id", how="outer", validate="one_to_one", indicator=True)
    if (both["_merge"] == "right_only").any():
        raise ValueError("clusters of records that the truth does not know")
    person, cluster = pd.factorize(both["person_id"])[0], pd.factorize(both["cluster_id"])[0]
    alone = cluster < 0
    cluster[alone] = cluster.max(initial=0) + 1 + np.arange(alone.sum())
    joint = person.astype(np.int64) * (int(cluster.max(initial=0)) + 1) + cluster
    return Figures(called=_pairs_within(cluster), real=_pairs_within(person), right=_pairs_within(joint))


def best_threshold(pairs: pd.DataFrame, truth: pd.DataFrame) -> AtThreshold:
    """The threshold of `score` that gives the best F1 of pairs, chosen with the truth in hand."""
    scores, right, real = _ranked(pairs, truth)
    if not len(scores):
        return AtThreshold(0.0, Figures(0, real, 0))
    called, found = np.arange(1, len(scores) + 1), np.cumsum(right)
    last_of_score = np.append(scores[1:] != scores[:-1], True)
    f1 = np.where(last_of_score, 2 * found / (called + real), -1.0)
    at = int(f1.argmax())
    return AtThreshold(float(scores[at]), Figures(int(called[at]), real, int(found[at])))


def at_threshold(pairs: pd.DataFrame, truth: pd.DataFrame, threshold: float) -> AtThreshold:
    """The figures of the pairs that score at least `threshold`."""
    scores, right, real = _ranked(pairs, truth)
    called = int((scores >= threshold).sum())
    return AtThreshold(threshold, Figures(called, real, int(right[:called].sum())))


def _ranked(
    pairs: pd.DataFrame, truth: pd.DataFrame
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], int]:
    """Scores from the highest down, whether each pair is one person, and how many pairs really are.

    Of a pair that is given twice, either way round, the higher score counts.
    """
    person, record = pd.factorize(truth["person_id"])[0], pd.Index(truth["record_id"])
    left, right = (record.get_indexer(pairs[f"record_id_{side}"]) for side in "lr")
    if (left < 0).any() or (right < 0).any():
        raise ValueError("pairs of records that the truth does not know")
    order = np.argsort(-pairs["score"].to_numpy(float), kind="stable")
    joint = (np.minimum(left, right).astype(np.int64) * len(record) + np.maximum(left, right))[order]
    order = order[np.sort(np.unique(joint, return_index=True)[1])]
    scores: npt.NDArray[np.float64] = pairs["score"].to_numpy(float)[order]
    return scores, (person[left] == person[right])[order], _pairs_within(person)


def _pairs_within(groups: npt.NDArray[Any]) -> int:
    sizes = np.unique(groups, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())
