"""The cells of one person: the row itself and the rows that continue it, by field.

Knows rows and columns; knows nothing of what values mean.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from roster.cleaned import CellValue
from roster.intake.columns import Columns
from roster.intake.grid import Row
from roster.intake.vocabulary import Vocabulary
from roster.intake.walk import Entry

_UNFINISHED = (",", ";", "-", "và", "kiêm", "phó", "quyền")  # what stands below goes on with it
NEVER_KEPT = frozenset({"dropped", "stt", "heading"})


class Cell(NamedTuple):
    """A non-blank cell and where it stands. A tuple, because a long list has a million of them."""

    value: CellValue
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Cells:
    """A person's cells; `by_field` holds the non-blank ones.

    `name` is the name as typed, with the part of it that stands in the next row; `below` are the places that
    stand under the name, each with its field; `remarks` are rows of text further down that name the person.
    """

    columns: Columns
    rows: tuple[Row, ...]
    by_field: Mapping[str, tuple[Cell, ...]]
    name: str
    below: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    def of(self, *fields: str) -> tuple[Cell, ...]:
        """The non-blank cells of these fields; a cell merged over the person's rows counts once."""
        if len(fields) == 1:
            return self.by_field.get(fields[0], ())
        return tuple(cell for field in fields for cell in self.by_field.get(field, ()))

    def text(self, *fields: str) -> str:
        """Their texts, joined with '; '."""
        return _joined(self.of(*fields))

    def raw(self) -> dict[str, str]:
        """Field -> text as typed, for the fields that are kept."""
        typed = {f: _joined(found) for f, found in self.by_field.items() if f not in NEVER_KEPT}
        return {"full_name": self.name} | typed if self.name else typed

    def beside(self) -> tuple[str, ...]:
        """Texts without a known heading, and notes below: looked at for remarks, never kept."""
        free = (text for row in self.rows for column in self.columns.free if (text := row.text(column)))
        return (*free, *self.remarks)


def cells_of(entry: Entry) -> Cells:
    """The cells of a person's entry."""
    assert entry.columns is not None  # noqa: S101 - a person always stands in a table
    rows = (entry.row, *entry.parts)
    by_row = [_of_row(row, () if place == 0 else row.carried) for place, row in enumerate(rows)]
    found: dict[str, tuple[Cell, ...]] = {}
    for field, columns in entry.columns.fields.items():
        if cells := [known[column] for known in by_row for column in columns if column in known]:
            found[field] = tuple(cells)
    return Cells(entry.columns, rows, found, _name(entry.columns, rows), remarks=entry.remarks)


def _joined(cells: tuple[Cell, ...]) -> str:
    if len(cells) < 2:
        return cells[0].text if cells else ""
    return "; ".join(dict.fromkeys(cell.text for cell in cells))


def _of_row(row: Row, left_out: Collection[int]) -> dict[int, Cell]:
    """The row's non-blank cells by column."""
    return {
        column: Cell(row.values[column], text, row.number, column)
        for column, text in enumerate(row.texts)
        if text and column not in left_out
    }


def _name(columns: Columns, rows: tuple[Row, ...]) -> str:
    first, *more = rows
    fragments = [columns.name(row) for row in more if not row.carried & set(columns.names)]
    return " ".join(filter(None, (columns.name(first), *fragments)))


def joined_posts(texts: tuple[str, ...], words: Vocabulary) -> str:
    """Posts written in several lines or cells as one text: '; ' before what begins a post, else a space."""
    joined = ""
    for text in texts:
        if not joined:
            joined = text
            continue
        begins_post = words.starts("post", text) and not joined.lower().endswith(_UNFINISHED)
        joined += ("; " if begins_post else " ") + text
    return joined
