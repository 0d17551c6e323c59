"""How offices write names, dates, phones and card numbers into cells: one small function per way.

Each answers with the cell and with what a correct reader takes from it. Styles name the ways by their keys.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from roster.cleaned import CellValue
from roster.demo.changes import Born, Spelt
from roster.demo.people import Person

_EXCEL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as the office typed it, and its meaning in the product's own form (None: no usable value)."""

    cell: CellValue
    means: str | None = None


# --- names -----------------------------------------------------------------------------------------------


def _around(form: Callable[[str, Person], str]) -> Callable[[Spelt, Person], Spelt]:
    """A way that a reader takes off again: case, spaces, titles."""
    return lambda spelt, person: Spelt(form(spelt.cell, person), spelt.name)


def _curly(spelt: Spelt, _: Person) -> Spelt:
    """H’Hoa: an apostrophe as word processors set it; part of the spelling, which a reader keeps."""
    return Spelt(spelt.cell.replace("'", "\u2019"), spelt.name.replace("'", "\u2019"))


NAMES: Mapping[str, Callable[[Spelt, Person], Spelt]] = {
    "proper": lambda spelt, _: spelt,
    "curly": _curly,
    "capitals": _around(lambda name, _: name.upper()),
    "spaced": _around(lambda name, _: f" {name.replace(' ', '  ', 1)} "),
    "titled": _around(lambda name, person: f"{'Ông' if person.gender == 'Nam' else 'Bà'} {name}"),
    "degree": _around(lambda name, _: f"ThS. {name}"),
}


# --- dates -------------------------------------------------------------------------------------------------


def _official(day: date) -> str:
    """03/4/1987: the month gets a zero only in January and February (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _serial(day: date) -> int:
    return (day - _EXCEL_EPOCH).days


def _year_in_date_cell(day: date) -> date:
    """1987 typed into a cell formatted as a date, which Excel then shows as 9 June 1905."""
    return _EXCEL_EPOCH + timedelta(days=day.year)


DATES: Mapping[str, Callable[[date], CellValue]] = {
    "official": _official,
    "padded": lambda day: f"{day:%d/%m/%Y}",
    "plain": lambda day: f"{day.day}/{day.month}/{day.year}",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "dashes": lambda day: f"{day.day}-{day.month}-{day.year}",
    "words": lambda day: f"ngày {day.day:02} tháng {day.month} năm {day.year}",
    "real": lambda day: day,
    "serial": _serial,
    "month": lambda day: f"{day.month}/{day.year}",
    "year": lambda day: day.year,
    "year_text": lambda day: str(day.year),
    "year_in_date": _year_in_date_cell,
}
_MEANS_LESS = {"month": "%Y-%m", "year": "%Y", "year_text": "%Y", "year_in_date": "%Y"}


def write_birth(born: Born, way: str) -> Written:
    """A birth as claimed: a date in the way asked for; a bare year or an impossible date as it is."""
    match born:
        case date():
            return Written(DATES[way](born), born.strftime(_MEANS_LESS.get(way, "%Y-%m-%d")))
        case int():
            return Written(born, str(born))
        case _:
            return Written(born or "")


# --- phones -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers a phone cell can be written from; `old` is the mobile number as it was before 2018."""

    mobile: str
    second: str
    office: str
    old: str


def _spaced(number: str, space: str = " ") -> str:
    return space.join((number[:4], number[4:7], number[7:]))


def _e164(number: str) -> str:
    return f"+84{number[1:]}"


def _one(form: Callable[[str], CellValue]) -> Callable[[Numbers], Written]:
    return lambda numbers: Written(form(numbers.mobile), _e164(numbers.mobile))


PHONES: Mapping[str, Callable[[Numbers], Written]] = {
    "plain": _one(str),
    "number": _one(int),
    "spaced": _one(_spaced),
    "dots": _one(lambda number: _spaced(number, ".")),
    "plus84": _one(_e164),
    "bare84": _one(lambda number: _e164(number)[1:]),
    "old": lambda numbers: Written(numbers.old, _e164(numbers.mobile)),
    "two": lambda numbers: Written(f"{numbers.mobile} / {numbers.second}", _e164(numbers.mobile)),
    "landline": lambda numbers: Written(f"{numbers.office[:4]}.{numbers.office[4:]}", _e164(numbers.office)),
    "short": lambda numbers: Written(numbers.mobile[:-1]),
    "none": lambda _: Written(""),
}


# --- identity cards -----------------------------------------------------------------------------------------

CARDS: Mapping[str, Callable[[str], CellValue]] = {"text": str, "number": int}


def write_card(card: str, way: str) -> Written:
    """A card number; one that lacks digits means nothing."""
    return Written(CARDS[way](card), card if len(card) == 12 else None)
