"""What every cleaner of one kind of value takes and returns: a cell, and the clean value with what was wrong.

Flags are stable English codes (see `problems.py` for their sentences); order is the order of discovery.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeAlias, TypeVar

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | None

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[T]):
    """A clean value, or the empty value of its kind, with the flags that say what was met."""

    value: T
    flags: tuple[str, ...] = ()
