"""Links cleaned records by dedupe with trained settings: `… CLEANED.csv FOLDER SETTINGS`.

Scores are its own for pairs; clusters are those of `partition` at its default threshold of 0.5.
"""

import sys
from pathlib import Path

import dedupe
import numpy as np

from benchmarks.linkage.peers import base
from benchmarks.linkage.peers.dedupe_train import data

THRESHOLD = 0.5


def main() -> None:
    """Pair, score, cluster, write."""
    source, folder, trained = sys.argv[1:]
    records = base.read(source)
    with Path(trained).open("rb") as settings:
        deduper = dedupe.StaticDedupe(settings, num_cores=1)
    known = data(records)
    scored = deduper.score(deduper.pairs(known))
    ids, scores = np.asarray(scored["pairs"], np.int64), np.asarray(scored["score"], float)
    clusters = np.arange(len(records))
    for number, (members, _) in enumerate(deduper.cluster(scored, THRESHOLD)):
        clusters[list(members)] = len(records) + number
    base.write(folder, (ids[:, 0], ids[:, 1], scores), records=len(records), threshold=2.0)
    np.savez(Path(folder) / "clusters.npz", cluster=clusters)


if __name__ == "__main__":
    main()
