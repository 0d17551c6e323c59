"""Ordered replacements: somebody leaves the roster, somebody else takes the place, and both stay on record.

Pure rules on lines of the roster and acts in order of time; knows no database and not who may order what.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from roster.survey.listed import Listed

Reason: TypeAlias = Literal["retired", "moved", "appointed", "left", "other"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One act: the lines that went and those that came, or, where it `undoes` one, taking that one back."""

    number: int
    at: datetime
    out: tuple[Listed, ...] = ()
    into: tuple[Listed, ...] = ()
    undoes: int | None = None

    @property
    def people(self) -> frozenset[str]:
        """The numbers of all it is about."""
        return frozenset(one.person for one in (*self.out, *self.into))


@dataclass(frozen=True, slots=True)
class Reserve:
    """Somebody who stands by for a group, in this order."""

    group: str
    order: int
    person: str


def roster(
    base: Sequence[Listed], acts: Iterable[Replacement], *, since: datetime, until: datetime
) -> tuple[Listed, ...]:
    """The roster of a moment: as handed over at `since`, with what was done until then, in order.

    Lines keep their places; who comes stands where somebody of the group went, else at the group's end.
    """
    known = sorted(acts, key=lambda act: (act.at, act.number))
    by_number = {act.number: act for act in known}
    lines = list(base)
    for act in known:
        if since < act.at <= until:
            done = act if act.undoes is None else _reversed(by_number[act.undoes])
            lines = _applied(lines, done)
    return _numbered(lines)


def in_force(acts: Iterable[Replacement]) -> tuple[Replacement, ...]:
    """The replacements that nobody has taken back, in order."""
    known = sorted(acts, key=lambda act: act.number)
    undone = {act.undoes for act in known}
    return tuple(act for act in known if act.undoes is None and act.number not in undone)


def standing_on(acts: Iterable[Replacement], number: int) -> tuple[int, ...]:
    """The later replacements in force about the same people: they have to be taken back first."""
    known = in_force(acts)
    people = {person for act in known if act.number == number for person in act.people}
    return tuple(act.number for act in known if act.number > number and act.people & people)


def next_reserve(reserves: Iterable[Reserve], group: str, *, drawn: Collection[str]) -> Reserve | None:
    """Who is next in order for a group, None where nobody stands by (any more)."""
    waiting = [one for one in reserves if one.group == group and one.person not in drawn]
    return min(waiting, key=lambda one: one.order, default=None)


def _reversed(act: Replacement) -> Replacement:
    return replace(act, out=act.into, into=act.out)


def _applied(lines: Sequence[Listed], act: Replacement) -> list[Listed]:
    gone = {one.line for one in act.out}
    coming = list(act.into)
    found: list[Listed] = []
    for one in lines:
        if one.line not in gone:
            found.append(one)
        elif successor := next((new for new in coming if new.group == one.group), None):
            coming.remove(successor)
            found.append(successor)
    for new in coming:
        found.insert(_end_of(found, new.group), new)
    return found


def _end_of(lines: Sequence[Listed], group: str) -> int:
    places = [place for place, one in enumerate(lines, start=1) if one.group == group]
    return places[-1] if places else len(lines)


def _numbered(lines: Sequence[Listed]) -> tuple[Listed, ...]:
    places: Counter[str] = Counter()
    numbered = []
    for one in lines:
        places[one.group] += 1
        numbered.append(replace(one, order=places[one.group]))
    return tuple(numbered)
