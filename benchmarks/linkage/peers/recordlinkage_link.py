"""Links cleaned records by recordlinkage: its indexing, its comparing, its unsupervised ECM classifier.

`… CLEANED.csv FOLDER`, as in its guide on classification without training data
(recordlinkage.readthedocs.io, "Classification algorithms").
"""

import sys

import numpy as np
import pandas as pd
import recordlinkage

from benchmarks.linkage.peers import base

THRESHOLD = 0.5  # what the classifier's `predict` uses


def main() -> None:
    """Index, compare, classify, write."""
    source, folder = sys.argv[1:]
    records = base.read(source).replace("", np.nan)
    indexer = recordlinkage.Index()
    for key in base.BLOCKS:
        if records[list(key)].notna().all(axis=1).any():
            indexer.block(list(key))
    pairs = _without_blank_keys(records, indexer.index(records))
    features = _compare(records, pairs)
    classifier = recordlinkage.ECMClassifier(binarize=0.8)
    classifier.fit(features)
    scores = classifier.prob(features).to_numpy()
    left, right = (pairs.get_level_values(side).to_numpy() for side in (0, 1))
    base.write(folder, (left, right, scores), records=len(records), threshold=THRESHOLD)


def _without_blank_keys(records: pd.DataFrame, pairs: pd.MultiIndex) -> pd.MultiIndex:
    """Pairs that agree in a whole key; two blanks are no agreement."""
    left, right = (records.iloc[pairs.get_level_values(side)].reset_index(drop=True) for side in (0, 1))
    agree = np.zeros(len(pairs), bool)
    for key in base.BLOCKS:
        agree |= (left[list(key)] == right[list(key)]).all(axis=1).to_numpy()
    return pairs[agree]


def _compare(records: pd.DataFrame, pairs: pd.MultiIndex) -> pd.DataFrame:
    compare = recordlinkage.Compare()
    compare.exact("name", "name", label="name")
    compare.string("folded", "folded", method="jarowinkler", label="folded")
    compare.exact("given", "given", label="given")
    compare.exact("dob", "dob", label="dob")
    compare.exact("year", "year", label="year")
    for column in ("phone", "cccd", "email"):
        if records[column].notna().any():
            compare.exact(column, column, label=column)
    for column in ("agency", "position"):
        if records[column].notna().any():
            compare.string(column, column, method="jarowinkler", label=column)
    features: pd.DataFrame = compare.compute(pairs, records)
    return features


if __name__ == "__main__":
    main()
