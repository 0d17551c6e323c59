"""The date until which a survey round's people are kept, and what happens after it.

A round is due when it is closed and its day has passed. Its counts, checksums and log stay; its people go.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from roster import writing
from roster.errors import UserError
from roster.privacy import Rules
from roster.services.rounds import book
from roster.store import expiry_queries, personal_queries, queries, round_queries, tables


@dataclass(frozen=True, slots=True)
class Purged:
    """A round whose people are gone: its plan's code, how many records and how many files there were."""

    code: str
    records: int
    files: int


def kept_until(row: tables.Round, rules: Rules) -> date | None:
    """The last day on which a round's people are kept: as set for it, else counted from its closing."""
    if row.kept_until is not None:
        return row.kept_until
    return rules.round_until(row.closed_at.date()) if row.closed_at else None


def dates(session: Session, rules: Rules) -> dict[int, date | None]:
    """The last day of every round, by its number."""
    return {row.id: kept_until(row, rules) for row in round_queries.all_rounds(session)}


def set_kept_until(session: Session, code: str, day: date, *, today: date, by: str) -> None:
    """Set the last day for a round. Raises `UserError` (no_such_round, day_is_past, round_purged)."""
    row = book.row_of(session, code)
    if row.purged_at is not None:
        raise book.round_purged(code)
    if day < today:
        raise UserError("day_is_past", "This day is over. Give today or a later day.")
    row.kept_until = day
    detail = {"until": day.isoformat()}
    queries.add_audit(session, "round.kept_until", by=by, subjects=[f"round:{code}"], detail=detail)


def purge(
    session: Session, folders: Iterable[Path], *, today: date, rules: Rules, by: str
) -> tuple[Purged, ...]:
    """Erase the people of every round that is due; `folders` hold files as received and handed over.

    Raises `UserError` (`writing.refusal`) where a file cannot be deleted.
    """
    due = [row for row in round_queries.all_rounds(session) if _is_due(row, today, rules)]
    return tuple(_purge(session, row, tuple(folders), by=by) for row in due)


def _is_due(row: tables.Round, today: date, rules: Rules) -> bool:
    until = kept_until(row, rules)
    return row.closed_at is not None and row.purged_at is None and until is not None and until < today


def _purge(session: Session, row: tables.Round, folders: tuple[Path, ...], *, by: str) -> Purged:
    now, code = datetime.now(UTC), row.code or ""
    originals, handed = expiry_queries.files(session, row.id)
    names = [*(one.name for one in originals), *handed]
    for one in originals:
        session.delete(one)
    session.flush()
    done = expiry_queries.erase_round(session, row)
    row.purged_at, row.purged_by = now, by
    personal_queries.note(session, [row.id], at=now, by=by)
    detail = {**done, "files": len(names)}
    queries.add_audit(session, "round.purged", by=by, subjects=[f"round:{code}"], detail=detail)
    for folder in folders:
        _delete(folder, names)
    return Purged(code, done["records"], len(names))


def _delete(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as fault:
            raise writing.refusal(str(folder / name), fault) from None
