from collections.abc import Callable
from datetime import date

import click
import pytest

from roster.cli import usage
from tests.cli.conftest import Ran


@pytest.mark.parametrize("word", ["2024-12-16", "16/12/2024"])
def test_a_day_is_written_in_two_ways(word: str) -> None:
    assert usage.day(word) == date(2024, 12, 16)


@pytest.mark.parametrize("word", ["yesterday", "12/16/2024", "2024"])
def test_what_is_no_day(word: str) -> None:
    with pytest.raises(click.BadParameter):
        usage.day(word)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["review", "--help"],
        ["edit", "--help"],
        ["edit", "correct", "--help"],
        ["edit", "correct"],
        ["demo", "--help"],
        ["web", "--help"],
        ["import"],
        ["demo", "a", "b"],
        ["demo", "a", "--seed"],
        ["demo", "a", "--seed", "x"],
        ["check", "--debug=1"],
        ["check", "--reason", "a"],
        ["check", "--precedence", "x"],
        ["check", "--today", "x"],
        ["web", "--port", "0"],
        ["review", "lis"],
        ["review", "decide", "a"],
    ],
)
def test_click_says_nothing_in_english(roster: Callable[..., Ran], words: list[str]) -> None:
    ran = roster(*words)
    english = {
        "Usage:",
        "Options:",
        "[OPTIONS]",
        "COMMAND",
        "INTEGER",
        "RANGE",
        "TEXT]",
        "Error:",
        "is",
        "not",
    }
    english |= {"argument", "arguments", "requires", "valid", "Did", "Choose", "Invalid", "Missing", "range"}
    assert not english & set((ran.out + ran.err).split())
