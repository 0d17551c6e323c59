"""Applies what people settled about columns to the sheets of a file, and says what differs from then.

Knows layouts and mappings; a mapping that does not surely fit is not used, and that is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roster.intake.columns import letters
from roster.intake.grid import Row
from roster.intake.header import Header
from roster.intake.layout import Layout, lines_above
from roster.intake.mapping import (
    NOT_READ,
    ColumnMapping,
    Recognised,
    column_of,
    fingerprint,
    fits_list,
    heading_key,
    heading_of,
    headless,
    recognise,
)
from roster.intake.pages import Page
from roster.intake.sections import heading_of as section_heading
from roster.intake.suggestion import OpenList, look_of, open_list
from roster.intake.vocabulary import Vocabulary
from roster.model import Problem, Source
from roster.problems import PROBLEMS

_NAMES = ("full_name", "last_middle", "given")
_HEADING_MARKERS = ("roman", "upper")
_SAMPLE = 200  # rows that show whether a mapping fits


@dataclass(frozen=True, slots=True)
class Applied:
    """The sheets with their columns as remembered; `used` when that changed any, `problems` what differs."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    used: bool = False


def apply(
    laid_out: Sequence[tuple[Page, Layout]],
    mappings: Sequence[ColumnMapping],
    words: Vocabulary,
    *,
    file: str,
) -> Applied:
    """The pages of a file, each with the newest mapping that fits; `mappings` are its sender's, newest first.

    A header is recognised by its fingerprint, else by most of its headings; a list without header by its
    width and the look of its values.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for page, layout in laid_out if mappings else ():
        if page.headers:
            found = [_recognised(header, mappings) for header in page.headers]
            problems += _differences(page, found, file)
            pages.append(_with_headers(page, found))
        else:
            pages.append(_with_columns(page, layout, mappings, words))
            if pages[-1] == page and any(mapping.is_headless for mapping in mappings):
                problems += _misfit(page, layout, words, file)
    before = tuple(page for page, _ in laid_out)
    after = tuple(pages) or before
    return Applied(after, tuple(problems), used=after != before)


def said_once(problems: Iterable[Problem], applied: Applied) -> Iterator[Problem]:
    """The problems of a file with those of its columns; an unknown column that is new is told once."""
    new = {(p.source, p.column) for p in applied.problems if p.code == "column_new"}
    yield from (p for p in problems if p.code != "column_unknown" or (p.source, p.column) not in new)
    yield from applied.problems


def _recognised(header: Header, mappings: Sequence[ColumnMapping]) -> Recognised | None:
    return recognise(
        fingerprint(header), {column: heading_key(path) for column, path in header.paths.items()}, mappings
    )


def _with_headers(page: Page, found: Sequence[Recognised | None]) -> Page:
    pairs = zip(found, page.headers, strict=True)
    return replace(page, headers=tuple(_corrected(header, one) if one else header for one, header in pairs))


def _corrected(header: Header, found: Recognised) -> Header:
    """The header with these fields; a heading that a person left unread is not asked about again."""
    said = {c: names or (NOT_READ,) for c, names in found.fields.items() if names or c in header.paths}
    bare: dict[int, tuple[str, ...]] = {column: () for column in said if column not in header.paths}
    return replace(header, paths={**header.paths, **bare}, fields={**header.fields, **said})


def _differences(page: Page, found: Sequence[Recognised | None], file: str) -> Iterator[Problem]:
    """The columns that came or went, each once: a header may be repeated on every printed page."""
    told: set[tuple[str, str]] = set()
    for one, header in zip(found, page.headers, strict=True):
        source = Source(file, page.grid.name, page.grid.rows[header.last].number)
        new = [(letters(c), heading_of(header.paths[c])) for c in (one.new if one else ())]
        gone = [(c.letter, c.heading) for c in (one.gone if one else ())]
        for code, columns in (("column_new", new), ("column_gone", gone)):
            for letter, heading in columns:
                if (code, letter) not in told:
                    told.add((code, letter))
                    yield _problem(code, source, letter, heading)


def _problem(code: str, source: Source, column: str, heading: str) -> Problem:
    return Problem(code, PROBLEMS[code].severity, source, column, "", {"heading": heading})


def _with_columns(page: Page, layout: Layout, mappings: Sequence[ColumnMapping], words: Vocabulary) -> Page:
    """A list without header gets the remembered columns, if its values look as they did then."""
    found = open_list(layout, words)
    exact = headless(found.width)
    ordered = sorted(mappings, key=lambda m: m.fingerprint != exact)
    fitting = next((m for m in ordered if found.rows and _fits(m, found, words)), None)
    if not fitting:
        return page
    rows = page.grid.rows
    start = _with_headings(rows, _start(rows, rows.index(found.rows[0]), fitting, words))
    columns = {column_of(c.letter): c.fields for c in fitting.columns}
    header = Header(
        first=min(start, rows.index(found.heading)) if found.heading else start,
        last=start - 1,
        paths=dict.fromkeys(columns, ()),
        fields={column: names or (NOT_READ,) for column, names in columns.items()},
        spans={},
        width=max(len(row.texts) for row in rows),
    )
    return replace(page, headers=(header,), lines=lines_above(page.grid, (header,)))


def _fits(mapping: ColumnMapping, found: OpenList, words: Vocabulary) -> bool:
    sample = found.rows[:_SAMPLE]
    looks = {column: look_of(column, sample, words) for column in range(found.width)}
    if not fits_list(mapping, looks=looks, headings=found.headings):
        return False
    names = _name_columns(mapping)
    return sum(any(row.text(c) for c in names) for row in sample) * 2 >= len(sample)


def _name_columns(mapping: ColumnMapping) -> list[int]:
    return [column_of(c.letter) for c in mapping.columns if set(c.fields) & set(_NAMES)]


def _start(rows: Sequence[Row], found: int, mapping: ColumnMapping, words: Vocabulary) -> int:
    """Where the people begin: in the row a person named, unless that would pass over or invent somebody."""
    wanted = next((i for i, row in enumerate(rows) if row.number == mapping.first_row), found)
    names = _name_columns(mapping)
    between = rows[min(wanted, found) : max(wanted, found)]
    named = [any(words.opens_a_name(row.text(c)) for c in names) for row in between]
    return wanted if named and (all(named) if wanted < found else not any(named)) else found


def _with_headings(rows: Sequence[Row], start: int) -> int:
    """'I. Lãnh đạo Sở' right above the first person is the list's first section."""
    while start and section_heading(rows[start - 1].own_texts)[0] in _HEADING_MARKERS:
        start -= 1
    return start


def _misfit(page: Page, layout: Layout, words: Vocabulary, file: str) -> Iterator[Problem]:
    """A list without header whose sender's remembered columns do not fit it."""
    rows = open_list(layout, words).rows
    if rows:
        code = "columns_differ"
        yield Problem(code, PROBLEMS[code].severity, Source(file, page.grid.name, rows[0].number))
