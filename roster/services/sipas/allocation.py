"""Shares a sample among the strata of a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from roster.intake.sampling_frame import read_strata
from roster.sipas import allocation, effects, sizes
from roster.sipas.allocation import Method, Stratum
from roster.sipas.sizes import SampleSize


@dataclass(frozen=True, slots=True)
class Allocated:
    """The number from each stratum; the size, where it was reckoned; the mean's standard error, if known."""

    counts: Mapping[str, int]
    size: SampleSize | None
    error: Fraction | None


def allocate(
    source: Path, method: Method, *, n: int | None, margin: Fraction | None, confidence: Fraction
) -> Allocated:
    """Share `n` among the strata, or what a margin of error of the mean asks for.

    Raises what `read_strata` and `sipas.allocation.allocate` raise.
    """
    strata = read_strata(source)
    size = None
    if margin is not None:
        allocation.check(strata, "neyman")
        z = sizes.quantile(confidence)
        size = sizes.stratified_mean(strata, margin, z=z, neyman=method == "neyman")
    counts = allocation.allocate(strata, size.n if size else n or 0, method)
    return Allocated(counts, size, _error(strata, counts))


def as_json(found: Allocated) -> dict[str, Any]:
    """The allocation as JSON takes it."""
    size = {"size": {"n": found.size.n, "formula": found.size.formula}} if found.size else {}
    error = {"se_mean": float(found.error)} if found.error is not None else {}
    return {"n": dict(found.counts), **size, **error}


def _error(strata: list[Stratum], counts: Mapping[str, int]) -> Fraction | None:
    if any(s.sd is None or not counts[s.name] for s in strata):
        return None
    return effects.stratified_error(strata, {name: Fraction(count) for name, count in counts.items()})
