"""`roster template` and `roster collect`, as an officer runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from roster.plan import load_plan
from tests.cli.conftest import Ran

Roster = Callable[..., Ran]


def test_blank_lists_for_one_agency_for_any_and_for_all(roster: Roster, tmp_path: Path) -> None:
    assert roster("template", "--agency", "so_y_te", "--out", tmp_path / "mau.xlsx").code == 0
    assert load_workbook(tmp_path / "mau.xlsx").sheetnames == ["Danh sách", "Hướng dẫn"]
    assert roster("template", "--out", tmp_path / "one").code == 0
    assert len(list((tmp_path / "one").iterdir())) == 1
    assert roster("template", "--all", "--out", tmp_path / "all").code == 0
    assert len(list((tmp_path / "all").iterdir())) == len(load_plan().senders)


@pytest.mark.parametrize(
    "words",
    [("--agency", "nowhere"), ("--agency", "so_y_te", "--all"), ("--all", "--out", "x.xlsx")],
)
def test_what_template_refuses(roster: Roster, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert roster("template", "--out", tmp_path / "out", *words).code == 2
    assert not (tmp_path / "out").exists()


def test_reminders_are_noted_listed_and_taken_back(roster: Roster) -> None:
    day = ("--today", "2024-12-18")
    assert roster("collect", "remind", "so_noi_vu", "so_y_te", "--channel", "zalo", *day).code == 0
    assert "so_y_te" in roster("collect", "log").out
    assert roster("collect", "undo", "2").code == 0
    assert "so_y_te" not in roster("collect", "log").out
    assert roster("collect", "undo", "2").code == 2
    assert roster("collect", "remind", "so_noi_vu", "--channel", "zalo", "--on", "2024-12-19", *day).code == 2
    assert roster("collect", "remind", "nowhere", "--channel", "zalo", *day).code == 2


def test_lists_that_came_and_the_forecast(roster: Roster) -> None:
    senders = [agency.code for agency in load_plan().senders]
    for at, code in enumerate(senders[:6]):
        day = f"2024-12-{10 + at // 2}"
        assert roster("collect", "received", code, "--on", day, "--today", "2024-12-12").code == 0
    shown = roster("collect", "status", "--today", "2024-12-12").out
    # 22 are missing, 6 came in 5 days: 19 days more
    assert "31/12/2024" in shown
    assert "12/12/2024" in shown


def test_letters_for_all_that_are_missing(roster: Roster, tmp_path: Path) -> None:
    senders = load_plan().senders
    roster("collect", "received", senders[0].code, "--today", "2024-12-18")
    assert roster("collect", "texts", "--out", tmp_path / "texts", "--today", "2024-12-18").code == 0
    names = sorted(path.suffix for path in (tmp_path / "texts").iterdir())
    assert names == [".docx"] * (len(senders) - 1) + [".txt"] * (len(senders) - 1)
    (text,) = (tmp_path / "texts").glob(f"*{senders[1].name}.txt")
    assert senders[1].name in text.read_text(encoding="utf-8-sig")
