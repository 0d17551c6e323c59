"""Reads data/privacy.toml: purpose, law, how long files and people are kept, each by its first day.

Knows dates and texts; keeps and deletes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from roster import datafiles
from roster.errors import UserError

FILE = "privacy.toml"
_STRICT: Any = {"extra": "forbid"}  # pydantic's protocol: an unknown key is a mistake


class _Dated(Protocol):
    @property
    def valid_from(self) -> date:
        """The first day."""


D = TypeVar("D", bound=_Dated)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law or decree from the day it holds, with where that is written."""

    __pydantic_config__ = _STRICT
    valid_from: date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days a file as received is kept."""

    __pydantic_config__ = _STRICT
    valid_from: date
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """What personal data are processed for, from a day on."""

    __pydantic_config__ = _STRICT
    valid_from: date
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Every entry of the file; which one holds depends on the day."""

    __pydantic_config__ = _STRICT
    legal_basis: tuple[LegalBasis, ...]
    retention: tuple[Retention, ...]
    waiting: tuple[Retention, ...] = ()  # of files received but not put into the database; else as the others
    purpose: tuple[Purpose, ...] = ()
    round: tuple[Retention, ...] = ()  # of a closed survey round's people; none: as long as nobody says a day

    def law(self, day: date) -> str:
        """The legal basis to show on a day. Raises `UserError` (no_rule_yet) before the first."""
        return _holding(self.legal_basis, day).name

    def days(self, day: date) -> int:
        """For how many days a file received on `day` is kept. Raises `UserError` (no_rule_yet)."""
        return _holding(self.retention, day).days

    def waiting_days(self, day: date) -> int:
        """For how many days a file that nobody put in is kept. Raises `UserError` (no_rule_yet)."""
        return _holding(self.waiting or self.retention, day).days

    def kept_until(self, day: date) -> date:
        """The last day on which a file received on `day` is kept. Raises `UserError` (no_rule_yet)."""
        return day + timedelta(days=self.days(day))

    def purposes(self, day: date) -> str:
        """What the data are processed for on a day; '' where the officer's own file does not say."""
        return _holding(self.purpose, day).text if self.purpose else ""

    def round_until(self, closed: date) -> date | None:
        """The last day on which the people of a round closed on `closed` are kept; None for no such rule."""
        return closed + timedelta(days=_holding(self.round, closed).days) if self.round else None


def load_rules() -> Rules:
    """The rules in use. Raises `UserError` for every mistake in the file."""
    return datafiles.load(datafiles.find(FILE), Rules)


def _holding(entries: Sequence[D], day: date) -> D:
    """The newest entry that holds on a day."""
    begun = [entry for entry in entries if entry.valid_from <= day]
    if not begun:
        raise UserError(
            "no_rule_yet",
            "{file} says nothing for {day}. Add an entry that is valid from that day or earlier.",
            file=FILE,
            day=day.isoformat(),
        )
    return max(begun, key=lambda entry: entry.valid_from)
