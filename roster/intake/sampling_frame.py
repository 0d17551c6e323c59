"""A sampling frame as a CSV file, which may have millions of rows: outside the limits of lists.

Knows the columns of the file; what they mean is `sipas.frame`.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from roster.errors import UserError, raise_all
from roster.intake import text_table
from roster.sipas.allocation import Stratum
from roster.sipas.exact import exact
from roster.sipas.frame import COLUMNS, Frame, build, tidy
from roster.sipas.levels import Levels

_STRATUM = ("stratum", "size", "sd", "cost")
_POPULATION = ("unit_id", "population")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def read_frame(
    path: Path, levels: Levels, columns: Sequence[str] = (), *, if_there: Sequence[str] = ()
) -> Frame:
    """The frame in a file with the columns of `frame.COLUMNS` and those asked for; others are passed over.

    Those of `if_there` are read too where the file has them.

    Raises what `text_table.read` and `frame.build` raise, and missing_column.
    """
    names = [*COLUMNS, *columns]
    faults: list[UserError] = []
    table = text_table.read(path, (*names, *if_there), faults)
    faults += _missing(path, names, table.column_names)
    raise_all(faults)
    names += [name for name in if_there if name in table.column_names]
    texts = {}
    for name in names:
        texts[name] = tidy(table[name])
        table = table.drop_columns(name)  # a million names twice are a tenth of a gigabyte
    return build(texts, levels)


def read_strata(path: Path) -> list[Stratum]:
    """The strata of a file with the columns stratum, size and, where they are needed, sd and cost.

    Raises what `text_table.read` raises, missing_column, bad_number.
    """
    faults: list[UserError] = []
    table = text_table.read(path, _STRATUM, faults)
    faults += _missing(path, _STRATUM[:2], table.column_names)
    raise_all(faults)
    rows = table.select([name for name in _STRATUM if name in table.column_names]).to_pylist()
    strata: list[Stratum] = []
    for row in rows:
        numbers = {name: _number(row["stratum"], name, row.get(name) or "", faults) for name in _STRATUM[1:]}
        size = numbers["size"] or exact(0)
        strata.append(Stratum(row["stratum"].strip(), int(size), numbers["sd"], numbers["cost"]))
    raise_all(faults)
    return strata


def read_populations(path: Path) -> dict[str, int]:
    """Known populations by unit, from a file with the columns unit_id and population.

    Raises what `text_table.read` raises, missing_column, bad_population (one for each unit).
    """
    faults: list[UserError] = []
    table = text_table.read(path, _POPULATION, faults)
    faults += _missing(path, _POPULATION, table.column_names)
    raise_all(faults)
    rows = [(row["unit_id"].strip(), row["population"].strip()) for row in table.to_pylist()]
    raise_all([_bad_population(unit, typed) for unit, typed in rows if not _COUNT.fullmatch(typed)])
    return {unit: int(typed) for unit, typed in rows}


def _bad_population(unit: str, typed: str) -> UserError:
    return UserError(
        "bad_population",
        "The unit {unit}: '{value}' is not a number of people. Write a whole number above 0.",
        unit=unit,
        value=typed,
    )


def _missing(path: Path, wanted: Sequence[str], found: Sequence[str]) -> list[UserError]:
    return [
        UserError(
            "missing_column",
            "{file} has no column {column}. Add it to the heading row.",
            file=path.name,
            column=name,
        )
        for name in wanted
        if name not in found
    ]


def _number(stratum: str, column: str, typed: str, faults: list[UserError]) -> Fraction | None:
    """The number in a cell; None for an empty one. The size of a stratum is a whole number."""
    text = typed.strip()
    if not text and column != "size":
        return None
    if not (_WHOLE if column == "size" else _DECIMAL).fullmatch(text):
        faults.append(
            UserError(
                "bad_number",
                "The stratum {stratum}: {column} is '{value}', which is not a number. Write digits, with a "
                "point before decimals.",
                stratum=stratum,
                column=column,
                value=text,
            )
        )
        return None
    return exact(text)
