"""Tables of PDFs that office programs print: one sheet per table, called after its page.

Letters and lines come from pdfplumber; where a document has no ruled table, `pdf_aligned` looks for others.
Lines of text outside the tables are no rows but travel with the table below them. A scan
holds no letters and is refused; knows nothing of what the tables mean.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from roster.intake.formats.limits import CellBudget, Refused
from roster.intake.formats.pdf_aligned import AlignedPage, read_aligned
from roster.intake.formats.pdf_beside import pages_beside, tables_beside
from roster.intake.formats.pdf_pages import Part, mended
from roster.intake.formats.pdf_pieces import goes_on_in, with_piece
from roster.intake.formats.pdf_runs import LOST, Run, lines_of, runs_of, texts_apart
from roster.intake.formats.pdf_streams import check_packing, check_streams
from roster.intake.formats.pdf_table import Ruled, beside_each_other
from roster.intake.formats.rows import build, commonest
from roster.intake.formats.stopwatch import processor_time
from roster.model import Sheet

MAX_PAGES = 500
MAX_PAGE_BYTES = 2 * 1024 * 1024  # of drawing commands: a full page of a list has a tenth
MAX_CROSSINGS = 50_000  # of lines on one page
SECONDS = 0.6  # of processor time for a document however small: opening one takes 0.1
SECONDS_PER_MEGABYTE = 100  # of drawing commands as packed: lists need 40 on a computer of today


def read(data: bytes, password: str = "") -> tuple[Sheet, ...]:
    """Sheets `page 1`, `page 2`, …; row numbers count the table rows of the page from 1.

    Raises `Refused` (password, scanned_pdf, no_rows, too_large) and pdfminer's errors for damaged files.
    """
    try:
        with processor_time(SECONDS) as grant:
            check_streams(data)
            with _opened(data, password) as document:
                grant(SECONDS_PER_MEGABYTE * _packed_bytes(document) / 1024**2)
                parts = _parts(document)
    except PdfminerException as fault:
        raise _reason(fault.args[0], data) from None
    if not any(part.table for part in parts):
        raise Refused("no_rows")
    return tuple(_sheets(mended(tables_beside(parts))))


def _opened(data: bytes, password: str) -> PDF:
    """The document. One that is only closed to changes opens for everybody, whatever password is given."""
    try:
        return pdfplumber.open(io.BytesIO(data), password=password)
    except PdfminerException as fault:
        if not password or not isinstance(fault.args[0], PDFPasswordIncorrect):
            raise
    return pdfplumber.open(io.BytesIO(data))


def _reason(fault: Exception, data: bytes) -> Exception:
    """Why a document does not open. One without a font holds no text, damaged or not."""
    if isinstance(fault, PDFPasswordIncorrect):
        return Refused("password")
    return Refused("scanned_pdf") if isinstance(fault, PDFSyntaxError) and b"/Font" not in data else fault


def _packed_bytes(document: PDF) -> int:
    """How much is drawn on the pages, as packed in the file: what is drawn again and again counts once."""
    if len(document.pages) > MAX_PAGES:
        raise Refused("too_large", limit=f"{MAX_PAGES} pages")
    found = (stream_value(content) for page in document.pages for content in page.page_obj.contents)
    streams = {stream.objid: stream for stream in found}.values()
    check_packing(streams)
    return sum(len(stream.rawdata or b"") for stream in streams)


def _parts(document: PDF) -> list[Part]:
    """The tables of the document in order, each with the lines above it; the last lines without a table."""
    pages, letters = _Pages(CellBudget()), 0
    for page in document.pages:
        letters += pages.take(page)
        page.close()  # pdfplumber keeps what it parsed of each page
    if not letters:
        raise Refused("scanned_pdf")
    return pages.parts()


class _Pages:
    """Gathers tables and lines page by page."""

    def __init__(self, budget: CellBudget) -> None:
        self._budget = budget
        self._parts: list[Part] = []
        self._lines: list[str] = []  # since the last table
        self._edges: tuple[float, ...] = ()
        self._page = 1
        self._width = 0.0
        self._runs: list[list[Run]] = []  # page by page

    def take(self, page: Page) -> int:
        """Read a page; how many readable letters stand on it."""
        self._page = page.page_number
        self._width = max(self._width, float(page.width))
        _check_cost(page)
        runs = [run for run in runs_of(page.chars) if page.bbox[1] <= run.middle <= page.bbox[3]]
        self._runs.append(runs)
        tables = self._ruled(page)
        loose = [run for run in runs if not any(table.take(run) for table in tables)]
        for table in tables:
            above = [run for run in loose if run.middle < table.top]
            loose = [run for run in loose if run.middle >= table.top]
            self._take_table(table, above)
        self._take_lines(loose)
        return sum(len(run.text) - run.text.count(LOST) for run in runs)

    def _take_table(self, table: Ruled, above: Sequence[Run]) -> None:
        """A table with the lines above it, or more of the one begun on the page."""
        read = table.read()
        last = self._parts[-1] if self._parts else Part(0)
        lines = lines_of(above)
        if last.page == self._page and last.table and goes_on_in(last.table, lines, read):
            self._parts[-1] = replace(last, table=with_piece(last.table, lines, read))
            return
        self._take_lines(above)
        self._parts.append(Part(self._page, tuple(self._lines), read, table.goes_on))
        self._lines = []

    def parts(self) -> list[Part]:
        """What has been gathered."""
        if self._parts:
            return [*self._parts, Part(self._page, tuple(self._lines))]
        return list(_aligned_parts(read_aligned(pages_beside(self._runs, self._width), self._budget)))

    def _ruled(self, page: Page) -> list[Ruled]:
        """The page's tables from top to bottom."""
        found = beside_each_other(table.cells for table in page.find_tables())
        tables: list[Ruled] = []
        for boxes in found:
            begun = tables[-1].edges if tables else ()
            table = Ruled(boxes, known_edges=self._edges, begun=begun, budget=self._budget)
            if table.is_table:
                self._edges = table.edges
                tables.append(table)
        return tables

    def _take_lines(self, runs: Sequence[Run]) -> None:
        self._lines += [text for line in lines_of(runs) for text in texts_apart(line)]


