"""What every cleaner of one kind of value returns: the clean value and what was wrong with the raw one.

Flags are stable English codes (see `problems.py` for their sentences); order is the order of discovery.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[T]):
    """A clean value, or the empty value of its kind, with the flags that say what was met."""

    value: T
    flags: tuple[str, ...] = ()
