"""`roster followup`, as an officer runs it on the demonstration's province."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from roster.cli import main
from tests.cli.conftest import Ran

PLAN = "daknong-2024-demo"
Roster = Callable[..., Ran]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("followed")
    main(["demo", str(folder / "lists")])
    main(["run", str(folder / "lists"), "--plan", PLAN, "--out", str(folder / "out")])
    return folder / "out/roster.db"


@pytest.fixture
def followup(province: Path, copy_of: Callable[[Path], str], roster: Roster) -> Roster:
    database = copy_of(province)

    def run(*words: object, today: str = "2025-01-06") -> Ran:
        return roster("followup", *words, "--plan", PLAN, "--db", database, "--today", today)

    return run


def numbers(shown: str) -> list[str]:
    return [word for word in shown.split() if word.startswith("P0")]


@pytest.mark.slow
def test_the_whole_province_is_sent_reminded_and_answers(followup: Roster, tmp_path: Path) -> None:
    assert followup("mark", "sent", "--all", "--on", "2024-12-20").code == 0
    assert followup("mark", "reminded", "--agency", "so_y_te", "--channel", "zalo").code == 0
    people = numbers(followup("list", "--agency", "so_y_te", "--limit", "5").out)
    assert followup("mark", "answered", *people[:2]).code == 0
    assert followup("mark", "reminded", people[0], "--channel", "sms").code == 2
    assert len(numbers(followup("list", "--state", "answered").out)) == 2
    shown = followup("status").out
    assert "06/01/2025" in shown
    assert followup("undo", "3").code == 0
    assert numbers(followup("list", "--state", "answered").out) == []
    assert "reminded" in followup("log", "--lang", "en").out


def test_a_list_of_answers_with_rows_to_decide(followup: Roster, tmp_path: Path) -> None:
    shown = followup("list", "--limit", "3").out
    first, second, _third = numbers(shown)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Họ và tên", "Chức vụ", "Cơ quan"])
    sheet.append([1, "Không Ai Biết", "", ""])
    book.save(tmp_path / "tl.xlsx")
    assert followup("answered", tmp_path / "tl.xlsx").code == 3
    assert "Không Ai Biết" in followup("rows", "1").out
    assert followup("decide", "1", second).code == 0
    assert followup("decide", "1", first).code == 2
    assert numbers(followup("list", "--state", "answered").out) == [second]
    assert followup("decide", "1", "--clear").code == 0
    assert followup("decide", "1").code == 2
    assert followup("undo", "1").code == 0
    assert numbers(followup("list", "--state", "answered").out) == []
    assert followup("answered", tmp_path / "nothing.xlsx").code == 2


def test_call_lists_are_given_and_put_on_record(followup: Roster, tmp_path: Path) -> None:
    why = ("--purpose", "nhắc trả lời phiếu")
    assert (
        followup("calls", "buu_dien", *why, "--agency", "so_y_te", "--out", tmp_path / "calls.xlsx").code == 0
    )
    assert load_workbook(tmp_path / "calls.xlsx").sheetnames == ["Danh sách liên hệ"]
    assert "nhắc trả lời phiếu" in followup("given").out
    assert followup("calls", "nobody", *why, "--out", tmp_path / "x.xlsx").code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_the_messages_are_those_of_the_day(followup: Roster) -> None:
    assert "10/01/2025" in followup("texts").out
    assert followup("texts").out != followup("texts", today="2025-01-12").out


def test_mark_wants_people_or_a_filter(followup: Roster) -> None:
    assert followup("mark", "sent").code == 2
    assert followup("mark", "sent", "P000001", "--all").code == 2
