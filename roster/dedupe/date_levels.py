"""How two dates of birth can agree, each complete, without day, or a year only.

Knows dates as arrays of their parts; knows no weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roster.dedupe.columns import Codes, Column, Levels, factorise

LEVELS = ("full", "month", "year", "swapped", "one_part", "same_year", "different", "partial_differs")
_FULL, _MONTH, _YEAR, _SWAPPED, _ONE_PART, _SAME_YEAR, _DIFFERENT, _PARTIAL_DIFFERS = range(len(LEVELS))


@dataclass(frozen=True, slots=True)
class Dates:
    """Distinct dates of birth by their parts; 0 for a part that is not stated."""

    year: Codes
    month: Codes
    day: Codes

    def __len__(self) -> int:
        return len(self.year)


def read(dobs: Sequence[str | None]) -> Column[Dates]:
    """'1987-04-03', '1987-04' or '1987' taken apart."""
    dates = factorise(dob or None for dob in dobs)
    parts = [(*map(int, dob.split("-")), 0, 0)[:3] for dob in dates.values]
    columns = np.array(parts, dtype=np.int64).reshape(-1, 3).T
    return Column(Dates(*columns), dates.codes)


def levels(dates: Dates, left: Codes, right: Codes) -> Levels:
    """The level of each pair of dates; symmetric."""
    ends = [(part[left], part[right]) for part in (dates.year, dates.month, dates.day)]
    year, month, day = (a == b for a, b in ends)
    (_, _), (months, other_months), (days, other_days) = ends
    with_months = (months > 0) & (other_months > 0)
    complete = (days > 0) & (other_days > 0)
    same_month = year & (month | ~with_months)
    swapped = (months == other_days) & (days == other_months)
    choices = (
        (same_month & complete & day, _FULL),
        (same_month & complete, _ONE_PART),
        (same_month & with_months, _MONTH),
        (same_month, _YEAR),
        (~complete, _PARTIAL_DIFFERS),
        (~year & month & day, _ONE_PART),
        (~year, _DIFFERENT),
        (swapped, _SWAPPED),
        (day, _ONE_PART),
    )
    conditions, levels_found = zip(*choices, strict=True)
    found: Levels = np.select(list(conditions), list(levels_found), _SAME_YEAR).astype(np.int8)
    return found
