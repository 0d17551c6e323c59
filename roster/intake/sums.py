"""Rows that are sums, 'Tổng cộng: 25 người' or nothing but counts, and the number of people they declare.

Knows one row and what went before; what else a row may be stands in `kinds`.
"""

import re

from roster.intake.look import COUNT_WORDS, TYPED, Look, is_signing_title
from roster.intake.vocabulary import Vocabulary
from roster.text import fold

_COUNT = re.compile(r"\d{1,4}")
_PEOPLE = re.compile(r"(?<![\d/.])(\d{1,4})(?![\d/.]\d)")
_COUNT_AT_END = re.compile(r":\s*\d{1,4}\s*(?:người|đ/c|đồng chí)?\s*[./]*$", re.IGNORECASE)


def is_subtotal(look: Look) -> bool:
    """Whether it sums up a part: by its words, by what follows, or because its number is the section's."""
    if look.number or not look.texts:
        return False
    first = _opening(look)
    if look.words.starts("subtotal", first):
        return True
    if not _is_sum(look, first):
        return False
    partial = says_sum(first, look.words) and not fold(first).startswith("tong cong")
    if look.more or (look.later_total and partial):
        return True
    declared = declared_number(look.texts)
    return declared is not None and declared == look.section_people != look.people


def is_total(look: Look) -> bool:
    """Whether it sums up the list, or what part of it is not known."""
    return bool(look.texts) and not look.number and _is_sum(look, _opening(look))


def declared_number(texts: tuple[str, ...]) -> int | None:
    """The first number in 'Tổng cộng: 25 người, nữ 5', else the one beside it; None when unclear."""
    words = [text for text in texts if not _COUNT.fullmatch(text)]
    said = [int(n) for text in words for n in _PEOPLE.findall(text)]
    beside = {int(text) for text in texts if _COUNT.fullmatch(text)}
    return said[0] if said else beside.pop() if len(beside) == 1 else None


def says_sum(text: str, words: Vocabulary) -> bool:
    """Whether words announce a sum: 'Tổng cộng …', 'Tổng lãnh đạo Sở: 25', not 'Tổng công ty'."""
    if text.isdigit():  # the number of most rows
        return False
    if words.starts("total", text) or words.is_exactly("total_alone", COUNT_WORDS.sub(" ", text)):
        return True
    return words.starts("total_alone", text) and bool(_COUNT_AT_END.search(text))


def _opening(look: Look) -> str:
    """The first words without 'I.' or '1.'; 'Danh sách này có 25 người' is whole only with its number."""
    said = (look.heading[1], look.texts[0])
    sums = (t for t in said if look.words.starts("subtotal", t) or says_sum(t, look.words))
    return next(sums, "") or said[0] or said[1]


def _is_sum(look: Look, first: str) -> bool:
    """Words of a total, or nothing but counts below the people."""
    if says_sum(first, look.words):
        others = (t for t in look.texts[1:] if not is_signing_title(t, look.words, look.plan))
        return not look.tells(TYPED) or all(map(_PEOPLE.search, others))  # who signs may stand beside it
    counts = all(_COUNT.fullmatch(text) for text in look.texts)
    return counts and look.people > 0 and not look.name and len(look.texts) > 0 and not _only_number(look)


def _only_number(look: Look) -> bool:
    return len(look.texts) == 1 and bool(look.number or not look.columns.names)
