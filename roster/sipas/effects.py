"""What a design costs in exactness: design effects and the standard error of a stratified mean.

Sources: Kish (1965) section 8.2 for clusters, Kish (1992) for unequal weights; Cochran (1977) 5.3 for strata.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from roster.sipas.allocation import Stratum
from roster.sipas.exact import root


def clustering(cluster: Fraction, rho: Fraction) -> Fraction:
    """1 + (b − 1)·ρ: b people per cluster on average, ρ how alike people of a cluster answer."""
    return 1 + (cluster - 1) * rho


def weighting(weights: Sequence[Fraction]) -> Fraction:
    """n·Σw²/(Σw)²: what unequal weights alone cost; 1 where all are equal."""
    return len(weights) * sum((w * w for w in weights), Fraction()) / sum(weights, Fraction()) ** 2


def stratified_error(strata: Sequence[Stratum], counts: Mapping[str, Fraction]) -> Fraction:
    """The standard error of the mean when so many are drawn from each stratum (without replacement)."""
    total = sum(s.size for s in strata)
    parts = (
        Fraction(s.size, total) ** 2 * (s.sd or 0) ** 2 * (1 / counts[s.name] - Fraction(1, s.size))
        for s in strata
    )
    return root(sum(parts, Fraction()))
