"""Numbers without rounding: decimals as typed become fractions; square roots have fifty digits everywhere."""

from decimal import Context, Decimal
from fractions import Fraction

_ROOTS = Context(
    prec=50
)  # IEEE 854: a square root is the nearest number of so many digits, wherever it is taken


def exact(number: int | float | str) -> Fraction:
    """The decimal number as it is written, not as the machine keeps it: 0.05 is 1/20."""
    return Fraction(str(number))


def root(number: Fraction) -> Fraction:
    """The square root to fifty digits."""
    quotient = _ROOTS.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Fraction(_ROOTS.sqrt(quotient))


def shown(number: Fraction, digits: int = 6) -> str:
    """The number as a decimal of at most so many digits behind the point, without zeros at its end."""
    whole, rest = divmod(abs(round(number * 10**digits)), 10**digits)
    decimals = f"{rest:0{digits}}".rstrip("0")
    sign = "-" if number < 0 and (whole or rest) else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
