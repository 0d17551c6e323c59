"""The exported model through splink on DuckDB: the same pairs, each with the same weight as ours."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from splink import DuckDBAPI, Linker

from benchmarks.linkage import people, rates
from roster.dedupe import blocking, features, linkage, score, typed
from roster.dedupe.columns import factorise
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.features import Features
from roster.dedupe.linkage import Policy
from roster.dedupe.model import load_model
from roster.dedupe.score import Scale
from roster.export.splink_table import FREQUENCY, RARE
from roster.plan import load_plan
from roster.positions import load_positions
from roster.services.matching import linkage as service

TODAY = date(2024, 12, 16)
RARER_WAYS = [  # of writing a name: each reaches a level that invented lists seldom show
    ("Y Bhăm", "Y Bhăm Niê"),
    ("H'Hồng Ayun", "Rơ Chăm H'Hồng Ayun"),
    ("Nguyễn Văn Thịnh", "Thịnh Nguyễn Văn"),
    ("Nguyễn Văn Thanh", "Nguyễn Thanh Văn"),
    ("Ng. Văn Khuê", "Nguyễn Văn Khuê"),
    ("Trần Thị Thu Hường", "Trần Hường"),
    ("Lê Quang Lan", "Lê Quang Lam"),
    ("Cao Thanh Lam", "Cao Thành Lâm"),
]


def records(quality: str) -> list[dict[str, str]]:
    invented: Any = people.invent(2000, rates.load(quality), seed=11).records.to_dict("records")
    pairs = [
        {"record_id": f"x{i}{side}", "list_id": f"X{side}", "full_name": name, "dob": f"{1960 + i}"}
        for i, names in enumerate(RARER_WAYS)
        for side, name in enumerate(names)
    ]
    return [*invented, *pairs]


def scale_of(rows: list[dict[str, str]], policy: Policy) -> Scale:
    texts = {f: factorise(row.get(f) or None for row in rows) for f in typed.FIELDS}
    raw = typed.raw_columns(texts, typed.Reading(load_positions(), load_plan(), TODAY))
    model = load_model()
    found: Features = features.from_columns(raw, model, size=len(rows))
    return linkage.weighing(found, model=model, policy=policy)


def through_splink(table: Path, settings: Path) -> list[dict[str, Any]]:
    connection = duckdb.connect()
    connection.execute(f"create table records as select * from '{table}'")
    api = DuckDBAPI(connection)
    linker = Linker(api.register("records"), json.loads(settings.read_text()), log_level=None)
    for column, _ in RARE.values():
        connection.execute(
            f"create table frequency_of_{column} as select distinct {column}, "
            f"{FREQUENCY}{column} as tf_{column} from records where {column} is not null"
        )
        frequencies = api.register(f"frequency_of_{column}")
        linker.table_management.register_term_frequency_lookup(frequencies, column)
    predicted = linker.inference.predict()
    rows = connection.execute(f"select * from {predicted.physical_name}")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of splink's own
@pytest.mark.parametrize("quality", rates.QUALITIES)
@pytest.mark.parametrize("policy", ["balanced", "cautious"])
def test_splink_scores_the_same_pairs_with_the_same_weights(
    tmp_path: Path, quality: str, policy: Policy
) -> None:
    rows = records(quality)
    source, out, settings = (tmp_path / name for name in ("in.csv", "out.parquet", "settings.json"))
    pd.DataFrame(rows).fillna("").to_csv(source, index=False)
    assert service.export_splink(source, out, settings, policy=policy, plan=load_plan(), today=TODAY) == len(
        rows
    )
    scale = scale_of(rows, policy)
    found = blocking.candidates(scale.features, load_model().blocking)
    ours = score.score(scale, found.left, found.right)
    expected = {
        frozenset((rows[a]["record_id"], rows[b]["record_id"])): weight
        for a, b, weight in zip(ours.left.tolist(), ours.right.tolist(), ours.weight.tolist(), strict=True)
    }
    theirs = {
        frozenset((row["unique_id_l"], row["unique_id_r"])): row for row in through_splink(out, settings)
    }
    assert theirs.keys() == expected.keys()
    weights = [(theirs[pair]["match_weight"], weight) for pair, weight in expected.items()]
    assert np.abs(np.subtract(*zip(*weights, strict=True))).max() < 1e-6
    names = ours.levels["name"]
    assert set(np.unique(names)) >= set(range(len(COMPARISONS[0].levels)))
