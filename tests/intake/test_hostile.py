"""Files made to do harm (benchmarks/hostile_files.py): each is refused by name, and the next list is read.

`python -m benchmarks.hostile` measures what each costs; one that hangs ends with another code than its own.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.hostile_files import FILES, Hostile
from roster.intake.formats.limits import LEAST_MEMORY_BYTES, MAX_FILE_BYTES, MAX_MEMORY_BYTES, memory
from roster.intake.reader import ParsingChild
from roster.intake.reading import read_list
from roster.plan import load_plan
from roster.positions import load_positions

LIST = "STT;Họ và tên\n1;Điểu Thử\n".encode()
MOST_MEGABYTES = 300
NAMED = frozenset(
    {
        "zip-bomb.xlsx", "lying-small.xlsx", "laughs.xlsx", "outside.xlsx", "XFD1048576.xlsx", "path.xlsx",
        "60000-entries.xlsx", "truncated.xlsx", "columns-1e9.ods", "one-line.csv", "endless-fat.xls",
        "laughing-forms.pdf", "giant-xref-stream.pdf", "one-long-text.xlsx", "interleaved-formulas.xlsx",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def child() -> Iterator[ParsingChild]:
    """One for all files, as for all files of a folder."""
    with ParsingChild(wait=lambda _: 60) as one:
        yield one


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=one.name, marks=() if one.name in NAMED else pytest.mark.slow) for one in FILES],
)
def test_refused_by_name(hostile: Hostile, tmp_path: Path, child: ParsingChild) -> None:
    path, good = tmp_path / hostile.name, tmp_path / "good.csv"
    path.write_bytes(hostile.make())
    good.write_bytes(LIST)
    refused = child.read(path)
    assert child.read(good).error is None
    params = refused.error.params if refused.error else {}
    reading = read_list(refused, plan=load_plan(), positions=load_positions(), today=date(2024, 12, 12))
    assert reading.error is not None
    assert reading.error.code == hostile.code
    assert "Thử" not in "".join(params.values())
    assert {one.name for one in tmp_path.iterdir()} == {hostile.name, "good.csv"}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="memory is watched in /proc")
@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=one.name, marks=() if one.name in NAMED else pytest.mark.long) for one in FILES],
)
def test_the_command_and_its_child_stay_small(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    command = [sys.executable, "-m", "roster", "read", str(path), "--plan", "daknong-2024-demo"]
    _, together_mb = measure.run_with_family(command)
    assert 0 < together_mb < MOST_MEGABYTES


def test_every_file_named_is_there() -> None:
    assert {one.name for one in FILES} >= NAMED


def test_memory_grows_with_the_file_up_to_a_limit() -> None:
    assert memory(0) == LEAST_MEMORY_BYTES
    assert memory(MAX_FILE_BYTES) == MAX_MEMORY_BYTES
