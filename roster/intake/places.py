"""Where a person works: the agency of the plan, or the list's own words, and the unit inside it.

Knows the columns of agency and unit, headings and the plan; knows nothing of groups beyond the delegates'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from roster.intake.cells import Cells
from roster.intake.facts import PLACE_FIELDS, Facts
from roster.intake.sections import Stack, agency_of, is_unit_name, names_agency, unit_within, units_of
from roster.intake.walk import Words
from roster.plan import Agency
from roster.units import find_agency

_CACHED_CELLS = 1 << 12  # a list names few places, and each of them often


@dataclass(frozen=True, slots=True)
class Workplace:
    """The agency of the plan, the name to show, the unit, the units around it, what is to be looked at."""

    agency: Agency | None = None
    name: str | None = None
    unit: str | None = None
    around: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def units(self) -> str:
        """The unit and those around it in one text: a division of a branch is not one of the department."""
        return ", ".join(filter(None, (self.unit, *self.around)))


class PlaceText(NamedTuple):
    """The text of a place column, `is_carried` from a row above; `is_post`: the column holds posts too."""

    field: str
    text: str
    is_carried: bool
    is_post: bool


class Told(NamedTuple):
    """What a row says of its place; `several_agencies`: the table names more than one."""

    texts: tuple[PlaceText, ...]
    position: str
    several_agencies: bool


def told_by(cells: Cells, facts: Facts) -> Told:
    """The words of a person's row that name a place."""
    return Told(tuple(_texts(cells, facts)), cells.text("position"), facts.several_agencies)


def _texts(cells: Cells, facts: Facts) -> Iterator[PlaceText]:
    row, carried = cells.rows[0], facts.carried or {}
    for field in PLACE_FIELDS:
        for column in cells.columns.of(field):
            own = row.text(column)
            if text := carried.get((row.number, column)) or own:
                yield PlaceText(field, text, not own, column in cells.columns.of("position"))
    yield from (PlaceText(field, text, is_carried=False, is_post=False) for field, text in cells.below)


def workplace_of(told: Told, stack: Stack, *, words: Words, delegate: bool) -> Workplace:
    """Agency and unit: columns first, then section row, then the position's own words, sheet, title, file.

    A delegate's agency is the day job's: headings, title and sender of the delegates' list say nothing of it.
    A list that names several agencies lends no row the sender's.
    """
    named = _from_columns(told, words, delegate=delegate)
    if named.name is None and not delegate:
        named = _with_heading(named, told, stack, words)
    elif named.agency is None and not delegate:
        named = _inside(named, told, stack, words)
    if named.name is None and delegate:
        named = _from_position(named, told, words)
    headed = () if delegate else _units_from(stack, named.agency)
    unit, *around = (named.unit, *headed) if named.unit else headed or (None,)
    unknown = ("agency_unknown",) if named.name and named.agency is None and not delegate else ()
    carried = ("agency_carried",) if any(text.is_carried for text in told.texts) else ()
    return Workplace(named.agency, named.name, unit, tuple(filter(None, around)), (*unknown, *carried))


def _from_columns(told: Told, words: Words, *, delegate: bool) -> Workplace:
    found = Workplace()
    for field, text, _, is_post in told.texts:
        place = read_place(field, text, words, delegate=delegate)
        if is_post:  # 'Chức vụ, đơn vị công tác': a post is no place
            place = _beside_post(text, place, words)
        found = _merged(found, place)
    return found


def _merged(first: Workplace, second: Workplace) -> Workplace:
    """Two columns together; the first agency and the first unit stand."""
    agency, name = (first.agency, first.name) if first.name else (second.agency, second.name)
    return Workplace(agency, name, first.unit or second.unit)


@lru_cache(_CACHED_CELLS)
def read_place(field: str, text: str, words: Words, *, delegate: bool) -> Workplace:
    """What one cell says; a column 'Đơn vị' holds an agency in one list and a unit in the next."""
    agency = find_agency(text, words.plan)
    if agency:
        return Workplace(
            agency, agency.name, unit_within(text, agency, plan=words.plan, words=words.vocabulary)
        )
    is_unit = field == "unit" or _is_unit(text, words)
    is_unit = is_unit or words.vocabulary.starts("leadership", text)
    if field != "agency" and is_unit and not delegate:
        return Workplace(unit=text)
    return Workplace(name=text)


def _is_unit(text: str, words: Words) -> bool:
    """'Phòng Tổ chức' or 'P. TCCB': part of the agency whose list it stands in."""
    return is_unit_name(text, words.vocabulary) or words.vocabulary.starts("unit_short", text)


def _beside_post(text: str, told: Workplace, words: Words) -> Workplace:
    """The agency that a post names, and of 'Trưởng phòng, Phòng Tổ chức' the part that is a unit."""
    parts = [part.strip() for part in text.split(",")[1:]]
    unit = next((part for part in parts if is_unit_name(part, words.vocabulary)), None)
    return Workplace(told.agency, told.agency.name if told.agency else None, unit)


def _inside(named: Workplace, told: Told, stack: Stack, words: Words) -> Workplace:
    """'UBND huyện' or 'Phòng Nội vụ' as an agency: the one whose list this is, or a part of it."""
    agency, _ = agency_of(stack)
    if agency is None or named.name is None or not _lends(stack, told):
        return named
    vocabulary, kind = words.vocabulary, "own_district" if agency.kind == "huyen" else "own_department"
    if vocabulary.is_exactly(kind, named.name):
        return Workplace(agency, agency.name, named.unit)
    office = agency.kind == "huyen" and vocabulary.starts("district_office", named.name)
    if office or _is_unit(named.name, words):
        return Workplace(agency, agency.name, named.unit or named.name)
    return named


def _lends(stack: Stack, told: Told) -> bool:
    """Whether the heading's agency holds for rows that name none; a district's list is about the district."""
    agency, _ = agency_of(stack)
    in_district = agency is not None and agency.kind == "huyen"
    return not told.several_agencies or names_agency(stack) or in_district


def _with_heading(named: Workplace, told: Told, stack: Stack, words: Words) -> Workplace:
    if not names_agency(stack):
        held_at = _from_position(named, told, words)
        if held_at.name and (told.several_agencies or agency_of(stack) == (None, None)):
            return held_at
        if not _lends(stack, told):
            return named
    agency, name = agency_of(stack)
    return Workplace(agency, agency.name if agency else name, named.unit)


def _units_from(stack: Stack, agency: Agency | None) -> tuple[str, ...]:
    """The headings' units, unless the headings speak of another agency than the row."""
    return units_of(stack) if agency_of(stack)[0] in (None, agency) else ()


def _from_position(named: Workplace, told: Told, words: Words) -> Workplace:
    """'Giám đốc Sở Y tế' names the agency by itself."""
    agency = find_agency(told.position, words.plan)
    return Workplace(agency, agency.name if agency else None, named.unit)
