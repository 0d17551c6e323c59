"""Columns of text as typed, made clean by the same functions as a list that is imported.

Per distinct text, so that a million rows cost what their distinct texts do. Knows one flat table of people;
knows no files.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from roster import dates, emails, identity_cards, phones
from roster.dedupe.columns import NOT_STATED, Codes, Column, both, dense, factorise, through
from roster.dedupe.features import RawColumns
from roster.names import clean_name, title_gender
from roster.plan import Plan
from roster.positions import Positions, expand
from roster.text import fold, tidy
from roster.units import find_agency

FIELDS = ("list_id", "full_name", "dob", "phone", "cccd", "email", "position", "agency")

Texts = Column[Sequence[str]]


def raw_columns(typed: Mapping[str, Texts], *, positions: Positions, plan: Plan, today: date) -> RawColumns:
    """What the comparisons read, from the columns there are; `FIELDS` names those that are used."""
    columns = {
        "dob": _dates(typed, today),
        "phone": _cleaned(typed, "phone", lambda text: phones.clean_phones(text).value or None),
        "cccd": _cleaned(typed, "cccd", lambda text: identity_cards.clean_card(text).value),
        "email": _cleaned(typed, "email", lambda text: emails.clean_email(text).value),
        "position": _cleaned(typed, "position", lambda text: (expand(text, positions), None)),
        "agency": _agencies(typed, plan),
        "list": typed.get("list_id"),
        **_names(typed),
    }
    return {field: column for field, column in columns.items() if column is not None}


def _cleaned(
    typed: Mapping[str, Texts], field: str, clean: Callable[[str], Any]
) -> Column[tuple[Any, ...]] | None:
    if field not in typed:
        return None
    column = typed[field]
    found = factorise(clean(text) if text else None for text in column.values)
    return Column(found.values, through(found.codes, column.codes))


def _names(typed: Mapping[str, Texts]) -> dict[str, Column[Any]]:
    """The name, and the gender its title tells."""
    if "full_name" not in typed:
        return {}
    column = typed["full_name"]
    read = [clean_name(text).value for text in column.values]
    names = factorise(name.full_name or None for name in read)
    genders = factorise(title_gender(name.title) if name.title else None for name in read)
    return {
        "name": Column(names.values, through(names.codes, column.codes)),
        "gender": Column(genders.values, through(genders.codes, column.codes)),
    }


def _dates(typed: Mapping[str, Texts], today: date) -> Column[tuple[Any, ...]] | None:
    if "dob" not in typed:
        return None
    return _cleaned(typed, "dob", lambda text: dates.clean_date(text, today=today).value)


def _agencies(typed: Mapping[str, Texts], plan: Plan) -> Column[tuple[Any, ...]] | None:
    """Agencies with the list that names them: an agency's own list says nothing by naming it."""
    if "agency" not in typed:
        return None
    agency = typed["agency"]
    lists = typed["list_id"].codes if "list_id" in typed else np.zeros(len(agency.codes), dtype=np.int64)
    bare = [_agency(text, plan) if text else None for text in agency.values]
    names = factorise(bare)
    codes = through(names.codes, agency.codes)
    combined = dense(both(codes, lists))
    first = _first_rows(combined)
    rows = zip(codes[first].tolist(), lists[first].tolist(), strict=True)
    return Column(tuple((*names.values[name], None, str(place)) for name, place in rows), combined)


def _agency(text: str, plan: Plan) -> tuple[str, str]:
    """The plan's code, or the words; '' for the other."""
    found = find_agency(text, plan)
    return (found.code, "") if found else (_bare_agency(text), _bare_agency(text))


_PROVINCE = re.compile(r"[,\s-]+(?:tỉnh|thành phố|tp\.?)\s+[^,]*$", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+", re.IGNORECASE)


def _bare_agency(text: str) -> str:
    """'Thanh tra huyện, UBND huyện Tân Khánh, tỉnh Hà Nội' as 'huyen tan khanh'."""
    whole = _PROVINCE.sub("", tidy(text))
    return fold(_COMMITTEE.sub("", whole.rpartition(",")[2].strip())) or fold(text)


def _first_rows(codes: Codes) -> Codes:
    """Where each code from 0 on stands first."""
    distinct, first = np.unique(codes, return_index=True)
    rows: Codes = first[distinct != NOT_STATED]
    return rows
