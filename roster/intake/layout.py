"""What every row of a sheet is: letterhead, header, person, section row, total, signature …

Finds the tables of a sheet and the lists written one below the other; `walk` goes through their rows. Knows
nothing of the values in a person's cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roster.intake.columns import Columns, map_columns
from roster.intake.footnotes import sign_before, signs_after
from roster.intake.grid import Grid, Row
from roster.intake.header import Header, find_headers, same_columns
from roster.intake.kinds import PERSON, is_numbered_name
from roster.intake.letterhead import sections_of
from roster.intake.look import row_number
from roster.intake.sections import Stack
from roster.intake.vocabulary import Vocabulary
from roster.intake.walk import NOTE, Body, Entry, OpenTable, Words, walk

_NAME_CELLS = 2  # a name with more cells beside it than this is a person's row, numbered or not
_MARGIN = 2  # columns: what stands farther right of a table (lists of a drop-down) is not its title
_NO_EDGE = 1 << 30
_FOOTERS = ("signature_block", "note_row", "page_row")


@dataclass(frozen=True, slots=True)
class Layout:
    """Every row of a sheet in order, and the table that may go on in the next one.

    `unknown` are the headings that no field answers to, with row number and column; `guessed` those of them
    whose columns were read all the same, because their values say what they are.
    """

    entries: tuple[Entry, ...]
    open: OpenTable | None = None
    unknown: tuple[tuple[int, int, str], ...] = ()
    guessed: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of one table: its header, those that repeat it, where the next list's letterhead begins."""

    header: Header
    repeats: tuple[Header, ...]
    letterhead: int
    end: int


def headers_of(grid: Grid, words: Words) -> tuple[Header, ...]:
    """The headers of a sheet, top to bottom."""
    return find_headers(grid.rows, words.vocabulary)


def lines_above(grid: Grid, headers: Sequence[Header]) -> tuple[str, ...]:
    """The texts above the first header, or all texts of a sheet without one: letterhead and title."""
    if not headers:
        return (*grid.above, *_lines(grid.rows))
    edge = headers[0].last_column + _MARGIN
    return (*grid.above, *_lines(grid.rows[: headers[0].first], edge))


def lay_out(grid: Grid, headers: Sequence[Header], stack: Stack, words: Words) -> Layout:
    """The rows of a sheet with headers; `stack` holds what file, letterhead, title and sheet name say."""
    entries = [Entry(row, "letterhead") for row in grid.rows[: headers[0].first]]
    table = None
    unknown: list[tuple[int, int, str]] = []
    guessed: list[tuple[int, int, str]] = []
    for span in _spans(grid.rows, headers, words.vocabulary):
        header = span.header
        entries += [Entry(row, "header_row") for row in grid.rows[header.first : header.last + 1]]
        body = _body(grid, span)
        table = OpenTable(map_columns(header, body.rows, words.vocabulary), stack)
        row = grid.rows[header.last].number
        unknown += _unknown(header, table.columns, row)
        guessed += [(row, c, " / ".join(header.paths[c])) for t in table.columns for c in sorted(t.guessed)]
        found, table = walk(body, table, words)
        above = grid.rows[span.letterhead : span.end]
        entries += [*found, *(Entry(row, "letterhead") for row in above)]
        stack = _restarted(table.stack, _lines(above), words)
    return Layout(_with_footnotes(entries, grid.below), table, tuple(unknown), tuple(guessed))


def _unknown(header: Header, tables: Sequence[Columns], row: int) -> Iterator[tuple[int, int, str]]:
    """The headings whose columns no table reads."""
    used = {c for table in tables for columns in (table.names, *table.fields.values()) for c in columns}
    for column, path in header.paths.items():
        if column not in used and not header.fields[column] and any(map(str.isalpha, "".join(path))):
            yield row, column, " / ".join(path)


def lay_out_more(grid: Grid, table: OpenTable, words: Words) -> Layout:
    """The rows of a sheet without header that goes on with the table of the sheet before it."""
    entries, after = walk(Body(grid.rows, is_text=grid.is_text), table, words)
    return Layout(_with_footnotes(entries, grid.below), after)


def lay_out_unknown(grid: Grid, *, first: int, words: Words) -> Layout:
    """The rows of a sheet without header; from index `first` on, a list whose columns are not known."""
    width = max((len(row.texts) for row in grid.rows), default=0)
    columns = Columns("", 0, width, {}, (), width=width)
    entries, _ = walk(Body(grid.rows[first:], is_text=grid.is_text), OpenTable((columns,)), words)
    return Layout((*(Entry(row, "letterhead") for row in grid.rows[:first]), *entries))


def goes_on(grid: Grid, table: OpenTable) -> bool:
    """Whether the first number of a sheet without header follows the last number of the table before it."""
    for row in grid.rows:
        for columns in table.columns:
            number = row_number(columns.text(row, "stt"))
            if number is not None and columns.name(row):
                return table.last_number > 0 and number == table.last_number + 1
    return False


