"""Counts the formulas of a worksheet whose results are not in the file.

A list has a few, a program that writes no results some thousands; looking at millions one by one costs more
than a file may. Knows nothing of what a formula says.
"""

import re

from roster.intake.formats.limits import MAX_FORMULAS, Refused
from roster.intake.formats.package import Package

_FORMULA = (b"<f", b":f")
# A formula and whether a result follows it in the same cell: its neighbours' values say nothing of it.
_FORMULA_THEN_RESULT = re.compile(
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f\s*>)\s*(<(?:\w+:)?v(?:\s[^<>]*)?>[^<])?"
)


def check_formulas(package: Package, part: str) -> None:
    """Refuse (too_large) a sheet with far more formulas without a result than a list can have.

    One that two pieces of the part divide is not counted, one at a piece's end may be counted twice.
    """
    missing = 0
    for window in package.windows(part):
        if any(token in window for token in _FORMULA):
            missing += _FORMULA_THEN_RESULT.findall(window).count(b"")
            if missing > MAX_FORMULAS:
                raise Refused("too_large", limit=f"{MAX_FORMULAS} formulas")
