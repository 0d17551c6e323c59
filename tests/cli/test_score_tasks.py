"""`roster score tasks`: the plan's board and the log of difficulties, as an officer runs them."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Ran

Roster = Callable[..., Ran]
DAY = ("--today", "2025-01-14")


def test_what_is_late_and_what_is_done(roster: Roster) -> None:
    assert "III.6" in roster("score", "tasks", "list", "--late", *DAY).out
    assert "I.7.9" in roster("score", "tasks", "list", *DAY).out
    assert roster("score", "tasks", "done", "III.6", "--on", "2025-01-13", *DAY).code == 0
    assert "III.6" not in roster("score", "tasks", "list", "--late", *DAY).out
    assert roster("score", "tasks", "undo", "1").code == 0
    assert "III.6" in roster("score", "tasks", "list", "--late", *DAY).out
    assert roster("score", "tasks", "due", "IV", "2025-01-10").code == 0
    assert "10/01/2025" in roster("score", "tasks", "list", "--late", *DAY).out


def test_a_difficulty_goes_its_way(roster: Roster) -> None:
    said = ("Chưa có tài khoản", "--task", "I.4.1", "--agency", "so_tai_chinh", "--on", "2024-12-23")
    assert roster("score", "tasks", "raise", *said, *DAY).code == 0
    assert roster("score", "tasks", "step", "1", "proposed", "Đề nghị cấp", *DAY).code == 0
    assert roster("score", "tasks", "step", "1", "settled", *DAY).code == 0
    shown = roster("score", "tasks", "difficulties", *DAY).out
    assert "Sở Tài" in shown  # the name, whatever the width of the terminal
    assert "22" in shown  # days from 23/12 to 14/01


@pytest.mark.parametrize(
    "words",
    [
        ("done", "IX"),
        ("done", "III.5"),
        ("undo", "7"),
        ("raise", " "),
        ("step", "7", "proposed", "…"),
    ],
)
def test_what_is_refused(roster: Roster, words: tuple[str, ...]) -> None:
    assert roster("score", "tasks", *words, *DAY).code == 2
