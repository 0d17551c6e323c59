"""The shipped plan and positions, read once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roster import datafiles
from roster.errors import UserError, UserErrors
from roster.plan import Plan, load_plan
from roster.positions import Positions, load_positions

Mistakes = Callable[[str, str], list[UserError]]


def mistakes_in(raised: BaseException) -> list[UserError]:
    if isinstance(raised, UserError):
        return [raised]
    assert isinstance(raised, UserErrors)
    return [error for error in raised.exceptions if isinstance(error, UserError)]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="session")
def positions() -> Positions:
    return load_positions()


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """A copy of the shipped position file with one place changed; the place must exist."""

    def edit(old: str, new: str) -> Path:
        text = datafiles.shipped("positions.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "positions.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


@pytest.fixture
def mistakes(edited: Callable[[str, str], Path]) -> Mistakes:
    """The errors of such a copy."""

    def load(old: str, new: str) -> list[UserError]:
        with pytest.raises((UserError, UserErrors)) as raised:
            load_positions(edited(old, new))
        return mistakes_in(raised.value)

    return load
