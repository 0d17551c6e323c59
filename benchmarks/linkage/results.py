"""What a contender found, set against the truth; reads the files that `roster link` and the peers write."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.linkage import metrics


@dataclass(frozen=True, slots=True)
class Results:
    """`default`: the clusters at the linker's own decision. `best`: scored pairs at the best threshold."""

    default: metrics.Figures
    best: metrics.AtThreshold | None


def of(folder: Path, truth: Path) -> Results:
    """The results in the folder: out.csv (and pairs.csv) of the product, or a peer's two npz files."""
    known = pd.read_csv(truth, dtype=str)
    if (folder / "out.csv").is_file():
        clusters = pd.read_csv(folder / "out.csv", dtype=str)
        pairs = _typed_pairs(folder / "pairs.csv")
    else:
        cluster = np.load(folder / "clusters.npz")["cluster"]
        clusters = pd.DataFrame({"record_id": known["record_id"], "cluster_id": cluster})
        pairs = _numbered_pairs(folder / "pairs.npz", known)
    return Results(metrics.of_clusters(clusters, known), _best(pairs, known))


def _best(pairs: pd.DataFrame | None, known: pd.DataFrame) -> metrics.AtThreshold | None:
    """None where there is no threshold to choose, as with exact keys."""
    if pairs is None or pairs["score"].nunique() < 2:
        return None
    return metrics.best_threshold(pairs, known)


def _typed_pairs(path: Path) -> pd.DataFrame | None:
    kinds = {"record_id_l": str, "record_id_r": str, "score": float}
    return pd.read_csv(path, dtype=kinds) if path.is_file() else None


def _numbered_pairs(path: Path, known: pd.DataFrame) -> pd.DataFrame:
    found, ids = np.load(path), known["record_id"].to_numpy()
    sides = {f"record_id_{side[0]}": ids[found[side]] for side in ("left", "right")}
    return pd.DataFrame({**sides, "score": found["score"]})
