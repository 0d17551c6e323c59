"""Which passwords may be chosen: long ones, not among the commonest and not made of this place's words.

Knows the rules (OWASP ASVS 5.0, 6.2) and their two data files; keeps and compares no password.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from roster import datafiles, text
from roster.errors import UserError

SHORTEST = 12  # of the 8 to 15 that ASVS 5.0, 6.2.1 names
LONGEST = 128  # more than the 64 of 6.2.9; argon2 works on every letter
COMMON = "common_passwords.txt"  # 6.2.4
WORDS = "password_words.toml"  # 6.2.11
_FEWEST_LETTERS = 5  # different ones
_NO_LETTERS = re.compile(r"[\W\d_]+")
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class _Words:
    __pydantic_config__ = _STRICT
    words: tuple[str, ...]


def need_strong(password: str, name: str) -> None:
    """Refuse (weak_password) what is too short, too long, common, or said by the account's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UserError(
            "weak_password",
            "Choose a password of {shortest} to {longest} characters, for example four words.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if text.fold(password) == text.fold(name) or len(set(password)) < _FEWEST_LETTERS or _is_known(password):
        raise UserError(
            "weak_password", "This password is easy to guess. Choose another one, for example four words."
        )


def common() -> frozenset[str]:
    """The passwords nobody may choose, in small letters."""
    return _common(datafiles.find(COMMON).read_text(encoding="utf-8"))


def typed(password: str) -> str:
    """The same password from every keyboard: letters with marks can be sent in two ways (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def _is_known(password: str) -> bool:
    small = typed(password).casefold()
    letters = _NO_LETTERS.sub("", text.strip_diacritics(small))
    words = datafiles.load(datafiles.find(WORDS), _Words).words
    return small in common() or (bool(letters) and _is_made_of(letters, words))


def _is_made_of(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are these words, one after the other."""
    ends = {0}
    for at in range(len(letters)):
        if at in ends:
            ends |= {at + len(word) for word in words if letters.startswith(word, at)}
    return len(letters) in ends


@cache
def _common(content: str) -> frozenset[str]:
    lines = (line.strip() for line in content.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
