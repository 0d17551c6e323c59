"""What an Excel sheet shows beside its values: hidden rows, strike-through, fonts, formulas without a result.

Read from the XML itself, because a spreadsheet library needs ten times as long for a small list and trusts
the sheet's own dimensions. Knows nothing of values: those come from calamine.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.package import Package
from roster.intake.formats.rows import Marks, commonest, left_standing
from roster.intake.formats.xlsx_extent import column_index

SAMPLED_ROWS = 5_000  # enough to know a column's font
_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_WORTH_READING_ON = (b' hidden="', b"<f>", b"<f ", b":f>", b":f ")

# 'mm/dd/yyyy' and '[$-409]m\/d\/yy', not 'hh:mm dd/mm'; what stands in brackets or quotation marks says
# nothing. The format of Excel's own list that looks so (number 14) follows the computer it is opened on.
_UNSAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\')
_MONTH_FIRST = re.compile(r"(?<!m)m{1,2}[/.-]d", re.IGNORECASE)
_WORDS = frozenset({"s", "str", "inlineStr"})

Runs = tuple[tuple[bool | None, str], ...]  # strike-through and text of each; None: as the cell's own font


@dataclass(frozen=True, slots=True)
class Styles:
    """Per style number of a cell: font name and strike-through; per shared text: its runs.

    `month_first`: the styles that show a date as m/d, whatever computer it is opened on.
    """

    fonts: tuple[str, ...] = ()
    struck: tuple[bool, ...] = ()
    texts: dict[int, Runs] = field(default_factory=dict)
    month_first: frozenset[int] = frozenset()

    @property
    def can_strike(self) -> bool:
        """Whether anything in the workbook may be struck through."""
        return any(self.struck) or bool(self.texts)

    def standing(self, style: int, runs: Runs) -> str | None:
        """What is not struck of a cell ('' when the whole is); None of a cell without a struck run."""
        own = self.struck[style] if style < len(self.struck) else False
        if not any(text.strip() for _, text in runs):
            return "" if own else None
        return left_standing((own if struck is None else struck, text) for struck, text in runs)


def read_styles(package: Package) -> Styles:
    """The workbook's fonts and struck texts; empty where the parts are missing."""
    if _STYLES not in package.names:
        return Styles()
    root = package.tree(_STYLES)
    fonts = [(_name(f), xml.is_on(f.find("{*}strike"))) for f in root.iterfind("{*}fonts/{*}font")]
    cells = list(root.iterfind("{*}cellXfs/{*}xf"))
    used = [fonts[i] if i < len(fonts) else ("", False) for i in (int(xf.get("fontId") or 0) for xf in cells)]
    shown = {one.get("numFmtId") for one in root.iterfind("{*}numFmts/{*}numFmt") if _is_month_first(one)}
    return Styles(
        tuple(n for n, _ in used),
        tuple(s for _, s in used),
        dict(_struck_texts(package)),
        frozenset(number for number, xf in enumerate(cells) if xf.get("numFmtId") in shown),
    )


def read_marks(package: Package, part: str, styles: Styles) -> Marks:
    """The marks of one sheet. A long list is read to its end only where its XML may hold a mark.

    Cell by cell: a row made to do harm may hold millions of them.
    """
    to_the_end = styles.can_strike or _worth_reading_on(package, part)
    notes = _Notes(styles)
    with package.open(part) as source:
        for element in xml.stream(source, "c", "row"):
            if xml.local(element) == "c":
                notes.take_cell(element)
            elif notes.end_row(element) > SAMPLED_ROWS and not to_the_end:
                break
    return notes.marks()


