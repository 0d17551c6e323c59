"""Freezing: the roster becomes a numbered hand-over that nobody changes any more, with its files.

Knows the order of steps and what is put on record; the documents themselves are `documents`' matter. Addenda
are frozen by the same steps (`addenda`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from roster.export.form import Form, load_form
from roster.plan import Plan
from roster.services import respondents
from roster.services.handovers import documents, listed
from roster.services.handovers.document import check_may_be_sent, document, points
from roster.services.handovers.documents import NO_EXTRAS, Extras, Made
from roster.services.respondents import Overview
from roster.services.reviewing import review
from roster.services.shelf import FROZEN, Shelf, put
from roster.store import base, handover_queries, queries
from roster.store.handover_queries import KeptRow
from roster.survey import seals
from roster.survey.hand_over import HandedFile, HandOver
from roster.survey.listed import Listed

FOLDER = "handovers"  # of the kept files, beside the database
SENT = "export"  # the action in the audit log
SUPPLEMENTED = "handover.addendum"


@dataclass(frozen=True, slots=True)
class Order:
    """Who hands over, on which day and under which plan (with its reading of the precedence).

    `form` is the name of another form than the plan's; `allow_reason` why the list is sent with open
    questions; `extras` the documents beside the workbook.
    """

    plan: Plan
    today: date
    by: str
    form: str = ""
    allow_reason: str = ""
    extras: Extras = NO_EXTRAS

    @property
    def form_name(self) -> str:
        """The form asked for, else the plan's."""
        return self.form or self.plan.form


@dataclass(frozen=True, slots=True)
class Frozen:
    """A hand-over and the files to hand out: all that are kept, or only the protected ones where asked."""

    hand_over: HandOver
    handed: tuple[Made, ...]


def freeze(session: Session, where: Shelf, order: Order) -> Frozen:
    """Freeze the whole roster: compare if something has changed, write, read back, keep, seal.

    `where` is the shelf of `FOLDER` around the caller's transaction. Raises `UserError`: nobody_listed,
    open_questions while no reason is given, and what the form and the writing refuse.
    """
    return freeze_state(session, where, order, current(session, order))


def current(session: Session, order: Order) -> Overview:
    """The state of the work that would be frozen."""
    review.ensure_compared(session, by=order.by)
    return respondents.overview(session, plan=order.plan, today=order.today)


def freeze_state(session: Session, where: Shelf, order: Order, state: Overview) -> Frozen:
    """As `freeze`, of a state that the caller has already (`current`)."""
    reason = order.allow_reason.strip()
    check_may_be_sent(state, allow_reason=reason)
    form = load_form(order.form_name)
    made = document(state, allow_reason=reason if state.open else "")
    files = documents.of_roster(made, form, order.extras)
    lines = listed.lines(session, state.respondents, plan=order.plan, form=form)
    rows = [_row(one) for one in lines]
    kept = keep(session, where, head(session, order, state, form=form), rows=rows, made=files)
    queries.add_audit(session, SENT, by=order.by, detail=_numbers(kept.hand_over, state))
    return kept


def head(session: Session, order: Order, state: Overview, *, form: Form) -> HandOver:
    """What a new full hand-over says of itself before its lines and files are known."""
    earlier = handover_queries.hand_overs(session, plan=order.plan.code, limit=1)
    return HandOver(
        id=0,
        plan=order.plan.code,
        number=earlier[0].number + 1 if earlier else 1,
        addendum=0,
        day=order.today,
        at=base.now(),
        by=order.by,
        precedence=order.plan.precedence,
        allow_reason=order.allow_reason.strip() if state.open else "",
        points=points(state),
        form=order.form_name,
        form_sha256=form_checksum(form),
        counts={},
        rows_sha256="",
        seal="",
    )


def keep(
    session: Session,
    where: Shelf,
    begun: HandOver,
    *,
    rows: Sequence[KeptRow],
    made: Sequence[Made],
) -> Frozen:
    """Put the files on the shelf, seal and store; the same way for a whole list and an addendum."""
    earlier = handover_queries.hand_overs(session, plan=begun.plan, limit=1)
    whole = replace(
        begun,
        counts=_counts([row.listed for row in rows if row.change != handover_queries.REMOVED]),
        rows_sha256=seals.of_rows(row.sha256 for row in rows),
        files=tuple(kept_file(where, one) for one in made),
    )
    sealed = replace(whole, seal=seals.of_hand_over(whole, before=earlier[0].seal if earlier else ""))
    handed = tuple(one for one in made if one.handed)
    return Frozen(handover_queries.add(session, sealed, rows), handed)


def form_checksum(form: Form) -> str:
    """The checksum of all that a form says, wherever its parts were read."""
    return seals.of_content(repr(asdict(form)).encode())


def kept_file(where: Shelf, one: Made) -> HandedFile:
    """Put a file on the shelf: under which name it is kept, and its checksum."""
    path = put(where, one.content, mode=FROZEN)
    return HandedFile(one.name, seals.of_content(one.content), len(one.content), path.name)


def _row(one: Listed) -> KeptRow:
    return KeptRow(one, "", None, seals.of_row(one, "", None))


def _counts(lines: Sequence[Listed]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for one in lines:
        counts[one.group] = counts.get(one.group, 0) + 1
    return counts


def _numbers(made: HandOver, state: Overview) -> dict[str, int | str]:
    return {
        "hand_over": made.name,
        "seal": made.seal,
        "sha256": made.files[0].sha256,
        "people": made.people,
        "open_pairs": len(state.questions),
        "held": len(state.held),
        "allow_reason": made.allow_reason,
        "precedence": made.precedence,
    }
