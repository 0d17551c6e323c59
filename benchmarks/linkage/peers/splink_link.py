"""Links cleaned records by splink on DuckDB, with a model trained before or with expectation maximisation.

`… CLEANED.csv FOLDER em` trains on the records themselves, without labels; `… CLEANED.csv FOLDER MODEL.json`
uses fixed m and u. Clusters are those at splink's documented 0.95.
"""

import sys
from pathlib import Path

import numpy as np
from splink import Linker

from benchmarks.linkage.peers import splink_model

THRESHOLD = 0.95


def main() -> None:
    """Train if asked to, predict, cluster, write."""
    cleaned, folder, how = sys.argv[1:]
    linker = splink_model.linker(cleaned, None if how == "em" else how)
    if how == "em":
        _train(linker)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=THRESHOLD
    )
    _write(linker, Path(folder), pairs.physical_name, clusters.physical_name)


def _train(linker: Linker) -> None:
    linker.training.estimate_probability_two_random_records_match(
        splink_model.sure_rules(), recall=splink_model.SURE_RECALL
    )
    linker.training.estimate_u_using_random_sampling(seed=1)
    for rule in splink_model.training_rules(linker):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def _write(linker: Linker, folder: Path, pairs: str, clusters: str) -> None:
    connection = linker._db_api._con
    folder.mkdir(parents=True, exist_ok=True)
    found = connection.execute(
        f"select unique_id_l, unique_id_r, match_probability from {pairs}"
    ).fetchnumpy()
    np.savez(
        folder / "pairs.npz",
        left=found["unique_id_l"],
        right=found["unique_id_r"],
        score=found["match_probability"],
    )
    found = connection.execute(
        f"select unique_id, cluster_id from {clusters} order by unique_id"
    ).fetchnumpy()
    np.savez(folder / "clusters.npz", cluster=found["cluster_id"])


if __name__ == "__main__":
    main()
