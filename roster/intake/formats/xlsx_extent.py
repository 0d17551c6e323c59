"""Measures the rectangle around a worksheet's cells in its XML, whatever its `<dimension>` says.

Knows cell references; knows nothing of values, styles or workbooks.
"""

import re

from roster.intake.formats import xml
from roster.intake.formats.limits import MAX_AREA, Refused
from roster.intake.formats.package import Package

_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


class Extent:
    """The smallest rectangle around the cells added so far; rows and columns from 0."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self) -> None:
        self.top = self.left = 1 << 30
        self.bottom = self.right = -1

    def add(self, row: int, column: int) -> None:
        """Widen the rectangle to hold this cell."""
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    @property
    def area(self) -> int:
        """How many cells the rectangle has."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)


def check_extent(package: Package, part: str) -> None:
    """Refuse (too_large) a sheet with too many cells, or with a value far from the others.

    Cheap first: the references of all cells, blank ones too. Only a large rectangle is looked at closely.
    """
    cells, extent = 0, Extent()
    for window in package.windows(part):
        references = _REFERENCE.findall(window)
        cells += len(references)
        for column in {column for column, _ in references}:
            extent.add(0, column_index(column))
        for row in {row for _, row in references}:
            extent.add(int(row) - 1, 0)
        if cells > MAX_AREA:
            raise Refused("too_large", limit=f"{MAX_AREA} cells")
    if extent.area > MAX_AREA:
        _check_filled(package, part)


def _check_filled(package: Package, part: str) -> None:
    """The same over cells with a value: formatting down to the last row is common and harmless."""
    extent = Extent()
    with package.open(part) as source:
        for cell in xml.stream(source, "c"):
            if (reference := cell.get("r")) and any(xml.local(child) in {"v", "is"} for child in cell):
                extent.add(*position(reference))
                if extent.area > MAX_AREA:
                    raise Refused("too_large", limit=f"{MAX_AREA} cells", cell=reference)


def position(reference: str) -> tuple[int, int]:
    """'B3' → (2, 1). Raises ValueError for anything else."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, column_index(letters.encode("ascii"))


def column_index(letters: bytes) -> int:
    """b'A' → 0, b'AA' → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
