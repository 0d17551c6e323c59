"""A person's post: as typed and written out, where it is held, and the group it belongs to.

A list names few posts and places, and each of them often, so what follows from the same words under the same
headings is worked out once. Knows nothing of the person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from roster.cleaned import CellValue
from roster.genders import is_tick
from roster.intake.cells import Cell, Cells, joined_posts
from roster.intake.facts import Facts
from roster.intake.footnotes import without_sign
from roster.intake.groups import Decision, decide, declared
from roster.intake.places import Told, Workplace, told_by, workplace_of
from roster.intake.sections import Stack, post_in
from roster.intake.setting import Setting
from roster.intake.values import (
    Finding,
    has_lost_letters,
    may_hold_post,
    name_beside_post,
    typed_name,
    without_contacts,
)
from roster.memo import by_identity
from roster.positions import Classification, classify, expand
from roster.text import tidy

_CACHED_POSTS = 1 << 14
_BULLET = re.compile(r"^\s*[-+•*–]\s*")
_FIELD_OF = {"group_unknown": "group", "group_differs": "group"}  # else the flag is about the position


@dataclass(frozen=True, slots=True)
class Post:
    """The position as typed and written out, where it is held, the group, what is to be looked at."""

    typed: str
    position: str
    place: Workplace
    rule: Classification
    decision: Decision
    findings: tuple[Finding, ...]


class _Said(NamedTuple):
    """What a row says: the post as typed, with what columns and rows above add to it; group column; place.

    All that is taken of a row stands here: the rest follows from the headings and is kept for equal words.
    """

    typed: str
    group: str
    place: Told


def post_of(cells: Cells, stack: Stack, *, facts: Facts, setting: Setting) -> Post:
    """The post of a person's cells under the headings of `stack`."""
    typed = _typed(cells, facts, setting) or _headed(cells, stack)
    said = _Said(typed, cells.text("group"), told_by(cells, facts))
    return _posts_under(stack, setting)(said)


@by_identity
def _posts_under(stack: Stack, setting: Setting) -> Callable[[_Said], Post]:
    return lru_cache(_CACHED_POSTS)(partial(_post, stack=stack, setting=setting))


def _post(said: _Said, *, stack: Stack, setting: Setting) -> Post:
    typed = said.typed
    position = typed if has_lost_letters((typed,)) else expand(without_sign(typed), setting.positions)
    group = declared(said.group, stack, sender=setting.sender, plan=setting.plan)
    delegate = group.group == setting.plan.delegate_group
    place = workplace_of(said.place, stack, words=setting.words, delegate=delegate)
    rule = classify(
        position,
        agency=place.agency,
        unit=place.units or None,
        plan=setting.plan,
        positions=setting.positions,
        agency_name=None if place.agency else place.name,
    )
    decision = decide(group, rule, setting.plan)
    findings = (
        *(Finding(code, "agency", place.name or "") for code in place.flags),
        *(Finding(code, _FIELD_OF.get(code, "position"), typed) for code in decision.flags),
    )
    return Post(typed, position, place, rule, decision, findings)


def _typed(cells: Cells, facts: Facts, setting: Setting) -> str:
    """The post as typed; of a column 'Họ tên, chức vụ' the part after the name."""
    words = setting.words.vocabulary
    if may_hold_post(cells) and (post := name_beside_post(typed_name(cells, words), cells, words)[1]):
        return post
    said = (_post_in(cell, cells, facts) for cell in cells.of("position") if not _is_name(cell, cells))
    texts = tuple(dict.fromkeys(_in_one_line(value, setting) for value in said))
    return joined_posts(texts, setting.words.vocabulary)


def _is_name(cell: Cell, cells: Cells) -> bool:
    """Whether a cell of the column 'Họ tên, chức vụ' is the person's own, not one under it."""
    return cell.column in cells.columns.names and cell.row == cells.rows[0].number


def _headed(cells: Cells, stack: Stack) -> str:
    """The post of the heading over the names or of the row above, in a list without a column of posts."""
    return "" if cells.columns.of("position") else cells.columns.post or post_in(stack)


def _post_in(cell: Cell, cells: Cells, facts: Facts) -> CellValue:
    """What a cell of posts says: 'nt' the post above, a tick the column's heading; phones are left out."""
    above = (facts.carried or {}).get((cell.row, cell.column))
    if above:
        return above
    if cell.column in cells.columns.posts and is_tick(cell.value):
        return cells.columns.posts[cell.column]
    shared = cell.column in cells.columns.of("phone")
    return without_contacts(cell.value) if shared and isinstance(cell.value, str) else cell.value


def _in_one_line(value: CellValue, setting: Setting) -> str:
    """A cell of several lines: lines that begin a post are posts, others go on with the line before."""
    if not isinstance(value, str) or "\n" not in value:
        return tidy(value)
    lines = [tidy(_BULLET.sub("", line)) for line in value.splitlines()]
    return joined_posts(tuple(filter(None, lines)), setting.words.vocabulary)
