"""Delimited text: which character separates the fields, and on which line each record starts.

Every field is kept as written, so that the layout can judge a row with too many or too few; row numbers are
physical lines as an editor shows them.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roster.intake.formats.decoding import decode
from roster.intake.formats.limits import MAX_FILE_BYTES, MAX_LINE, MAX_LINES, CellBudget, Refused
from roster.intake.formats.rows import check_texts, is_blank
from roster.model import RawRow, Sheet

EXTRA_EMPTY_FIELDS = "extra_empty_fields"
_DELIMITERS = "\t;|,"  # a tie goes to the one that words contain least
_SAMPLED_CHARACTERS = 200_000
_DECLARATION = "sep="  # Excel's own first line, `sep=;`


@dataclass(frozen=True, slots=True)
class _Record:
    line: int  # the physical line it starts on
    lines: int  # how many physical lines it takes
    fields: tuple[str, ...]


def read(data: bytes) -> tuple[Sheet, ...]:
    """One sheet called ''. Raises `Refused` (not_a_spreadsheet, too_large)."""
    text = decode(data)
    delimiter, first_line = _declared(text)
    delimiter = delimiter or _likeliest(text[:_SAMPLED_CHARACTERS])
    _check_size(text, delimiter)
    records = [r for r in _mended(_records(text, delimiter), text, delimiter) if r.line >= first_line]
    check_texts(field for record in records for field in record.fields)
    width = _usual_width(records)
    return (Sheet("", tuple(_row(r, width) for r in records if not all(map(is_blank, r.fields)))),)


def _check_size(text: str, delimiter: str) -> None:
    """Refuse (too_large) a text with too many lines or fields, before any is unfolded."""
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines > MAX_LINES:
        raise Refused("too_large", limit=f"{MAX_LINES} lines")
    CellBudget().spend(text.count(delimiter) + lines)
    if len(max(text.splitlines(), key=len, default="")) > MAX_LINE:
        raise Refused("too_large", limit=f"{MAX_LINE} characters in a line")


def _declared(text: str) -> tuple[str, int]:
    """The delimiter a first line declares, and the first line of the table; ('', 1) when it declares none."""
    first = text[:20].splitlines()[0] if text else ""
    if first.lower().startswith(_DECLARATION) and len(first) == len(_DECLARATION) + 1:
        return first[-1], 2
    return "", 1


def _likeliest(text: str) -> str:
    """The delimiter that gives most records one same number of fields, the more fields the better."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> float:
    widths = Counter(len(r.fields) for r in _records(text, delimiter))
    separated = {width: times for width, times in widths.items() if width > 1}
    share = sum(separated.values()) or 1
    return max(((width - 1) * times * times / share for width, times in separated.items()), default=0)


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    csv.field_size_limit(MAX_FILE_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for fields in reader:
        yield _Record(line, reader.line_num - line + 1, tuple(fields))
        line = reader.line_num + 1


def _mended(records: Iterator[_Record], text: str, delimiter: str) -> Iterator[_Record]:
    """A quotation mark that is never closed swallows the lines below it: such a record is taken apart again.

    A field with a line break inside is honest when its record has as many fields as the others.
    """
    all_records = list(records)
    width = _usual_width(all_records)
    lines: list[str] = []
    for record in all_records:
        if record.lines == 1 or len(record.fields) == width:
            yield record
            continue
        lines = lines or list(io.StringIO(text, newline=""))
        for number in range(record.line, record.line + record.lines):
            yield _Record(number, 1, _unquoted(lines[number - 1], delimiter))


def _unquoted(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(field.strip('"') for field in line.rstrip("\r\n").split(delimiter))


def _usual_width(records: Sequence[_Record]) -> int:
    """The commonest number of fields among records with more than one value; 1 when there are none."""
    widths = Counter(len(r.fields) for r in records if sum(not is_blank(f) for f in r.fields) > 1)
    return widths.most_common(1)[0][0] if widths else 1


def _row(record: _Record, width: int) -> RawRow:
    surplus = record.fields[width:]
    flags = (EXTRA_EMPTY_FIELDS,) if surplus and all(map(is_blank, surplus)) else ()
    return RawRow(record.line, record.fields, flags=flags)
