"""Vietnamese phone numbers as typed in lists, made E.164.

Knows lost zeros, the prefixes replaced in 2017 and 2018 (`data/phone_prefixes.csv`) and cells with several
numbers. What a valid number is, the phonenumbers library decides.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import phonenumbers

from roster import datafiles
from roster.cleaned import CellValue, Cleaned
from roster.text import repair_lookalikes, says_nothing, tidy

COUNTRY = "+84"

_LINE_BREAK = re.compile("[\r\n\v\f\x85\u2028\u2029]|_x000[AaDd]_")
_SEPARATOR = re.compile(r"~\+?|[;/|,&]|\b(?:và|hoặc|or)\b")
_GROUP = re.compile(r"\+?[0-9]+")
_EXTENSION = re.compile(
    r"(?:(?<=[0-9])\s*(?:ext\.?|x|máy lẻ|nội bộ|số lẻ|lẻ|nb|ml)\s*[.:]?\s*[0-9]{1,5}"
    r"|(?<=[0-9]{7})\s*\([0-9]{1,5}\))\s*\)?$",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"([1-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_LETTER_O = re.compile(r"(?<![^\W\d_])[oO]+(?=[0-9])|(?<=[0-9])[oO]+(?![^\W\d_])")
_GLUED = re.compile("(0[0-9]{9,10})(0[0-9]{9,10})")

Resolved = tuple[str, tuple[str, ...]]


def clean_phones(value: CellValue) -> Cleaned[tuple[str, ...]]:
    """The numbers of a cell as E.164, in the order written, each once; an extension is left out.

    Flags: no_phone (blank), bad_phone (what cannot be a number: the value holds only the readable ones),
    two_phones, old_prefix, landline, foreign_phone, lookalike (letter O), scientific (1.2E+08; digits lost
    there leave the value empty).
    """
    if isinstance(value, bool):
        return Cleaned((), ("bad_phone",))
    text = value if isinstance(value, str) else tidy(value)
    if text.isdigit() and (found := _resolve(text)):  # most cells: one number and nothing else
        return Cleaned((found[0],), found[1])
    return _clean(_LINE_BREAK.sub(";", text))


def national(e164: str) -> str:
    """The number as people dial it at home ('0905123456'); foreign numbers stay E.164."""
    return f"0{e164.removeprefix(COUNTRY)}" if e164.startswith(COUNTRY) else e164


def is_mobile(e164: str) -> bool:
    """Whether the number is a mobile (for numbers of countries that do not tell: may be one)."""
    if e164.startswith(COUNTRY):
        return bool(_patterns()[0].fullmatch(e164.removeprefix(COUNTRY)))
    kinds = phonenumbers.PhoneNumberType
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)


def _clean(raw: str) -> Cleaned[tuple[str, ...]]:
    text = tidy(raw).strip("'`’ ")
    if found := _resolve(text):
        return _cleaned([found], ())
    if says_nothing(text):
        return Cleaned((), ("no_phone",))
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _from_scientific(scientific)
    repaired = _LETTER_O.sub(lambda match: "0" * len(match[0]), repair_lookalikes(text))
    numbers, complete = _numbers(_EXTENSION.sub("", repaired))
    flags = ("lookalike",) if repaired != text and numbers else ()
    return _cleaned(numbers, flags if complete else (*flags, "bad_phone"))


def _cleaned(numbers: Iterable[Resolved], flags: tuple[str, ...]) -> Cleaned[tuple[str, ...]]:
    found = dict(numbers)
    several = ("two_phones",) if len(found) > 1 else ()
    kinds = tuple(flag for kind in found.values() for flag in kind)
    return Cleaned(tuple(found), tuple(dict.fromkeys((*flags, *several, *kinds))))


def _from_scientific(match: re.Match[str]) -> Cleaned[tuple[str, ...]]:
    """9.05123456E+08 still has its digits; 9.05123E+08, as Excel shows it, has lost some."""
    digits, length = match[1] + (match[2] or ""), int(match[3]) + 1
    if length - len(digits) > 1:  # one zero at the end may have been left out
        return Cleaned((), ("scientific",))
    found = _resolve(digits.ljust(length, "0"))
    return _cleaned([found], ("scientific",)) if found else Cleaned((), ("scientific", "bad_phone"))


def _numbers(text: str) -> tuple[list[Resolved], bool]:
    """The numbers of a text, and whether all its digits belong to one of them."""
    if whole := _resolve("".join(_GROUP.findall(text))):
        return [whole], True
    results = [_numbers_of_piece(piece) for piece in _SEPARATOR.split(text) if re.search("[0-9]", piece)]
    numbers = [number for found, _ in results for number in found]
    return numbers, bool(numbers) and all(complete for _, complete in results)


def _numbers_of_piece(piece: str) -> tuple[list[Resolved], bool]:
    groups = [part for group in _GROUP.findall(piece) for part in _apart(group)]
    if whole := _resolve("".join(groups)):
        return [whole], True
    numbers: list[Resolved] = []
    pending = ""
    for group in groups:  # two numbers with nothing but spaces, dots or dashes between them
        pending += group
        if found := _resolve(pending):
            numbers.append(found)
            pending = ""
    return numbers, not pending


def _apart(digits: str) -> tuple[str, ...]:
    """Two numbers typed with nothing between them: '09050000010905000002'."""
    found = _GLUED.fullmatch(digits)
    return found.groups() if found and all(map(_resolve, found.groups())) else (digits,)


def _resolve(typed: str) -> Resolved | None:
    """The number behind the digits ('+' allowed in front), or None."""
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    if typed.startswith("+") and not typed.startswith(COUNTRY):
        return _foreign(typed)
    digits = typed.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        return None
    if digits.startswith("84") and len(digits) > 10:
        digits = digits[2:]
    return _vietnamese(digits.removeprefix("0"))


def _vietnamese(number: str) -> Resolved | None:
    """`number` without its zero: a mobile, a landline, or one of these under an old prefix."""
    flags: tuple[str, ...] = ()
    old = _old_prefixes().get((number[:3], len(number))) or _old_prefixes().get((number[:2], len(number)))
    if old:
        number, flags = old[1] + number[len(old[0]) :], ("old_prefix",)
    mobile, landline = _patterns()
    if mobile.fullmatch(number):
        return COUNTRY + number, flags
    if landline.fullmatch(number):
        return COUNTRY + number, (*flags, "landline")
    return None


def _foreign(typed: str) -> Resolved | None:
    try:
        number = phonenumbers.parse(typed)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), ("foreign_phone",)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The library's own patterns of Vietnamese mobiles and landlines: a full parse of each costs 40 µs."""
    metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region("VN")
    kinds = (metadata.mobile, metadata.fixed_line)
    mobile, landline = (re.compile(kind.national_number_pattern) for kind in kinds)
    return mobile, landline


@cache
def _old_prefixes() -> dict[tuple[str, int], tuple[str, str]]:
    """(old prefix without zero, digits without zero) -> (old prefix, new prefix)."""
    rows = datafiles.read_csv(datafiles.find("phone_prefixes.csv"))
    return {
        (row["old_prefix"][1:], int(row["old_length"]) - 1): (row["old_prefix"][1:], row["new_prefix"][1:])
        for row in rows
    }
