"""What is odd about a frame though a sample could be drawn from it: to be looked at before any draw.

Knows units, sizes and dates of birth; who may be one person is for the matcher
(`services.sipas.frame_check`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from roster.dates import clean_date
from roster.sipas.frame import NO_ROW, Frame, Rows
from roster.sipas.levels import Levels
from roster.sipas.territory import Unit

BIRTH = "dob"
OF_AGE = 18
TOLERANCE = 0.1  # of a known population: no count of citizens is exact, and it is of another day


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd about a unit: a code, and what is stated and found."""

    code: str
    unit: str
    stated: str = ""
    found: str = ""


def findings(frame: Frame, levels: Levels, *, units: Sequence[Unit], day: date) -> Iterator[Finding]:
    """empty_unit, total_differs, codes_not_checked, not_official, other_name, under_age, bad_birth."""
    yield from _totals(frame, levels)
    if not units:
        yield Finding("codes_not_checked", "", f"{day:%d/%m/%Y}")
    yield from _official(frame, {unit.code: unit for unit in units})
    if BIRTH in frame.columns:
        for level in (level for level in levels.levels if level.person):
            yield from _ages(frame, frame.rows_of(level.code), day)


def against_known(frame: Frame, levels: Levels, known: Mapping[str, int]) -> Iterator[Finding]:
    """population_differs for units whose people are not as many as is known; population_of_nobody.

    People are those listed below a unit, else what its size says; more than `TOLERANCE` differs.
    """
    rows = frame.find(tuple(known))
    listed = _people(frame, levels)
    for unit, people in known.items():
        if unit not in rows:
            yield Finding("population_of_nobody", unit)
            continue
        found = int(listed[rows[unit]] or frame.sizes[rows[unit]])
        if abs(found - people) > TOLERANCE * people:
            yield Finding("population_differs", unit, str(people), str(found))


def _people(frame: Frame, levels: Levels) -> Rows:
    """For each unit how many people are listed below it."""
    rows = [frame.rows_of(level.code) for level in levels.levels if level.person]
    return _listed(frame, np.concatenate(rows)) if rows else np.zeros(len(frame), np.int64)


def _totals(frame: Frame, levels: Levels) -> Iterator[Finding]:
    """Units with nothing below them; units whose size is not the number of the lowest units listed below."""
    order = [level.code for level in levels.levels if level.code in frame.levels]
    if not order:
        return
    lowest = frame.rows_of(order[-1])
    below = np.bincount(frame.parents[frame.parents != NO_ROW], minlength=len(frame))
    for level in order[:-1]:
        for row in (rows := frame.rows_of(level))[below[rows] == 0]:
            yield Finding("empty_unit", frame.ids[row].as_py())
    listed = _listed(frame, lowest)
    for row in np.flatnonzero((listed > 0) & (frame.sizes > 0) & (frame.sizes != listed)):
        yield Finding("total_differs", frame.ids[row].as_py(), str(frame.sizes[row]), str(listed[row]))


def _listed(frame: Frame, lowest: Rows) -> Rows:
    """For each unit how many of the lowest units lie below it."""
    counts = np.zeros(len(frame), np.int64)
    at = frame.parents[lowest]
    while len(at := at[at != NO_ROW]):
        counts += np.bincount(at, minlength=len(frame))
        at = frame.parents[at]
    return counts


def _official(frame: Frame, units: Mapping[str, Unit]) -> Iterator[Finding]:
    for level in sorted({unit.level for unit in units.values()}):
        rows = frame.rows_of(level)
        for code, name in zip(frame.texts("unit_id", rows), frame.texts("name", rows), strict=True):
            if code not in units:
                yield Finding("not_official", code, name)
            elif units[code].name != name:
                yield Finding("other_name", code, name, units[code].name)


def _ages(frame: Frame, rows: Rows, day: date) -> Iterator[Finding]:
    latest = f"{day.year - OF_AGE}-{day:%m-%d}"
    for unit, typed in zip(frame.texts("unit_id", rows), frame.texts(BIRTH, rows), strict=True):
        born = clean_date(typed, today=day).value
        if typed and not born:
            yield Finding("bad_birth", unit)
        elif born and born > latest[: len(born)]:
            yield Finding("under_age", unit)
