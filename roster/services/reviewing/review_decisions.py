"""Decisions of people who review at the same time: each is made on what its page showed, or not at all.

Knows who was first and says so to the second; what a decision changes is the matter of
`services.reviewing.review`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.messages import N_, _
from roster.model import PersonRecord, Verdict
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.matching import pair_rows
from roster.services.reviewing import review, review_pages
from roster.services.reviewing.review_pages import Decision, PairState
from roster.store import edit_queries, queries, review_queries, tables

VERDICTS: dict[Verdict, str] = {
    "same": N_("the same person"),
    "different": N_("different people"),
    "unsure": N_("not sure"),
}
_AHEAD = 200  # pairs looked ahead for the next one still asked: one decision closes few others


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair in the state a page showed it: `token` as `review_pages.look` gave it."""

    pair: str
    token: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision; `before` is who decided the same meanwhile, so that nothing was written.

    `next` is the pair to look at now, None when none is left.
    """

    next: str | None
    before: Decision | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the keys of the records it was about, and the pair where it was one."""

    keys: tuple[str, ...]
    pair: str | None


@dataclass(frozen=True, slots=True)
class LastAct:
    """A person's last act that can be taken back: its number, when, what kind, about whom."""

    edit: int
    kind: str
    at: datetime
    verdict: Verdict | None
    people: tuple[PersonRecord, ...]
    pair: str | None  # of a decision on one pair


def decide(session: Session, shown: Shown, verdict: Verdict, *, by: str) -> Decided:
    """Record a decision, provided the pair is still as it was shown, and compare anew with it.

    Raises `UserError`: decided_meanwhile (somebody decided otherwise), pair_changed (a row was mended, or
    other decisions moved it), no_such_pair. A page shown after that may decide knowingly.
    """
    review.hold(session)
    review.ensure_compared(session, by=by)
    now = review_pages.look(session, shown.pair)
    following = _following(session, now.order)
    before = None if now.token == shown.token else _agreeing(now, shown, verdict)
    if before is None:
        review.decide(session, shown.pair, verdict, by=by)
    return Decided(_next(session, following), before)


def undo(session: Session, edit: int, *, plan: Plan, today: date, by: str) -> Undone:
    """Take back a decision, a separation or a choice, and compare anew.

    Raises `UserError` (no_such_edit, undone_before).
    """
    review.hold(session)
    judged = review_queries.judged_in(session, edit)
    was_compared = review.is_compared(session)
    keys = edits.undo(session, edit, plan=plan, today=today, by=by).keys
    if judged and was_compared:
        review.settle_again(session, keys, by=by)
    review.ensure_compared(session, by=by)
    return Undone(keys, _pair(judged))


def last_act(session: Session, *, by: str, kinds: Sequence[str]) -> LastAct | None:
    """The last act of this person of these kinds (judge, choose) that is still in force."""
    act = review_queries.last_act(session, by=by, kinds=kinds)
    if act is None:
        return None
    judged = review_queries.judged_in(session, act.id)
    keys = edit_queries.judged_keys(session, act.id) or tuple(
        line.key for line in edit_queries.lines_of(session, [act.id])
    )
    people = queries.people(edit_queries.rows_with_keys(session, tuple(dict.fromkeys(keys))))
    return LastAct(act.id, act.kind, act.at, _verdict(judged), people, _pair(judged))


def _agreeing(now: PairState, shown: Shown, verdict: Verdict) -> Decision:
    """The decision somebody made meanwhile, if it is the same one; refuses everything else that changed."""
    decision = now.decision
    if decision is None or not decision.holds or _judgement(now.token) == _judgement(shown.token):
        raise UserError(
            "pair_changed",
            "These rows have changed since the page was opened. Your decision was not written; look "
            "at them again.",
        )
    if decision.verdict != verdict:
        raise UserError(
            "decided_meanwhile",
            "{name} has decided meanwhile: {verdict}. Your decision ({yours}) was not written; look "
            "again, and decide anew if you know better.",
            name=decision.by,
            verdict=_(VERDICTS[decision.verdict]),
            yours=_(VERDICTS[verdict]),
        )
    return decision


def _judgement(token: str) -> str:
    return token.split(".")[1] if token.count(".") == 2 else ""


def _following(session: Session, order: int | None) -> tuple[str, ...]:
    return () if order is None else review_queries.asked_after(session, order, limit=_AHEAD)


def _next(session: Session, following: Sequence[str]) -> str | None:
    """The next pair still asked; behind the last one it begins from the front."""
    return review_queries.first_still_asked(session, following) or review_queries.first_asked(session)


def _verdict(judged: Sequence[tables.Judgement]) -> Verdict | None:
    return next((v for v in VERDICTS if judged and judged[0].verdict == v), None)


def _pair(judged: Sequence[tables.Judgement]) -> str | None:
    return pair_rows.pair_id(judged[0].left, judged[0].right) if len(judged) == 1 else None
