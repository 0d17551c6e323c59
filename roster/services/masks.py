"""Hides most of a phone or card number; what stays is enough to see whether two are alike."""

_SHOWN = 3
_DOT = "•"


def masked(number: str | None) -> str:
    """All but the last three characters as dots; '' stays ''."""
    if not number:
        return ""
    return _DOT * max(len(number) - _SHOWN, _SHOWN) + number[-_SHOWN:]
