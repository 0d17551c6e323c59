"""Citizen identity numbers (CCCD, 12 digits) and the old 9-digit ones (CMND), and what a CCCD says.

Structure: Nghị định 137/2015/NĐ-CP Điều 13, Thông tư 07/2016/TT-BCA Điều 7: three digits for the province of
birth registration, one for century and sex, two for the year of birth, six random; no check digit.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from roster import datafiles
from roster.cleaned import CellValue, Cleaned
from roster.genders import FEMALE, MALE
from roster.text import says_nothing, tidy

_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[\s.\-]?[0-9]){7,11}(?![0-9])")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{2}")
_FRACTION = re.compile(r"([0-9]{9,12})\.0")  # as programs write a number
_NOT_DIGIT = re.compile("[^0-9]")
_is_whole = re.compile("[0-9]{12}").fullmatch


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the digits of a CCCD say. The province is that of birth registration, not of work."""

    province_code: str
    province: str | None
    gender: str
    birth_year: int


def clean_card(value: CellValue) -> Cleaned[str | None]:
    """The digits of the card in a cell: 12 of a CCCD, 9 of a CMND (cmnd_9_digits).

    Zeros that a spreadsheet dropped are put back where the result has a known province (cccd_zero_restored).
    None with bad_cccd for anything else; cccd_province_unknown keeps the number.
    """
    if isinstance(value, bool):
        return Cleaned(None, ("bad_cccd",))
    text = tidy(value)
    return _checked(text) if _is_whole(text) else _clean(text)  # most cells: twelve digits and nothing else


def facts(card: str | None) -> CardFacts | None:
    """Province, sex and year of birth from a 12-digit CCCD; None for a CMND or no card."""
    if card is None or len(card) != 12:
        return None
    return _facts(card[:6])


def contradictions(card: str | None, *, gender: str | None, dob: str | None) -> tuple[str, ...]:
    """cccd_gender_mismatch, cccd_year_mismatch where the card and the list ('Nam', 'YYYY…') disagree."""
    known = facts(card)
    if known is None:
        return ()
    flags = []
    if gender and gender != known.gender:
        flags.append("cccd_gender_mismatch")
    if dob and int(dob[:4]) != known.birth_year:
        flags.append("cccd_year_mismatch")
    return tuple(flags)


@lru_cache(1 << 14)  # what the digits before the random ones say; a list repeats these
def _facts(told: str) -> CardFacts:
    century_and_sex = int(told[3])
    return CardFacts(
        province_code=told[:3],
        province=_provinces().get(told[:3]),
        gender=FEMALE if century_and_sex % 2 else MALE,
        birth_year=1900 + century_and_sex // 2 * 100 + int(told[4:]),
    )


def _clean(text: str) -> Cleaned[str | None]:
    if says_nothing(text):
        return Cleaned(None)
    if _SCIENTIFIC.fullmatch(text):
        return Cleaned(None, ("bad_cccd", "scientific"))
    if match := _FRACTION.fullmatch(text):
        return _checked(match[1])
    numbers = [_NOT_DIGIT.sub("", found) for found in _NUMBER.findall(text)]
    if not numbers:
        return Cleaned(None, ("bad_cccd",))
    return _checked(max(numbers, key=len))  # a cell may hold the old CMND beside the CCCD


def _checked(digits: str) -> Cleaned[str | None]:
    if len(digits) == 9:
        return Cleaned(digits, ("cmnd_9_digits",))
    if len(digits) in (10, 11):
        restored = digits.zfill(12)
        if restored[:3] in _provinces() and _possible(restored):
            return Cleaned(restored, ("cccd_zero_restored",))
    if len(digits) != 12 or not _possible(digits):
        return Cleaned(None, ("bad_cccd",))
    return Cleaned(digits, () if digits[:3] in _provinces() else ("cccd_province_unknown",))


def _possible(card: str) -> bool:
    """Nobody was born after 2099: the digit for century and sex is 0 to 3."""
    return card[3] in "0123" and card.strip("0") != ""


@cache
def _provinces() -> dict[str, str]:
    rows = datafiles.read_csv(datafiles.find("cccd_provinces.csv"))
    return {row["cccd_code"]: row["name_vi"] for row in rows}
