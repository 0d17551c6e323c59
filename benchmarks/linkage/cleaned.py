"""Cleans typed lists as the reader does, for the peers, who compare clean values and clean none themselves.

`python -m benchmarks.linkage.cleaned IN.csv OUT.csv`: one row per record, in order; `row` is its number.
Its cost is measured apart and reported beside that of every peer; `roster link` cleans within its own run.
"""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.linkage.people import COLUMNS
from roster import datafiles
from roster.dates import clean_date
from roster.emails import clean_email
from roster.identity_cards import clean_card
from roster.name_keys import accent_key, fold_key
from roster.names import clean_name
from roster.phones import clean_phones
from roster.text import fold

_TODAY = date(2026, 1, 1)


def clean(typed: pd.DataFrame) -> pd.DataFrame:
    """The values that the peers compare; '' where there is none. Columns that are missing are blank."""
    cells = typed.reindex(columns=list(COLUMNS), fill_value="")
    name = _each(cells["full_name"], lambda text: accent_key(clean_name(text).value.full_name))
    folded = _each(name, fold_key)
    born = _each(cells["dob"], lambda text: clean_date(text, today=_TODAY).value or "")
    return pd.DataFrame(
        {
            "row": range(len(cells)),
            "name": name,
            "folded": folded,
            "surname": folded.str.partition(" ")[0],
            "given": folded.str.rpartition(" ")[2],
            "dob": born.where(born.str.len() == len("2000-01-01"), ""),
            "year": born.str[:4],
            "phone": _each(cells["phone"], lambda text: next(iter(clean_phones(text).value), "")),
            "cccd": _each(cells["cccd"], lambda text: clean_card(text).value or ""),
            "email": _each(cells["email"], lambda text: clean_email(text).value or ""),
            "position": _each(cells["position"], fold),
            "agency": _each(cells["agency"], _agencies()),
        }
    )


def _agencies() -> Callable[[str], str]:
    """Folds an agency: the last part of "unit, agency", its usual name for its short forms, no province."""
    plan = datafiles.read_toml(datafiles.shipped("plans/daknong-2024.toml"))
    usual = {fold(alias): fold(one["name"]) for one in plan["agencies"] for alias in one.get("aliases", ())}
    provinces = datafiles.read_csv(datafiles.shipped("cccd_provinces.csv"))
    places = "|".join(fold(row["name_vi"]) for row in provinces)
    province = re.compile(f" tinh(?: (?:{places}))?$")

    def cleaned(typed: str) -> str:
        *units, last = (part.strip() for part in typed.split(","))
        if units and fold(last).startswith("tinh "):
            last = units[-1]
        known = province.sub("", fold(last))
        return province.sub("", usual.get(fold(last)) or usual.get(known) or known)

    return cleaned


def _each(column: pd.Series, cleaner: Callable[[str], str]) -> "pd.Series[str]":
    """Every distinct text cleaned once."""
    return column.map({text: cleaner(text) for text in column.unique()})


def main() -> None:
    """Read, clean, write."""
    source, target = map(Path, sys.argv[1:])
    clean(pd.read_csv(source, dtype=str, keep_default_na=False)).to_csv(target, index=False)


if __name__ == "__main__":
    main()
