"""How lines and columns look, whatever the format: bold, centred, framed, and how wide.

Knows roles and fields; knows nothing of formats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from roster.demo.page import PageLine, Role


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of one line look."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    framed: bool = False


LOOKS: Mapping[Role, Look] = {
    "letterhead": Look(bold=True, centred=True),
    "title": Look(bold=True, centred=True),
    "blank": Look(),
    "header": Look(bold=True, centred=True, framed=True),
    "header_below": Look(bold=True, centred=True, framed=True),
    "numbers": Look(italic=True, centred=True, framed=True),
    "section": Look(bold=True, framed=True),
    "person": Look(framed=True),
    "total": Look(bold=True, framed=True),
    "note": Look(italic=True),
    "signature": Look(bold=True, centred=True),
}
SIZE = 12  # points
LINE_HEIGHT = 16  # points
_BREADTH = {False: 0.95, True: 1.3}  # of small letters and of capitals against the digits that widths count

_WORDS = frozenset(
    ("full_name", "last_middle", "given", "email", "position", "unit", "agency", "group", "note")
)
_WIDTHS = {  # characters
    "stt": 5,
    "full_name": 26,
    "last_middle": 18,
    "given": 9,
    "salutation": 8,
    "gender": 9,
    "gender_male": 6,
    "gender_female": 6,
    "year_male": 8,
    "year_female": 8,
    "cccd": 15,
    "phone": 15,
    "email": 33,
    "position": 27,
    "unit": 28,
    "agency": 24,
    "group": 16,
    "note": 18,
}
_USUAL_WIDTH = 13


def look_of(role: Role, field: str) -> Look:
    """How a cell looks: people's short values are centred, their words are not."""
    look = LOOKS[role]
    return Look(framed=True, centred=True) if role == "person" and field not in _WORDS else look


def width_of(field: str) -> int:
    """The column's width in characters."""
    return _WIDTHS.get(field, _USUAL_WIDTH)


def height_of(line: PageLine, fields: tuple[str, ...]) -> int:
    """How many lines of text the tallest cell of a table's line needs; merged ones are wide enough."""
    if line.role not in ("header", "header_below", "person"):
        return 1
    merged = {column for first, last in line.spans for column in range(first, last + 1)}
    texts = [(str(c), f) for n, (c, f) in enumerate(zip(line.cells, fields, strict=True)) if n not in merged]
    return max(ceil(len(text) * _BREADTH[text.isupper()] / width_of(field)) for text, field in texts)
