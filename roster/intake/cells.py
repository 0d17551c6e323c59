"""The cells of one person: the row itself and the rows that continue it, by field.

Knows rows and columns; knows nothing of what values mean.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roster.cleaned import CellValue
from roster.intake.columns import Columns
from roster.intake.grid import Row
from roster.intake.vocabulary import Vocabulary
from roster.intake.walk import Entry

NEVER_KEPT = frozenset({"dropped", "stt", "heading"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A non-blank cell and where it stands."""

    value: CellValue
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Cells:
    """A person's cells; `by_field` holds the non-blank ones."""

    columns: Columns
    rows: tuple[Row, ...]
    by_field: Mapping[str, tuple[Cell, ...]]

    def of(self, *fields: str) -> tuple[Cell, ...]:
        """The non-blank cells of these fields; a cell merged over the person's rows counts once."""
        if len(fields) == 1:
            return self.by_field.get(fields[0], ())
        return tuple(cell for field in fields for cell in self.by_field.get(field, ()))

    def text(self, *fields: str) -> str:
        """Their texts, joined with '; '."""
        found = self.of(*fields)
        return found[0].text if len(found) == 1 else "; ".join(dict.fromkeys(cell.text for cell in found))

    @property
    def name(self) -> str:
        """The name as typed, with the part of it that stands in the next row."""
        first, *more = self.rows
        fragments = [self.columns.name(row) for row in more if not row.carried & set(self.columns.names)]
        return " ".join(filter(None, (self.columns.name(first), *fragments)))

    def raw(self) -> dict[str, str]:
        """Field -> text as typed, for the fields that are kept."""
        fields = [field for field in self.columns.fields if field not in NEVER_KEPT]
        typed = {field: text for field in fields if (text := self.text(field))}
        return {"full_name": self.name} | typed if self.name else typed

    def beside(self) -> tuple[str, ...]:
        """Texts without a known heading: looked at for remarks, never kept."""
        return tuple(text for row in self.rows for column in self.columns.free if (text := row.text(column)))


def cells_of(entry: Entry) -> Cells:
    """The cells of a person's entry."""
    assert entry.columns is not None  # noqa: S101 - a person always stands in a table
    rows = (entry.row, *entry.parts)
    found = {field: tuple(_cells(rows, columns)) for field, columns in entry.columns.fields.items()}
    return Cells(entry.columns, rows, found)


def _cells(rows: tuple[Row, ...], columns: tuple[int, ...]) -> Iterator[Cell]:
    for place, row in enumerate(rows):
        for column in columns:
            text = row.text(column)
            if text and (place == 0 or column not in row.carried):
                yield Cell(row.values[column], text, row.number, column)


def joined_posts(texts: tuple[str, ...], words: Vocabulary) -> str:
    """Posts written in several lines or cells as one text: '; ' before what begins a post, else a space."""
    joined = ""
    for text in texts:
        begins_post = words.starts("post", text) and not joined.endswith((",", ";", "-", "và", "kiêm"))
        joined += ("; " if begins_post else " ") + text if joined else text
    return joined
