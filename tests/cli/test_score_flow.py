"""`roster score open-year|status|documents|import-appraisal`, as an officer runs them."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran

Roster = Callable[..., Ran]


def test_a_year_is_opened_and_the_ministrys_points_are_imported(
    roster: Roster, database_url: str, tmp_path: Path
) -> None:
    options = ("--db", database_url, "--today", "2025-01-10")
    assert roster("score", "status", *options).code == 2
    assert roster("score", "open-year", "nothing", *options).code == 2
    opened = roster("score", "open-year", "training", *options)
    assert (opened.code, len(opened.out.splitlines())) == (0, 2)  # the second says that it is invented
    points = tmp_path / "diem.csv"
    points.write_text("Mã;Điểm thẩm định;Nguồn\n8.1.1;2,05;CV\n1.1.1;0,5;CV\n9.9;1;CV\n", encoding="utf-8")
    refused = roster("score", "import-appraisal", points, *options)
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 2
    points.write_text("Mã;Điểm thẩm định;Nguồn\n8.1.1;2,05;CV\n", encoding="utf-8")
    assert roster("score", "import-appraisal", points, *options).code == 0
    status = roster("score", "status", *options).out
    assert re.findall(r"^│ (Sở Nội vụ|điều tra[^│]*?) +│ (\d+)", status, re.MULTILINE) == [
        ("Sở Nội vụ", "27"),
        ("điều tra xã hội học", "17"),  # as on the board: nobody in the province scores them
    ]
    assert status.count("2,05") == 1  # of the one column that holds a score
    assert roster("score", "documents", *options).code == 0
