"""Tables that go on from page to page: what the page break tore apart is put together again.

Knows the tables of a document in order; knows nothing of letters and lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from roster.intake.formats.pdf_table import PdfTable
from roster.model import Merge

_LEADING = 2  # a row without its number and name is the rest of the row on the page before
_NAME_END = 2  # words
_Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A table with the lines of text above it, or only the lines after the last table.

    `goes_on`: it has the columns of the table before.
    """

    page: int
    above: tuple[str, ...] = ()
    table: PdfTable | None = None
    goes_on: bool = False


def mended(parts: Sequence[Part]) -> list[Part]:
    """The same parts; rows and merged cells that a page break divided are whole where they begin."""
    done: list[Part] = []
    for part in parts:
        before = done[-1].table if done else None
        if before and part.table and part.goes_on and part.page > done[-1].page:
            whole, rest = _mended(before, part.table)
            done[-1] = replace(done[-1], table=whole)
            done.append(replace(part, table=rest))
        else:
            done.append(part)
    return done


def _mended(before: PdfTable, table: PdfTable) -> tuple[PdfTable, PdfTable]:
    """Two tables divided by a page break: the first with its last row whole, the second without that rest."""
    first = _repeated(before, table)
    if first == len(table.rows):
        return before, table
    last, rest = before.rows[-1], table.rows[first]
    if table.begins_with_rest or _is_rest(rest, last, _reaching(before)):
        whole = tuple(
            f"{text}\n{more}" if text and more else text or more
            for text, more in zip(last, rest, strict=True)
        )
        before = replace(before, rows=(*before.rows[:-1], whole))
        rest = ("",) * len(rest)
    else:
        rest = _carried(before, table, first)
    return before, replace(table, rows=(*table.rows[:first], rest, *table.rows[first + 1 :]))


def _repeated(before: PdfTable, table: PdfTable) -> int:
    """How many rows at the head of the second page only repeat the head of the first."""
    pairs = zip(before.rows, table.rows, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _is_rest(row: _Texts, last: _Texts, merged: Iterable[int]) -> bool:
    """Whether a row is what did not fit on the page before: nothing in it stands where nothing began.

    `merged` columns are blank in every row of a merged cell: they do not tell where a row begins.
    """
    leading = [column for column in range(len(row)) if column not in merged][:_LEADING]
    begins = any(row[column] for column in leading) or not any(last[column] for column in leading)
    if begins and not _ends_name(row, last, leading):
        return False
    return any(row) and all(begun for text, begun in zip(row, last, strict=True) if text)


def _ends_name(row: _Texts, last: _Texts, leading: Sequence[int]) -> bool:
    """Whether a row without a number, below one with a number, has only the last words of that row's name."""
    if len(leading) < _LEADING:
        return False
    number, name = leading
    numbered = last[number].rstrip(".)").isdigit() and not row[number]
    told = any(map(str.isdigit, "".join(row)))  # a date or a telephone number: somebody
    return numbered and not told and len(row[name].split()) <= _NAME_END and bool(last[name])


def _reaching(before: PdfTable) -> dict[int, Merge]:
    """The merged cells, by column, that go on over the page's end."""
    end = len(before.rows)
    return {m.first_column: m for m in before.merges if m.first_row < m.last_row == end}


def _carried(before: PdfTable, table: PdfTable, first: int) -> _Texts:
    """A row with the texts of merged cells that reach into it from the page before."""
    reaching = _reaching(before)
    return tuple(
        before.rows[reaching[column].first_row - 1][column] if not text and column in reaching else text
        for column, text in enumerate(table.rows[first])
    )
