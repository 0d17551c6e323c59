"""Dates of birth as typed in lists, made 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'.

Knows what spreadsheets turn a date into and which ages are plausible. Day and month are read in another order
than d/m only where the value, or its whole column (`column_order`), says so.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from roster.cleaned import CellValue, Cleaned
from roster.date_patterns import EXCEL_ZERO, Parts, proved_order, take_apart
from roster.date_patterns import is_ambiguous as _is_ambiguous
from roster.text import says_nothing, tidy

Order = Literal["dmy", "mdy", "mixed"]

YOUNGEST, OLDEST = 18, 90  # outside these ages an official's date of birth is implausible
_YEARS = range(1800, 2101)  # what is outside is no year of birth but a slip of the hand
_EXCEL_ZERO_1904 = date(1904, 1, 1)
_YEARS_OF_TYPED_YEARS = (1905, 1909)
_LOST_ZERO = re.compile(r"\d{1,2}\.\d{3}")  # 3.1990 (March 1990) typed as a number is 3.199


def clean_date(value: CellValue, *, today: date, month_first: bool = False) -> Cleaned[str | None]:
    """The date of birth in a cell; None for a blank cell and, flagged bad_date, for what is no date.

    Flags: partial_date (no day, or only the year), two_digit_year (the century taken is the one that makes
    the person an adult on `today`), date_serial_text (Excel's day count as text), month_first (read m/d/y),
    implausible_date (under 18 or over 90 on `today`; the value is kept). `month_first` reads 5/6/1979 as
    6 May: for columns whose `column_order` is 'mdy'.
    """
    if isinstance(value, str):  # most cells, so asked first
        return _from_text(tidy(value), today=today, month_first=month_first)
    if isinstance(value, date):
        return _checked(Parts(value.year, value.month, value.day), today)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, today)
    return _from_text(tidy(value), today=today, month_first=month_first)


def typed_day(text: str) -> date | None:
    """The day a word stands for, written as programs write it or as officials do; None for no day."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def written(dob: str | None) -> str:
    """A date of birth as officials write it, as much as is known: dd/mm/yyyy, mm/yyyy or yyyy."""
    return "/".join(reversed((dob or "").split("-")))


def column_order(values: Iterable[CellValue]) -> Order:
    """How a column orders day and month, told by the values that can be read in one way only.

    'mixed' where both orders are proved: the values for which `is_ambiguous` are then doubtful.
    """
    orders = {proved_order(value) for value in values if isinstance(value, str)} - {None}
    if len(orders) > 1:
        return "mixed"
    return "mdy" if "mdy" in orders else "dmy"


def is_ambiguous(value: CellValue) -> bool:
    """Whether a typed date is another date when day and month change places (5/6/1979)."""
    return isinstance(value, str) and _is_ambiguous(value)


def _from_number(number: float, today: date) -> Cleaned[str | None]:
    text = tidy(number)
    if _LOST_ZERO.fullmatch(text):
        text += "0"
    parts = take_apart(text)
    if parts is None:
        return _bad()
    flags = tuple(flag for flag in parts.flags if flag != "date_serial_text")  # a number may be a day count
    return _checked(parts._replace(flags=flags), today)


@lru_cache(1 << 16)
def _from_text(text: str, *, today: date, month_first: bool) -> Cleaned[str | None]:
    if says_nothing(text):
        return Cleaned(None)
    parts = take_apart(text, month_first=month_first)
    return _checked(parts, today) if parts else _bad()


def _bad() -> Cleaned[str | None]:
    return Cleaned(None, ("bad_date",))


def _checked(parts: Parts, today: date) -> Cleaned[str | None]:
    """The value and all its flags; the calendar decides whether the day exists."""
    if parts.year in _YEARS_OF_TYPED_YEARS and _exists(parts):
        parts = _typed_year(parts, today)
    flags = parts.flags
    if parts.year < 100:
        flags = (*flags, "two_digit_year")
        parts = parts._replace(year=_century(parts.year, today) + parts.year)
    if parts.year not in _YEARS or not _exists(parts):
        return _bad()
    if not parts.day:
        flags = (*flags, "partial_date")
    if not YOUNGEST <= _age(parts, today) <= OLDEST:
        flags = (*flags, "implausible_date")
    return Cleaned("-".join((f"{parts.year}", *(f"{n:02}" for n in parts[1:3] if n))), flags)


def _typed_year(parts: Parts, today: date) -> Parts:
    """The year that was typed into a date cell and has become a day of 1905 (1997 shows as 1905-06-19).

    In workbooks that count days from 1904 it has become one of 1909. Nobody in a list was born then.
    """
    for zero in (EXCEL_ZERO, _EXCEL_ZERO_1904):
        serial = (date(parts.year, parts.month, parts.day) - zero).days if parts.day else 0
        if today.year - 100 <= serial <= today.year:
            return Parts(serial)
    return parts


def _century(two_digits: int, today: date) -> int:
    return 2000 if 2000 + two_digits <= today.year - YOUNGEST else 1900


def _exists(parts: Parts) -> bool:
    try:
        date(parts.year, parts.month or 1, parts.day or 1)
    except ValueError:
        return False
    return bool(parts.month) or not parts.day


def _age(parts: Parts, today: date) -> int:
    """The age reached on `today`; where month or day are unknown, the highest possible."""
    birthday_to_come = (parts.month, parts.day) > (today.month, today.day)
    return today.year - parts.year - birthday_to_come
