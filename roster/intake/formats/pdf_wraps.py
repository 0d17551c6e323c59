"""Lines of a PDF cell put together: which line breaks the cell's width forced and which were meant.

A PDF knows only where letters stand. Where the next word would not have fitted, the break is the program's.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from roster.intake.formats.pdf_runs import Line, Run, joined, lines_of

_PADDING = 5.4  # points Word leaves at each side of a cell, the most of the usual programs
_ONE_WORD = re.compile(r"[\w.@+/:-]+", re.ASCII)
_WHOLE_NUMBER = 9  # digits: a telephone or card number that needs no more


def cell_text(runs: Sequence[Run], box: tuple[float, float, float, float]) -> str:
    """The text of a cell with the breaks that were meant; an address or number cut in two is whole again."""
    lines = [joined(line) for line in lines_of(runs)]
    width = box[2] - box[0] - 2 * _PADDING
    text = lines[0].text
    for before, line in pairwise(lines):
        text += _between(before, line, width=width) + line.text
    return text


def _between(before: Line, line: Line, *, width: float) -> str:
    last, first = before.text.split()[-1], line.text.split()[0]
    used, letter = before.x1 - before.x0, (line.x1 - line.x0) / len(line.text)
    if used + letter > width and _is_cut(last, first):
        return ""
    if _digits(last) and _digits(first):
        return "\n"  # two numbers, however wide the cell
    return " " if used + letter * (len(first) + 1) > width else "\n"


def _is_cut(last: str, first: str) -> bool:
    """Whether two pieces are one address or one number: words are never cut."""
    if not (_ONE_WORD.fullmatch(last) and _ONE_WORD.fullmatch(first)):
        return False
    if _digits(last) and _digits(first):
        return sum(map(str.isdigit, last)) < _WHOLE_NUMBER
    return ("@" in last) != ("@" in first) and not _digits(first)


def _digits(text: str) -> bool:
    return bool(text) and not any(map(str.isalpha, text)) and any(map(str.isdigit, text))
