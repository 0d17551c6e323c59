"""Rows of a phone directory that give an office's line and tell of nobody: 'Văn thư', 'Fax', 'VĂN PHÒNG SỞ'.

Knows one row; what else a row may be stands in `kinds`.
"""

from collections.abc import Iterator

from roster.intake.look import TOLD, Look
from roster.phones import clean_phones

_LINES = ("phone", "email")
_OF_SOMEBODY = tuple(field for field in TOLD if field not in _LINES)


def is_office_line(look: Look) -> bool:
    """'Văn thư' or 'Bảo vệ cơ quan' in the place of a name; Văn Thư with a post or birth date is somebody."""
    if not look.name_is_own or look.tells(_OF_SOMEBODY):
        return False
    return _is_function(look.name.strip(" .:*-"), look)


def _is_function(name: str, look: Look) -> bool:
    """A function alone, or with words that are no name: 'Văn thư Sở', 'Fax (2)', not 'Văn Thư Kiều'."""
    words = name.split()
    for end in range(len(words), 0, -1):
        if look.words.is_exactly("office_line", " ".join(words[:end])):
            rest = " ".join(words[end:])
            return not rest[:1].isupper() or look.words.names_an_office(rest)
    return False


def is_office_with_line(look: Look) -> bool:
    """A unit or agency by name with its landline, and nothing else told: the heading of its people below."""
    if look.number or not look.name_is_own or look.tells(_OF_SOMEBODY):
        return False
    lines = [look.row.text(column) for column in lines_of(look)]
    return bool(lines) and look.words.names_an_office(look.name) and all(map(_is_landline, lines))


def lines_of(look: Look) -> Iterator[int]:
    """The row's own columns of phones and e-mail addresses."""
    return (column for field in _LINES for column in look.columns.of(field) if column in look.own)


def _is_landline(text: str) -> bool:
    """An office's address too; a mobile phone is somebody's."""
    return "@" in text or "landline" in clean_phones(text).flags
