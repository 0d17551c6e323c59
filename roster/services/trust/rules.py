"""Reads data/backup.toml: where copies go, how often they are made, which of them are kept.

Knows moments and numbers; makes and deletes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all

FILE = "backup.toml"
_STRICT: Any = {"extra": "forbid"}  # pydantic's protocol: an unknown key is a mistake


@dataclass(frozen=True, slots=True)
class Keep:
    """Of how many days, weeks and months the newest copy is kept: grandfather, father, son."""

    __pydantic_config__ = _STRICT
    daily: int
    weekly: int
    monthly: int
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The file; `folder` is '' for the usual place, `every_hours` 0 where the server makes no copies."""

    __pydantic_config__ = _STRICT
    folder: str
    every_hours: int
    keep: Keep


def load_rules() -> Rules:
    """The rules in use. Raises `UserError`s for every mistake in the file."""
    path = datafiles.find(FILE)
    rules = datafiles.load(path, Rules)
    numbers = {"every_hours": rules.every_hours} | {
        f"keep.{name}": getattr(rules.keep, name) for name in ("daily", "weekly", "monthly")
    }
    raise_all(
        [
            UserError(
                "wrong_value",
                "{file}: {key} is {value}. Write 0 or a larger number.",
                file=path.name,
                key=key,
                value=value,
            )
            for key, value in numbers.items()
            if value < 0
        ]
    )
    return rules


def kept(moments: Iterable[datetime], keep: Keep) -> frozenset[datetime]:
    """Which copies stay: the newest of each of the last days, weeks and months that have one; always one."""
    newest_first = sorted(set(moments), reverse=True)
    ways: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (datetime.date, keep.daily),
        (lambda moment: moment.isocalendar()[:2], keep.weekly),
        (lambda moment: (moment.year, moment.month), keep.monthly),
    )
    found = set(newest_first[:1])
    for period, number in ways:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        found.update(list(newest.values())[:number])
    return frozenset(found)
