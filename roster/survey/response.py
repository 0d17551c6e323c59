"""Response rates of the follow-up, in the terms of AAPOR's Standard Definitions.

The American Association for Public Opinion Research, Standard Definitions: Final Dispositions of Case Codes
and Outcome Rates for Surveys, 8th edition (2015), 'Internet surveys of specifically named persons': Response
Rate 1 = I / ((I + P) + (R + NC + O) + (UH + UO)), Refusal Rate 1 = R over the same sum. Here everybody
stands on a checked roster, so nobody's eligibility is unknown (UH = UO = 0), and the Ministry tells of no
answers broken off (P = 0). Who was replaced is not eligible any more; all others without an answer are NC.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from roster.survey.following import STATUSES

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line:
    """How many people of one group and agency have a status since a day; `first` is False for the second
    line of people who stand in two groups."""

    group: str
    agency: str
    agency_name: str
    status: str
    since: date | None
    people: int
    first: bool = True


@dataclass(slots=True)
class Tally:
    """People by status; rates are None where nobody is eligible."""

    by_status: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("", *STATUSES), 0))

    def add(self, status: str, people: int) -> None:
        """Count people."""
        self.by_status[status] += people

    @property
    def listed(self) -> int:
        """Everybody on the roster."""
        return sum(self.by_status.values())

    @property
    def eligible(self) -> int:
        """Who can answer: everybody but those replaced."""
        return self.listed - self.by_status["replaced"]

    @property
    def answered(self) -> int:
        """Complete answers (I)."""
        return self.by_status["answered"]

    @property
    def open(self) -> int:
        """Who has neither answered nor refused."""
        return self.eligible - self.answered - self.by_status["refused"]

    @property
    def response_rate(self) -> float | None:
        """AAPOR RR1."""
        return self.answered / self.eligible if self.eligible else None

    @property
    def refusal_rate(self) -> float | None:
        """AAPOR REF1."""
        return self.by_status["refused"] / self.eligible if self.eligible else None


def total(lines: Iterable[Line]) -> Tally:
    """Everybody, each person once."""
    found = Tally()
    for line in lines:
        if line.first:
            found.add(line.status, line.people)
    return found


def by(lines: Iterable[Line], key: Callable[[Line], K]) -> dict[K, Tally]:
    """Tallies by group or agency; who stands in two groups counts in both."""
    found: defaultdict[K, Tally] = defaultdict(Tally)
    for line in lines:
        found[key(line)].add(line.status, line.people)
    return dict(found)


def answer_days(lines: Iterable[Line]) -> list[date]:
    """The day of every answer, each person once, sorted."""
    days = [
        day
        for line in lines
        if line.first and line.status == "answered" and (day := line.since)
        for _ in range(line.people)
    ]
    return sorted(days)
