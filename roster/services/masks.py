"""Hides most of a number or of a name; what stays is enough to see whether two are alike."""

_SHOWN = 3
_DOT = "•"


def masked(number: str | None) -> str:
    """All but the last three characters as dots; '' stays ''."""
    if not number:
        return ""
    return _DOT * max(len(number) - _SHOWN, _SHOWN) + number[-_SHOWN:]


def initials(name: str) -> str:
    """The first letter of each word of a name, the rest as one dot each."""
    return " ".join(f"{word[0]}{_DOT}" for word in name.split())
