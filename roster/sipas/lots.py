"""Where chance comes from: SHA-256 of seed, stage and unit, read as a whole number.

No library's random numbers take part, so that nothing but these three texts decides, and
`printf '%s\\n%s\\n%s' SEED STAGE UNIT | sha256sum` shows the number to anyone (docs/sipas.md has an example).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

BITS = 256


@dataclass(frozen=True, slots=True)
class Lots:
    """What the lots of a group hang on: `seed`, the stage's number, the group's `place` (the unit above)."""

    seed: str
    stage: str
    place: str

    def number(self, unit: str, *, purpose: str = "") -> int:
        """The number of a unit, from 0 to below 2**256; `purpose` stands behind the stage, after a slash."""
        return int.from_bytes(sha256(self._start(purpose) + unit.encode()).digest(), "big")

    def below(self, total: int, *, purpose: str) -> int:
        """A whole number from 0 to below `total`, for the group as a whole.

        Each comes with a probability that differs from 1/total by less than 2**-256.
        """
        return self.number(self.place, purpose=purpose) * total >> BITS

    def ranked(self, units: Sequence[str], *, purpose: str = "") -> list[int]:
        """The places of the units by the order of their numbers: the order in which they are drawn."""
        start = sha256(self._start(purpose))
        numbers = [_digest(start.copy(), unit) for unit in units]  # 32 bytes each, which sort as numbers do
        return sorted(range(len(units)), key=lambda at: (numbers[at], units[at]))

    def _start(self, purpose: str) -> bytes:
        stage = f"{self.stage}/{purpose}" if purpose else self.stage
        return f"{self.seed}\n{stage}\n".encode()


def _digest(started: "_Hash", unit: str) -> bytes:
    started.update(unit.encode())
    return started.digest()
