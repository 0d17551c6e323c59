"""Shares a sample among strata: equal, proportional, Neyman, by cost, by square roots; whole numbers that add
up.

Sources: Cochran (1977) 5.5 for Neyman and cost, Bankier (1988) for the power 1/2; what a stratum cannot hold
goes to the others by the same rule (Cochran 5.8); largest remainders make whole numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from roster.errors import UserError, raise_all
from roster.sipas.exact import root

Method = Literal["equal", "proportional", "neyman", "cost", "square-root"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A stratum: its size, the standard deviation within, the cost of one unit.

    `room`: how many of it can be drawn at most, where that is not its size.
    """

    name: str
    size: int
    sd: Fraction | None = None
    cost: Fraction | None = None
    room: int | None = None

    @property
    def most(self) -> int:
        """How many can be drawn at most."""
        return self.size if self.room is None else max(self.room, 0)


_SHARES: Mapping[Method, Callable[[Stratum], Fraction]] = {
    "equal": lambda s: Fraction(1),
    "proportional": lambda s: Fraction(s.size),
    "neyman": lambda s: s.size * (s.sd or Fraction()),
    "cost": lambda s: s.size * (s.sd or Fraction()) / root(s.cost or Fraction(1)),
    "square-root": lambda s: root(Fraction(s.size)),
}


def allocate(strata: Sequence[Stratum], n: int, method: Method) -> dict[str, int]:
    """How many to draw from each stratum; the sum is `n`, no stratum gets more than it holds.

    Of equal remainders the stratum that stands first gets the unit. Raises one `UserError` per fault: bad_n,
    bad_stratum_size, stratum_twice, sd_missing, cost_missing, larger_than_frame, nothing_to_share_by.
    """
    raise_all([*_faults(strata, method), *_faults_of_n(strata, n)])
    quotas = capped_quotas(strata, n, method)
    whole = [int(quota) for quota in quotas]
    by_rest = sorted(range(len(strata)), key=lambda at: (whole[at] - quotas[at], at))
    for at in by_rest[: n - sum(whole)]:
        whole[at] += 1
    return {stratum.name: count for stratum, count in zip(strata, whole, strict=True)}


def check(strata: Sequence[Stratum], method: Method) -> None:
    """Raise one `UserError` per fault of the strata: as `allocate`, but for those of `n`."""
    raise_all(list(_faults(strata, method)))


def capped_quotas(strata: Sequence[Stratum], n: int, method: Method) -> list[Fraction]:
    """The shares of `n` before rounding; what a stratum cannot hold goes to the others by the same rule."""
    shares = [_SHARES[method](stratum) for stratum in strata]
    full: set[int] = set()
    while True:
        left = n - sum(strata[at].most for at in full)
        open_ = sum((share for at, share in enumerate(shares) if at not in full), Fraction())
        if left and not open_:
            raise UserError(
                "nothing_to_share_by",
                "{n} units are left over for strata whose standard deviation is 0. Give them one, or choose "
                "another allocation.",
                n=left,
            )
        each = left / open_ if open_ else Fraction()  # per unit of share
        quotas = [
            Fraction(strata[at].most) if at in full else share * each for at, share in enumerate(shares)
        ]
        over = {at for at, quota in enumerate(quotas) if quota > strata[at].most}
        if not over:
            return quotas
        full |= over


def _faults(strata: Sequence[Stratum], method: Method) -> Iterator[UserError]:
    seen: set[str] = set()
    for stratum in strata:
        if stratum.name in seen:
            yield UserError(
                "stratum_twice", "The stratum {stratum} stands twice. Remove one.", stratum=stratum.name
            )
        seen.add(stratum.name)
        yield from _faults_of(stratum, method)


def _faults_of(stratum: Stratum, method: Method) -> Iterator[UserError]:
    if stratum.size <= 0:
        yield UserError(
            "bad_stratum_size",
            "The stratum {stratum} has the size {size}. Give it a whole number above 0, or leave it out.",
            stratum=stratum.name,
            size=stratum.size,
        )
    if method in {"neyman", "cost"} and (stratum.sd is None or stratum.sd < 0):
        yield UserError(
            "sd_missing",
            "The stratum {stratum} has no standard deviation (sd). Give it a number that is not below 0, or "
            "choose an allocation that needs none.",
            stratum=stratum.name,
        )
    if method == "cost" and (stratum.cost is None or stratum.cost <= 0):
        yield UserError(
            "cost_missing",
            "The stratum {stratum} has no cost of a unit. Give it a number above 0, or choose the allocation "
            "neyman.",
            stratum=stratum.name,
        )


def _faults_of_n(strata: Sequence[Stratum], n: int) -> Iterator[UserError]:
    most = sum(max(stratum.most, 0) for stratum in strata)
    if n <= 0:
        yield UserError("bad_n", "The sample size {n} is not above 0. Give a larger one.", n=n)
    if n > most:
        yield UserError(
            "larger_than_frame",
            "{n} units cannot be drawn from strata that hold {most} together. Lower the sample size.",
            n=n,
            most=most,
        )
