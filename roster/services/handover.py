"""The list leaves the house: the workbook is written, read back and compared, and that is put on record.

Knows when a list may be sent and what its file is called; how a workbook looks is `roster.export`'s matter.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from roster import problems
from roster.errors import UserError
from roster.export import letterhead, verify, workbook
from roster.export.document import ListedRow, OpenPair, RosterDocument
from roster.export.form import Form, fill
from roster.model import PersonRecord
from roster.services import review
from roster.services.respondents import Overview
from roster.services.review import Question
from roster.store import queries

SENT = "export"  # the action in the audit log
_WRITTEN = "workbook"  # the fact of the round that says which draft `run` wrote last


@dataclass(frozen=True, slots=True)
class HandOver:
    """A written and verified workbook."""

    path: Path
    sha256: str
    document: RosterDocument


def document(state: Overview, *, allow_reason: str = "") -> RosterDocument:
    """The state of the work as a document; `allow_reason` is why it may be sent with open questions."""
    listed = {key for person in state.respondents for key in person.keys}
    left_out = [p for p in state.records if p.takes_part and p.key not in listed]
    return RosterDocument(
        plan=state.plan,
        precedence=state.plan.precedence,
        created=datetime.combine(state.today, time(), UTC),
        respondents=state.respondents,
        counts=state.counts,
        final=state.final,
        agency_counts=state.agency_lines,
        gap_reasons=state.gap_reasons,
        silent=state.silent,
        open_pairs=tuple(_open_pair(question) for question in state.questions),
        held=tuple(_listed(p, p.held or "") for p in state.held),
        not_eligible=tuple(_listed(p, "not_eligible") for p in left_out if "not_eligible" in p.flags),
        unclassified=tuple(_listed(p, "group_unknown") for p in left_out if "not_eligible" not in p.flags),
        excluded=tuple(_listed(p, "", p.excluded) for p in state.records if p.excluded is not None),
        unread=state.unread,
        allow_reason=allow_reason,
    )


def send(
    session: Session, path: Path, state: Overview, *, form: Form, by: str, allow_reason: str = ""
) -> HandOver:
    """Write the file that is sent.

    Refused where nobody is on the list (nobody_listed), and while questions are open and no reason is given
    (open_questions). `path` is an .xlsx file, or a folder in which the file gets its usual name. The
    reason goes into the workbook and the audit log.
    """
    if not state.respondents:
        raise UserError(
            "nobody_listed",
            "Nobody is on the list, so there is nothing to send. Import the agencies' lists first, and check "
            "that --db names the database that holds them.",
        )
    if state.open and not allow_reason:
        raise UserError(
            "open_questions",
            "The list cannot be sent yet: {pairs} pairs to review and {held} held rows are open. Settle them "
            "first, or give a reason with --allow-unresolved.",
            pairs=len(state.questions),
            held=len(state.held),
        )
    made = document(state, allow_reason=allow_reason if state.open else "")
    target = path if path.suffix.lower() == ".xlsx" else path / file_name(made, form)
    handed = _write(target, made, form)
    detail = _numbers(handed) | {"allow_reason": made.allow_reason, "precedence": made.precedence}
    queries.add_audit(session, SENT, by=by, detail=detail)
    return handed


def draft_or_list(session: Session, folder: Path, state: Overview, *, form: Form, by: str) -> HandOver:
    """Write the workbook into a folder, named and marked as a draft while questions are open.

    The one written the last time is removed if nobody has changed it since.
    """
    made = document(state)
    handed = _write(folder / file_name(made, form), made, form)
    _remove_earlier(session, folder, handed)
    queries.set_meta(session, _WRITTEN, {"name": handed.path.name, "sha256": handed.sha256})
    queries.add_audit(session, "run.workbook", by=by, detail=_numbers(handed))
    return handed


def file_name(made: RosterDocument, form: Form) -> str:
    """The usual name of the workbook; a draft's begins with its warning."""
    usual = fill(form.file_name, plan=made.plan.title, year=made.plan.year)
    name = " – ".join(part for part in (letterhead.banner(made, form), usual) if part)
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name) + ".xlsx"


def _write(path: Path, made: RosterDocument, form: Form) -> HandOver:
    workbook.write(path, roster=made, form=form)
    verify.verify(path, made, form)
    return HandOver(path, hashlib.sha256(path.read_bytes()).hexdigest(), made)


def _remove_earlier(session: Session, folder: Path, handed: HandOver) -> None:
    earlier = queries.meta(session, _WRITTEN)
    path = folder / str(earlier.get("name", ""))
    if not earlier or path == handed.path or not path.is_file():
        return
    if hashlib.sha256(path.read_bytes()).hexdigest() == earlier["sha256"]:
        path.unlink()


def _numbers(handed: HandOver) -> dict[str, int | str]:
    made = handed.document
    counts = {"people": len(made.respondents), "open_pairs": len(made.open_pairs), "held": len(made.held)}
    return {"sha256": handed.sha256, **counts}


def _listed(person: PersonRecord, code: str, reason: str | None = None) -> ListedRow:
    return ListedRow(
        person.full_name,
        person.source,
        position=person.position or "",
        agency=person.agency or "",
        remark=problems.sentence(code) if code else reason or "",
    )


def _open_pair(question: Question) -> OpenPair:
    left, right = (_listed(person, "") for person in (question.left, question.right))
    return OpenPair(left, right, review.sentences(question.pair))
