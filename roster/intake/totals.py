"""The number of people a list says it holds, compared with the people found.

Knows total rows and the lines between tables; knows nothing of who the people are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roster.intake.kinds import PERSON
from roster.intake.layout import Layout
from roster.intake.pages import Page
from roster.intake.sums import declared_number, says_sum
from roster.intake.vocabulary import Vocabulary
from roster.model import Problem, Source
from roster.problems import PROBLEMS

_CODE = "declared_total_differs"


@dataclass(frozen=True, slots=True)
class _Total:
    """A number of people said at a row; `since`, `sheet` and `file` are the people found up to there."""

    sheet_name: str
    row: int
    number: int
    since: int
    sheet: int
    file: int

    @property
    def is_met(self) -> bool:
        """Whether it counts the people since the total before it, of its sheet, or of the file so far."""
        return self.number in (self.since, self.sheet, self.file)


def declared_total(
    laid_out: Sequence[tuple[Page, Layout]], file: str, words: Vocabulary
) -> tuple[int | None, tuple[Problem, ...]]:
    """The number the whole file says it holds, and a problem for each total that is not met."""
    totals = list(_totals(laid_out, words))
    problems = tuple(_differs(total, file) for total in totals if not total.is_met)
    return _sum(totals), problems


def _sum(totals: Iterable[_Total]) -> int | None:
    """Totals of parts add up; a total of its sheet or file takes the place of those before it there."""
    kept: list[_Total] = []
    for total in totals:
        if total.number == total.file:
            kept = []
        elif total.number == total.sheet:
            kept = [other for other in kept if other.sheet_name != total.sheet_name]
        kept.append(total)
    return sum(total.number for total in kept) if kept else None


def _totals(laid_out: Sequence[tuple[Page, Layout]], words: Vocabulary) -> Iterator[_Total]:
    since = in_file = 0
    for page, layout in laid_out:
        in_sheet = 0
        for row, texts, found in _steps(page, layout, words):
            since, in_sheet, in_file = since + found, in_sheet + found, in_file + found
            number = declared_number(texts) if texts else None
            if number is not None:
                yield _Total(page.grid.name, row, number, since, in_sheet, in_file)
                since = 0


def _steps(page: Page, layout: Layout, words: Vocabulary) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """Row, its texts where it is a total, and how many people it holds; lines beside a table have no row."""
    yield from ((0, (line,), 0) for line in page.grid.above if says_sum(line, words))
    for entry in layout.entries:
        texts = entry.row.own_texts if entry.kind == "total_row" else ()
        yield entry.row.number, texts, int(entry.kind == PERSON)
    yield from ((0, (line,), 0) for line in page.grid.below if says_sum(line, words))


def _differs(total: _Total, file: str) -> Problem:
    source = Source(file, total.sheet_name, total.row)
    found = min((total.file, total.sheet, total.since), key=lambda people: abs(people - total.number))
    params = {"declared": str(total.number), "found": str(found)}
    return Problem(_CODE, PROBLEMS[_CODE].severity, source, params=params)
