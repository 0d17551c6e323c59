"""All that happened to a component or a task: its acts, and every document attached or taken off again.

Looks only; nothing of what happened is ever removed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from roster.services.scoring import assessments
from roster.store import scoring_queries
from scoring.assessment.model import Act, Attachment


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: an `act` of this `kind`, or an `attachment` 'attached' or 'detached'."""

    kind: str
    at: datetime
    by: str
    act: Act | None = None
    attachment: Attachment | None = None


def of(session: Session, code: str, acts: Sequence[Act] = ()) -> tuple[Line, ...]:
    """Everything about a component or task by its code, the newest first; `acts` are the component's."""
    lines = [*(Line(act.kind, act.at, act.by, act=act) for act in acts), *_of_documents(session, code)]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _of_documents(session: Session, code: str) -> Iterator[Line]:
    for row, document in scoring_queries.attachments_to(session, code):
        one = assessments.attachment(row, document)
        yield Line("attached" if row.detaches is None else "detached", one.at, one.by, attachment=one)
