"""A UTF-8 text file with one heading row and commas, semicolons, tabs or bars between fields, as columns.

Read with Apache Arrow, because a file may have millions of rows. Knows fields and rows; knows nothing of
what the columns mean. Lists as agencies send them are read by `reading`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from roster.errors import UserError

_SEPARATORS = ",;\t|"
_FIRST_BYTES = 1 << 16
_NAMED = 20  # faulty rows named one by one; a count says how many more there are


def read(path: Path, texts: Iterable[str], faults: list[UserError]) -> pa.Table:
    """The table in the file; the columns named by `texts` come as they are typed.

    What is wrong with single rows is added to `faults` (wrong_field_count). Raises `UserError` no_file,
    unreadable, not_utf8, not_a_table.
    """
    wrong = _WrongRows(path.name)
    try:
        with path.open("rb") as file:
            start = file.read(_FIRST_BYTES)
        table = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(
                delimiter=_separator(start), newlines_in_values=True, invalid_row_handler=wrong
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(texts, pa.string()), strings_can_be_null=False
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
