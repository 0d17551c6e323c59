"""One pair as a reviewer sees it: its place in the queue, the decision in force, the state it is shown in.

Knows what a page must show and send back so that two people never overwrite each other; decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from roster.model import PersonRecord, Verdict
from roster.plan import Plan
from roster.services import kept_roles
from roster.services.kept_roles import KeptRole
from roster.services.matching import weights
from roster.services.reviewing import grounds, review, weighing
from roster.services.reviewing.review import Question
from roster.store import edit_queries, queries, review_queries, tables


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on a pair; `holds` until a deciding field changes, `edit` takes it back."""

    verdict: Verdict
    by: str
    at: datetime
    edit: int | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands among those asked: `place` of `total`, and the pairs around it."""

    place: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many pairs are open, and how many have been decided."""

    open: int
    decided: int


@dataclass(frozen=True, slots=True)
class PairState:
    """What a decision on a pair rests on. `token` goes into the form and comes back with the decision."""

    question: Question
    decision: Decision | None
    together: bool  # one person already, by the pair itself or by way of others
    order: int | None  # in the queue; None for a pair that is not asked
    token: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """Everything the page of a pair shows; `left_too`, `right_too` are the sides' other records.

    `lists` has the delivery's number of every record shown.
    """

    state: PairState
    place: Place | None
    left_too: tuple[PersonRecord, ...]
    right_too: tuple[PersonRecord, ...]
    if_same: KeptRole
    bands: weighing.Bands
    lists: Mapping[str, int]


def pair(session: Session, number: str, *, plan: Plan) -> PairPage:
    """The page of one pair of a fresh comparison, asked or not. Raises `UserError` (no_such_pair)."""
    state = look(session, number)
    left, right = state.question.left, state.question.right
    left_too, right_too = _rest(session, left), _rest(session, right)
    together = {p.key: p for p in (left, right, *left_too, *right_too)}
    return PairPage(
        state,
        _place(session, state.order),
        tuple(p for p in left_too if p.key != right.key),
        tuple(p for p in right_too if p.key != left.key),
        kept_roles.of(tuple(together.values()), plan),
        weighing.bands(),
        review_queries.lists_of(session, together),
    )


def look(session: Session, number: str) -> PairState:
    """The state of one pair of a fresh comparison. Raises `UserError` (no_such_pair)."""
    row = review_queries.pair(session, number)
    rows = edit_queries.rows_with_keys(session, [row.left, row.right]) if row else []
    if row is None or len(rows) < 2:
        raise review.no_such_pair(number)
    records = {p.key: p for p in queries.people(rows)}
    question = review.question(row, records)
    judgement = review_queries.newest_judgement(session, row.left, row.right)
    mark = grounds.all_fields(question.left, question.right)
    clusters = {record.cluster for record, _ in rows}
    together = len(clusters) == 1 and None not in clusters
    token = f"{mark[:16]}.{judgement.id if judgement else 0}.{int(together)}"
    decision = decision_of(judgement, question.left, question.right) if judgement else None
    return PairState(question, decision, together, row.ask_order, token)


def first(session: Session) -> str | None:
    """The pair to look at first, None when all are decided."""
    return review_queries.first_asked(session)


def progress(session: Session) -> Progress:
    """How far reviewing has come."""
    settled = review_queries.count_decided(session, ("same", "different"))
    return Progress(review_queries.count_asked(session), settled)


def decision_of(
    judgement: tables.Judgement, left: PersonRecord | None, right: PersonRecord | None
) -> Decision:
    """A stored decision, and whether it holds for its two records as they are today."""
    verdict: Any = judgement.verdict
    holds = bool(left and right and grounds.hold(judgement, left, right, weights.in_use()))
    return Decision(verdict, judgement.by, judgement.at, judgement.edit_id, holds)


def _place(session: Session, order: int | None) -> Place | None:
    if order is None:
        return None
    around = review_queries.neighbours(session, order)
    return Place(around.place, around.before, around.after)


def _rest(session: Session, record: PersonRecord) -> tuple[PersonRecord, ...]:
    """The other records of the person this one belongs to."""
    ((row, _),) = edit_queries.rows_with_keys(session, [record.key])
    if row.cluster is None:
        return ()
    rows = edit_queries.rows_in_cluster(session, row.cluster)
    return tuple(p for p in queries.people(rows) if p.key != record.key)
