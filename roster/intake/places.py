"""Where a person works: the agency of the plan, or the list's own words, and the unit inside it.

Knows the columns of agency and unit, headings and the plan; knows nothing of groups beyond the delegates'.
"""

from dataclasses import dataclass

from roster.intake.cells import Cells
from roster.intake.facts import PLACE_FIELDS, Facts
from roster.intake.sections import Stack, agency_of, is_unit_name, names_agency, unit_of, unit_within
from roster.intake.walk import Words
from roster.plan import Agency
from roster.units import find_agency


@dataclass(frozen=True, slots=True)
class Workplace:
    """The agency of the plan, the name to show, the unit, and what is to be looked at."""

    agency: Agency | None = None
    name: str | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()


def workplace_of(cells: Cells, stack: Stack, *, facts: Facts, words: Words, delegate: bool) -> Workplace:
    """Agency and unit: columns first, then section row, then the position's own words, sheet, title, file.

    A delegate's agency is the day job's: headings, title and sender of the delegates' list say nothing of it.
    A list that names several agencies lends no row the sender's.
    """
    named, carried = _from_columns(cells, facts, words, delegate=delegate)
    if named.name is None and not delegate:
        named = _with_heading(named, cells, stack, facts=facts, words=words)
    if named.name is None and delegate:
        named = _from_position(named, cells, words)
    unit = named.unit or (None if delegate else _unit_from(stack, named.agency))
    unknown = ("agency_unknown",) if named.name and named.agency is None and not delegate else ()
    return Workplace(named.agency, named.name, unit, (*unknown, *carried))


def _from_columns(
    cells: Cells, facts: Facts, words: Words, *, delegate: bool
) -> tuple[Workplace, tuple[str, ...]]:
    found = Workplace()
    flags: tuple[str, ...] = ()
    for field in PLACE_FIELDS:
        for column in cells.columns.of(field):
            place = (cells.rows[0].number, column)
            text = (facts.carried or {}).get(place) or cells.rows[0].text(column)
            if not text:
                continue
            if not cells.rows[0].text(column):
                flags = ("agency_carried",)
            told = _read(field, text, words, delegate=delegate)
            if column in cells.columns.of("position"):  # 'Chức vụ, đơn vị công tác': a post is no place
                told = _beside_post(text, told, words)
            found = _merged(found, told)
    return found, flags


def _merged(first: Workplace, second: Workplace) -> Workplace:
    """Two columns together; the first agency and the first unit stand."""
    agency, name = (first.agency, first.name) if first.name else (second.agency, second.name)
    return Workplace(agency, name, first.unit or second.unit)


def _read(field: str, text: str, words: Words, *, delegate: bool) -> Workplace:
    """What one cell says; a column 'Đơn vị' holds an agency in one list and a unit in the next."""
    agency = find_agency(text, words.plan)
    if agency:
        return Workplace(
            agency, agency.name, unit_within(text, agency, plan=words.plan, words=words.vocabulary)
        )
    is_unit = field == "unit" or is_unit_name(text, words.vocabulary)
    if field != "agency" and is_unit and not delegate:
        return Workplace(unit=text)
    return Workplace(name=text)


def _beside_post(text: str, told: Workplace, words: Words) -> Workplace:
    """The agency that a post names, and of 'Trưởng phòng, Phòng Tổ chức' the part that is a unit."""
    parts = [part.strip() for part in text.split(",")[1:]]
    unit = next((part for part in parts if is_unit_name(part, words.vocabulary)), None)
    return Workplace(told.agency, told.agency.name if told.agency else None, unit)


def _with_heading(named: Workplace, cells: Cells, stack: Stack, *, facts: Facts, words: Words) -> Workplace:
    if not names_agency(stack):
        told = _from_position(named, cells, words)
        if told.name and (facts.several_agencies or agency_of(stack) == (None, None)):
            return told
        if facts.several_agencies:
            return named
    agency, name = agency_of(stack)
    return Workplace(agency, agency.name if agency else name, named.unit)


def _unit_from(stack: Stack, agency: Agency | None) -> str | None:
    """The heading's unit, unless the heading speaks of another agency than the row."""
    return unit_of(stack) if agency_of(stack)[0] in (None, agency) else None


def _from_position(named: Workplace, cells: Cells, words: Words) -> Workplace:
    """'Giám đốc Sở Y tế' names the agency by itself."""
    agency = find_agency(cells.text("position"), words.plan)
    return Workplace(agency, agency.name if agency else None, named.unit)
