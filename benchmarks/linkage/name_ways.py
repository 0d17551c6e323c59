"""How a name is mistyped or typed otherwise: one small function per way, each a text and a random number.

Where a way does not apply to a name (no y to write as i), the name comes back as it was.
"""

import re
import unicodedata
from collections.abc import Mapping

from benchmarks.linkage.draws import Way
from roster.text import strip_diacritics

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VOWEL = re.compile("(?:gi(?=[aeou])|qu|[^aeiouy])*[aeiouy][\u0302\u0306\u031b]?", re.IGNORECASE)
_OLD_TONE = re.compile("(o|u)([\u0300\u0301\u0303\u0309\u0323])(a|e|y)(?!\\w)", re.IGNORECASE)
_FINAL_Y = re.compile("(?<=[lmstq])(u?)([yýỳỷỹỵ])(?!\\w)", re.IGNORECASE)
_I_FOR_Y = dict(zip("yýỳỷỹỵYÝỲỶỸỴ", "iíìỉĩịIÍÌỈĨỊ", strict=True))
_APOSTROPHES = ("\u2019", "' ", "`", " ", "")
_LOCAL = re.compile("(?:Y|Ka|Điểu|Thị) |[HK]'")
_LETTERS = "abcdeghiklmnopqrstuvxy"
_DEGREES = ("ThS. ", "TS. ", "CN. ", "BS. ", "Đ/c ")


def _given_accent(name: str, die: int) -> str:
    """Another tone, or none, on the given name: Thanh for Thành."""
    rest, space, given = unicodedata.normalize("NFD", name).rpartition(" ")
    now = _TONE.search(given)
    tone = _TONES[die % 6]
    if now:
        other = tone if tone != now[0] else ""
        return unicodedata.normalize("NFC", rest + space + given.replace(now[0], other, 1))
    vowel = _VOWEL.match(given)
    if not vowel:
        return name
    given = given[: vowel.end()] + (tone or _TONES[1]) + given[vowel.end() :]
    return unicodedata.normalize("NFC", rest + space + given)


def _typo(text: str, die: int) -> str:
    """One letter gone, doubled, replaced, or changed places with the next."""
    kind, die = die % 4, die // 4
    at = 1 + die % max(len(text) - 2, 1)
    letter = _LETTERS[die // 64 % len(_LETTERS)]
    put = ("", text[at : at + 1] * 2, letter, text[at + 1 : at + 2] + text[at : at + 1])[kind]
    return text[:at] + put + text[at + (2 if kind == 3 else 1) :]


def _middle_gone(name: str, die: int) -> str:
    words = name.split(" ")
    if len(words) > 2:
        del words[1 + die % (len(words) - 2)]
    return " ".join(words)


def _abbreviated(name: str, die: int) -> str:
    """Ng. Văn An, or Nguyễn V. An."""
    words = name.split(" ")
    at = die % 2 if len(words) > 2 else 0
    words[at] = (
        ("Ng." if words[at].startswith("Ng") else words[at][:1] + ".") if len(words) > 1 else words[at]
    )
    return " ".join(words)


def _given_first(name: str, _: int) -> str:
    rest, space, given = name.rpartition(" ")
    return given + space + rest


def _new_tone(name: str, _: int) -> str:
    """Hoà for Hòa, as Quyết định 1989/QĐ-BGDĐT has it."""
    return unicodedata.normalize("NFC", _OLD_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", name)))


def _i_for_y(name: str, _: int) -> str:
    return _FINAL_Y.sub(lambda match: match[1] + _I_FOR_Y[match[2]], name)


def _clan_gone(name: str, _: int) -> str:
    """Y Thịnh for Y Thịnh Niê."""
    if not _LOCAL.match(name):
        return name
    parts = name.split(" ")
    known = 1 if "'" in parts[0] else 2
    return " ".join(parts[:known])


WAYS: Mapping[str, Way] = {
    "capitals": lambda name, _: name.upper(),
    "bare": lambda name, _: strip_diacritics(name),
    "sir": lambda name, _: f"Ông {name}",
    "madam": lambda name, _: f"Bà {name}",
    "degree": lambda name, die: _DEGREES[die % len(_DEGREES)] + name,
    "decomposed": lambda name, _: unicodedata.normalize("NFD", name),
    "new_tone": _new_tone,
    "barred_d": lambda name, _: name.replace("Đ", "Ð"),  # U+00D0
    "given_accent": _given_accent,
    "typo": _typo,
    "middle_gone": _middle_gone,
    "abbreviated": _abbreviated,
    "given_first": _given_first,
    "alias": lambda name, die: f"{name} ({name.rpartition(' ')[2]} {'Anh' if die % 2 else 'Út'})",
    "i_for_y": _i_for_y,
    "apostrophe": lambda name, die: name.replace("'", _APOSTROPHES[die % len(_APOSTROPHES)]),
    "clan_gone": _clan_gone,
    "spaced": lambda name, die: f" {name} " if die % 2 else name.replace(" ", "  ", 1),
}
