"""Writes what linking a table found: the cluster of each record, and every scored pair.

Knows files and their forms; knows no weights.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from roster.errors import UserError
from roster.writing import refusal

PAIR_FORMS = (".csv", ".parquet")


def check_pairs_form(path: Path) -> None:
    """Raise `UserError` (pairs_form) unless the ending says a form that pairs can be written in."""
    if path.suffix.lower() not in PAIR_FORMS:
        raise UserError(
            "pairs_form", "{file}: pairs are written as .csv or .parquet. Change the ending.", file=path.name
        )


def check_table_form(path: Path) -> None:
    """Raise `UserError` (table_form) unless the ending says Parquet, which keeps types."""
    if path.suffix.lower() != ".parquet":
        raise UserError(
            "table_form",
            "{file}: the table for splink is written as .parquet. Change the ending.",
            file=path.name,
        )


def write_table(path: Path, table: pa.Table) -> None:
    """A whole table as Parquet. Raises `UserError` (see `refusal`)."""
    _write(path, dict(zip(table.column_names, table.columns, strict=True)))


def write_clusters(path: Path, ids: pa.StringArray, clusters: npt.NDArray[np.int64]) -> None:
    """`record_id,cluster_id` for every record, in the order given. Raises `UserError` (see `refusal`)."""
    _write(path, {"record_id": ids, "cluster_id": _array(clusters, pa.int64())})


def write_pairs(
    path: Path,
    ids: pa.StringArray,
    ends: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    score: npt.NDArray[np.float64],
) -> None:
    """`record_id_l,record_id_r,score` for every scored pair; `score` is the probability of one person."""
    left, right = (pa.DictionaryArray.from_arrays(_array(end, pa.int64()), ids) for end in ends)
    _write(path, {"record_id_l": left, "record_id_r": right, "score": _array(score, pa.float64())})


def _array(values: npt.NDArray[Any], kind: pa.DataType) -> pa.Array:
    """The same memory for Arrow; `pa.array` would load pandas for it, which takes a third of a second."""
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def _write(path: Path, columns: Mapping[str, pa.Array]) -> None:
    """Write to a file beside, then put it in place, so that nothing is half written."""
    table = pa.Table.from_arrays(list(columns.values()), names=list(columns))
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".parquet":
            from pyarrow import parquet  # takes as long to load as a small table to link

            parquet.write_table(table, unfinished)
        else:
            csv.write_csv(_plain(table), unfinished)
        unfinished.replace(path)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise refusal(str(path), fault) from None


def _plain(table: pa.Table) -> pa.Table:
    """Texts instead of codes, which CSV does not know."""
    columns = [
        column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))
