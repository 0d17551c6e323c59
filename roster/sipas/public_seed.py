"""A public part of the seed: throws of dice or digits of a lottery draw, which nobody present can foresee.

It is joined to the office's own seed as text: 'SEED+dice:1463…'. Whoever knows both can check every lot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from roster.errors import UserError

Kind = Literal["dice", "lottery"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Digits that may stand in it, and the fewest: each below one chance in a million that somebody guesses them.
_RULES: Mapping[Kind, tuple[str, int]] = {"dice": ("123456", 8), "lottery": ("0123456789", 6)}
_MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class PublicSeed:
    """What was thrown or drawn in public."""

    kind: Kind
    digits: str


def public_seed(kind: Kind, typed: str) -> PublicSeed:
    """The digits as typed, without blanks. Raises `UserError` bad_public_digit, too_few_public_digits."""
    allowed, fewest = _RULES[kind]
    digits = "".join(typed.split())
    strange = next((one for one in digits if one not in allowed), None)
    if strange:
        raise UserError(
            "bad_public_digit",
            "'{digit}' is not a number that can come up. Type only digits from {first} to {last}.",
            digit=strange,
            first=allowed[0],
            last=allowed[-1],
        )
    if len(digits) < fewest:
        raise UserError(
            "too_few_public_digits",
            "{found} digits are too few: anybody could try all of them. Give at least {fewest}.",
            found=len(digits),
            fewest=fewest,
        )
    return PublicSeed(kind, digits)


def combined(seed: str, public: PublicSeed | None) -> str:
    """The seed that the lots are cast with. Raises `UserError` bad_seed."""
    if not seed.strip() or len(seed) > _MOST_CHARACTERS or any(c < " " for c in seed):
        raise UserError(
            "bad_seed",
            "The seed must be one line of 1 to {most} characters. Choose another.",
            most=_MOST_CHARACTERS,
        )
    return f"{seed}+{public.kind}:{public.digits}" if public else seed
