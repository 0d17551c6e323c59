"""What a file handed in was understood to say, with everything a person needs to check that before it counts.

Knows the reading, the tables with a few sample rows and what was decoded; stores nothing. Values of columns
that nobody needs are in none of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from roster.intake import ledger, reader
from roster.intake.grid import Row, build
from roster.intake.mapping import NOT_READ, ColumnMapping, column_of
from roster.intake.suggestion import SuggestedLayout
from roster.model import FileReading, PersonRecord, RawFile
from roster.plan import Plan
from roster.positions import load_positions
from roster.services import masks
from roster.services.incoming import intake, mappings
from roster.services.incoming.mappings import Suggestion
from roster.text import tidy

_LOOKED_AT = 2_000  # rows of a sheet in which tables are looked for: a header stands near the top
_SAMPLES = 3
_EXAMPLES = 5
_NUMBERS = frozenset({"phone", "cccd"})


@dataclass(frozen=True, slots=True)
class SheetUse:
    """One sheet: how many of its rows are people, held and ignored; a hidden one is not read."""

    name: str
    hidden: bool
    people: int
    held: int
    ignored: int


@dataclass(frozen=True, slots=True)
class Table:
    """One layout with the texts of a few rows, in the order of its columns; '' where none may be shown."""

    layout: SuggestedLayout
    samples: tuple[tuple[str, ...], ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The headings of the columns that are recognised and never kept."""
        return tuple(c.heading for c in self.layout.columns if NOT_READ in c.fields)


@dataclass(frozen=True, slots=True)
class Decoded:
    """One name before and after an old encoding was turned into Unicode."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with what makes it checkable. `keys` are the people's, without numbers (`ledger.base`)."""

    reading: FileReading
    suggestion: Suggestion
    sheets: tuple[SheetUse, ...] = ()
    tables: tuple[Table, ...] = ()
    decoded: tuple[Decoded, ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def needs_columns(self) -> bool:
        """Whether somebody must say which column holds the names."""
        return any(person.held == "needs_mapping" for person in self.reading.people)


def raws(
    files: Iterable[tuple[str, Path]], *, passwords: Mapping[Path, str] = MappingProxyType({})
) -> Iterator[RawFile]:
    """The files, by name and path, one after the other through one parsing process; asked for as they go."""
    return reader.read_named(files, passwords=passwords)


def understand(raw: RawFile, *, plan: Plan, today: date, known: Sequence[ColumnMapping] = ()) -> Understood:
    """What one file says; `known` are the columns people settled (`mappings.recall`)."""
    reading = intake.understand(raw, plan=plan, known=load_positions(), today=today, mappings=known)
    nothing = Suggestion(raw.name, reading.sender or "", ())
    if raw.error or (reading.error and reading.error.code == "not_understood"):
        return Understood(reading, nothing)
    top = replace(raw, sheets=tuple(replace(sheet, rows=sheet.rows[:_LOOKED_AT]) for sheet in raw.sheets))
    suggestion = mappings.suggested(top, plan=plan, remembered=known)
    return Understood(
        reading,
        replace(suggestion, sender=reading.sender or suggestion.sender),
        tuple(_counted(sheet.name, sheet.hidden, reading) for sheet in raw.sheets),
        tuple(_tables(top, suggestion, reading)),
        tuple(_decoded(top, reading)),
        frozenset(ledger.base(person.key) for person in ledger.with_keys(reading.people)),
    )


def with_reading(one: Understood, reading: FileReading) -> Understood:
    """The same file as read otherwise: some of its rows mended."""
    counted = (_counted(use.name, use.hidden, reading) for use in one.sheets)
    return replace(one, reading=reading, sheets=tuple(counted))


def _counted(name: str, hidden: bool, reading: FileReading) -> SheetUse:  # noqa: FBT001 - a fact, no switch
    people = [person for person in reading.people if person.source.sheet == name]
    held = sum(1 for person in people if person.held)
    ignored = sum(1 for reject in reading.rejects if reject.source.sheet == name)
    return SheetUse(name, hidden, len(people) - held, held, ignored)


def _tables(raw: RawFile, suggestion: Suggestion, reading: FileReading) -> Iterator[Table]:
    sheets = {sheet.name: sheet for sheet in raw.sheets if not sheet.hidden}
    people = {(person.source.sheet, person.source.row) for person in reading.people}
    for layout in suggestion.layouts:
        rows = (row for row in build(sheets[layout.sheet]).rows if row.number >= layout.first_row)
        shown = islice((row for row in rows if (layout.sheet, row.number) in people), _SAMPLES)
        yield Table(layout, tuple(_sample(row, layout) for row in shown))


def _sample(row: Row, layout: SuggestedLayout) -> tuple[str, ...]:
    """A row's texts where a field is known; a column nobody has named may hold what must not be shown."""
    texts = []
    for column in layout.columns:
        shown = bool(column.fields) and NOT_READ not in column.fields
        text = row.text(column_of(column.letter)) if shown else ""
        texts.append(masks.masked(text) if _NUMBERS.intersection(column.fields) else text)
    return tuple(texts)


def _decoded(raw: RawFile, reading: FileReading) -> Iterator[Decoded]:
    """Names as they were typed beside what became of them, where that differs by more than blanks."""
    if "legacy_encoding" not in reading.notices:
        return
    people = {(person.source.sheet, person.source.row): person for person in reading.people}
    told = 0
    for sheet in raw.sheets:
        for before, after in zip(sheet.rows, build(sheet).rows, strict=True):
            person = people.get((sheet.name, before.number))
            found = person and _name_cell(before.cells, after, person)
            if found and told < _EXAMPLES:
                told += 1
                yield found


def _name_cell(cells: Sequence[object], row: Row, person: PersonRecord) -> Decoded | None:
    """The first cell of a name that was decoded."""
    parts = {tidy(text) for text in person.raw.values()}
    for column, cell in enumerate(cells):
        text = row.text(column)
        if isinstance(cell, str) and text in parts and tidy(cell) != text:
            return Decoded(cell, text)
    return None
