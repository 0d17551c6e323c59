"""Columns of codes: distinct values once, and one integer per record that points at its value.

The ground of matching: what is done per distinct value costs little, however many records there are.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

NOT_STATED = -1
NOT_COMPARED = -1

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[T_co]):
    """One field: `codes[i]` points into `values` (any type with a length), NOT_STATED where there is none."""

    values: T_co
    codes: Codes


def factorise(values: Iterable[Hashable | None]) -> Column[tuple[Any, ...]]:
    """Codes in order of first appearance; None is NOT_STATED."""
    seen: dict[Hashable, int] = {}
    codes = [NOT_STATED if v is None else seen.setdefault(v, len(seen)) for v in values]
    return Column(tuple(seen), np.array(codes, dtype=np.int64))


def through(lookup: Codes, codes: Codes) -> Codes:
    """`lookup[code]` for every code, NOT_STATED staying NOT_STATED."""
    return np.append(lookup, NOT_STATED)[codes]


def both(left: Codes, right: Codes) -> Codes:
    """The codes of two columns taken together; a record without one of them has none."""
    width = int(right.max(initial=0)) + 1
    return np.where((left == NOT_STATED) | (right == NOT_STATED), NOT_STATED, left * width + right)


def dense(codes: Codes) -> Codes:
    """The same distinctions in codes from 0 without gaps, in the order of the codes; NOT_STATED stays."""
    distinct, dense_codes = np.unique(codes, return_inverse=True)
    return dense_codes - int(len(distinct) > 0 and distinct[0] == NOT_STATED)


def for_each_pair(level: Callable[[int, int], int], left: Codes, right: Codes) -> Levels:
    """`level` of the two codes of each pair, called once per distinct pair; `level` is symmetric.

    For rules that are rare or cheap enough to be Python.
    """
    size = int(max(left.max(initial=0), right.max(initial=0))) + 1
    pairs = np.minimum(left, right) * size + np.maximum(left, right)
    distinct, inverse = np.unique(pairs, return_inverse=True)
    found = [level(*divmod(pair, size)) for pair in distinct.tolist()]
    return np.array(found, dtype=np.int8)[inverse]


def several(sizes: Codes, codes: Codes) -> Codes:
    """Places in a flat array for records whose value holds several entries: value v has `sizes[v]` of them.

    `sizes` ends with the 0 of NOT_STATED. Read together with `spread`, which tells whose they are.
    """
    starts = np.cumsum(sizes) - sizes
    counts = sizes[codes]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    places: Codes = np.repeat(starts[codes], counts) + offsets
    return places


def spread(sizes: Codes, codes: Codes) -> Codes:
    """The record behind each entry of `several`."""
    return np.repeat(np.arange(len(codes)), sizes[codes])
