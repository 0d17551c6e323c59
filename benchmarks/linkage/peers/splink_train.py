"""Fixes splink's m and u from labelled records: `… CLEANED.csv TRUTH.csv MODEL.json RECORDS`.

The labelled records are others than the measured ones, of the same quality. RECORDS is the number of records
that the model is for: the prior is the pairs of one person per labelled record, carried over to that number.
"""

import json
import sys
from pathlib import Path

import pandas as pd

from benchmarks.linkage.peers import splink_model


def main() -> None:
    """Estimate u by sampling, m from the labels; write the model."""
    cleaned, truth, target, records = sys.argv[1:]
    linker = splink_model.linker(cleaned)
    person = pd.read_csv(truth)["person_id"]
    connection = linker._db_api._con
    labelled = pd.DataFrame({"unique_id": range(len(person)), "person": person})
    connection.register("labelled", labelled)
    connection.execute("alter table records add column person bigint")
    connection.execute(
        "update records set person = l.person from labelled l where l.unique_id = records.unique_id"
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    linker.training.estimate_m_from_label_column("person")
    model = linker.misc.save_model_to_json()
    Path(target).write_text(json.dumps(_for(model, person, int(records))), encoding="utf-8")


def _for(model: dict[str, object], person: "pd.Series[int]", records: int) -> dict[str, object]:
    sizes = person.value_counts()
    pairs_per_record = float((sizes * (sizes - 1) / 2).sum()) / len(person)
    return {**model, "probability_two_random_records_match": pairs_per_record * 2 / (records - 1)}


if __name__ == "__main__":
    main()
