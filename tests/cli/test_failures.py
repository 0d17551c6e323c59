from collections.abc import Callable
from pathlib import Path

import click
import pytest

from roster.cli import failures, language
from roster.cli.failures import Exit
from roster.errors import UserError, UserErrors

SECRET = "0912345678 Nguyễn Văn An"


def raising(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("x", "one {a}.", a=1), Exit.WRONG_USE),
        (UserErrors("", [UserError("x", "one."), UserError("y", "two.")]), Exit.WRONG_USE),
        (UserError("open_questions", "{pairs}.", pairs=2), Exit.OPEN_QUESTIONS),
        (click.UsageError("x"), Exit.WRONG_USE),
        (click.exceptions.Abort(), Exit.WRONG_USE),
        (ValueError(SECRET), Exit.UNEXPECTED),
    ],
)
def test_each_error_has_its_code(error: BaseException, code: Exit) -> None:
    assert failures.exit_code_of(raising(error), debug=False) == code


def test_one_line_per_problem(capsys: pytest.CaptureFixture[str]) -> None:
    errors = UserErrors("", [UserError("x", "one."), UserError("y", "two."), UserError("z", "3.")])
    failures.exit_code_of(raising(errors), debug=False)
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_an_unexpected_error_tells_nothing_of_the_lists(
    own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failures.exit_code_of(raising(ValueError(SECRET)), debug=False)
    shown, log = capsys.readouterr().err, (own_data_folder / "errors.log").read_text(encoding="utf-8")
    reference = log.split()[1]
    assert reference in shown
    assert "ValueError" in log
    assert "0912345678" not in shown + log
    assert "Traceback" not in shown


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    failures.exit_code_of(raising(ValueError("x")), debug=True)
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("questions", "unread", "code"), [(0, 0, 0), (2, 0, 3), (0, 1, 4), (1, 1, 5)])
def test_what_is_left_decides_the_code(questions: int, unread: int, code: int) -> None:
    assert failures.outcome(questions=questions, unread=unread) == code


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], "vi"),
        (["check", "--lang", "en"], "en"),
        (["--lang=en", "check"], "en"),
        (["check", "--", "--lang", "en"], "vi"),
        (["check", "--lang"], ""),
    ],
)
def test_the_language_is_found_in_the_words(words: list[str], wanted: str) -> None:
    assert language.wanted(words) == wanted
