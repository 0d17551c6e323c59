"""Counts the formulas of a worksheet whose results are not in the file.

A list has a few, a program that writes no results some thousands; looking at millions one by one costs more
than a file may. Knows nothing of what a formula says.
"""

import re

from roster.intake.formats.limits import MAX_FORMULAS, Refused
from roster.intake.formats.package import Package

_FORMULA = (b"<f", b":f")
_FORMULA_OR_RESULT = re.compile(rb"<(?:\w+:)?(?:(f)[\s>/]|v>[^<])")


def check_formulas(package: Package, part: str) -> None:
    """Refuse (too_large) a sheet with more formulas than results, and far more than a list can have."""
    missing = 0
    for window in package.windows(part):
        if any(token in window for token in _FORMULA):
            found = _FORMULA_OR_RESULT.findall(window)
            formulas = len(found) - found.count(b"")
            missing = max(0, missing + 2 * formulas - len(found))
            if missing > MAX_FORMULAS:
                raise Refused("too_large", limit=f"{MAX_FORMULAS} formulas")
