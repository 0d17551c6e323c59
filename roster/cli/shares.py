"""Decimal numbers on the command line, kept as they are typed: 0.05 is 1/20."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import click

from roster.messages import _


class Number(click.ParamType[Fraction]):
    """A decimal number above 0 and below `highest` (or up to it, where it is `closed`); None: no bound."""

    def __init__(self, highest: int | None = None, *, closed: bool = False) -> None:
        self.name = _("number")
        self._highest, self._closed = highest, closed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The number as a fraction."""
        number = _decimal(str(value))
        if number is None or number <= 0 or self._too_high(number):
            bound = "" if self._highest is None else f" < {'=' * self._closed}{self._highest}"
            self.fail(
                _(
                    "{value} is not a number {range}. Write it with a point: 0.05.",
                    value=str(value),
                    range=f"0 < x{bound}",
                ),
                param,
                ctx,
            )
        return number

    def _too_high(self, number: Fraction) -> bool:
        if self._highest is None:
            return False
        return number > self._highest or (number == self._highest and not self._closed)


def _decimal(text: str) -> Fraction | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() else None


SHARE = Number(1)
UP_TO_1 = Number(1, closed=True)
ABOVE_0 = Number()
