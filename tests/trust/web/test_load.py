"""A short version of `python -m benchmarks.load`: some people at once, no error."""

import os

import pytest

from benchmarks import load
from tests.tools import LONG

USERS, SECONDS = (50, 60) if LONG else (12, 6)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="measured where /proc says how much memory a process has")
def test_many_users_at_once_without_an_error() -> None:
    seen = load.run(USERS, SECONDS)
    assert seen.errors == {}
    assert len(seen.times["read"]) >= USERS
    assert seen.times["judgement"]
    assert max(seen.memory) < 1024
    if LONG:
        assert load.growth(seen.memory) < 0.25


def test_growth_is_that_after_warming_up() -> None:
    assert load.growth([10, 100, 100, 100, 100]) == 0
    assert load.growth([100, 100, 110, 120, 150]) == pytest.approx(0.5)
