"""The sheets of one file together: who sends the list, which headings hold where, tables that go on.

Knows sheets, their headers and the lines above them; knows nothing of persons' values.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from roster.intake.grid import Grid, build
from roster.intake.header import Header, same_columns
from roster.intake.kinds import PERSON
from roster.intake.layout import (
    Layout,
    first_of_list,
    first_of_names,
    goes_on,
    headers_of,
    lay_out,
    lay_out_beside,
    lay_out_more,
    lay_out_unknown,
    lines_above,
)
from roster.intake.letterhead import (
    covering_letter_agency,
    headings_of,
    letterhead_agency,
    section_of_name,
    sections_of,
)
from roster.intake.sections import Section, Stack, agency_of, push
from roster.intake.walk import Entry, OpenTable, Words
from roster.model import Sheet
from roster.plan import Agency

_FEW_CELLS = 3  # cells of a row that may be a person in a file where no header is known
_NEVER = 1 << 30  # more cells than any row has
_PRINTED = "page "
_DOCUMENT = ("table ", "page ")  # sheets of documents: what stands above one table may hold for the next


@dataclass(frozen=True, slots=True)
class Page:
    """A visible sheet, its headers and the lines above them."""

    grid: Grid
    headers: tuple[Header, ...]
    lines: tuple[str, ...]

    @property
    def goes_with_others(self) -> bool:
        """Whether the sheet is one of the tables of a document."""
        return self.grid.name.startswith(_DOCUMENT)

    @property
    def is_mapped(self) -> bool:
        """Whether it begins with people, their columns settled by a person, for there is no header."""
        settled = not any(any(path) for header in self.headers for path in header.paths.values())
        return bool(self.headers) and settled and self.headers[0].first == 0

    @property
    def is_printed(self) -> bool:
        """Whether the sheet is a page of a printed document."""
        return self.grid.name.startswith(_PRINTED)


def page_of(sheet: Sheet, words: Words) -> Page:
    """A sheet made ready, with its headers found."""
    grid = build(sheet)
    headers = headers_of(grid, words)
    return Page(grid, headers, lines_above(grid, headers))


def sender_of(name: str, pages: Sequence[Page], words: Words) -> Agency | None:
    """Who sends the file: its letterhead, else title, covering letter, file name, its only sheet's name."""
    plan, vocabulary = words.plan, words.vocabulary
    letterheads = (letterhead_agency(page.lines, plan=plan, words=vocabulary) for page in pages)
    titles = (agency_of(sections_of(page.lines, plan=plan, words=vocabulary))[0] for page in pages)
    letters = (covering_letter_agency(page.lines, plan) for page in pages)
    names = (section_of_name(n, origin, plan=plan).agency for n, origin in _names(name, pages))
    return next(filter(None, chain(letterheads, titles, letters, names)), None)


def lay_out_pages(
    name: str, pages: Sequence[Page], sender: Agency | None, words: Words
) -> Iterator[tuple[Page, Layout]]:
    """Every sheet with what each of its rows is; tables may go on from one sheet to the next."""
    base = (
        section_of_name(name, "file", plan=words.plan),
        Section("sender", origin="sender", agency=None if _of_many(pages, words) else sender),
    )
    headed = any(page.headers for page in pages)
    before: OpenTable | None = None
    listed = False
    for place, page in enumerate(pages):
        if before and page.is_mapped and goes_on(page.grid, before):
            layout = lay_out_more(page.grid, before, words)
        elif page.headers:
            layout = lay_out(page.grid, page.headers, _stack(page, base, before, words), words)
        elif before and (page.grid.goes_on or goes_on(page.grid, before)):
            layout = lay_out_more(page.grid, _headed_anew(before, page, words), words)
        else:
            layout = _unheaded(page.grid, words, headed=headed, first=not listed)
        listed = listed or any(entry.kind in (PERSON, "header_row") for entry in layout.entries)
        if _repeats(page, pages[:place]):
            layout = _with_repeated_header(layout, page)
        before = layout.open or before
        yield page, layout


def _of_many(pages: Sequence[Page], words: Words) -> bool:
    """Whether the letterheads of sheets name different agencies: a sheet without one has none of them."""
    lines = (page.lines for page in pages if not page.goes_with_others)
    named = (letterhead_agency(one, plan=words.plan, words=words.vocabulary) for one in lines)
    return len({agency.code for agency in named if agency}) > 1


def _repeats(page: Page, earlier: Sequence[Page]) -> bool:
    """Whether a page of a printed document only repeats the header of the page before it."""
    known = next((other.headers[-1] for other in reversed(earlier) if other.headers), None)
    on_pages = page.grid.name.startswith(_PRINTED) and bool(page.headers)
    return known is not None and on_pages and same_columns(known, page.headers[0])


def _with_repeated_header(layout: Layout, page: Page) -> Layout:
    first = page.headers[0]
    numbers = {row.number for row in page.grid.rows[first.first : first.last + 1]}
    return replace(
        layout,
        entries=tuple(
            replace(entry, kind="repeated_header") if entry.row.number in numbers else entry
            for entry in layout.entries
        ),
    )


def _names(name: str, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    yield name, "file"
    if len(pages) == 1:
        yield pages[0].grid.name, "sheet"


def _stack(page: Page, base: Stack, before: OpenTable | None, words: Words) -> Stack:
    """What holds at the head of a sheet, weakest first: file, letterhead, title, the sheet's own name."""
    plan, vocabulary = words.plan, words.vocabulary
    fresh = sections_of(page.lines, plan=plan, words=vocabulary)
    if before and page.goes_with_others and not any(section.origin == "title" for section in fresh):
        stack = before.stack
        for section in headings_of(page.lines, plan=plan, words=vocabulary):
            stack = push(stack, section)
        return stack
    titles = tuple(section for section in fresh if section.origin != "section")
    inside = tuple(section for section in fresh if section.origin == "section")
    sheet = section_of_name(page.grid.name, "sheet", plan=plan)
    if any(section.origin == "title" and section.agency for section in titles):
        sheet = replace(sheet, agency=None)  # sheets are copied and keep their names, titles are read
    return (*base, *titles, *((sheet,) if sheet.says_something else ()), *inside)


def _headed_anew(table: OpenTable, page: Page, words: Words) -> OpenTable:
    """A table that goes on in the next one, under the headings between the two."""
    stack = table.stack
    for section in headings_of(page.grid.above, plan=words.plan, words=words.vocabulary):
        stack = push(stack, section)
    return replace(table, stack=stack)


def _unheaded(grid: Grid, words: Words, *, headed: bool, first: bool) -> Layout:
    """A sheet without header: a list whose columns a person must name, or what stands around the lists."""
    start = first_of_list(grid, words.vocabulary, cells=_NEVER if headed else _FEW_CELLS)
    if start is None and not headed:
        start = first_of_names(grid, words.vocabulary)
    if start is not None:
        return lay_out_unknown(grid, first=start, words=words)
    if first:
        return Layout(tuple(Entry(row, "letterhead") for row in grid.rows))
    return lay_out_beside(grid, words)
