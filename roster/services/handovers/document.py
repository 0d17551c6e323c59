"""The state of the work as the document that is written, and whether it may be sent.

Knows when a list may be sent, what its file is called and which questions are open; how a workbook looks is
`roster.export`'s matter.
"""

import re
from datetime import UTC, datetime, time

from roster import places, problems
from roster.errors import UserError
from roster.export import letterhead
from roster.export.document import ListedRow, OpenPair, RosterDocument
from roster.export.form import Form, fill
from roster.model import PersonRecord
from roster.services.respondents import Overview
from roster.services.reviewing import review
from roster.services.reviewing.review import Question
from roster.survey.hand_over import Point


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


def check_may_be_sent(state: Overview, *, allow_reason: str) -> None:
    """Refuse a list of nobody (nobody_listed), and open questions without a reason (open_questions)."""
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


def points(state: Overview) -> tuple[Point, ...]:
    """Every open question, each in words with its places: what is allowed by the reason for sending it."""
    pairs = (Point("pair", one.id, f"{_who(one.left)} – {_who(one.right)}") for one in state.questions)
    held = (Point("held", one.key, f"{_who(one)}: {problems.sentence(one.held or '')}") for one in state.held)
    return (*pairs, *held)


def file_name(made: RosterDocument, form: Form) -> str:
    """The usual name of the workbook; a draft's begins with its warning."""
    usual = fill(form.file_name, plan=made.plan.title, year=made.plan.year)
    return safe_name(" – ".join(part for part in (letterhead.banner(made, form), usual) if part)) + ".xlsx"


def safe_name(name: str) -> str:
    """A file's name without the signs that a system forbids."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name)


def _who(person: PersonRecord) -> str:
    return f"{person.full_name or '?'} ({places.place(person.source)})"


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
