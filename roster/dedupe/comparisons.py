"""The table of comparisons: what is compared, and how far the distinct values of a field can agree.

Adding evidence is one function in a `*_levels` module, one row of `COMPARISONS`, its weights in
`data/matching.toml`, its sentences in `explain` and a labelled case. Knows fields; knows no weights.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from roster.dedupe import date_levels, name_levels, name_values, number_levels, post_levels
from roster.dedupe.columns import Codes, Column, Levels, factorise
from roster.dedupe.context import Context
from roster.model import PersonRecord

LIST_DOT = " · "  # between file and sheet where a list is shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of evidence.

    `raw` picks what a record states; `read` makes distinct raw values comparable: a code per raw value into
    the values it returns. `level` gives, for the codes of two values each, the index into `levels` or
    NOT_COMPARED; symmetric. `show` is what a person is shown.
    """

    field: str
    levels: tuple[str, ...]
    raw: Callable[[PersonRecord], Hashable]
    read: Callable[[Sequence[Any], Context], Column[Any]]
    level: Callable[[Any, Codes, Codes], Levels]
    show: Callable[[PersonRecord], str]


def place(record: PersonRecord) -> str:
    """The list a record stands in: one sheet of one file."""
    return f"{record.source.file}\n{record.source.sheet}"


def _names(full_names: Sequence[str], context: Context) -> Column[name_values.Names]:
    return name_values.read(full_names, markers=context.markers, always_accented=context.always_accented)


def _dates(dobs: Sequence[str | None], _context: Context) -> Column[date_levels.Dates]:
    return date_levels.read(dobs)


def _stated(values: Sequence[str | None], _context: Context) -> Column[tuple[str, ...]]:
    return factorise(values)


def _gender_levels(_genders: Sequence[str], left: Codes, right: Codes) -> Levels:
    found: Levels = (left != right).astype(np.int8)
    return found


def _show_list(record: PersonRecord) -> str:
    return LIST_DOT.join(part for part in (record.source.file, record.source.sheet) if part)


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name", name_levels.LEVELS, lambda r: r.full_name, _names, name_levels.levels, lambda r: r.full_name
    ),
    Comparison("dob", date_levels.LEVELS, lambda r: r.dob, _dates, date_levels.levels, lambda r: r.dob or ""),
    Comparison(
        "gender", ("same", "different"), lambda r: r.gender, _stated, _gender_levels, lambda r: r.gender or ""
    ),
    Comparison(
        "cccd",
        number_levels.CARD_LEVELS,
        lambda r: r.cccd,
        number_levels.read_cards,
        number_levels.card_levels,
        lambda r: r.cccd or "",
    ),
    Comparison(
        "phone",
        number_levels.PHONE_LEVELS,
        lambda r: r.phones,
        number_levels.read_phones,
        number_levels.phone_levels,
        lambda r: ", ".join(r.phones),
    ),
    Comparison(
        "email",
        number_levels.EMAIL_LEVELS,
        lambda r: r.email,
        number_levels.read_emails,
        number_levels.email_levels,
        lambda r: r.email or "",
    ),
    Comparison(
        "agency",
        post_levels.AGENCY_LEVELS,
        lambda r: (r.agency_code, r.agency, r.group, place(r)),
        post_levels.read_agencies,
        post_levels.agency_levels,
        lambda r: r.agency or "",
    ),
    Comparison(
        "position",
        post_levels.POSITION_LEVELS,
        lambda r: (r.position, r.group),
        post_levels.read_positions,
        post_levels.position_levels,
        lambda r: r.position or "",
    ),
    Comparison(
        "list", post_levels.LIST_LEVELS, place, post_levels.read_lists, post_levels.list_levels, _show_list
    ),
)
FIELDS = tuple(comparison.field for comparison in COMPARISONS)
