"""Lists typed as paragraphs of a Word document: numbered lines, or columns set with tabs.

Knows paragraphs, their text and their numbers; knows nothing of tables or of what a line means.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.limits import CellBudget
from roster.intake.formats.package import Package
from roster.intake.formats.rows import build
from roster.model import CellValue, Sheet

_STYLES = "word/styles.xml"
_NO_NUMBER = "0"  # ECMA-376 17.9.18: the paragraph is not numbered, whatever its style says
_NUMBERED = re.compile(r"\d{1,4}\s*[.)/-]\s*\S")
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}  # ư in .VnTime
_OTHER_TEXT = frozenset({"tbl", "del", "moveFrom", "Fallback"})  # another table's, deleted, or said twice


def lines_sheet(package: Package, root: etree._Element, budget: CellBudget) -> Sheet | None:
    """The paragraphs outside of tables as rows: one cell each, or one for each text between tabs.

    None where no paragraph is numbered or has tabs: a letter, no list.
    """
    styles, numbers = _numbered_styles(package), Counter[str]()
    rows = []
    for number, paragraph in enumerate(_paragraphs(root), start=1):
        cells = list(_cells(paragraph, styles, numbers))
        budget.spend(len(cells))
        rows.append((number, cells))
    if not any(len(cells) > 1 or _NUMBERED.match(str(cells[0])) for _, cells in rows):
        return None
    return Sheet("paragraphs", build(rows))


def _numbered_styles(package: Package) -> dict[str, str]:
    """The styles whose paragraphs Word numbers, with the number list of each."""
    if _STYLES not in package.names:
        return {}
    found = {}
    for style in package.tree(_STYLES).iterfind("{*}style"):
        numbering = style.find("{*}pPr/{*}numPr/{*}numId")
        if numbering is not None:
            found[xml.attribute(style, "styleId") or ""] = xml.attribute(numbering, "val") or ""
    return found


def inside(element: etree._Element, name: str) -> bool:
    """Whether an element stands somewhere inside another of this name."""
    return any(xml.local(ancestor) == name for ancestor in element.iterancestors())


def pieces(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph or run piece by piece, without what is deleted or another table's."""
    for child in element.iterfind("*"):
        name = xml.local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SPACES:
            yield _SPACES[name]
        elif name not in _OTHER_TEXT:
            yield from pieces(child)


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter("{*}p"):
        if not inside(paragraph, "tbl") and not inside(paragraph, "Fallback"):
            yield paragraph


def _cells(
    paragraph: etree._Element, styles: Mapping[str, str], numbers: Counter[str]
) -> Iterator[CellValue]:
    """The texts between tabs; the number that Word itself sets before a paragraph is a text of its line."""
    texts = [text.strip() for text in "".join(pieces(paragraph)).split("\t")]
    kind = _numbering(paragraph, styles)
    if kind and any(texts):
        numbers[kind] += 1
        texts[0] = f"{numbers[kind]}. {texts[0]}"
    yield from texts


def _numbering(paragraph: etree._Element, styles: Mapping[str, str]) -> str:
    """The list that numbers a paragraph, by itself or by its style; '' for none."""
    own = paragraph.find("{*}pPr/{*}numPr/{*}numId")
    style = paragraph.find("{*}pPr/{*}pStyle")
    if own is not None:
        return (xml.attribute(own, "val") or "").removeprefix(_NO_NUMBER)
    return "" if style is None else styles.get(xml.attribute(style, "val") or "", "")
