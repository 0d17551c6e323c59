"""The workbook that `run` leaves in its folder: looked at, not sent, so nothing is frozen.

Knows which one was written last; an earlier one gives way unless somebody has changed it.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from roster.export import verify, workbook
from roster.export.document import RosterDocument
from roster.export.form import Form
from roster.services.handovers.document import document, file_name
from roster.services.respondents import Overview
from roster.store import queries
from roster.survey import seals

_WRITTEN = "workbook"  # the fact in `meta` that says which draft `run` wrote last


@dataclass(frozen=True, slots=True)
class Draft:
    """A written and verified workbook."""

    path: Path
    sha256: str
    document: RosterDocument


def draft_or_list(session: Session, folder: Path, state: Overview, *, form: Form, by: str) -> Draft:
    """Write the workbook into a folder, named and marked as a draft while questions are open.

    The one written the last time is removed if nobody has changed it since.
    """
    made = document(state)
    path = folder / file_name(made, form)
    workbook.write(path, roster=made, form=form)
    verify.verify(path, made, form)
    draft = Draft(path, seals.of_content(path.read_bytes()), made)
    _remove_earlier(session, folder, draft)
    queries.set_meta(session, _WRITTEN, {"name": path.name, "sha256": draft.sha256})
    counts = {"people": len(made.respondents), "open_pairs": len(made.open_pairs), "held": len(made.held)}
    queries.add_audit(session, "run.workbook", by=by, detail={"sha256": draft.sha256, **counts})
    return draft


def _remove_earlier(session: Session, folder: Path, draft: Draft) -> None:
    earlier = queries.meta(session, _WRITTEN)
    path = folder / str(earlier.get("name", ""))
    if not earlier or path == draft.path or not path.is_file():
        return
    if seals.of_content(path.read_bytes()) == earlier["sha256"]:
        path.unlink()