class _Notes:
    """Gathers the marks of one sheet cell by cell."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._number = 0  # of the row last seen
        self._column = -1  # of the cell last seen in it
        self._rows = 0
        self._in_row = False
        self._hidden: set[int] = set()
        self._no_value: defaultdict[int, list[int]] = defaultdict(list)
        self._struck: defaultdict[int, list[int]] = defaultdict(list)
        self._standing: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._fonts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._month_first: set[int] = set()

    def take_cell(self, cell: etree._Element) -> None:
        """Note a cell; one without a reference stands right of the one before."""
        if not self._in_row:
            self._begin_row(cell.getparent())
        reference = cell.get("r")
        self._column = _column(reference) if reference else self._column + 1
        standing = self._left_standing(cell, {xml.local(child): child for child in cell})
        if standing:
            self._standing[self._number][self._column] = standing
        elif standing is not None:
            self._struck[self._number].append(self._column)

    def end_row(self, row: etree._Element) -> int:
        """Close a row; how many rows there have been."""
        if not self._in_row:
            self._begin_row(row)
        self._in_row = False
        self._rows += 1
        return self._rows

    def _begin_row(self, row: etree._Element | None) -> None:
        given = None if row is None else row.get("r")
        self._number = int(given or self._number + 1)
        self._column, self._in_row = -1, True
        if row is not None and (xml.is_true(row.get("hidden")) or row.get("ht") == "0"):
            self._hidden.add(self._number)

    def _left_standing(self, cell: etree._Element, parts: dict[str, etree._Element]) -> str | None:
        """Note the cell's font and whether its formula lacks a result; what is not struck (`Styles`)."""
        if "f" in parts and not _has_result(cell, parts.get("v")):
            self._no_value[self._number].append(self._column)
        if "v" not in parts and "is" not in parts:
            return None
        style = int(cell.get("s") or 0)
        if cell.get("t") in _WORDS and style < len(self._styles.fonts):
            self._fonts[self._column][self._styles.fonts[style]] += 1
        elif style in self._styles.month_first:
            self._month_first.add(self._column)
        return self._styles.standing(style, self._runs(cell, parts))

    def _runs(self, cell: etree._Element, parts: dict[str, etree._Element]) -> Runs:
        if "is" in parts:
            return _runs_of(parts["is"])
        if cell.get("t") == "s" and self._styles.texts:
            return self._styles.texts.get(int(parts["v"].text or -1), ())
        return ()

    def marks(self) -> Marks:
        """What has been gathered."""
        struck, no_value = (
            {row: tuple(columns) for row, columns in found.items()}
            for found in (self._struck, self._no_value)
        )
        return Marks(
            frozenset(self._hidden),
            struck,
            no_value,
            commonest(self._fonts),
            dict(self._standing),
            frozenset(self._month_first),
        )


def _column(reference: str) -> int:
    return column_index(reference.rstrip("0123456789").encode("ascii"))


def _has_result(cell: etree._Element, value: etree._Element | None) -> bool:
    """An empty text is a result too (type `str`); an empty `<v/>` of another type is none."""
    return value is not None and (bool(value.text) or cell.get("t") == "str")


def _worth_reading_on(package: Package, part: str) -> bool:
    return any(token in window for window in package.windows(part) for token in _WORTH_READING_ON)


def _struck_texts(package: Package) -> Iterator[tuple[int, Runs]]:
    """Shared texts with a struck run, by number; the part is parsed only if the word stands in it."""
    if _SHARED not in package.names or not _may_strike(package):
        return
    with package.open(_SHARED) as source:
        for number, text in enumerate(xml.stream(source, "si")):
            if runs := _runs_of(text):
                yield number, runs


def _may_strike(package: Package) -> bool:
    return any(b"<strike" in window or b":strike" in window for window in package.windows(_SHARED))


def _runs_of(text: etree._Element) -> Runs:
    """The runs with text; () for a text without runs."""
    runs = ((run, run.findtext("{*}t") or "") for run in text.iterfind("{*}r"))
    return tuple((_struck_run(run), words) for run, words in runs if words)


def _struck_run(run: etree._Element) -> bool | None:
    properties = run.find("{*}rPr")
    return None if properties is None else xml.is_on(properties.find("{*}strike"))


def _is_month_first(number_format: etree._Element) -> bool:
    return bool(_MONTH_FIRST.search(_UNSAID.sub("", number_format.get("formatCode") or "")))


def _name(font: etree._Element) -> str:
    name = font.find("{*}name")
    return "" if name is None else name.get("val") or ""
