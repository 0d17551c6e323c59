"""Where in a file the cells of a problem stand, and the file's rows made ready to be given back.

Knows tables and their columns; knows nothing of how a copy is written or what a problem says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from roster.intake.columns import Columns, letters
from roster.intake.file_layout import lay_out_file
from roster.intake.grid import Row
from roster.intake.kinds import PERSON
from roster.intake.layout import Layout
from roster.intake.mapping import ColumnMapping
from roster.intake.pages import Page
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Entry, Words
from roster.model import RawFile, Sheet, Source
from roster.plan import Plan
from roster.text import tidy

_NO_DATA = frozenset({"section_row", "signature_block", "note_row", "letterhead"})  # words over the whole row
_INSTEAD = {"agency": ("workplace", "unit"), "position": ("workplace",)}


@dataclass(frozen=True, slots=True)
class Place:
    """One sheet's rows by number, and by row and table ('' for the only one) the columns of persons' rows."""

    rows: Mapping[int, Row]
    columns: Mapping[tuple[int, str], Columns]

    def column(self, source: Source, field: str, value: str) -> int:
        """The column of a problem: its field's, best the one that holds the value; else the name's.

        `field` may also be a column's letters. Where neither is known, the row's first cell.
        """
        row = self.rows.get(source.row)
        columns = self.columns.get((source.row, source.block))
        if row is None:
            return 0
        own = row.own or (0,)
        if columns is None:
            return next((c for c in range(len(row.texts)) if letters(c) == field), own[0])
        places = _of_field(columns, field) or columns.names or own
        return next((c for c in places if value and row.text(c) == tidy(value)), places[0])

    def span(self, source: Source) -> Iterable[int]:
        """All columns of a person's row that belong to its table."""
        columns, row = self.columns.get((source.row, source.block)), self.rows.get(source.row)
        if columns is None or row is None:
            return ()
        return range(columns.first, min(columns.last + 1, len(row.texts)))


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The visible sheets in Unicode, without the values of columns nobody needs; and where things stand.

    `left_out`: how many columns were left out; `hidden`: how many hidden sheets.
    """

    sheets: tuple[Sheet, ...]
    places: Mapping[str, Place]  # by the sheet's name
    left_out: int
    hidden: int


def give_back(raw: RawFile, *, plan: Plan, mappings: Sequence[ColumnMapping] = ()) -> GivenBack:
    """A file as read, ready to be given back to its sender with remarks; `raw` could be read.

    The values of columns nobody needs stay out, as they stay out of everything else.
    """
    visible = [sheet for sheet in raw.sheets if not sheet.hidden]
    laid_out = lay_out_file(raw, Words(load_vocabulary(), plan), mappings).laid_out
    dropped = [_dropped(layout.entries) for _, layout in laid_out]
    return GivenBack(
        tuple(
            _readable(sheet, page, out)
            for sheet, (page, _), out in zip(visible, laid_out, dropped, strict=True)
        ),
        {page.grid.name: _place(page, layout) for page, layout in laid_out},
        left_out=sum(len({column for columns in out.values() for column in columns}) for out in dropped),
        hidden=len(raw.sheets) - len(visible),
    )


def _of_field(columns: Columns, field: str) -> tuple[int, ...]:
    """The columns of a field or of its parts (day, month, year; male, female), else of what stands for it."""
    if field == "full_name":
        return columns.names
    parts = [name for name in columns.fields if field and name.startswith(f"{field}_")]
    wanted = (field, *parts, *_INSTEAD.get(field, ()))
    return tuple(column for name in wanted for column in columns.of(name))


def _place(page: Page, layout: Layout) -> Place:
    persons = {
        (entry.row.number, entry.block): entry.columns
        for entry in layout.entries
        if entry.kind == PERSON and entry.columns
    }
    return Place({row.number: row for row in page.grid.rows}, persons)


def _dropped(entries: Sequence[Entry]) -> dict[int, set[int]]:
    """Per row number the columns nobody needs."""
    found: dict[int, set[int]] = {}
    for entry in entries:
        if entry.columns and entry.kind not in _NO_DATA:
            found.setdefault(entry.row.number, set()).update(entry.columns.of("dropped"))
    return found


def _readable(sheet: Sheet, page: Page, dropped: Mapping[int, set[int]]) -> Sheet:
    """The sheet with its own cells decoded; what merged areas carry down is not written again."""
    rows = []
    for raw, row in zip(sheet.rows, page.grid.rows, strict=True):
        out = row.carried | dropped.get(row.number, set())
        rows.append(replace(raw, cells=tuple("" if c in out else v for c, v in enumerate(row.values))))
    return replace(sheet, rows=tuple(rows))
