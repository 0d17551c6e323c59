"""Deletes what names the citizens of a frame once its time is over: frames handed in, names of people drawn.

Draws and the log of the fieldwork stay, as codes and numbers. How long is said by the caller.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from roster.services.incoming import uploads
from roster.store import queries, round_queries


@dataclass(frozen=True, slots=True)
class Purged:
    """How many frames and names of people were deleted."""

    frames: int
    names: int


def purge(session: Session, folder: Path, *, now: datetime, days: int, by: str) -> Purged:
    """Delete frames of all rounds in `folder` and names in the database that are older than `days`."""
    done = Purged(
        uploads.expire_all(folder, now=now, days=days),
        round_queries.delete_sipas_names(session, before=now - timedelta(days=days)),
    )
    if done.frames or done.names:
        detail = {"frames": done.frames, "names": done.names}
        queries.add_audit(session, "sipas.purged", by=by, detail=detail)
    return done
