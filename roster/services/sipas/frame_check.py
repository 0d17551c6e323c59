"""Looks at a frame before any draw: what is odd about its units, and which people may stand in it twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from roster import messages
from roster.dedupe import features, linkage, typed
from roster.intake import flat_table
from roster.intake.sampling_frame import read_frame
from roster.messages import N_, _
from roster.plan import Plan
from roster.positions import load_positions
from roster.services.matching import weights
from roster.sipas.frame import Frame
from roster.sipas.frame_findings import BIRTH, Finding, against_known, findings
from roster.sipas.levels import Levels, load_levels
from roster.sipas.territory import load_units

PERSONAL = (BIRTH, "phone", "cccd", "email")  # columns that are looked at where a frame has them
_SHOWN = 10  # of a kind; a count says how many more there are
_SENTENCES: Mapping[str, str] = {
    "empty_unit": N_("{unit} has no units below it. Add them, or exclude it in the design."),
    "total_differs": N_("{unit}: the size says {stated}, but {found} are listed. Check the list."),
    "codes_not_checked": N_(
        "data/units knows no units for {stated}, so codes were not checked. Give the day of the survey with "
        "--today."
    ),
    "population_differs": N_(
        "{unit}: {stated} people are known to live there, the frame has {found}. Check it."
    ),
    "population_of_nobody": N_(
        "A population is known of {unit}, which the frame does not have. Check the code."
    ),
    "not_official": N_("{unit} ({stated}) is no official code of the province. Check it."),
    "other_name": N_("{unit} is called {stated}, officially {found}. Check code and name."),
    "under_age": N_("{unit} is under 18. Take the person out of the frame."),
    "bad_birth": N_("{unit}: the date of birth is not a date. Correct it."),
    "listed_twice": N_("{unit} and {found} may be one person. Take one of them out of the frame."),
}


@dataclass(frozen=True, slots=True)
class CheckedFrame:
    """How many units of each level (by name) there are, and everything odd."""

    levels: Mapping[str, int]
    findings: tuple[Finding, ...]


def check(
    path: Path, *, plan: Plan, today: date, known: Mapping[str, int] = MappingProxyType({})
) -> CheckedFrame:
    """Read the frame and look at it; `known` are populations of units. Raises what `read_frame` raises."""
    levels = load_levels()
    frame = read_frame(path, levels, if_there=PERSONAL)
    compared = against_known(frame, levels, known)
    found = findings(frame, levels, units=load_units(day=today), day=today)
    twice = _twice(frame, levels, typed.Reading(load_positions(), plan, today))
    counts = {levels.name(code, messages.language()): len(frame.rows_of(code)) for code in frame.levels}
    return CheckedFrame(counts, (*found, *compared, *twice))


def sentences(checked: CheckedFrame) -> Iterator[str]:
    """Each finding for a person; of a kind the first ones, and how many more there are."""
    kinds: dict[str, list[Finding]] = defaultdict(list)
    for one in checked.findings:
        kinds[one.code].append(one)
    for code, some in kinds.items():
        for one in some[:_SHOWN]:
            yield _(_SENTENCES[code], unit=one.unit, stated=one.stated, found=one.found)
        if len(some) > _SHOWN:
            yield _("{more} more like these.", more=len(some) - _SHOWN)


def _twice(frame: Frame, levels: Levels, reading: typed.Reading) -> Iterator[Finding]:
    """People of the frame whom the matcher takes for one: each later one with the first."""
    for level in (level for level in levels.levels if level.person):
        rows = frame.rows_of(level.code)
        if not len(rows):
            continue
        texts = {"full_name": "name"} | {name: name for name in PERSONAL if name in frame.columns}
        columns = {
            field: flat_table.column(pa.chunked_array([pa.array(frame.texts(name, rows), pa.string())]))
            for field, name in texts.items()
        }
        raw = typed.raw_columns(columns, reading)
        model = weights.in_use()
        labels = linkage.link(
            features.from_columns(raw, model, size=len(rows)), model=model, policy="balanced"
        ).labels
        for at in np.flatnonzero(labels != np.arange(len(rows))):
            unit, first = frame.texts("unit_id", rows[[at, labels[at]]])
            yield Finding("listed_twice", unit, found=first)