def _aligned_parts(pages: Sequence[AlignedPage]) -> Iterator[Part]:
    """The tables of a document without lines, which are one, and the lines of text around them."""
    lines: list[str] = []
    begun = False
    for number, page in enumerate(pages, start=1):
        lines += page.above
        if page.table:
            yield Part(number, tuple(lines), page.table, goes_on=begun)
            lines, begun = [], True
        lines += page.below
    yield Part(len(pages), tuple(lines))


def _check_cost(page: Page) -> None:
    """Refuse (too_large) a page on which more is drawn than a person could read: lines cost most."""
    drawn = sum(len(stream_value(content).get_data()) for content in page.page_obj.contents)
    if drawn > MAX_PAGE_BYTES:
        raise Refused("too_large", limit=f"{MAX_PAGE_BYTES} bytes on a page")
    columns = {round(edge["x0"]) for edge in page.edges if edge["orientation"] == "v"}
    rows = {round(edge["top"]) for edge in page.edges if edge["orientation"] == "h"}
    if len(columns) * len(rows) > MAX_CROSSINGS:
        raise Refused("too_large", limit=f"{MAX_CROSSINGS} cells on a page")


def _sheets(parts: Sequence[Part]) -> Iterator[Sheet]:
    """One sheet per table; several on one page are numbered on."""
    *tables, rest = parts
    rows_before: Counter[int] = Counter()
    for place, part in enumerate(tables):
        if part.table is None:
            continue
        offset = rows_before[part.page]
        rows_before[part.page] += len(part.table.rows)
        yield Sheet(
            f"page {part.page}",
            build(enumerate(part.table.rows, start=offset + 1)),
            tuple(
                replace(m, first_row=m.first_row + offset, last_row=m.last_row + offset)
                for m in part.table.merges
            ),
            fonts=commonest(part.table.fonts),
            above=part.above,
            below=rest.above if place == len(tables) - 1 else (),
            goes_on=part.goes_on,
        )
