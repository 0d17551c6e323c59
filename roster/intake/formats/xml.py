"""XML without surprises: no entities, no network, names without their namespaces.

Namespaces are dropped because a strict workbook uses others than the usual one for the same elements.
"""

from collections.abc import Iterator
from typing import IO

from lxml import etree

_TRUE = frozenset({"1", "true", "on"})
_FALSE = frozenset({"0", "false", "off", "none"})


def parse(data: bytes) -> etree._Element:
    """The root element. Raises `lxml.etree.XMLSyntaxError` for damaged XML."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def stream(source: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """Every element with one of these names when it ends, forgotten as soon as the next is asked for."""
    names = [f"{{*}}{tag}" for tag in tags]
    events = etree.iterparse(source, tag=names, resolve_entities=False, no_network=True)
    for _, element in events:
        yield element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def local(element: etree._Element) -> str:
    """The element's name without its namespace; '' for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute called `name` in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def blank_out(element: etree._Element) -> None:
    """Make a space of all text inside an element; what follows it stays."""
    for part in element.iter():
        part.text = " "
        if part is not element:
            part.tail = " "


def is_on(element: etree._Element | None) -> bool:
    """A property element such as `<strike/>`: on unless its `val` says off."""
    return element is not None and (attribute(element, "val") or "1").lower() not in _FALSE


def is_true(value: str | None) -> bool:
    """An XML boolean attribute; missing is false."""
    return value is not None and value.lower() in _TRUE
