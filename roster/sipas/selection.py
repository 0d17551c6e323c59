"""Draws units of one group: simple random, systematic, PPS systematic, PPS Sampford; with their
probabilities.

Whole numbers only. Sources: order by permanent random numbers: Ohlsson (1995); systematic: Madow (1949);
Sampford (1967) by rejection; certainty units: Tillé (2006) section 2.10.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from roster.errors import UserError
from roster.sipas.lots import Lots

_SCALE = 128  # bits behind the point of Sampford's later draws
_ROUNDS = 50_000  # of Sampford's method; sizes that need more are refused, whatever the seed


def systematic(sizes: Sequence[int], n: int, start: int) -> list[int]:
    """Every X-th point on a line on which each unit is n times its size long and X is the sum of sizes.

    `start` is a whole number from 0 to below X. Drawn with probability n·x/X exactly, if no n·x is above X.
    All sizes 1 make the usual systematic sample.
    """
    total = sum(sizes)
    ends = list(accumulate(n * size for size in sizes))
    return [bisect_right(ends, start + step * total) for step in range(n)]


def sampford(sizes: Sequence[int], n: int, lots: Lots) -> list[int]:
    """Sampford's method: rounds of n draws with replacement until all are different.

    The first draw of a round is by size x, the others by x/(X − n·x); drawn with probability n·x/X, if every
    n·x is below X. Raises `UserError` sampford_too_tight where no round can be hoped to succeed.
    """
    total = sum(sizes)
    first = list(accumulate(sizes))
    later = list(accumulate((size << _SCALE) // (total - n * size) for size in sizes))
    for turn in range(1, _ROUNDS + 1):
        drawn: set[int] = set()
        for at in range(1, n + 1):
            ends = later if at > 1 else first
            point = lots.below(ends[-1], purpose=f"round {turn}/draw {at}")
            place = bisect_right(ends, point)
            if place in drawn:
                break
            drawn.add(place)
        else:
            return sorted(drawn)
    raise UserError(
        "sampford_too_tight",
        "Sampford's method finds no sample of {n} among the {units} units under {place}: too many of too "
        "few. Use the method pps_systematic.",
        n=n,
        units=len(sizes),
        place=lots.place or "–",
    )


def certain(sizes: Sequence[Fraction | int], n: int) -> set[int]:
    """The places of units so large that n·x/X is 1 or more, once those above are set apart, and so on."""
    sure: set[int] = set()
    while True:
        left = n - len(sure)
        total = sum(size for at, size in enumerate(sizes) if at not in sure)
        more = {at for at, size in enumerate(sizes) if at not in sure and left * size >= total}
        if not more or left <= 0:
            return sure
        sure |= more


def probabilities(sizes: Sequence[Fraction | int], n: int) -> list[Fraction]:
    """The inclusion probabilities of n units drawn by size."""
    sure = certain(sizes, n)
    total = sum(size for at, size in enumerate(sizes) if at not in sure)
    left = n - len(sure)
    return [Fraction(1) if at in sure else Fraction(left * size) / total for at, size in enumerate(sizes)]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The units of one group, sorted by id; `forced` are the places of those drawn for certain.

    `sizes` are all 1 where units are not drawn by size; `order` the places as systematic selection goes
    through them.
    """

    ids: Sequence[str]
    sizes: Sequence[int]
    forced: frozenset[int] = frozenset()
    order: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places drawn, those for certain first; all others in the order of the reserve; probabilities of the
    rest.

    A unit that is not `sure` is drawn with probability `left`·size/`total`.
    """

    main: tuple[int, ...]
    others: tuple[int, ...]
    sure: frozenset[int]
    left: int
    total: int

    def probability(self, at: int, sizes: Sequence[int]) -> Fraction:
        """The probability with which the unit at this place is drawn."""
        return Fraction(1) if at in self.sure else Fraction(self.left * sizes[at], self.total)


def choose(method: str, candidates: Candidates, n: int, lots: Lots) -> Chosen:
    """Draw `n` of the candidates, the forced ones among them, and put all others in order.

    Units too large for a probability below 1 are drawn for certain too, where units are drawn by size.
    """
    sizes, forced = candidates.sizes, candidates.forced
    free = [at for at in range(len(sizes)) if at not in forced]
    large = certain([sizes[at] for at in free], n - len(forced)) if method.startswith("pps_") else set()
    sure = forced | {free[at] for at in large}
    rest = [at for at in (candidates.order or range(len(sizes))) if at not in sure]
    left = n - len(sure)
    total = sum(sizes[at] for at in rest)
    drawn = [
        rest[place]
        for place in _METHODS[method]([sizes[at] for at in rest], left, _Rest(candidates, rest, lots))
    ]
    main = (*sorted(sure), *drawn)
    gone = set(main)
    last = [at for at in rest if at not in gone]
    purpose = "" if method == "simple" else "reserve"  # the next of a simple random sample are its reserve
    others = lots.ranked([candidates.ids[at] for at in last], purpose=purpose)
    return Chosen(main, tuple(last[place] for place in others), frozenset(sure), left, total)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left once the certain units are set apart."""

    candidates: Candidates
    places: Sequence[int]
    lots: Lots


def _simple(_sizes: Sequence[int], n: int, rest: _Rest) -> list[int]:
    return rest.lots.ranked([rest.candidates.ids[at] for at in rest.places])[:n]


def _systematic(sizes: Sequence[int], n: int, rest: _Rest) -> list[int]:
    return systematic(sizes, n, rest.lots.below(sum(sizes), purpose="start")) if n else []


def _sampford(sizes: Sequence[int], n: int, rest: _Rest) -> list[int]:
    return sampford(sizes, n, rest.lots) if n else []


_METHODS: Mapping[str, Callable[[Sequence[int], int, _Rest], list[int]]] = {
    "simple": _simple,
    "systematic": _systematic,
    "pps_systematic": _systematic,
    "pps_sampford": _sampford,
}
