"""Random draws over whole columns: weighted codes, masks, and ways of typing applied to a share of the rows.

Knows numpy only; a column of text is an object array of `str`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Way = Callable[[str, int], str]
"""A way of typing: the text and a random number, from which it takes its choices, give the text as typed."""

_DICE = 1 << 30


@dataclass(frozen=True, slots=True)
class Words:
    """Texts to draw from; `ends` are their cumulated weights."""

    texts: Texts
    ends: npt.NDArray[np.float64]

    @classmethod
    def weighted(cls, weights: Mapping[str, float]) -> "Words":
        """The keys, to be drawn as often as their weights say."""
        ends = np.cumsum(np.fromiter(weights.values(), float))
        return cls(texts(tuple(weights)), ends / ends[-1])


def texts(values: Sequence[str]) -> Texts:
    """The texts as a column."""
    column = np.empty(len(values), object)
    column[:] = values
    return column


def draw(rng: np.random.Generator, words: Words, count: int) -> Codes:
    """Places in `words.texts`, as often as the weights say."""
    return np.minimum(np.searchsorted(words.ends, rng.random(count), "right"), len(words.texts) - 1)


def pick(rng: np.random.Generator, words: Words, count: int) -> Texts:
    """Texts as often as their weights say."""
    return words.texts[draw(rng, words, count)]


def chance(rng: np.random.Generator, share: float, count: int) -> Mask:
    """True for about this share."""
    return rng.random(count) < share


def digits(rng: np.random.Generator, length: int, count: int) -> Texts:
    """Random numbers of `length` digits, as texts with leading zeros."""
    return texts([f"{n:0{length}}" for n in rng.integers(10**length, size=count).tolist()])


def type_some(rng: np.random.Generator, column: Texts, chosen: Mask, way: Way) -> None:
    """Type the chosen rows this way, in place."""
    places = np.flatnonzero(chosen)
    dice = rng.integers(_DICE, size=len(places)).tolist()
    column[places] = texts([way(text, die) for text, die in zip(column[places], dice, strict=True)])


def type_rows(
    rng: np.random.Generator, column: Texts, ways: Mapping[str, Way], shares: Mapping[str, float]
) -> None:
    """Type each way into its share of the rows, in place, in the order of `shares`; blank rows stay blank."""
    filled = column != ""
    for name, share in shares.items():
        type_some(rng, column, chance(rng, share, len(column)) & filled, ways[name])
