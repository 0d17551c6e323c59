"""How many people to ask: the usual formulas, each shown with its numbers and its rounding.

Sources: Yamane (1967) p. 886 (as printed in the older texts of the measurement of satisfaction, e = 5 %);
Cochran (1977) sections 4.4 and 5.9; Krejcie and Morgan (1970); Kish (1965) section 8.2 for the design effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from statistics import NormalDist

from roster.errors import UserError
from roster.sipas.allocation import Stratum
from roster.sipas.exact import exact, shown

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class SampleSize:
    """A size, the number before rounding, and the formula with its numbers, from n to the result."""

    n: int
    unrounded: Fraction
    formula: str


@dataclass(frozen=True, slots=True)
class Aim:
    """How exact a share must be known: margin of error e, the normal quantile z, the share p expected."""

    margin: Fraction
    z: Fraction
    p: Fraction = HALF

    @property
    def spread(self) -> Fraction:
        """z²·p·(1−p)."""
        return self.z**2 * self.p * (1 - self.p)


def quantile(confidence: Fraction) -> Fraction:
    """The two-sided normal quantile to six digits (0.95: 1.959964), so that it is the same everywhere."""
    return exact(f"{NormalDist().inv_cdf(float((1 + confidence) / 2)):.6f}")


def by_method(
    method: str, population: int | None, aim: Aim, *, deff: Fraction, response: Fraction
) -> SampleSize:
    """The size by the method of this name; 'proportion' alone heeds the last two, or has no population."""
    if method == "proportion" or population is None:
        return proportion(population, aim, deff=deff, response=response)
    if method == "yamane":
        return yamane(population, aim.margin)
    return (cochran if method == "cochran" else krejcie)(population, aim)


def yamane(population: int, margin: Fraction) -> SampleSize:
    """n = N/(1 + N·e²), rounded up."""
    n = Fraction(population) / (1 + population * margin**2)
    e = shown(margin)
    return _up(n, population, f"n = N/(1 + N·e²) = {population}/(1 + {population}·{e}²)")


def cochran(population: int, aim: Aim) -> SampleSize:
    """n₀ = z²·p·(1−p)/e², then n = n₀/(1 + (n₀ − 1)/N), rounded up; n₀ itself is not rounded."""
    first, n = _cochran(population, aim)
    return _up(
        n,
        population,
        f"n₀ = z²·p·(1−p)/e² = {_spread(aim)}/{shown(aim.margin)}² = {shown(first)}; "
        f"n = n₀/(1 + (n₀ − 1)/N) = {shown(first)}/(1 + ({shown(first)} − 1)/{population})",
    )


def krejcie(population: int, aim: Aim) -> SampleSize:
    """n = χ²·N·p·(1−p)/(e²·(N − 1) + χ²·p·(1−p)), to the nearest, as their table has it.

    χ² with one degree of freedom has three digits behind the point, as in their text (0.95: 3.841).
    """
    chi = round(aim.z**2, 3)
    spread = chi * aim.p * (1 - aim.p)
    n = spread * population / (aim.margin**2 * (population - 1) + spread)
    p, e = shown(aim.p), shown(aim.margin)
    formula = (
        "n = χ²·N·p·(1−p)/(e²·(N − 1) + χ²·p·(1−p)) = "
        f"{shown(chi)}·{population}·{p}·(1−{p})/({e}²·({population} − 1) + {shown(chi)}·{p}·(1−{p}))"
    )
    nearest = int(n + HALF)
    return SampleSize(nearest, n, f"{formula} = {shown(n)} ≈ {nearest}")


def proportion(population: int | None, aim: Aim, *, deff: Fraction, response: Fraction) -> SampleSize:
    """Cochran's size times the design effect, divided by the share that will answer; rounded up.

    Without a population it counts as endless. Raises `UserError` larger_than_population.
    """
    if population:
        n, origin = _cochran(population, aim)[1], cochran(population, aim).formula.partition(" = ⌈")[0]
    else:
        n = aim.spread / aim.margin**2
        origin = f"n₀ = z²·p·(1−p)/e² = {_spread(aim)}/{shown(aim.margin)}²"
    wanted = n * deff / response
    formula = f"{origin} = {shown(n)}; n·deff/r = {shown(n)}·{shown(deff)}/{shown(response)}"
    return _up(wanted, population, formula)


def stratified_mean(strata: Sequence[Stratum], margin: Fraction, *, z: Fraction, neyman: bool) -> SampleSize:
    """The size with which the mean over strata is known to the margin, under Neyman or proportional
    allocation.

    Cochran (1977) 5.9: n = (ΣW·S)²/(V + ΣW·S²/N), or ΣW·S²/(V + ΣW·S²/N), with V = (e/z)². Rounded up.
    """
    total = sum(s.size for s in strata)
    within = sum((Fraction(s.size, total) * (s.sd or 0) ** 2 for s in strata), Fraction())
    between = sum((Fraction(s.size, total) * (s.sd or 0) for s in strata), Fraction())
    top = between**2 if neyman else within
    n = top / ((margin / z) ** 2 + within / total)
    sums = "(ΣW·S)²" if neyman else "ΣW·S²"
    formula = (
        f"n = {sums}/((e/z)² + ΣW·S²/N) = "
        f"{shown(top)}/(({shown(margin)}/{shown(z)})² + {shown(within)}/{total})"
    )
    return _up(n, total, formula)


def _cochran(population: int, aim: Aim) -> tuple[Fraction, Fraction]:
    first = aim.spread / aim.margin**2
    return first, first / (1 + (first - 1) / population)


def _spread(aim: Aim) -> str:
    return f"{shown(aim.z)}²·{shown(aim.p)}·(1−{shown(aim.p)})"


def _up(n: Fraction, population: int | None, formula: str) -> SampleSize:
    size = ceil(n)
    if population and size > population:
        raise UserError(
            "larger_than_population",
            "{n} people would be needed, but the population has only {population}. Ask all of them, or "
            "allow a larger margin.",
            n=size,
            population=population,
        )
    return SampleSize(size, n, f"{formula} = ⌈{shown(n)}⌉ = {size}")
