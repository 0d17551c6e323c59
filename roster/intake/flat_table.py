"""A flat table of people as a text file with one heading row: columns of distinct texts and codes.

Read with Apache Arrow, because a table may have a million rows. Knows headings and fields; knows nothing of
what the texts mean. Lists as agencies send them are read by `reading`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roster.dedupe.columns import NOT_STATED, Codes, Column
from roster.errors import UserError, raise_all
from roster.intake import text_table

ID = "record_id"


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The ids of all rows in their order, and the columns that were asked for and are there, by heading."""

    ids: pa.StringArray
    columns: Mapping[str, Column[Sequence[str]]]


def read(path: Path, fields: Sequence[str]) -> FlatTable:
    """The table in a UTF-8 file with commas, semicolons, tabs or bars between fields.

    Blank texts are not stated; other columns are passed over. Raises `UserError` or `UserErrors`: no_file,
    not_utf8, not_a_table, no_record_id, wrong_field_count, blank_record_id, record_id_twice.
    """
    faults: list[UserError] = []
    table = text_table.read(path, (ID, *fields), faults)
    if ID not in table.column_names:
        faults.append(
            UserError(
                "no_record_id",
                "{file} has no column record_id. Give the file a heading row with record_id and the columns "
                "to compare.",
                file=path.name,
            )
        )
        raise_all(faults)
    ids = pa.compute.utf8_trim_whitespace(table[ID].combine_chunks())
    raise_all([*faults, *_faulty_ids(ids, path.name)])
    columns = {field: column(table[field]) for field in fields if field in table.column_names}
    return FlatTable(ids, columns)


def _faulty_ids(ids: pa.StringArray, file: str) -> Iterator[UserError]:
    blank = int((_whole_numbers(pc.utf8_length(ids)) == 0).sum())
    if blank:
        yield UserError(
            "blank_record_id",
            "{file}: {rows} rows have no record_id. Give each row its own.",
            file=file,
            rows=str(blank),
        )
    twice = len(ids) - len(pc.unique(ids)) - max(blank - 1, 0)
    if twice:
        yield UserError(
            "record_id_twice",
            "{file}: {rows} rows have a record_id that another row has already. Give each row its own.",
            file=file,
            rows=str(twice),
        )


def column(texts: pa.ChunkedArray) -> Column[Sequence[str]]:
    """A column as distinct texts and codes; blank ones are not stated."""
    found = pc.utf8_trim_whitespace(texts).combine_chunks().dictionary_encode()
    values = found.dictionary.to_pylist()
    codes = _whole_numbers(found.indices)
    if "" not in values:
        return Column(values, codes)
    blank = values.index("")
    lookup = np.arange(len(values)) - (np.arange(len(values)) > blank)
    lookup[blank] = NOT_STATED
    return Column(values[:blank] + values[blank + 1 :], lookup[codes])


def _whole_numbers(array: pa.Int32Array) -> Codes:
    """An array without blanks, for NumPy; `to_numpy` would load pandas: a third of a second."""
    start, size = array.offset, len(array)
    return np.frombuffer(array.buffers()[1], dtype=np.int32)[start : start + size].astype(np.int64)
