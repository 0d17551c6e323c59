"""Sample sizes and allocation from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran
from tests.cli.sipas_files import read, write

Roster = Callable[..., Ran]


@pytest.mark.parametrize(
    ("words", "n"),
    [
        (("yamane", "--population", "1000"), 286),
        (("cochran", "--population", "1000"), 278),
        (("cochran", "--population", "1000", "--margin", "0.03", "--confidence", "0.99", "--p", "0.3"), 608),
        (("krejcie", "--population", "1000"), 278),
        (("proportion", "--population", "20000", "--deff", "1.5", "--response", "0.8"), 707),
        (("proportion",), 385),
    ],
)
def test_size(roster: Roster, tmp_path: Path, words: tuple[str, ...], n: int) -> None:
    out = tmp_path / "size.json"
    assert roster("sipas", "size", "--method", *words, "--json", out).code == 0
    found = read(out)
    assert found["n"] == n
    assert 0 < n - found["unrounded"] + 0.5 < 1.5
    assert str(n) in found["formula"]


@pytest.mark.parametrize(
    "words",
    [
        ("yamane",),
        ("yamane", "--population", "0"),
        ("yamane", "--population", "-5"),
        ("yamane", "--population", "100", "--margin", "0"),
        ("yamane", "--population", "100", "--margin", "five"),
        ("yamane", "--population", "100", "--deff", "2"),
        ("cochran", "--population", "100", "--confidence", "1"),
        ("proportion", "--population", "100", "--deff", "9"),
        ("proportion", "--response", "1.5"),
        ("slovin", "--population", "100"),
    ],
)
def test_sizes_that_make_no_sense(roster: Roster, tmp_path: Path, words: tuple[str, ...]) -> None:
    out = tmp_path / "size.json"
    assert roster("sipas", "size", "--method", *words, "--json", out).code == 2
    assert not out.exists()


def test_allocate(roster: Roster, tmp_path: Path) -> None:
    rows = [("1", "5234", "251"), ("2", "2586", "1165"), ("3", "649", "8035"), ("4", "157", "24725")]
    strata, out = write(tmp_path / "s.csv", rows, ("stratum", "size", "sd")), tmp_path / "a.json"
    assert roster("sipas", "allocate", "--method", "neyman", strata, "--n", 500, "--json", out).code == 0
    assert read(out)["n"] == {"1": 49, "2": 112, "3": 194, "4": 145}
    assert (
        roster("sipas", "allocate", "--method", "proportional", strata, "--n", 500, "--json", out).code == 0
    )
    assert read(out)["n"] == {"1": 303, "2": 150, "3": 38, "4": 9}


def test_allocate_by_margin(roster: Roster, tmp_path: Path) -> None:
    rows = [("a", "100000", "1"), ("b", "300000", "2"), ("c", "600000", "3")]
    strata, out = write(tmp_path / "s.csv", rows, ("stratum", "size", "sd")), tmp_path / "a.json"
    assert (
        roster("sipas", "allocate", "--method", "neyman", strata, "--margin", "0.1", "--json", out).code == 0
    )
    assert sum(read(out)["n"].values()) == read(out)["size"]["n"] == 2395


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        ([("a", "10", "1")], "11"),
        ([("a", "10", "1")], "0"),
        ([("a", "10", "1")], "-1"),
        ([("a", "0", "1")], "1"),
        ([("a", "-4", "1")], "1"),
        ([("a", "ten", "1")], "1"),
        ([("a", "10", "")], "1"),
        ([("a", "10", "1"), ("a", "10", "1")], "1"),
    ],
)
def test_allocations_that_make_no_sense(roster: Roster, tmp_path: Path, rows: Any, n: str) -> None:
    strata, out = write(tmp_path / "s.csv", rows, ("stratum", "size", "sd")), tmp_path / "a.json"
    ran = roster("sipas", "allocate", "--method", "neyman", strata, f"--n={n}", "--json", out)
    assert ran.code == 2
    assert not out.exists()
