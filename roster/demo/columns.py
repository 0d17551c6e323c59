"""The columns a list can have: what each says of a row, and which facts a list with these columns states.

A column is one small function; the officer's words for it stand in the style.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from roster.cleaned import CellValue
from roster.demo.name_tables import NameTables
from roster.demo.names import KINH
from roster.demo.statements import Stated
from roster.demo.styles import ListStyle

_EDUCATION = ("Đại học", "Thạc sĩ", "Cử nhân", "Kỹ sư", "Đại học")
_SALARIES = ("4,40", "4,74", "5,08", "5,42", "5,76")

# Fact -> the columns that state it. A birth under Nam or Nữ states the gender only where there is a birth.
_STATED_BY = {
    "dob": {"dob", "dob_male", "year_male"},
    "gender": {"gender", "gender_male", "salutation"},
    "phone": {"phone"},
    "cccd": {"cccd"},
    "email": {"email"},
}
_BIRTH_BY_GENDER = {"dob_male", "year_male"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row on its way into a table: its facts, its number, and the words of its group."""

    stated: Stated
    number: int
    group: str
    style: ListStyle
    names: NameTables


def _only(gender: str, value: Callable[[Line], CellValue]) -> Callable[[Line], CellValue]:
    return lambda line: value(line) if line.stated.row.person.gender == gender else ""


def _birth(line: Line) -> CellValue:
    return line.stated.birth.cell


def _name(line: Line) -> str:
    return str(line.stated.name.cell)


def _tick(_: Line) -> CellValue:
    return "x"


def _gender(line: Line) -> CellValue:
    return line.stated.row.person.gender


def _ethnicity(line: Line) -> CellValue:
    origin = line.stated.row.person.origin
    return "Kinh" if origin == KINH else next(o.name for o in line.names.origins if o.code == origin)


def _one_of(values: tuple[str, ...]) -> Callable[[Line], CellValue]:
    return lambda line: values[int(line.stated.row.person.cccd[-1]) % len(values)]


COLUMNS: Mapping[str, Callable[[Line], CellValue]] = {
    "stt": lambda line: line.number,
    "full_name": _name,
    "last_middle": lambda line: _name(line).rpartition(" ")[0],
    "given": lambda line: _name(line).rpartition(" ")[2],
    "salutation": lambda line: "Ông" if _gender(line) == "Nam" else "Bà",
    "gender": _gender,
    "gender_male": _only("Nam", _tick),
    "gender_female": _only("Nữ", _tick),
    "dob": _birth,
    "dob_male": _only("Nam", _birth),
    "dob_female": _only("Nữ", _birth),
    "year_male": _only("Nam", _birth),
    "year_female": _only("Nữ", _birth),
    "cccd": lambda line: line.stated.card.cell,
    "phone": lambda line: line.stated.phone.cell,
    "email": lambda line: line.stated.email.cell,
    "position": lambda line: line.stated.position.cell,
    "unit": lambda line: line.stated.row.seat.unit or line.style.leaders_unit,
    "agency": lambda line: line.style.agency_cell or line.stated.row.seat.workplace,
    "group": lambda line: line.group,
    "note": lambda line: line.stated.row.changes.note,
    "ethnicity": _ethnicity,
    "education": _one_of(_EDUCATION),
    "salary": _one_of(_SALARIES),
}


def read_correctly(stated: Stated, style: ListStyle) -> dict[str, str | None]:
    """What a correct reader returns for the row: None for what this list does not say."""
    facts = {
        "dob": stated.birth.means,
        "gender": stated.row.person.gender,
        "phone": stated.phone.means,
        "cccd": stated.card.means,
        "email": stated.email.means,
    }
    fields = set(style.fields)
    said = {fact for fact, columns in _STATED_BY.items() if fields & columns}
    if "titled" in style.names or (stated.birth.cell and fields & _BIRTH_BY_GENDER):  # Ông, Bà; Nam, Nữ
        said.add("gender")
    return {
        "full_name": stated.name.means,
        **{fact: value if fact in said else None for fact, value in facts.items()},
        "position": stated.position.means,
        "unit": stated.row.seat.unit or None if "unit" in fields or style.unit_sections else None,
    }
