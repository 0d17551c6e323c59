"""Erases what one drawn citizen is called, in every draw of the round, before the time of all names is over.

Codes, draws and sums stay, for they name nobody; what else stays is said before it is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.incoming import uploads
from roster.services.personal import erasing
from roster.services.personal.erasing import Stays
from roster.services.sipas import fieldwork, frames, keeping
from roster.sipas.fieldwork import Seat
from roster.store import queries, sipas_queries, tables


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody drawn: the seat in the newest draw that has one, and what erasing the name would leave."""

    seat: Seat
    stays: tuple[Stays, ...]


def find(session: Session, unit: str, *, folder: Path) -> Citizen:
    """The citizen of this code; `folder` is where frames lie. Raises no_such_citizen."""
    draws = [one for one in keeping.all_draws(session) if sipas_queries.is_drawn(session, one.id, unit)]
    seats = (seat for one in draws for seat in fieldwork.field(session, one.number).seats)
    seat = next((one for one in seats if one.unit_id == unit), None)
    if seat is None:
        raise UserError(
            "no_such_citizen",
            "In no draw of this survey round anybody has the code {unit}. Correct the code.",
            unit=unit,
        )
    return Citizen(seat, tuple(_stays(draws, unit, folder)))


def erase(
    session: Session, unit: str, reason: str, *, sure: bool, folder: Path, by: str
) -> tuple[Stays, ...]:
    """Erase the name of the citizen of this code; what stays. It cannot be taken back.

    Raises as `find`, and `UserError`s no_such_reason, not_sure, nameless.
    """
    citizen = find(session, unit, folder=folder)
    raise_all(erasing.faults(reason, sure=sure))
    names = sipas_queries.delete_names(session, unit)
    if not names:
        raise UserError("nameless", "No name is kept of {unit}: nothing is left to erase.", unit=unit)
    detail = {"reason": reason, "names": names}
    queries.add_audit(session, "sipas.name_erased", by=by, subjects=[f"unit:{unit}"], detail=detail)
    return citizen.stays


def _stays(draws: Sequence[tables.SipasDraw], unit: str, folder: Path) -> list[Stays]:
    drawn_from = {one.frame for one in draws}
    files = [one for one in frames.all_frames(folder) if uploads.path_of(folder, one).name in drawn_from]
    numbers = ", ".join(str(one.number) for one in draws)
    found = [Stays("citizen", {"unit": unit, "draws": numbers})]
    if files:
        found.append(Stays("frames", {"names": ", ".join(one.name for one in files)}))
    return [*found, Stays("papers", {}), Stays("backups", {})]