def lay_out_beside(grid: Grid, words: Words) -> Layout:
    """The rows of a sheet after the tables that is no list: signatures, notes, page lines, nothing known."""
    found = lay_out_unknown(grid, first=0, words=words)
    return Layout(tuple(e if e.kind in _FOOTERS else replace(e, kind="outside_table") for e in found.entries))


def first_of_list(grid: Grid, vocabulary: Vocabulary, *, cells: int) -> int | None:
    """The first row that may be a person: a numbered name, or at least `cells` cells; None when none comes.

    Names under a signature are no list.
    """
    for index, row in enumerate(grid.rows):
        texts = row.own_texts
        if any(vocabulary.starts("signature", text) for text in texts):
            return None
        if len(texts) == 1 and is_numbered_name(texts[0], vocabulary):
            return index
        numbered = len(texts) > 1 and texts[0].rstrip(".)").isdigit()
        named = any(_is_name(text, vocabulary) for text in texts[:3])
        if (named and (numbered or len(texts) > _NAME_CELLS)) or len(texts) >= cells:
            return index
    return None


def first_of_names(grid: Grid, vocabulary: Vocabulary) -> int | None:
    """The first of two or more rows with a name and something beside it, above any signature."""
    named: list[int] = []
    for index, row in enumerate(grid.rows):
        texts = row.own_texts
        if any(vocabulary.starts("signature", text) for text in texts):
            break
        if len(texts) > 1 and any(_is_name(text, vocabulary) for text in texts[:3]):
            named.append(index)
    return named[0] if len(named) > 1 else None


def _with_footnotes(entries: Sequence[Entry], below: Sequence[str]) -> tuple[Entry, ...]:
    """The entries, each person with the footnotes of its signs; `below` are the lines under the table."""
    bearers: dict[str, list[int]] = {}
    remarks: dict[int, list[str]] = {}
    for place, entry in enumerate(entries):
        if entry.kind == PERSON:
            for sign in signs_after(entry.row.own_texts):
                bearers.setdefault(sign, []).append(place)
        elif entry.kind == NOTE:
            _note(entry.row.own_texts, bearers, remarks)
    _note(below, bearers, remarks)
    return tuple(
        replace(entry, remarks=(*entry.remarks, *remarks[place])) if place in remarks else entry
        for place, entry in enumerate(entries)
    )


def _note(texts: Iterable[str], bearers: dict[str, list[int]], remarks: dict[int, list[str]]) -> None:
    """Give each footnote to those who bear its sign; on the next page the same sign is another one."""
    for text in texts:
        for place in bearers.pop(sign_before(text), ()):
            remarks.setdefault(place, []).append(text)


def _is_name(text: str, vocabulary: Vocabulary) -> bool:
    return 1 < len(text.split()) <= 6 and vocabulary.opens_a_name(text) and not any(map(str.isdigit, text))


def _spans(rows: Sequence[Row], headers: Sequence[Header], vocabulary: Vocabulary) -> Iterator[_Span]:
    current = headers[0]
    repeats: list[Header] = []
    for header in headers[1:]:
        start = _letterhead_start(rows[: header.first], (repeats or [current])[-1].last + 1, vocabulary)
        if same_columns(current, header) and start == header.first:
            repeats.append(header)
            continue
        yield _Span(current, tuple(repeats), start, header.first)
        current, repeats = header, []
    yield _Span(current, tuple(repeats), len(rows), len(rows))


def _letterhead_start(rows: Sequence[Row], start: int, vocabulary: Vocabulary) -> int:
    """Where the next list's Quốc hiệu or 'DANH SÁCH …' stands; the end of `rows` when there is none."""
    for index in range(start, len(rows)):
        texts = rows[index].own_texts
        if any(vocabulary.starts(kind, t) for t in texts for kind in ("national_heading", "title")):
            return index
    return len(rows)


def _body(grid: Grid, span: _Span) -> Body:
    repeated = {
        grid.rows[index].number for header in span.repeats for index in range(header.first, header.last + 1)
    }
    rows = grid.rows[span.header.last + 1 : span.letterhead]
    return Body(rows, frozenset(repeated), grid.is_text)


def _restarted(stack: Stack, lines: Sequence[str], words: Words) -> Stack:
    """What holds for a second list on the same sheet: its letterhead and title instead of the first's."""
    fresh = sections_of(lines, plan=words.plan, words=words.vocabulary)
    if not fresh:
        return stack
    origins = {section.origin for section in fresh}
    kept = [s for s in stack if s.origin not in origins and s.origin != "section"]
    return (*kept, *fresh)


def _lines(rows: Sequence[Row], edge: int = _NO_EDGE) -> tuple[str, ...]:
    """The texts of the rows up to a column, left to right; line breaks inside a cell divide lines."""
    return tuple(
        text for row in rows for column in row.own if column <= edge for text in _cell_lines(row, column)
    )


def _cell_lines(row: Row, column: int) -> Iterator[str]:
    value = row.values[column]
    lines = value.splitlines() if isinstance(value, str) else [row.texts[column]]
    yield from filter(None, map(str.strip, lines))
