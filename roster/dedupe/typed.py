"""Columns of text as typed, made clean by the same functions as a list that is imported.

Per distinct text, so that a million rows cost what their distinct texts do. Knows one flat table of people;
knows no files.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from roster import dates, emails, identity_cards, phones
from roster.date_patterns import proved_order
from roster.dedupe.columns import NOT_STATED, Bools, Codes, Column, both, dense, factorise, through
from roster.dedupe.features import RawColumns
from roster.names import clean_name, title_gender
from roster.plan import Plan
from roster.positions import Positions, expand
from roster.text import fold, tidy
from roster.units import find_agency

FIELDS = ("list_id", "full_name", "dob", "phone", "cccd", "email", "position", "agency")

Texts = Column[Sequence[str]]

_LEAST_DIGITS = 6  # of a number in another country's form
_NOT_DIGIT = re.compile("[^0-9]")
_PROVINCE = re.compile(r"[,\s-]+(?:tỉnh|thành phố|tp\.?)\s+[^,]*$", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed texts are read by: the words of positions and agencies, and the day that ages count from."""

    positions: Positions
    plan: Plan
    today: date


def raw_columns(typed: Mapping[str, Texts], reading: Reading) -> RawColumns:
    """What the comparisons read, from the columns there are; `FIELDS` names those that are used."""
    simple: Mapping[str, Callable[[str], Any]] = {
        "phone": _numbers,
        "cccd": _card,
        "email": lambda text: emails.clean_email(text).value,
        "position": lambda text: (expand(text, reading.positions), None),
    }
    columns: dict[str, Column[Any]] = {
        field: _cleaned(typed[field], clean) for field, clean in simple.items() if field in typed
    }
    if "list_id" in typed:
        columns["list"] = typed["list_id"]
    if "full_name" in typed:
        columns["name"], columns["gender"] = _names(typed["full_name"])
    if "dob" in typed:
        columns["dob"] = _dates(typed["dob"], _lists(typed, len(typed["dob"].codes)), reading.today)
    if "agency" in typed:
        columns["agency"] = _agencies(
            typed["agency"], _lists(typed, len(typed["agency"].codes)), reading.plan
        )
    return columns


def _cleaned(column: Texts, clean: Callable[[str], Any]) -> Column[tuple[Any, ...]]:
    found = factorise(map(clean, column.values))
    return Column(found.values, through(found.codes, column.codes))


def _lists(typed: Mapping[str, Texts], size: int) -> Codes:
    """The list of each row, one for all where none is named."""
    return typed["list_id"].codes + 1 if "list_id" in typed else np.zeros(size, dtype=np.int64)


def _names(column: Texts) -> tuple[Column[Any], Column[Any]]:
    """The names, and the genders that titles tell."""
    read = [clean_name(text).value for text in column.values]
    names = factorise(name.full_name or None for name in read)
    genders = factorise(title_gender(name.title) if name.title else None for name in read)
    return (
        Column(names.values, through(names.codes, column.codes)),
        Column(genders.values, through(genders.codes, column.codes)),
    )


def _numbers(text: str) -> tuple[str, ...] | None:
    """Phone numbers; one that is none in this country, by its digits."""
    return phones.clean_phones(text).value or _digits(text)


def _card(text: str) -> str | None:
    """The card's number; one of another country, by its digits."""
    found = identity_cards.clean_card(text).value or _digits(text)
    return found[0] if isinstance(found, tuple) else found


def _digits(text: str) -> tuple[str] | None:
    digits = _NOT_DIGIT.sub("", text)
    return (digits,) if len(digits) >= _LEAST_DIGITS else None


def _dates(column: Texts, lists: Codes, today: date) -> Column[tuple[Any, ...]]:
    """Dates of birth; month first in the lists where the dates that can be read in one way only say so."""
    month_first = _month_first(column, lists)
    usual = _cleaned(column, lambda text: dates.clean_date(text, today=today).value)
    if not month_first.any():
        return usual
    turned = _cleaned(column, lambda text: dates.clean_date(text, today=today, month_first=True).value)
    moved = np.where(turned.codes == NOT_STATED, NOT_STATED, turned.codes + len(usual.values))
    return Column((*usual.values, *turned.values), np.where(month_first, moved, usual.codes))


def _month_first(column: Texts, lists: Codes) -> Bools:
    """Per row, whether its list writes the month first."""
    orders = [proved_order(text) for text in column.values]
    size = int(lists.max(initial=0)) + 1
    proved = {
        order: np.bincount(
            lists, weights=np.array([o == order for o in orders] + [False])[column.codes], minlength=size
        )
        > 0
        for order in ("dmy", "mdy")
    }
    found: Bools = (proved["mdy"] & ~proved["dmy"])[lists]
    return found


def _agencies(agency: Texts, lists: Codes, plan: Plan) -> Column[tuple[Any, ...]]:
    """Agencies with the list that names them: an agency's own list says nothing by naming it."""
    names = factorise(_agency(text, plan) for text in agency.values)  # a code each, known to be comparable
    codes = through(names.codes, agency.codes)
    combined = dense(both(codes, lists))
    first = _first_rows(combined)
    rows = zip(codes[first].tolist(), lists[first].tolist(), strict=True)
    return Column(tuple((names.values[name], None, None, str(place)) for name, place in rows), combined)


def _agency(text: str, plan: Plan) -> str:
    """The plan's code, else the words without province and committee."""
    found = find_agency(text, plan)
    return found.code if found else bare_agency(text)


def bare_agency(text: str) -> str:
    """'Thanh tra huyện, UBND huyện Tân Khánh, tỉnh Hà Nội' as 'huyen tan khanh'."""
    whole = _PROVINCE.sub("", tidy(text))
    return fold(_COMMITTEE.sub("", whole.rpartition(",")[2].strip())) or fold(text)


def _first_rows(codes: Codes) -> Codes:
    """Where each code from 0 on stands first."""
    distinct, first = np.unique(codes, return_index=True)
    rows: Codes = first[distinct != NOT_STATED]
    return rows
