"""What the small programs of the peers share: reading cleaned values, keys that block, writing results."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

BLOCKS = (
    ("folded", "year"),
    ("folded", "agency"),
    ("phone",),
    ("cccd",),
    ("email",),
    ("given", "dob"),
    ("surname", "dob"),
    ("given", "year", "agency"),
)
"""The keys by which every peer blocks: a pair is compared where one of them agrees and is not blank."""

_LARGEST = 2_000  # rows further apart within a block are not compared


def read(path: str) -> pd.DataFrame:
    """The cleaned values; row numbers are the index."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def candidates(records: pd.DataFrame) -> tuple[Rows, Rows]:
    """Pairs of rows that agree in one of the keys, each once, the smaller row left."""
    number = len(records)
    pairs = [left * number + right for left, right in map(_block_pairs, _groups(records))]
    joint = np.unique(np.concatenate(pairs)) if pairs else np.empty(0, np.int64)
    return joint // number, joint % number


def _groups(records: pd.DataFrame) -> Iterator[npt.NDArray[np.int64]]:
    """The number of its block for each row; -1 where the key is blank."""
    for key in BLOCKS:
        columns = [records[column] for column in key]
        blank = np.logical_or.reduce([column == "" for column in columns])
        codes = pd.factorize(pd.MultiIndex.from_arrays(columns))[0].astype(np.int64)
        codes[blank] = -1
        yield codes


def _block_pairs(codes: npt.NDArray[np.int64]) -> tuple[Rows, Rows]:
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    blocks, here, step = codes[order], np.arange(len(order)), 0
    found = [(order[:0], order[:0])]
    while len(here) and step < _LARGEST:  # a row with the next of its block, then with the one after that …
        step += 1
        here = here[here < len(order) - step]
        here = here[blocks[here] == blocks[here + step]]
        found.append((order[here], order[here + step]))
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    return np.minimum(left, right), np.maximum(left, right)


def write(folder: str, pairs: tuple[Rows, Rows, Scores], *, records: int, threshold: float) -> None:
    """Write the pairs, and as clusters what chains of pairs at the peer's threshold join."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    left, right, score = pairs
    np.savez(target / "pairs.npz", left=left, right=right, score=score)
    np.savez(target / "clusters.npz", cluster=components(pairs, records=records, threshold=threshold))


def components(pairs: tuple[Rows, Rows, Scores], *, records: int, threshold: float) -> Rows:
    """The component of each row when pairs that score at least `threshold` are joined."""
    left, right, score = pairs
    joined = score >= threshold
    edges = (np.ones(int(joined.sum()), bool), (left[joined], right[joined]))
    graph = coo_matrix(edges, shape=(records, records))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def texts(records: pd.DataFrame, column: str, rows: Rows) -> list[str]:
    """The values of these rows."""
    values: Iterable[str] = records[column].to_numpy(object)[rows].tolist()
    return list(values)
