"""The shapes in which a date of birth is typed, taken apart into year, month and day.

Knows shapes only: whether such a day exists and makes sense is for `dates`.
"""

import re
import unicodedata
from datetime import date, timedelta
from typing import Literal, NamedTuple

from roster.text import tidy

Order = Literal["dmy", "mdy"]
EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(5_000, 55_000)  # 1913 to 2050: what five digits in a date column mean as Excel's day count

_SEP = r"[/.\-,\s–—\\]+"
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{4}}|[4-9]\d)")  # 4/87, but not 10/12
_YEAR_MONTH = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})")

_CLOCK = re.compile(r"[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AP]M)?Z?$", re.IGNORECASE)
_FRACTION = re.compile(r"(\d{4,5})\.\d+")  # 1987.0, and day counts with a time of day
_UNKNOWN = re.compile(r"^(?:[.…_?xX0*\-\s]{1,12}/)+")  # ../../1987, 00/00/1987
_FILLERS = re.compile(r"\b(?:sinh|ngày|năm|sn|ns)\b[.:]?", re.IGNORECASE)
_AGE = re.compile(r"\(?\b\d{2}\s*tuổi\b\)?", re.IGNORECASE)  # 1979 (45 tuổi)
_MONTH_WORD = re.compile(r"\b(?:tháng|thg\.?)\s*(?=\d)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH_FIRST = re.compile(rf"^{_ENGLISH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$", re.IGNORECASE)
_ENGLISH_MONTH = re.compile(rf"(?<![a-z]){_ENGLISH}(?![a-z])", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_MONTH = re.compile(r"(?<![^\s/.-])([IVX]{1,4})(?=[\s/.-]+\d{2,4}$)")  # 12/III/1970


class Parts(NamedTuple):
    """A date as typed; `month` and `day` are 0 where not known, a `year` under 100 has lost its century."""

    year: int
    month: int = 0
    day: int = 0
    flags: tuple[str, ...] = ()


def take_apart(text: str, *, month_first: bool = False) -> Parts | None:
    """The parts of a tidied text, or None if it has no known shape.

    A second number over 12 proves m/d/y (flag month_first); `month_first` reads so what could be either.
    """
    return _numeric(text, month_first=month_first) or _numeric(_plain(text), month_first=month_first)


def proved_order(text: str) -> Order | None:
    """'dmy' or 'mdy' where the text can be read in one way only, else None."""
    match = _DAY_MONTH_YEAR.fullmatch(tidy(text))
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if 12 < first <= 31 and 0 < second <= 12:
        return "dmy"
    return "mdy" if 12 < second <= 31 and 0 < first <= 12 else None


def is_ambiguous(text: str) -> bool:
    """Whether the text is another date when day and month change places (5/6/1979)."""
    match = _DAY_MONTH_YEAR.fullmatch(tidy(text))
    if match is None:
        return False
    first, second = int(match[1]), int(match[2])
    return first != second and 0 < first <= 12 and 0 < second <= 12


def _numeric(text: str, *, month_first: bool) -> Parts | None:
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        first, second, year = map(int, match.groups())
        return _ordered(first, second, year, month_first=month_first)
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
        return Parts(year, month, day)
    if match := _MONTH_YEAR.fullmatch(text):
        return Parts(int(match[2]), int(match[1]))
    if match := _YEAR_MONTH.fullmatch(text):
        return Parts(int(match[1]), int(match[2]))
    return _digits(text) if text.isascii() and text.isdigit() else None


def _ordered(first: int, second: int, year: int, *, month_first: bool) -> Parts:
    if second > 12 >= first or (month_first and first <= 12):
        return Parts(year, first, second, ("month_first",))
    return Parts(year, second, first)


def _digits(text: str) -> Parts | None:
    """Digits without separators: a year, an Excel day count, ddmmyy, mmyyyy, ddmmyyyy or yyyymmdd."""
    match len(text):
        case 2 | 4:
            return Parts(int(text))
        case 5 if int(text) in _SERIALS:
            day = EXCEL_ZERO + timedelta(days=int(text))
            return Parts(day.year, day.month, day.day, ("date_serial_text",))
        case 6 if text[2:4] in ("19", "20"):
            return Parts(int(text[2:]), int(text[:2]))
        case 6 | 7 | 8:
            return _run_together(text)
        case _:
            return None


def _run_together(text: str) -> Parts:
    year_first = len(text) == 8 and text[:2] in ("19", "20") and int(text[4:]) < 1900
    if year_first:
        return Parts(int(text[:4]), int(text[4:6]), int(text[6:]))
    day_month, year = (text[:-2], text[-2:]) if len(text) == 6 else (text[:-4], text[-4:])
    return Parts(int(year), int(day_month[-2:]), int(day_month[:-2]))


def _plain(text: str) -> str:
    """The text without words, placeholders and the time of day: '3 tháng 4 năm 1987' as '3 /4 1987'."""
    text = _AGE.sub("", _CLOCK.sub("", unicodedata.normalize("NFKC", text))).strip()
    if match := _FRACTION.fullmatch(text):
        return match[1]
    if match := _ENGLISH_FIRST.match(text):
        return f"{match[2]}/{_month(match)}/{match[3]}"
    text = _ENGLISH_MONTH.sub(lambda match: f"/{_month(match)}/", text)
    text = _ROMAN_MONTH.sub(_arabic, text)
    text = _MONTH_WORD.sub("/", _FILLERS.sub(" ", text))
    return _UNKNOWN.sub("", text.strip(" :;'\"()")).strip(" /.,-;:'\"()")


def _arabic(match: re.Match[str]) -> str:
    return str(_ROMAN.index(match[1]) + 1) if match[1] in _ROMAN else match[0]


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match[1][:3].lower()) + 1
