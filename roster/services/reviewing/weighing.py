"""The weight of a pair as a sum a person can follow: a step per line of evidence, from prior to total.

Knows sentences and running sums; how they are drawn is the door's matter.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from roster.dedupe import explain
from roster.model import Evidence, ScoredPair
from roster.services.matching import weights
from roster.services.reviewing.review import without_numbers

Shown: TypeAlias = Callable[[Evidence], Evidence]  # prepares a line for its reader


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: its sentence and bits, and the sum before and after it."""

    field: str
    sentence: str
    bits: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Bands:
    """From which weight on a pair is asked about, and from which it may be merged alone."""

    ask: float
    same: float


def bands() -> Bands:
    """The limits in use (`data/matching.toml`)."""
    limits = weights.in_use().bands
    return Bands(limits.ask, limits.same)


def steps(pair: ScoredPair, *, shown: Shown = without_numbers) -> tuple[Step, ...]:
    """The prior, then the evidence from the weightiest to the least; the last sum is the pair's weight.

    Numbers are masked unless `shown` says otherwise.
    """
    return tuple(_running(sorted(pair.evidence, key=_order), shown))


def what_would_change(pair: ScoredPair, *, shown: Shown = without_numbers) -> str:
    """What would turn the verdict on this pair, in one sentence; numbers as in `steps`."""
    return explain.what_would_change(replace(pair, evidence=tuple(map(shown, pair.evidence))))


def bits(value: float) -> str:
    """Bits with their sign, as written in the language in use."""
    return explain.bits(value)


def in_full(line: Evidence) -> Evidence:
    """A line as it is: only for who asked to see the numbers, which is written down."""
    return line


def _order(line: Evidence) -> tuple[bool, float]:
    return line.field != explain.PRIOR, -abs(line.bits)


def _running(lines: Iterable[Evidence], shown: Shown) -> Iterator[Step]:
    total = 0.0
    for line in lines:
        before, total = total, total + line.bits
        yield Step(line.field, explain.sentence(shown(line)), line.bits, before, total)
