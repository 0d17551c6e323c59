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
from pyarrow import csv

from roster.dedupe.columns import NOT_STATED, Codes, Column
from roster.errors import UserError, raise_all

ID = "record_id"
_SEPARATORS = ",;\t|"
_FIRST_BYTES = 1 << 16
_NAMED = 20  # faulty rows named one by one; a count says how many more there are


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
    table = _table(path, fields, faults)
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
    columns = {field: _column(table[field]) for field in fields if field in table.column_names}
    return FlatTable(ids, columns)


def _table(path: Path, fields: Sequence[str], faults: list[UserError]) -> pa.Table:
    wrong = _WrongRows(path.name)
    names = (ID, *fields)
    try:
        with path.open("rb") as file:
            start = file.read(_FIRST_BYTES)
        table = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(
                delimiter=_separator(start), newlines_in_values=True, invalid_row_handler=wrong
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except FileNotFoundError:
        raise UserError("no_file", "There is no file {file}. Check the path.", file=str(path)) from None
    except OSError as fault:
        raise UserError(
            "unreadable", "{file} cannot be read ({fault}).", file=str(path), fault=fault.strerror or "?"
        ) from None
    except pa.ArrowInvalid as fault:
        raise _refusal(path.name, fault) from None
    faults.extend(wrong.errors())
    return table


def _refusal(file: str, fault: pa.ArrowInvalid) -> UserError:
    if "UTF8" in str(fault):
        return UserError("not_utf8", "{file} is not in UTF-8. Save it as 'CSV UTF-8'.", file=file)
    return UserError(
        "not_a_table", "{file} is empty or no table of text with a heading row. Check the file.", file=file
    )


def _separator(start: bytes) -> str:
    """The one of the usual separators that stands most often in the heading row."""
    heading = start.partition(b"\n")[0].decode("utf-8", "replace")
    return max(_SEPARATORS, key=heading.count)


class _WrongRows:
    """Collects the rows that have more or fewer fields than the heading row."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: list[csv.InvalidRow] = []

    def __call__(self, row: csv.InvalidRow) -> str:
        self._rows.append(row)
        return "skip"

    def errors(self) -> Iterator[UserError]:
        """An error for each of the first rows, and one for how many more there are."""
        for row in self._rows[:_NAMED]:
            yield UserError(
                "wrong_field_count",
                "{file}, row {row}: {found} fields where the heading row has {expected}. Put texts with "
                "separators in quotation marks.",
                file=self._file,
                row=str(row.number if row.number is not None else "?"),
                found=str(row.actual_columns),
                expected=str(row.expected_columns),
            )
        if (more := len(self._rows) - _NAMED) > 0:
            yield UserError(
                "wrong_field_counts", "{file}: {more} more rows like these.", file=self._file, more=str(more)
            )


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


def _column(texts: pa.ChunkedArray) -> Column[Sequence[str]]:
    """Distinct texts and codes; blank ones are not stated."""
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
