"""How fast something comes in, and when the rest would be there at that pace: lists, answers.

Knows days and numbers; knows neither what comes nor from whom.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from math import ceil
from typing import Literal, TypeAlias

from roster.messages import _

WINDOW = 5  # days the pace is taken from, today among them: a working week
FEWEST = 3  # arrivals within the window below which a pace would be chance
_OFFICE = timezone(timedelta(hours=7))  # Viet Nam: one zone, no summer time

Outlook: TypeAlias = Literal["done", "unknown", "in_time", "late"]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many came on a day, and how many there were at its end."""

    day: date
    came: int
    total: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the rest would be there. `day` is None where nothing is missing or nothing can be said.

    `recent` came within the last `window` days: the whole ground of the forecast, to be shown with it.
    """

    outlook: Outlook
    missing: int
    recent: int
    window: int
    day: date | None = None

    @property
    def per_day(self) -> float:
        """The pace of the window."""
        return self.recent / self.window


def office_day(moment: datetime) -> date:
    """The day a moment falls on where the office is."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(_OFFICE).date()


def by_day(days: Iterable[date], *, until: date) -> tuple[DayCount, ...]:
    """Every day from the first arrival to `until` or the last arrival, those without any among them."""
    came = Counter(days)
    if not came:
        return ()
    first, last = min(came), max(until, *came)
    counts: list[DayCount] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        before = counts[-1].total if counts else 0
        counts.append(DayCount(day, came[day], before + came[day]))
    return tuple(counts)


def forecast(days: Sequence[date], *, expected: int, today: date, deadline: date | None) -> Forecast:
    """The rest at the pace of the last `WINDOW` days, weekends counted like other days.

    A straight line through few days is a rough guess and is said to be one; under `FEWEST` arrivals within
    the window, or none, nothing is said. Without a deadline a forecast is 'in_time'.
    """
    missing = max(expected - len(days), 0)
    window = (today - timedelta(days=WINDOW - 1), today)
    recent = sum(1 for day in days if window[0] <= day <= window[1])
    if not missing:
        return Forecast("done", 0, recent, WINDOW)
    if recent < FEWEST:
        return Forecast("unknown", missing, recent, WINDOW)
    day = today + timedelta(days=ceil(missing * WINDOW / recent))
    return Forecast("late" if deadline and day > deadline else "in_time", missing, recent, WINDOW, day)


def in_words(found: Forecast, deadline: date | None) -> str:
    """A forecast in the language in use, with the ground it stands on."""
    if found.outlook == "done":
        return _("Nothing is missing.")
    if found.day is None:
        return _(
            "When the rest will be there cannot be said yet: in the last {window} days {recent} came, too "
            "few to reckon from.",
            window=found.window,
            recent=found.recent,
        )
    said = _(
        "In the last {window} days {recent} came. At this pace the {missing} that are missing would be there "
        "by {day}.",
        window=found.window,
        recent=found.recent,
        missing=found.missing,
        day=f"{found.day:%d/%m/%Y}",
    )
    late, in_time = _("That is after the deadline of {day}."), _("That is within the deadline of {day}.")
    when = (
        (late if found.outlook == "late" else in_time).format(day=f"{deadline:%d/%m/%Y}") if deadline else ""
    )
    rough = _("A straight line through the last days, weekends counted like other days: a rough guess.")
    return " ".join(filter(None, (said, when, rough)))
