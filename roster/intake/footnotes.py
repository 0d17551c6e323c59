"""Signs of footnotes: 'Nguyễn Văn An (1)' in a list and '(1) Nghỉ hưu từ 01/01/2025' below it.

Knows tidied texts; knows nothing of rows or of what a footnote says.
"""

import re
from collections.abc import Iterable

_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_LAST = (")", "*", *"¹²³⁴⁵⁶⁷⁸⁹")  # most texts of a long list end otherwise
_AT_END = re.compile(r"(?<=[^\W\d_.])\s*(?:\((\d{1,2}|\*{1,3})\)|(\*{1,3}|[¹²³⁴-⁹]{1,2}))$")
_AT_START = re.compile(r"\s*(?:\((\d{1,2}|\*{1,3})\)|(\*{1,3}|[¹²³⁴-⁹]{1,2}))[\s.:)-]*(?=\w)")


def sign_after(text: str) -> str:
    """The sign behind the words of a cell, '1' or '*'; '' where none stands."""
    return _sign(_AT_END.search(text)) if text.endswith(_LAST) else ""


def signs_after(texts: Iterable[str]) -> frozenset[str]:
    """The signs behind the words of several cells."""
    return frozenset(_sign(_AT_END.search(text)) for text in texts if text.endswith(_LAST)) - {""}


def without_sign(text: str) -> str:
    """The words of a cell without the sign behind them."""
    return _AT_END.sub("", text) if text.endswith(_LAST) else text


def sign_before(text: str) -> str:
    """The sign with which a footnote begins; '' where none does."""
    return _sign(_AT_START.match(text))


def _sign(found: re.Match[str] | None) -> str:
    return (found[1] or found[2]).translate(_RAISED) if found else ""
