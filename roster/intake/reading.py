"""The whole interpretation of one file: from its cells to people, held rows and ignored rows.

Knows the order of the steps; each step has its own module. Never raises for anything a file can hold.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from roster.intake import remembered
from roster.intake.beside import people_beside
from roster.intake.columns import Columns, letters
from roster.intake.duplicates import flag_duplicates
from roster.intake.facts import Facts, facts_of
from roster.intake.file_layout import FileLayout, lay_out_file
from roster.intake.kinds import PERSON
from roster.intake.layout import Layout
from roster.intake.ledger import check
from roster.intake.mapping import ColumnMapping
from roster.intake.pages import Page
from roster.intake.rows import person
from roster.intake.setting import Setting
from roster.intake.totals import declared_total
from roster.intake.vocabulary import Vocabulary, load_vocabulary
from roster.intake.walk import Entry, Words
from roster.model import FileError, FileReading, PersonRecord, Problem, RawFile, Reject, Sheet, Source
from roster.plan import Plan
from roster.positions import Positions
from roster.problems import PROBLEMS

_FEWEST_ROWS = 3  # of a table: fewer are a remark
_LAID_OUT = 0.3  # of the work of a long list, before its first row is read
_ROWS_TOLD = 1_000  # at a time


@dataclass(frozen=True, slots=True)
class _Part:
    """What one sheet adds to the reading."""

    people: tuple[PersonRecord, ...] = ()
    rejects: tuple[Reject, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_list(
    raw: RawFile,
    *,
    plan: Plan,
    positions: Positions,
    today: date,
    mappings: Sequence[ColumnMapping] = (),
    vocabulary: Vocabulary | None = None,
    on_share: Callable[[float], None] | None = None,
) -> FileReading:
    """People, held rows, ignored rows and problems of one file; the row ledger is checked.

    `total` counts the rows with a non-blank cell over all sheets, hidden ones included; where tables stand
    side by side a row counts once per table that has a person in it. A file in which nobody was found has the
    error no_rows. Records have no keys yet: `ledger.with_keys` sets them over all lists together.
    `mappings` are the columns people settled, newest first; the sender's own are used where they fit.
    `vocabulary` is of another kind of list than agencies send; `on_share` hears how much of a long list is
    read.
    """
    if raw.error:
        return FileReading(raw.name, raw.sha256, notices=raw.notices, error=raw.error)
    words = Words(vocabulary or load_vocabulary(), plan)
    layout = lay_out_file(raw, words, mappings)
    setting = Setting(raw.name, "", words, positions, today, sender=layout.sender)
    told = _Told(sum(len(rows.entries) for _, rows in layout.laid_out), on_share)
    parts = [_part(page, rows, setting, told) for page, rows in layout.laid_out]
    parts += [_hidden(sheet, raw.name) for sheet in raw.sheets if sheet.hidden]
    declared, differing = declared_total(layout.laid_out, raw.name, words.vocabulary)
    reading = _together(raw, parts)
    reading = replace(
        reading,
        problems=(*remembered.said_once(reading.problems, layout.applied), *differing),
        notices=(*_notices(raw, layout.pages, setting), *_of_mapping(layout)),
        sender=layout.sender.code if layout.sender else None,
        declared_total=declared,
    )
    check(reading)
    return reading


def _together(raw: RawFile, parts: Sequence[_Part]) -> FileReading:
    people, duplicates = flag_duplicates([record for part in parts for record in part.people])
    rejects = tuple(reject for part in parts for reject in part.rejects)
    return FileReading(
        raw.name,
        raw.sha256,
        people=tuple(people),
        rejects=rejects,
        problems=(*(problem for part in parts for problem in part.problems), *duplicates),
        error=None if people else FileError("no_rows"),
        total=_rows(raw, parts),
    )


class _Told:
    """Tells now and then how much of a file is read, row by row."""

    def __init__(self, total: int, tell: Callable[[float], None] | None) -> None:
        self._total, self._tell, self._done = total, tell, 0

    def people(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries that are people, told of while they are taken."""
        for entry in entries:
            if self._tell and self._done % _ROWS_TOLD == 0:
                self._tell(_LAID_OUT + (1 - _LAID_OUT) * self._done / self._total)
            self._done += 1
            if entry.kind == PERSON:
                yield entry


