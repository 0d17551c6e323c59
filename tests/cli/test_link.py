"""A flat table linked from the command line, read back from its files."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Ran

HEADING = ["record_id", "list_id", "full_name", "dob", "phone", "cccd", "email", "position", "agency"]
PEOPLE = [
    ["a1", "L1", "NGUYỄN VĂN THỊNH", "03/04/1975", "0905123456", "", "", "Trưởng phòng", "Sở Nội vụ"],
    ["a2", "L2", "Ông Nguyễn Văn Thịnh", "3.4.1975", "+84 905 123 456", "", "", "TP", "Sở Nội vụ tỉnh Đắk Nông"],  # noqa: E501 - a row
    ["b1", "L1", "Trần Thị Bích Hường", "12/12/1980", "0978555444", "", "", "Chuyên viên", "Sở Y tế"],
    ["c1", "L2", "Lê Quang Khuê", "1969", "", "", "", "Giám đốc", "Sở Tài chính"],
]  # fmt: skip


def write(path: Path, rows: list[list[str]], heading: list[str] = HEADING, separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([heading, *rows])
    return path


def clusters(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("policy", ["balanced", "cautious"])
@pytest.mark.parametrize("separator", list(",;\t|"))
def test_every_record_has_its_cluster(
    roster: Callable[..., Ran], tmp_path: Path, policy: str, separator: str
) -> None:
    source = write(tmp_path / "in.csv", PEOPLE, separator=separator)
    assert roster("link", source, tmp_path / "out.csv", "--policy", policy).code == 0
    found = clusters(tmp_path / "out.csv")
    assert list(found) == ["a1", "a2", "b1", "c1"]
    assert found["a1"] == found["a2"]
    assert len(set(found.values())) == 3


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_pairs_with_their_probability(roster: Callable[..., Ran], tmp_path: Path, ending: str) -> None:
    source, pairs = write(tmp_path / "in.csv", PEOPLE), tmp_path / f"pairs.{ending}"
    assert roster("link", source, tmp_path / "out.csv", "--pairs", pairs).code == 0
    if ending == "parquet":
        rows = pq.read_table(pairs).to_pylist()
    else:
        with pairs.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    scores = {(row["record_id_l"], row["record_id_r"]): float(row["score"]) for row in rows}
    assert scores["a1", "a2"] > 0.99
    assert all(0 <= score <= 1 for score in scores.values())


def test_extra_columns_are_passed_over_and_missing_ones_tolerated(
    roster: Callable[..., Ran], tmp_path: Path
) -> None:
    heading = ["note", "full_name", "record_id", "phone"]
    rows = [["x", row[2], row[0], row[4]] for row in PEOPLE]
    assert roster("link", write(tmp_path / "in.csv", rows, heading), tmp_path / "out.csv").code == 0
    found = clusters(tmp_path / "out.csv")
    assert found["a1"] == found["a2"] != found["b1"]


def test_a_table_without_rows(roster: Callable[..., Ran], tmp_path: Path) -> None:
    assert roster("link", write(tmp_path / "in.csv", []), tmp_path / "out.csv").code == 0
    assert clusters(tmp_path / "out.csv") == {}


def test_pairs_in_another_form_are_refused_before_any_work(
    roster: Callable[..., Ran], tmp_path: Path
) -> None:
    source = write(tmp_path / "in.csv", PEOPLE)
    assert roster("link", source, tmp_path / "out.csv", "--pairs", tmp_path / "pairs.xlsx").code == 2
    assert not (tmp_path / "out.csv").exists()


def test_the_model_for_splink(roster: Callable[..., Ran], tmp_path: Path) -> None:
    source, out, settings = (
        write(tmp_path / "in.csv", PEOPLE),
        tmp_path / "out.parquet",
        tmp_path / "model.json",
    )
    assert roster("link", source, out, "--export-splink", settings).code == 0
    assert pq.read_table(out)["unique_id"].to_pylist() == ["a1", "a2", "b1", "c1"]
    assert json.loads(settings.read_text())["link_type"] == "dedupe_only"


@pytest.mark.parametrize(("out", "more"), [("out.csv", []), ("out.parquet", ["--pairs", "pairs.csv"])])
def test_what_an_export_for_splink_cannot_be_written_as(
    roster: Callable[..., Ran], tmp_path: Path, out: str, more: list[str]
) -> None:
    source, settings = write(tmp_path / "in.csv", PEOPLE), tmp_path / "model.json"
    assert roster("link", source, tmp_path / out, "--export-splink", settings, *more).code == 2
    assert not settings.exists()
    assert not (tmp_path / out).exists()


def test_a_table_without_rows_for_splink(roster: Callable[..., Ran], tmp_path: Path) -> None:
    source, settings = write(tmp_path / "in.csv", []), tmp_path / "model.json"
    assert roster("link", source, tmp_path / "out.parquet", "--export-splink", settings).code == 0
