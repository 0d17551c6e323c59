"""Later changes to a roster that was handed over: shown beforehand, then frozen as a numbered addendum.

Knows what changed since the last hand-over or addendum, under today's numbers of people; the comparison is
`survey.changes`' matter, the steps of freezing are `freezing`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.export.addendum import AddendumDocument
from roster.export.form import Form, load_form
from roster.plan import Plan
from roster.services import kept
from roster.services.handovers import documents, freezing, listed
from roster.services.handovers.document import check_may_be_sent
from roster.services.handovers.freezing import Frozen, Order
from roster.services.respondents import Overview
from roster.services.shelf import Shelf
from roster.store import audit_chain, handover_queries, person_queries, queries
from roster.store.audit_chain import Head
from roster.store.handover_queries import KeptRow
from roster.survey import changes, seals
from roster.survey.changes import Change
from roster.survey.hand_over import HandOver
from roster.survey.listed import Listed


@dataclass(frozen=True, slots=True)
class Pending:
    """What the next addendum would say: to which hand-over, since which one, every change."""

    of: HandOver
    since: HandOver
    changes: tuple[Change, ...]


_compared: kept.Kept[Pending] = kept.Kept()


def pending(session: Session, *, plan: Plan) -> Pending | None:
    """The changes since the last hand-over, by the last comparison; None where nothing was handed over."""
    newest = handover_queries.hand_overs(session, plan=plan.code, limit=1)
    if not newest:
        return None
    form = load_form(newest[0].form)
    under = replace(plan, precedence=newest[0].precedence)

    def compare() -> Pending:
        return _pending(session, newest[0], listed.in_force(session, plan=under, form=form), form)

    return _compared(session, (_head(session), under, form), compare)  # no act without a line


def titles(made: HandOver) -> Mapping[str, str]:
    """The headings of the columns in which changes since a hand-over are said, by field."""
    return {column.field: column.title for column in load_form(made.form).columns}


def said(session: Session, made: HandOver) -> tuple[Change, ...]:
    """What an addendum said when it was frozen; nothing of a full hand-over."""
    rows = handover_queries.rows(session, made.id)
    return tuple(_said(row) for row in rows if row.change)


def freeze(session: Session, where: Shelf, order: Order) -> Frozen:
    """Freeze the changes as an addendum, under the last hand-over's form and reading of the precedence.

    Raises `UserError`: nothing_handed_over, nothing_changed, and as `freezing.freeze`.
    """
    newest = handover_queries.hand_overs(session, plan=order.plan.code, limit=1)
    if not newest:
        raise UserError(
            "nothing_handed_over",
            "Nothing has been handed over yet, so there is nothing to add to. Hand the whole list over "
            "first.",
        )
    plan = replace(order.plan, precedence=newest[0].precedence)
    order = replace(order, plan=plan, form=newest[0].form)
    state, form = freezing.current(session, order), load_form(newest[0].form)
    check_may_be_sent(state, allow_reason=order.allow_reason.strip())
    now = listed.lines(session, state.respondents, plan=plan, form=form)
    found = _pending(session, newest[0], now, form)
    if not found.changes:
        raise UserError(
            "nothing_changed",
            "Nothing on the list has changed since hand-over {number}, so there is no addendum to make.",
            number=newest[0].name,
        )
    return _freeze(session, where, order, found=found, now=now, state=state, form=form)


def _head(session: Session) -> Head:
    session.flush()
    return audit_chain.head_of(session.connection())


def _said(row: KeptRow) -> Change:
    was = dict(row.was or {})
    before = replace(row.listed, values={**row.listed.values, **was})
    match row.change:
        case "added":
            return Change("added", None, row.listed)
        case "removed":
            return Change("removed", before, None)
    return Change("changed", before, row.listed, tuple(was))


def _freeze(
    session: Session,
    where: Shelf,
    order: Order,
    *,
    found: Pending,
    now: Sequence[Listed],
    state: Overview,
    form: Form,
) -> Frozen:
    last, begun = found.since, freezing.head(session, order, state, form=form)
    begun = replace(begun, number=last.number, addendum=last.addendum + 1)
    said = AddendumDocument(order.plan, begun.number, begun.addendum, found.of.day, found.changes)
    files = documents.of_addendum(said, form, order.extras, today=order.today)
    frozen = freezing.keep(session, where, begun, rows=_rows(now, found.changes), made=files)
    detail = {"hand_over": begun.name, "seal": frozen.hand_over.seal, "changes": len(found.changes)}
    queries.add_audit(session, freezing.SUPPLEMENTED, by=order.by, detail=detail)
    return frozen


def _pending(session: Session, newest: HandOver, now: Sequence[Listed], form: Form) -> Pending:
    of = handover_queries.hand_over(session, plan=newest.plan, number=newest.number, addendum=0) or newest
    before = handover_queries.roster(session, newest.id)
    numbers = person_queries.counting_today(session, [one.person for one in before])
    fields = [column.field for column in form.columns]
    then = changes.renumbered(before, numbers)
    return Pending(of, newest, changes.differences(then, now, fields=fields))


def _rows(now: Sequence[Listed], found: Sequence[Change]) -> list[KeptRow]:
    """The whole roster after the addendum, each line with its change; then the lines that went."""
    touched = {change.listed.line: change for change in found if change.kind != "removed"}
    lines = [(one, touched.get(one.line)) for one in now]
    lines += [(change.listed, change) for change in found if change.kind == "removed"]
    return [_row(one, change) for one, change in lines]


def _row(one: Listed, change: Change | None) -> KeptRow:
    kind, was = (change.kind, change.was) if change else ("", None)
    return KeptRow(one, kind, was, seals.of_row(one, kind, was))
