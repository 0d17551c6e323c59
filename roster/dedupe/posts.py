"""Position, workplace and other posts of a person in one group.

Knows that a delegates' list shows day jobs and is trusted for the role alone; knows no other fields.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from roster import text, units
from roster.dedupe import roles
from roster.dedupe.roles import Person
from roster.model import PersonRecord
from roster.plan import Plan

_BETWEEN_POSTS = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Posts:
    """What stands beside a name in a group; `role` and `workplace` are the records it comes from."""

    position: str | None
    role: PersonRecord
    workplace: PersonRecord
    others: tuple[str, ...]


def posts(person: Person, group: str, *, kept: Sequence[str], plan: Plan) -> Posts:
    """The posts of a person in `group`, one of the groups that keep the person."""
    role = roles.leading(person, group)
    if group == plan.delegate_group:
        return _of_delegate(person, role, plan)
    gave_way = [r for r in person if roles.is_eligible(r) and (r.group == group or r.group not in kept)]
    return Posts(role.position, role, role, _distinct(gave_way, role, without=role.position))


def _of_delegate(person: Person, role: PersonRecord, plan: Plan) -> Posts:
    """'Đại biểu HĐND tỉnh' or the post in the council; workplace and other posts from the other lists.

    Only where no other list names the person, the day job of the delegates' list is taken.
    """
    as_delegate = [_without_role(r, plan) for r in person if r.group == plan.delegate_group]
    elsewhere = sorted((r for r in person if r.group != plan.delegate_group), key=lambda r: r.rank)
    council = [r for r in as_delegate if r.position and r.rule_group == plan.delegate_group]
    workplace = next((r for r in elsewhere if r.agency), role)
    position = council[0].position if council else plan.group(plan.delegate_group).name
    jobs = elsewhere if any(r.position for r in elsewhere) else as_delegate
    return Posts(position, role, workplace, _distinct([*jobs, *council], workplace, without=None))


def _without_role(record: PersonRecord, plan: Plan) -> PersonRecord:
    """The record without 'Đại biểu HĐND tỉnh' among its posts: what remains is another post, or none."""
    parts = _BETWEEN_POSTS.split(record.position or "")
    others = [part for part in parts if plan.delegate_group not in units.declared_groups(part, plan)]
    return replace(record, position=", ".join(others) or None)


def _distinct(
    records: Iterable[PersonRecord], workplace: PersonRecord, *, without: str | None
) -> tuple[str, ...]:
    """The positions, each once; those at another agency say at which."""
    found: dict[str, str] = {text.fold(without or ""): ""}
    for record in records:
        position = record.position or ""
        agency = record.agency if record.agency != workplace.agency else None
        named = agency and text.fold(agency) not in text.fold(position)
        found.setdefault(text.fold(position), f"{position} – {agency}" if named else position)
    return tuple(post for post in found.values() if post)
