"""Where a row stands, in words: the one place that says it for the terminal, the workbook and the pages.

Documents and pages number their tables from 0 (docs/contract.md); people count them from 1.
"""

import re

from roster.messages import _
from roster.model import BY_HAND, Source

_TABLE = re.compile(r"table (\d+)")


def sheet(name: str) -> str:
    """A sheet as a person looks for it; '' for text files, which have none."""
    numbered = _TABLE.fullmatch(name)
    return _("table {number}", number=int(numbered[1]) + 1) if numbered else name


def file(name: str) -> str:
    """A file as a person knows it; people added by hand stand in none."""
    return _("added by hand") if name == BY_HAND else name


def place(source: Source) -> str:
    """File, sheet or table, and row; of a text file only the line; who was added by hand by number."""
    if source.file == BY_HAND:
        return f"{file(source.file)}, " + _("no. {row}", row=source.row)
    if not source.sheet:
        return f"{source.file}, " + _("line {row}", row=source.row)
    where = sheet(source.sheet)
    named = where if where != source.sheet else _("sheet {sheet}", sheet=source.sheet)
    return f"{source.file}, {named}, " + _("row {row}", row=source.row)
