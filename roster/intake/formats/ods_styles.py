"""Styles of an OpenDocument spreadsheet, as far as they say something about a list.

Knows fonts, strike-through and hidden sheets, with inheritance; knows nothing of values.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.package import Package

_NONE = frozenset({None, "none"})
_DEPTH = 20  # a chain of parents longer than this is a circle


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    font: str | None
    line_through: str | None  # None: not said here
    display: str | None


class OdsStyles:
    """The styles of a document's content and style parts by name."""

    def __init__(self, content: etree._Element, package: Package) -> None:
        roots = [content]
        if "styles.xml" in package.names:
            roots.insert(0, package.tree("styles.xml"))
        self._styles = {name: style for root in roots for name, style in _read(root)}

    def font(self, name: str | None) -> str | None:
        """The font of a cell style, None where no style of its line names one."""
        return next((s.font for s in self._line(name) if s.font), None)

    def strikes(self, name: str | None) -> bool:
        """Whether a cell or text style strikes its text through."""
        said = next((s.line_through for s in self._line(name) if s.line_through), None)
        return said not in _NONE

    def strikes_text(self, cell: etree._Element) -> bool:
        """Whether every piece of the cell's text stands in a struck span."""
        spans = list(cell.iterfind("{*}p/{*}span"))
        loose = [p.text for p in cell.iterfind("{*}p")] + [span.tail for span in spans]
        if not spans or any(text and text.strip() for text in loose):
            return False
        return all(self.strikes(xml.attribute(span, "style-name")) for span in spans)

    def struck_spans(self, cell: etree._Element) -> Iterator[etree._Element]:
        """The pieces of the cell's text that are struck through."""
        for span in cell.iterfind("{*}p/{*}span"):
            if self.strikes(xml.attribute(span, "style-name")):
                yield span

    def hides_table(self, name: str | None) -> bool:
        """Whether a table style hides its sheet."""
        return any(s.display == "false" for s in self._line(name))

    def _line(self, name: str | None) -> Iterator[_Style]:
        for _ in range(_DEPTH):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = style.parent


def _read(root: etree._Element) -> Iterator[tuple[str, _Style]]:
    for element in root.iter("{*}style"):
        text = element.find("{*}text-properties")
        table = element.find("{*}table-properties")
        yield (
            xml.attribute(element, "name") or "",
            _Style(
                parent=xml.attribute(element, "parent-style-name"),
                font=_first(text, "font-name", "font-family"),
                line_through=_first(text, "text-line-through-style", "text-line-through-type"),
                display=_first(table, "display"),
            ),
        )


def _first(element: etree._Element | None, *names: str) -> str | None:
    if element is None:
        return None
    return next((value for name in names if (value := xml.attribute(element, name))), None)
