"""Keys by which person names are compared, searched and sorted: the one normaliser of names in the product.

Knows Vietnamese spelling variants and the names of the Central Highlands; knows nothing of titles or cells
(`names` cleans those first).
"""

import re
import unicodedata
from functools import cache, lru_cache

from roster import datafiles
from roster.syllables import TONES, split_tone
from roster.text import ACCENTED, repair_lookalikes, strip_diacritics, tidy

_CACHE = 1 << 17
_is_plain = re.compile(f"[A-Za-z{ACCENTED}]{{2,}}(?: [A-Za-z{ACCENTED}]{{2,}})*").fullmatch
_APOSTROPHES = re.compile('[\u2018\u2019\u201b`\u00b4\u02bc\u02b9\u2032\uff07\u02bb\u02c8\u02b4"]')
_LETTER_OR_MARK = re.compile(r"[^\w\u0300-\u036f]+|_")
# K', H', B', M', N', R' before a name of the Central Highlands, however it is spaced.
_PREFIX = re.compile(r"(?<!\w)([khbmnrđ]) (?=(?:[khbmnrđ] )*[^\W\d_]{2})")
_DETACHED = re.compile(r"^(?:[KkHhBbMmNnRr]['\u2019`\u00b4]?|[Yy]-)$")
_NO_SURNAME = ("y", "h", "k", "ka")  # particles before a name, not surnames (baodaknong.org.vn 52161)

# y and i are written for each other at the end of an open syllable: Lý/Lí, Mỹ/Mĩ, Quý/Quí, never Thúy/Thúi.
_FINAL_Y = re.compile("(?:[bcdđghklmnprstvx]|ch|kh|nh|ng|ph|qu|th|tr)y")
_VOWELS = "aăâeêioôơuưy"
_NUCLEUS = re.compile(f"(?P<onset>qu(?=[{_VOWELS}])|gi(?=[{_VOWELS}])|[^{_VOWELS}]*)(?P<vowels>[{_VOWELS}]+)")
_TONE_ON_SECOND = ("oa", "oe", "uy")  # at the end of a word; Quyết định 1989/QĐ-BGDĐT

_LETTER_ORDER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

WordKey = tuple[str, str]


@lru_cache(_CACHE)
def accent_key(name: str) -> str:
    """The name for comparing with accents: 'LÍ  ĐÌNH SĨ' and 'Lý Đình Sỹ' give the same key.

    Folds case, place of the tone (hòa/hoà), y/i at a word's end, Đ/Ð/Ɖ, and apostrophe, hyphen and spacing
    variants (K' Choi, K’Choi, K`Choi). Two names with equal keys are the same name as spoken.
    """
    if _is_plain(name):  # most names; they share a few thousand words
        return " ".join(map(_word_key, name.split(" ")))
    text = _APOSTROPHES.sub("'", repair_lookalikes(tidy(name)).lower())
    words = _LETTER_OR_MARK.sub(" ", text).strip()
    return " ".join(map(_spelling, _PREFIX.sub(r"\1", words).split()))


@lru_cache(_CACHE)
def _word_key(word: str) -> str:
    return _spelling(word.lower())


@lru_cache(_CACHE)
def fold_key(name: str) -> str:
    """`accent_key` without accents: what two names differing only in accents have in common."""
    return strip_diacritics(accent_key(name))


def given_name(full_name: str) -> str:
    """The last word, with a prefix standing apart from it ("K' Choi"); '' for ''."""
    return _words(full_name)[-1] if full_name else ""


def surname(full_name: str) -> str:
    """The first word; '' where there is none: a single word, or a name beginning with Y, H', K' or Ka."""
    words = _words(full_name)
    if len(words) < 2 or strip_diacritics(re.split(r"[\W_]", words[0])[0]).lower() in _NO_SURNAME:
        return ""
    return words[0]


def sort_key(full_name: str) -> tuple[WordKey, ...]:
    """Key for Vietnamese order: given name, surname, then the words between; a ă â b …, then the tones.

    The usual order of lists of people; the order of tones is that of dictionaries.
    """
    words = _words(full_name)
    if not words:
        return ()
    first, *middle = [_collation(word) for word in words]
    return (middle.pop(), first, *middle) if middle else (first,)


@cache
def known_surnames() -> frozenset[str]:
    """The surnames of `data/surnames.csv`: the common ones, as they are written."""
    return frozenset(row["surname"] for row in datafiles.read_csv(datafiles.find("surnames.csv")))


def common_surnames(least: float) -> frozenset[str]:
    """Those that at least so many per cent of people have (students, in `data/surnames.csv`)."""
    rows = datafiles.read_csv(datafiles.find("surnames.csv"))
    return frozenset(row["surname"] for row in rows if float(row["students_pct"] or 0) >= least)


@lru_cache(_CACHE)
def _spelling(word: str) -> str:
    bare, tone = split_tone(word)
    if _FINAL_Y.fullmatch(bare):
        bare = bare[:-1] + "i"
    if len(tone) > 1:  # not Vietnamese: leave it as it is
        return word
    return _with_tone(bare, tone) if tone else bare


def _with_tone(bare: str, tone: str) -> str:
    """The syllable with its tone in one fixed place, so that hòa and hoà are one."""
    shape = _NUCLEUS.match(bare)
    if shape is None:
        return unicodedata.normalize("NFC", bare + tone)
    vowels = shape["vowels"]
    marked = max(vowels.rfind(vowel) for vowel in "ăâêôơư")
    closed = shape.end() < len(bare)
    second = len(vowels) > 1 and (closed or len(vowels) > 2 or vowels in _TONE_ON_SECOND)
    place = shape.start("vowels") + 1 + (marked if marked >= 0 else second)
    return unicodedata.normalize("NFC", bare[:place] + tone + bare[place:])


def _words(name: str) -> list[str]:
    words: list[str] = []
    prefix = ""
    for word in name.split():
        if _DETACHED.match(word) and word[-1:] not in "YyKkHhBbMmNnRr":
            prefix += f"{word} "
        else:
            words.append(prefix + word)
            prefix = ""
    return words + ([prefix.strip()] if prefix else [])


@lru_cache(_CACHE)
def _collation(word: str) -> WordKey:
    bare, tone = split_tone(word.lower())
    letters = "".join(map(_rank, filter(str.isalpha, unicodedata.normalize("NFC", bare))))
    return letters, str(TONES.find(tone[0]) + 1) if tone else "0"


def _rank(letter: str) -> str:
    """A letter whose code point is its place in the alphabet; foreign accents (ñ, č, ŏ) do not count."""
    place = _LETTER_ORDER.find(letter)
    return (
        chr(65 + place) if place >= 0 else chr(65 + max(0, _LETTER_ORDER.find(strip_diacritics(letter)[:1])))
    )
