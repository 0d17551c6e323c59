"""Points and figures as exact decimals: divided, rounded once, shown.

Quotients are kept to thirty places; everything else is exact, so that sums do not depend on their
order. Knows nothing of criteria.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from roster import messages

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)  # compute inside `localcontext(EXACT)`
_QUOTIENT = Decimal("1e-30")
_NOISE = Decimal("1e-20")  # six sixths of 0.035 are 0.035 again before they are rounded
_CENT = Decimal("0.01")
_TYPED = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d{1,10})?|\.\d{3},\d{1,10})"
)  # thousands by dots
_EITHER_WAY = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_VIETNAMESE = str.maketrans(",.", ".,")


def typed(text: str) -> Decimal | None:
    """The number in a text as programs write it ('12.5'), None for anything else."""
    return Decimal(text.strip()) if _TYPED.fullmatch(text.strip()) else None


def typed_by_hand(text: str) -> Decimal | None:
    """The number in a text as officials type it: '2,50', '2.50', '2.450.000', '1.250,5'.

    None for what is no number, and for '1,250' and '1.250' (`either_way`).
    """
    plain = _closed_up(text)
    if either_way(text):
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    return typed(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)


def either_way(text: str) -> bool:
    """Whether a figure as typed may be thousands or decimals: '1.250' and '1,250', but not '0,125'."""
    return _EITHER_WAY.fullmatch(_closed_up(text)) is not None


def points_by_hand(text: str) -> Decimal | None:
    """Points and percents as officials type them: never thousands, so '1,125' is a little more than one."""
    plain = _closed_up(text)
    return typed(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)


def _closed_up(text: str) -> str:
    return text.replace(" ", "").replace("\u00a0", "")


def divided(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The quotient to thirty places."""
    return EXACT.divide(dividend, divisor).quantize(_QUOTIENT, context=EXACT)


def total(values: Iterable[Decimal]) -> Decimal:
    """The unrounded sum."""
    result = ZERO
    for value in values:
        result = EXACT.add(result, value)
    return result


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up: how points and percents are shown, and nothing else."""
    return value.quantize(_NOISE, context=EXACT).quantize(_CENT, context=EXACT)


def plain(value: Decimal) -> str:
    """All digits of a value, without useless zeros and without an exponent, for machines."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points(value: Decimal) -> str:
    """Two decimals, half up, as the language in use writes them."""
    return _as_written(f"{rounded(value):,f}")


def figure(value: Decimal) -> str:
    """A figure with the decimals it was given, as the language in use writes it."""
    whole, dot, rest = plain(value).partition(".")
    return _as_written(f"{int(whole):,}{dot}{rest}")


def _as_written(text: str) -> str:
    return text.translate(_VIETNAMESE) if messages.language() == "vi" else text
