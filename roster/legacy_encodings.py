"""Texts typed with the fonts of before Unicode: TCVN3 (.VnTime, .VnTimeH) and VNI, told and made Unicode.

Works on texts whose bytes were read as Latin-1, before `text.tidy` (the soft hyphen is a letter here). The
reading that gives possible Vietnamese syllables wins; tables are in `data/legacy_encodings.toml`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Literal

from roster import datafiles
from roster.name_keys import known_surnames
from roster.syllables import is_syllable

Encoding = Literal["tcvn3", "tcvn3_caps", "vni"]

_STRICT: Any = {"extra": "forbid"}
_MOST_CELLS = 500
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~0-9]+")
# ư is the soft hyphen; programs that made it a plain one left 'Tr-ëng' and 'Ph-¬ng' (Trưởng, Phương).
_HYPHEN_FOR_HORN_U = re.compile(r"(?<=[^\W\d_])-(?=[ơờởỡớợ])")
# What a PDF gives for two of the letters, where they touch another letter.
_PDF_SIGNS = {"\u2212": "\u00ad", "\u2219": "\u00b7"}
_PDF_SIGN = re.compile(r"(?<=[^\W\d_])[\u2212\u2219]|[\u2212\u2219](?=[^\W\d_])")

# Inside a word: signs that are letters in TCVN3; a vowel with a mark behind it in VNI.
_SIGNS = {
    "tcvn3": re.compile("[a-z][\u00a1-\u00bf]|[\u00a7\u00a8\u00a9\u00ae][a-z]", re.IGNORECASE),
    "vni": re.compile("[aeouyôö][âáàåãäêéèúüëùøûõï](?![âáàåãäêéèúüëùøûõï])", re.IGNORECASE),
}
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")  # what Latin-1 has of the Vietnamese letters


@dataclass(frozen=True, slots=True)
class Font:
    """Fonts whose name matches `pattern` show text in `encoding`."""

    __pydantic_config__ = _STRICT
    pattern: str
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class Table:
    """'character=letter' pairs, and for VNI the vowels that take a mark behind them and those marks."""

    __pydantic_config__ = _STRICT
    letters: tuple[str, ...]
    bases: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """The file of encodings."""

    __pydantic_config__ = _STRICT
    fonts: tuple[Font, ...]
    tcvn3: Table
    vni: Table


def decode(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC), every character taken as one of `encoding`; others stay as they are.

    'tcvn3_caps' (fonts ending in H show small letters as capitals) gives capitals.
    """
    if encoding == "vni":
        return _decode_vni(text)
    decoded = _decode_tcvn3(text)
    return decoded.upper() if encoding == "tcvn3_caps" else decoded


def restore(text: str, encoding: Encoding) -> str:
    """`decode` for a cell of a column that mixes the encoding with Unicode: Unicode cells stay as they are.

    Hardly one name in a hundred reads well both ways (Lê Hùng, or in TCVN3 Lờ Hựng): then the one beginning
    with a surname wins, else the text as it stands.
    """
    if not _may_be(text, encoding):
        return text
    decoded = decode(text, encoding)
    odd = _has_odd_letter(text) or _has_odd_word(text, encoding)
    gain = _syllables(decoded) - _syllables(text) or (
        odd or _begins_with_surname(decoded) - _begins_with_surname(text)
    )
    return decoded if gain > 0 else text


def detect(
    texts: Iterable[str], font: str | None = None, *, likely: Encoding | None = None
) -> Encoding | None:
    """The old encoding of (some of) a column's cells, or None: never for proper Unicode Vietnamese.

    The texts themselves decide; the font tells .VnTime from .VnTimeH. One word is enough where the font
    says so too, or where it has signs that no Unicode word has. Texts that read as well in both encodings
    ('nghæ höu': nghỉ hưu, nghổ hửu) are in the `likely` one.
    """
    cells = tuple(islice(dict.fromkeys(text for text in texts if not text.isascii()), _MOST_CELLS))
    by_font = font_encoding(font) if font else None
    gains = {encoding: _gain(cells, encoding) for encoding in ("tcvn3", "vni")}
    ahead = gains["vni"] - gains["tcvn3"] or (likely == "vni")
    best: Literal["tcvn3", "vni"] = "vni" if ahead > 0 else "tcvn3"
    certain = by_font is not None or any(map(_SIGNS[best].search, cells))
    if gains[best] < (1 if certain else 2):
        return None
    return "tcvn3_caps" if best == "tcvn3" and by_font == "tcvn3_caps" else best


