"""Known populations of units, which the totals of a frame are compared with: kept once for the survey round.

Knows the fact and its source; reading the file is `intake.sampling_frame`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake.sampling_frame import read_populations
from roster.store import queries

_FACT = "sipas_populations"
_LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True)
class Known:
    """People by unit code, and where that is written; nothing is known while `people` is empty."""

    people: Mapping[str, int]
    source: str


def known(session: Session) -> Known:
    """What is known."""
    fact = queries.meta(session, _FACT)
    return Known(fact.get("people", {}), fact.get("source", ""))


def know(session: Session, path: Path, *, source: str, by: str) -> int:
    """Keep the populations of a file in the place of those of before; how many units.

    Raises what `read_populations` raises, and `UserError` source_needed.
    """
    said = " ".join(source.split())[:_LONGEST_SOURCE]
    if not said:
        raise UserError("source_needed", "Say where these populations are from.")
    people = read_populations(path)
    queries.set_meta(session, _FACT, {"people": people, "source": said})
    queries.add_audit(session, "sipas.populations", by=by, detail={"units": len(people)})
    return len(people)
