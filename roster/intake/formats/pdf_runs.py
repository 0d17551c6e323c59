"""The text of a PDF page as runs: letters drawn one after the other without a gap.

A run belongs to one cell as a whole: Excel draws a text that is too long for its cell beyond the cell's edge
and hides the rest, so single letters may stand in a neighbour's cell. Knows nothing of tables.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_TOUCHING = 0.1  # of the letters' size: the next letter of the same word
_OVERLAP = 0.35  # kerning; more is another text that begins further left
_SAME_LINE = 0.5  # of the letters' height
_SPACE = 0.15
_APART = 1.5  # texts side by side, such as the two halves of a letterhead
LOST = "\ufffd"
_UNKNOWN = "(cid:"  # so pdfminer writes a letter of a font without names
_SAME_PLACE = 1.0  # points: bold type imitated by drawing a text twice


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in a row; `x0`, `x1`, `top`, `bottom` in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    font: str

    @property
    def middle(self) -> float:
        """The height at which the run stands."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """Runs of one line joined: its text and its edges."""

    text: str
    x0: float
    x1: float


def runs_of(chars: Iterable[Mapping[str, Any]]) -> list[Run]:
    """The runs of a page's letters, given in the order in which they are drawn; slanting watermarks not."""
    runs: list[list[Mapping[str, Any]]] = []
    for char in chars:
        if not char["upright"]:
            continue
        if runs and (_goes_on(runs[-1][-1], char) or _is_mark(char)):
            runs[-1].append(char)
        else:
            runs.append([char])
    return [run for letters in runs if (run := _run(letters)).text]


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs line by line, each from left to right, texts drawn twice only once."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: r.middle):
        if lines and abs(run.middle - lines[-1][0].middle) < _SAME_LINE * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_without_copies(sorted(line, key=lambda r: r.x0)) for line in lines]


def joined(line: Sequence[Run]) -> Line:
    """One line of a cell."""
    text = line[0].text
    for before, run in pairwise(line):
        text += (" " if abs(run.x0 - before.x1) > _SPACE * run.size else "") + run.text
    return Line(text, line[0].x0, line[-1].x1)


def texts_apart(line: Sequence[Run]) -> list[str]:
    """The texts that stand side by side in one line outside of tables."""
    texts: list[list[Run]] = [[line[0]]]
    for before, run in pairwise(line):
        if run.x0 - before.x1 > _APART * run.size:
            texts.append([run])
        else:
            texts[-1].append(run)
    return [joined(text).text for text in texts]


def _goes_on(before: Mapping[str, Any], char: Mapping[str, Any]) -> bool:
    size = max(char["bottom"] - char["top"], 1.0)
    gap = char["x0"] - before["x1"]
    same_line = abs(char["bottom"] - before["bottom"]) < _SAME_LINE * size
    return bool(same_line and -_OVERLAP * size < gap < _TOUCHING * size)


def _is_mark(char: Mapping[str, Any]) -> bool:
    """A tone drawn by itself over the letter before it."""
    return bool(char["text"]) and all(map(unicodedata.combining, char["text"]))


def _letter(text: str) -> str:
    """The letter, or the sign of a lost one where the font does not say which it is."""
    return LOST if text.startswith(_UNKNOWN) else text


def _run(letters: Sequence[Mapping[str, Any]]) -> Run:
    seen = [char for char in letters if not char["text"].isspace()] or letters
    text = "".join(_letter(char["text"]) for char in letters).strip()
    return Run(
        text,
        float(seen[0]["x0"]),
        float(seen[-1]["x1"]),
        float(min(char["top"] for char in seen)),
        float(max(char["bottom"] for char in seen)),
        str(seen[0]["fontname"]).rpartition("+")[2],
    )


def _without_copies(line: Sequence[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in line:
        if not (kept and kept[-1].text == run.text and abs(kept[-1].x0 - run.x0) < _SAME_PLACE):
            kept.append(run)
    return kept
