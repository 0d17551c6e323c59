"""Links records by rapidfuzz within blocks: the mean of the fields' similarities, names counting most.

`… CLEANED.csv FOLDER`. The usual recipe: `cpdist` over candidate pairs, a cut at 0.9.
"""

import sys

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from benchmarks.linkage.peers import base

THRESHOLD = 0.9
_WEIGHTS = {"name": 4.0, "dob": 3.0, "year": 2.0, "phone": 2.0, "cccd": 4.0, "email": 2.0, "agency": 1.0}


def main() -> None:
    """Block, compare, write."""
    source, folder = sys.argv[1:]
    records = base.read(source)
    left, right = base.candidates(records)
    scores = _scores(records, left, right)
    base.write(folder, (left, right, scores), records=len(records), threshold=THRESHOLD)


def _scores(records: pd.DataFrame, left: base.Rows, right: base.Rows) -> base.Scores:
    total, weights = np.zeros(len(left)), np.zeros(len(left))
    for column, weight in _WEIGHTS.items():
        one, other = base.texts(records, column, left), base.texts(records, column, right)
        if column in ("name", "agency"):
            alike = process.cpdist(one, other, scorer=fuzz.token_sort_ratio, dtype=np.float32) / 100
        else:
            alike = process.cpdist(
                one, other, scorer=DamerauLevenshtein.normalized_similarity, dtype=np.float32
            )
        both = np.array([bool(a and b) for a, b in zip(one, other, strict=True)])
        total += np.where(both, alike, 0) * weight
        weights += both * weight
    return total / np.maximum(weights, 1)


if __name__ == "__main__":
    main()