def _part(page: Page, layout: Layout, setting: Setting, told: _Told) -> _Part:
    """One visible sheet: its people with their problems, its other rows with their reasons."""
    setting = replace(setting, sheet=page.grid.name, is_text=page.grid.is_text)
    facts = _facts(layout, setting.words, page.grid.month_first)
    read = [person(entry, facts[_table_of(entry)], setting) for entry in told.people(layout.entries)]
    return _Part(
        tuple(record for record, _ in read),
        tuple(
            Reject(Source(setting.file, setting.sheet, entry.row.number, entry.block), entry.kind)
            for entry in layout.entries
            if entry.kind != PERSON
        ),
        (
            *_unread_table(page, layout, setting),
            *_unread_lines(page, setting),
            *_unknown_headings(layout, setting),
            *(problem for _, problems in read for problem in problems),
        ),
    )


def _unknown_headings(layout: Layout, setting: Setting) -> Iterator[Problem]:
    """A column nobody read is said, not passed over; so is one that only its values made known."""
    for code, headings in (("column_unknown", layout.unknown), ("column_by_values", layout.guessed)):
        for row, column, heading in headings:
            source = Source(setting.file, setting.sheet, row)
            yield Problem(code, PROBLEMS[code].severity, source, letters(column), "", {"heading": heading})


def _unread_table(page: Page, layout: Layout, setting: Setting) -> Iterator[Problem]:
    """A page of a printed document with rows that belong to nobody: columns parted from their names."""
    beside = [e for e in layout.entries if e.kind == "outside_table" and len(e.row.own) > 1]
    people = any(e.kind == PERSON for e in layout.entries)
    if page.is_printed and not people and len(beside) >= _FEWEST_ROWS:
        code = "table_not_read"
        source = Source(setting.file, setting.sheet, 0)
        yield Problem(code, PROBLEMS[code].severity, source)


def _unread_lines(page: Page, setting: Setting) -> Iterator[Problem]:
    """Somebody typed beside the table is in no row of the ledger, so that is said."""
    code = "line_not_read"
    source = Source(setting.file, setting.sheet, 0)
    for lines in (page.grid.above, page.grid.below):
        for number in people_beside(lines, setting.words.vocabulary):
            yield Problem(code, PROBLEMS[code].severity, source, params={"number": number})


def _facts(layout: Layout, words: Words, month_first: frozenset[int]) -> dict[int, Facts]:
    """The facts of each table of a sheet; `month_first` are its columns with dates shown as m/d."""
    tables: dict[int, tuple[Columns, list[Entry]]] = {}
    for entry in layout.entries:
        if entry.kind == PERSON and entry.columns:
            tables.setdefault(_table_of(entry), (entry.columns, []))[1].append(entry)
    return {
        table: facts_of(entries, columns, words, month_first=month_first)
        for table, (columns, entries) in tables.items()
    }


def _table_of(entry: Entry) -> int:
    return id(entry.columns)


def _hidden(sheet: Sheet, file: str) -> _Part:
    """A hidden sheet is not imported, and that is said."""
    code = "hidden_sheet_skipped"
    rejects = tuple(Reject(Source(file, sheet.name, row.number), "hidden_sheet") for row in sheet.rows)
    return _Part((), rejects, (Problem(code, PROBLEMS[code].severity, Source(file, sheet.name, 0)),))


def _rows(raw: RawFile, parts: Sequence[_Part]) -> int:
    """The rows of the file, counted apart from what became of them; side by side tables share a row."""
    found = [
        *(r.source for part in parts for r in part.people),
        *(r.source for p in parts for r in p.rejects),
    ]
    sources = [source for source in found if source.block]
    shared = len(sources) - len({(source.sheet, source.row) for source in sources})
    return sum(len(sheet.rows) for sheet in raw.sheets) + shared


def _of_mapping(layout: FileLayout) -> tuple[str, ...]:
    """Which columns were used; for a list that does not say who sends it they may be somebody else's."""
    if not layout.applied.used:
        return ()
    return ("mapping_used",) if layout.sender else ("mapping_of_unknown",)


def _notices(raw: RawFile, pages: Sequence[Page], setting: Setting) -> tuple[str, ...]:
    decoded = any(page.grid.decoded for page in pages)
    said = {"legacy_encoding": decoded, "sender_unknown": setting.sender is None and bool(pages)}
    return (*raw.notices, *(code for code, holds in said.items() if holds))
