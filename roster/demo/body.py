"""The table of a list: header of one or two lines, sections, people, subtotals, totals.

Knows the style's layout; takes what each row states as given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from roster.demo import frames
from roster.demo.columns import COLUMNS, Line
from roster.demo.name_tables import NameTables
from roster.demo.page import PageLine
from roster.demo.statements import Stated
from roster.demo.styles import ListStyle


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one group, with the group's place among the file's groups."""

    index: int
    stated: tuple[Stated, ...]


def table(batches: Sequence[Batch], style: ListStyle, names: NameTables) -> list[PageLine]:
    """All lines of one table, header and total included."""
    head = header(style)
    lines = [*head, *(_numbers(style) if style.number_row else ())]
    people = 0
    for batch in batches:
        first = 1 if style.restart_numbers else people + 1
        lines += _batch(batch, style, names, first=first)
        people += len(batch.stated)
    lines += frames.total(style, people, len(style.columns))
    return _repeat(lines, head, style.repeat_header) if style.repeat_header else lines


def header(style: ListStyle) -> list[PageLine]:
    """One header line, or two where a column's words are 'above|below'."""
    parts = [words.partition("|") for _, words in style.columns]
    above = tuple(upper for upper, _, _ in parts)
    if not any(below for _, _, below in parts):
        return [PageLine("header", above)]
    spans, cells, column = [], list(above), 0
    for (text, divided), run in groupby(parts, key=lambda p: (p[0], bool(p[2]))):
        last = column + len(list(run)) - 1
        if divided:
            spans.append((column, last))
            cells[column : last + 1] = [text, *[""] * (last - column)]
        column = last + 1
    return [
        PageLine("header", tuple(cells), tuple(spans)),
        PageLine("header_below", tuple(below for _, _, below in parts)),
    ]


def _numbers(style: ListStyle) -> Iterator[PageLine]:
    """The row (1) (2) (3) … below a header."""
    yield PageLine("numbers", tuple(f"({n})" for n in range(1, len(style.columns) + 1)))


def _batch(batch: Batch, style: ListStyle, names: NameTables, *, first: int) -> Iterator[PageLine]:
    width = len(style.columns)
    if style.blank_rows and batch.index:
        yield PageLine("blank")
    if batch.index < len(style.sections):
        yield _section(style, batch.index)
    units = 0
    for offset, stated in enumerate(batch.stated):
        unit = stated.row.seat.unit
        if style.unit_sections and unit and (offset == 0 or unit != batch.stated[offset - 1].row.seat.unit):
            units += 1
            yield _wide_section(style.unit_sections.format(number=units, unit=unit), width)
        yield _person(stated, style, names, number=first + offset, group=batch.index)
    yield from frames.subtotal(style, len(batch.stated), width)


def _person(stated: Stated, style: ListStyle, names: NameTables, *, number: int, group: int) -> PageLine:
    words = style.group_words[group] if group < len(style.group_words) else ""
    line = Line(stated, number, words, style, names)
    return PageLine("person", tuple(COLUMNS[field](line) for field in style.fields), stated=stated)


def _section(style: ListStyle, index: int) -> PageLine:
    width = len(style.columns)
    if not style.section_words:
        return _wide_section(style.sections[index], width)
    cells = (style.sections[index], style.section_words[index], *[""] * (width - 2))
    return PageLine("section", cells, ((1, width - 1),))


def _wide_section(text: str, width: int) -> PageLine:
    return PageLine("section", (text, *[""] * (width - 1)), ((0, width - 1),))


def _repeat(lines: list[PageLine], head: list[PageLine], every: int) -> list[PageLine]:
    """The header again after so many people, as on each printed page."""
    repeated, people = [], 0
    for line in lines:
        if line.role == "person":
            if people and people % every == 0:
                repeated += head
            people += 1
        repeated.append(line)
    return repeated
