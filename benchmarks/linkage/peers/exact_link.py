"""Links records whose keys agree exactly: what a careful person does with a spreadsheet or SQL.

`… CLEANED.csv FOLDER`. One of: name and full date of birth; name, year and agency; name and phone; card.
"""

import sys

import numpy as np
import pandas as pd

from benchmarks.linkage.peers import base

KEYS = (("folded", "dob"), ("folded", "year", "agency"), ("folded", "phone"), ("cccd",))


def main() -> None:
    """Join each row with the one before it in the same group; write."""
    source, folder = sys.argv[1:]
    records = base.read(source)
    chains = [_chain(records, key) for key in KEYS]
    joint = np.unique(np.concatenate([left * len(records) + right for left, right in chains]))
    left, right = joint // len(records), joint % len(records)
    base.write(folder, (left, right, np.ones(len(left))), records=len(records), threshold=1.0)


def _chain(records: pd.DataFrame, key: tuple[str, ...]) -> tuple[base.Rows, base.Rows]:
    filled = np.flatnonzero((records[list(key)] != "").all(axis=1))
    groups = records.iloc[filled].groupby(list(key), sort=False).ngroup().to_numpy()
    order = np.argsort(groups, kind="stable")
    same = groups[order][1:] == groups[order][:-1]
    return filled[order[:-1][same]], filled[order[1:][same]]


if __name__ == "__main__":
    main()
