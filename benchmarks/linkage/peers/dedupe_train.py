"""Trains dedupe on labelled records: `… CLEANED.csv TRUTH.csv SETTINGS`.

As in its own examples: labelled pairs from a common key, then `train` and `write_settings`.
"""

import random
import sys
from pathlib import Path

import dedupe
import numpy as np
import pandas as pd
from dedupe import variables

from benchmarks.linkage.peers import base

LABELLED = 1_500
COLUMNS = ("folded", "name", "dob", "year", "phone", "cccd", "email", "agency", "position")


def data(records: pd.DataFrame) -> dict[int, dict[str, str | None]]:
    """Records as dedupe takes them: blank is None."""
    rows = zip(*(records[column].tolist() for column in COLUMNS), strict=True)
    return {
        number: {column: value or None for column, value in zip(COLUMNS, row, strict=True)}
        for number, row in enumerate(rows)
    }


def main() -> None:
    """Train and write the settings."""
    source, truth, target = sys.argv[1:]
    random.seed(1)
    np.random.seed(1)
    records = base.read(source).head(LABELLED)
    person = pd.read_csv(truth, dtype=str)["person_id"]
    known = {number: {**row, "person": person[number]} for number, row in data(records).items()}
    fields = [
        variables.String("folded"),
        variables.String("name"),
        variables.String("year", has_missing=True),
        *(
            variables.String(column, has_missing=True)
            for column in ("dob", "phone", "cccd", "email", "agency", "position")
            if (records[column] != "").any()
        ),
    ]
    deduper = dedupe.Dedupe(fields, num_cores=1)
    deduper.prepare_training(known, sample_size=1500)
    deduper.mark_pairs(dedupe.training_data_dedupe(known, "person", training_size=500))
    deduper.train(recall=0.95, index_predicates=False)
    with Path(target).open("wb") as settings:
        deduper.write_settings(settings)


if __name__ == "__main__":
    main()