def font_encoding(font: str) -> Encoding | None:
    """The encoding that a font's name stands for, or None for fonts of Unicode text."""
    return next((f.encoding for f in _tables().fonts if re.match(f.pattern, font, re.IGNORECASE)), None)


def _gain(cells: Iterable[str], encoding: Encoding) -> int:
    """How many more words are Vietnamese syllables when read so, over the cells that can be meant so."""
    readable = (cell for cell in cells if _may_be(cell, encoding))
    return sum(_syllables(decode(cell, encoding)) - _syllables(cell) for cell in readable)


def _syllables(text: str) -> int:
    return sum(map(is_syllable, _WORD.findall(text)))


def _may_be(text: str, encoding: Encoding) -> bool:
    """Whether the text has letters of the encoding and none that it lacks."""
    alphabet = _alphabet("vni" if encoding == "vni" else "tcvn3")
    foreign = [letter for letter in text if not letter.isascii() and letter not in alphabet]
    return not any(map(str.isalpha, foreign)) and any(letter in alphabet for letter in text)


def _has_odd_letter(text: str) -> bool:
    """Whether the text has a Latin-1 character that no Vietnamese word has."""
    return any("\x80" <= letter <= "\xff" and letter not in _VIETNAMESE for letter in text)


def _has_odd_word(text: str, encoding: Encoding) -> bool:
    """Whether a word has a sign of the encoding and is none in Unicode: 'Nieâ' (Niê) of "H'Hoàng Nieâ"."""
    signs = _SIGNS["vni" if encoding == "vni" else "tcvn3"]
    return any(signs.search(word) and not is_syllable(word) for word in _WORD.findall(text))


def _begins_with_surname(text: str) -> bool:
    return text.split(maxsplit=1)[0].capitalize() in known_surnames()


def _decode_tcvn3(text: str) -> str:
    signs = _PDF_SIGN.sub(lambda match: _PDF_SIGNS[match[0]], text)
    decoded = signs.translate(_letters("tcvn3"))
    return _HYPHEN_FOR_HORN_U.sub("ư", decoded) if decoded != text else text


def _decode_vni(text: str) -> str:
    pattern, compose = _vni_pairs()
    return unicodedata.normalize("NFC", pattern.sub(compose, text))


@cache
def _vni_pairs() -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    letters, marks = _letters("vni"), _pairs(_tables().vni.marks)
    marks |= {mark.upper(): accents for mark, accents in marks.items()}
    singles = "".join(map(chr, letters))
    pattern = re.compile(f"([{_tables().vni.bases}])([{''.join(marks)}])|[{singles}]")

    def compose(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0].translate(letters)
        return unicodedata.normalize("NFC", match[1].translate(letters) + marks[match[2]])

    return pattern, compose


@cache
def _alphabet(encoding: Literal["tcvn3", "vni"]) -> frozenset[str]:
    marks = _pairs(_tables().vni.marks) if encoding == "vni" else {}
    letters = (*map(chr, _letters(encoding)), *marks, *map(str.upper, marks))
    return frozenset(letter for letter in letters if not letter.isascii())


@cache
def _letters(encoding: Literal["tcvn3", "vni"]) -> dict[int, str]:
    table = _tables().tcvn3 if encoding == "tcvn3" else _tables().vni
    return {ord(typed): letter for typed, letter in _pairs(table.letters).items()}


def _pairs(lines: Iterable[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for line in lines for pair in line.split(" "))


@cache
def _tables() -> Tables:
    return datafiles.load(datafiles.find("legacy_encodings.toml"), Tables)
