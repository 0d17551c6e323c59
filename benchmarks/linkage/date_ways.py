"""How a date of birth is mistaken, and how lists write it; over whole columns of days, months and years.

A list writes all its dates one way; mistakes fall on single rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.linkage.draws import Codes, Texts, Words, chance, pick, texts
from benchmarks.linkage.rates import DobRates

_PLAIN = texts([str(n) for n in range(32)])
_PADDED = texts([f"{n:02}" for n in range(32)])
_OFFICIAL = texts([f"{n:02}" if n < 3 else str(n) for n in range(13)])  # Nghị định 30/2020/NĐ-CP
_YEARS = texts([str(n) for n in range(2100)])
_SERIAL_OF_1970 = 25569  # 1 January 1970 as Excel counts days


@dataclass(slots=True)
class Dates:
    """Columns of the parts of dates."""

    year: Codes
    month: Codes
    day: Codes

    def take(self, rows: Codes) -> "Dates":
        """These rows, as a copy."""
        return Dates(self.year[rows], self.month[rows], self.day[rows])


def _serials(dates: Dates) -> Texts:
    months = ((dates.year - 1970) * 12 + dates.month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + dates.day - 1
    return texts([str(n) for n in (days + _SERIAL_OF_1970).tolist()])


def _joined(day: Texts, month: Texts, separator: str) -> Callable[[Dates], Texts]:
    """How a list writes day, month and year one after the other."""

    def written(dates: Dates) -> Texts:
        column: Texts = day[dates.day] + separator + month[dates.month] + separator + _YEARS[dates.year]
        return column

    return written


def _iso(dates: Dates) -> Texts:
    column: Texts = _YEARS[dates.year] + "-" + _PADDED[dates.month] + "-" + _PADDED[dates.day]
    return column


def _month_first(dates: Dates) -> Texts:
    column: Texts = _PLAIN[dates.month] + "/" + _PLAIN[dates.day] + "/" + _YEARS[dates.year]
    return column


WAYS: Mapping[str, Callable[[Dates], Texts]] = {
    "official": _joined(_PADDED, _OFFICIAL, "/"),
    "padded": _joined(_PADDED, _PADDED, "/"),
    "plain": _joined(_PLAIN, _PLAIN, "/"),
    "dots": _joined(_PADDED, _PADDED, "."),
    "dashes": _joined(_PLAIN, _PLAIN, "-"),
    "iso": _iso,
    "serial": _serials,
    "month_first": _month_first,
    "year": lambda dates: _YEARS[dates.year],
}


def _mistake(rng: np.random.Generator, dates: Dates, errors: Mapping[str, float]) -> None:
    count = len(dates.year)
    swapped = chance(rng, errors.get("swapped", 0), count) & (dates.day <= 12)
    dates.day[swapped], dates.month[swapped] = dates.month[swapped], dates.day[swapped]
    step = rng.choice([-10, -1, 1, 10], count)
    wrong = chance(rng, errors.get("day", 0), count)
    dates.day[wrong] = np.clip(dates.day + step, 1, 28)[wrong]
    wrong = chance(rng, errors.get("month", 0), count)
    dates.month[wrong] = np.clip(dates.month + np.sign(step), 1, 12)[wrong]
    wrong = chance(rng, errors.get("year_digit", 0), count)
    dates.year[wrong] = np.clip(dates.year + step, 1940, 2006)[wrong]
    other = chance(rng, errors.get("other", 0), count)
    dates.year[other] = rng.integers(1955, 2003, count)[other]
    dates.month[other] = rng.integers(1, 13, count)[other]
    dates.day[other] = rng.integers(1, 29, count)[other]


def type_dates(rng: np.random.Generator, dates: Dates, lists: Codes, rates: DobRates) -> Texts:
    """The dates as the lists give them; `dates` is changed by the mistakes."""
    count = len(lists)
    _mistake(rng, dates, rates.errors)
    way_of_list = pick(rng, Words.weighted(rates.lists), int(lists.max()) + 1)
    ways = way_of_list[lists]
    ways[chance(rng, rates.year_only, count)] = "year"
    typed = texts([""] * count)
    for name, way in WAYS.items():
        rows = np.flatnonzero(ways == name)
        typed[rows] = way(dates.take(rows))
    typed[chance(rng, rates.missing, count)] = ""
    return typed
