"""Ordering a replacement, naming reserves, taking a replacement back.

Knows the steps: who goes is taken off the roster, who comes is put onto it, and what stood and stands is kept
with the reason and who allowed it. The rules of the order are `roster.survey.replacing`'s matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.export.form import load_form
from roster.messages import _
from roster.plan import Plan
from roster.services import persons
from roster.services.editing import additions, edits
from roster.services.handovers import listed
from roster.services.replacements import history
from roster.services.reviewing import review
from roster.store import base, edit_queries, queries, replacement_queries, tables
from roster.survey import replacing
from roster.survey.listed import Listed
from roster.survey.replacing import Reason

NEXT = "next"  # instead of a number: the next reserve of the group


@dataclass(frozen=True, slots=True)
class Rules:
    """The plan, the day, and who does it."""

    plan: Plan
    today: date
    by: str


@dataclass(frozen=True, slots=True)
class Order:
    """Who goes (a number), why, from which day, who allowed it; and who comes.

    `successor` is the number of somebody who stands by, or `NEXT`; `texts` are the fields of somebody new
    (`edits.FIELDS`); where both are empty the place stays vacant.
    """

    person: str
    reason: str
    text: str
    allowed_by: str
    day: date
    successor: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def replace(session: Session, order: Order, rules: Rules) -> int:
    """Do what was ordered; the number of the replacement, which `undo` takes.

    Raises `UserError`s: no_such_reason, allowed_by_needed, two_successors, not_handed_over_then,
    not_on_roster, no_reserve, not_in_reserve, successor_not_listed, and what adding a person refuses.
    """
    raise_all(list(_refusals(order)))
    review.ensure_compared(session, by=rules.by)
    before = history.as_of(session, base.now(), plan=rules.plan).lines
    number, keys = persons.find(session, order.person)
    out = [one for one in before if one.person == number]
    if not out or not keys:
        raise UserError(
            "not_on_roster", "{person} is not on the roster, so nobody can take the place.", person=number
        )
    done = [_exclude(session, keys, _said(order), rules)]
    coming = _coming(session, order, out[0].group, rules=rules)
    if coming:
        done.append(coming.edit)
    into = _listed(session, coming.key, before, rules=rules) if coming else []
    row = replacement_queries.add(session, facts=_facts(order, rules), out=out, into=into, edits=done)
    people = [one.person for one in (*out, *into)]
    _audit(session, "replacement.replace", row, people=people, by=rules.by)
    return row.id


def undo(session: Session, number: int, rules: Rules) -> int:
    """Take a replacement back; the act's own number.

    Raises `UserError`: no_such_replacement, replaced_back_before, replaced_since (later ones stand on it).
    """
    rows = {row.id: row for row in replacement_queries.all_rows(session)}
    row = rows.get(number)
    if row is None or row.undoes is not None:
        raise UserError("no_such_replacement", "There is no replacement {number}.", number=number)
    if any(other.undoes == number for other in rows.values()):
        raise UserError(
            "replaced_back_before", "The replacement {number} was taken back before.", number=number
        )
    if later := replacing.standing_on(history.acts(session), number):
        raise UserError(
            "replaced_since",
            "Later replacements are about the same people: {numbers}. Take those back first.",
            numbers=", ".join(map(str, later)),
        )
    for edit in reversed(row.edits):
        if not edit_queries.is_undone(session, edit):
            edits.undo(session, edit, plan=rules.plan, today=rules.today, by=rules.by)
    review.ensure_compared(session, by=rules.by)
    day, reason, text, allowed_by = replacement_queries.facts(row)
    facts = {"day": day, "reason": reason, "text": text, "allowed_by": allowed_by}
    undone = replacement_queries.add(session, facts=facts | {"by": rules.by, "undoes": number})
    _audit(session, "replacement.undo", undone, people=[], by=rules.by)
    return undone.id


def stand_by(session: Session, group: str, people: Sequence[str], rules: Rules) -> int:
    """Make people of the lists the next reserves of a group, in order; the act, which `edits.undo` takes.

    They are off the roster until they are drawn. Raises `UserError`: no_such_group, no_reserve_asked,
    reserve_full, no_such_person, in_reserve_already.
    """
    wanted = next((one for one in rules.plan.groups if one.code == group), None)
    if wanted is None or not wanted.reserve:
        raise UserError(
            "no_reserve_asked",
            "The plan asks for no reserves in {group}. Where the Ministry does, write their number and where "
            "it says so into the plan.",
            group=group,
        )
    known = [one for one in replacement_queries.reserves(session) if one.group == group]
    if len(known) + len(people) > wanted.reserve:
        raise UserError(
            "reserve_full",
            "{group} has {wanted} reserves by the plan and {there} already; {more} more are too many.",
            group=group,
            wanted=wanted.reserve,
            there=len(known),
            more=len(people),
        )
    review.ensure_compared(session, by=rules.by)
    found = [persons.find(session, one) for one in people]
    twice = {number for number, _keys in found} & {one.person for one in known}
    if twice or len({number for number, _keys in found}) < len(found):
        raise UserError("in_reserve_already", "Somebody of these stands by already, or is named twice.")
    keys = [key for _number, of_one in found for key in of_one]
    edit = _exclude(session, keys, _("Reserve of the group {group}", group=group), rules)
    numbers = [number for number, _keys in found]
    replacement_queries.add_reserves(session, group, numbers, first=len(known) + 1, edit=edit)
    queries.add_audit(session, "reserve.named", by=rules.by, subjects=numbers, detail={"group": group})
    return edit


@dataclass(frozen=True, slots=True)
class _Coming:
    """Somebody put onto the roster: by which act, and a record of his or hers."""

    edit: int
    key: str


def _coming(session: Session, order: Order, group: str, *, rules: Rules) -> _Coming | None:
    known = {"plan": rules.plan, "today": rules.today, "by": rules.by}
    if order.texts:
        added = additions.add(session, {"group": group} | dict(order.texts), **known)  # type: ignore[arg-type]  # three kinds of values
        return _Coming(added.edit, added.keys[0])
    if not order.successor:
        return None
    person = _reserve(session, order.successor, group)
    keys = replacement_queries.reserve_keys(session, person)
    if not keys:
        raise _not_in_reserve(person)
    back = edits.readmit(session, keys, **known)  # type: ignore[arg-type]  # as above
    return _Coming(back.edit, keys[0])


def _reserve(session: Session, successor: str, group: str) -> str:
    everybody, drawn = replacement_queries.reserves(session), history.drawn_people(session)
    if successor == NEXT:
        found = replacing.next_reserve(everybody, group, drawn=drawn)
        if found is None:
            raise UserError("no_reserve", "Nobody stands by for {group} any more.", group=group)
        return found.person
    number = successor.strip().upper()
    if number not in {one.person for one in everybody} - drawn:
        raise _not_in_reserve(number)
    return number


def _listed(session: Session, key: str, before: Sequence[Listed], *, rules: Rules) -> list[Listed]:
    """The lines of who came, as the roster has them now."""
    review.ensure_compared(session, by=rules.by)
    ((row, _name),) = edit_queries.rows_with_keys(session, [key])
    there = {one.line for one in before}
    now = listed.in_force(session, plan=rules.plan, form=load_form(rules.plan.form))
    person = persons.written(row.cluster) if row.cluster is not None else ""
    found = [one for one in now if one.person == person and one.line not in there]
    if not found:
        raise UserError(
            "successor_not_listed",
            "Who is to come would not be on the roster: the group, the post or a held field keeps the person "
            "off, or he or she is on it already. Check what was typed.",
        )
    return found


def _exclude(session: Session, keys: Sequence[str], reason: str, rules: Rules) -> int:
    return edits.exclude(session, keys, reason, plan=rules.plan, today=rules.today, by=rules.by).edit


def _refusals(order: Order) -> Iterable[UserError]:
    if order.reason not in get_args(Reason):
        yield UserError(
            "no_such_reason",
            "There is no reason {reason}. Use one of {reasons}.",
            reason=order.reason,
            reasons=", ".join(get_args(Reason)),
        )
    if not order.allowed_by.strip():
        yield UserError("allowed_by_needed", "Say who allowed the replacement, or by which paper.")
    if order.successor and order.texts:
        yield UserError("two_successors", "Name a reserve or somebody new, not both.")


def _said(order: Order) -> str:
    said = _(history.REASONS[order.reason])
    return f"{said}: {order.text.strip()}" if order.text.strip() else said


def _facts(order: Order, rules: Rules) -> dict[str, object]:
    return {
        "by": rules.by,
        "day": order.day,
        "reason": order.reason,
        "text": order.text.strip(),
        "allowed_by": order.allowed_by.strip(),
    }


def _not_in_reserve(person: str) -> UserError:
    return UserError("not_in_reserve", "{person} does not stand by, or is drawn already.", person=person)


def _audit(session: Session, action: str, row: tables.Replacement, *, people: Sequence[str], by: str) -> None:
    detail = {"replacement": row.id, "reason": row.reason, "undoes": row.undoes}
    queries.add_audit(session, action, by=by, subjects=people, detail=detail)
