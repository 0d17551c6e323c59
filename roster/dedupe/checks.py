"""Counts per group and agency: received, distinct people, moved to the delegates, final, gap.

Knows records, clusters and the plan; knows no weights and no files. Whatever is counted here can be shown
row by row: every number is a number of rows or of clusters.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from roster.dedupe import roles
from roster.dedupe.roles import Person
from roster.model import Count, PersonRecord
from roster.plan import PRECEDENCES, Plan, Precedence

K = TypeVar("K", bound=Hashable)
Place: TypeAlias = Callable[[PersonRecord], K]  # under which line a record is counted
AgencyKey = tuple[str, str]  # group code, agency code or the agency's own words
Alike = Mapping[
    str, int
]  # record key -> for how many records of its kind, each a person's only one, it speaks
NONE_ALIKE: Alike = MappingProxyType({})
_NOBODY = dict.fromkeys(("received", "held", "distinct", "moved", "not_eligible", "excluded", "final"), 0)


def count_groups(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    *,
    plan: Plan,
    precedence: Precedence,
    alike: Alike = NONE_ALIKE,
) -> dict[str, Count]:
    """One line per group of the plan, in its order.

    `received` are rows stating the group, also those `held` and those a person took out (`excluded`);
    `distinct` people with at least one eligible record in it; `moved` those of them who are counted as
    delegates; `not_eligible` people whose every record in it is outside the survey;
    `gap = distinct - expected`. Where one record speaks for many, `alike` says for how many.
    """
    people = _people(records, clusters, alike)
    lines = _lines(people, _group, plan=plan, precedence=precedence)
    return {g.code: _count(lines.get(g.code, _NOBODY), g.expected) for g in plan.groups}


def count_agencies(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    *,
    plan: Plan,
    precedence: Precedence,
    expected: Mapping[AgencyKey, int] | None = None,
    alike: Alike = NONE_ALIKE,
) -> dict[AgencyKey, Count]:
    """One line per group and agency met or expected, in the plan's order.

    Delegates are counted under the agency that sends their list, not under their workplaces. A person with
    posts in two agencies of one group is distinct in both and final in one, so that finals add up to the
    group's. `expected` are the totals the senders declare themselves; the plan has none per agency. `alike`
    as for the groups.
    """
    declared = expected or {}
    people = _people(records, clusters, alike)
    lines = _lines(people, lambda record: agency_key(record, plan), plan=plan, precedence=precedence)
    keys = sorted({*lines, *declared}, key=lambda key: _place(key, plan))
    return {key: _count(lines.get(key, _NOBODY), declared.get(key)) for key in keys}


def final_counts(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    plan: Plan,
    *,
    alike: Alike = NONE_ALIKE,
) -> dict[str, dict[str, int]]:
    """Final numbers per group under both readings of the plan's precedence; `alike` as for the groups."""
    people = _people(records, clusters, alike)
    final = {reading: _final(people, _group, plan, reading) for reading in PRECEDENCES}
    return {reading: {g.code: counts[g.code] for g in plan.groups} for reading, counts in final.items()}


def agency_key(record: PersonRecord, plan: Plan) -> AgencyKey:
    """Under which group and agency a record with a group is counted."""
    group = record.group or ""
    sender = next((a.code for a in plan.agencies if a.declares == group), None)
    if group == plan.delegate_group and sender:
        return group, sender
    return group, record.agency_code or record.agency or ""


@dataclass(frozen=True, slots=True)
class _People:
    """Rows with a group and the people they make, each for so many alike."""

    rows: Sequence[PersonRecord]
    people: Sequence[Person]
    alike: Alike

    def times(self, record: PersonRecord) -> int:
        return self.alike.get(record.key, 1)


def _people(records: Iterable[PersonRecord], clusters: Iterable[Sequence[str]], alike: Alike) -> _People:
    rows = [r for r in records if r.group]
    return _People(rows, roles.people(rows, clusters), alike)


def _lines(of: _People, place: Place[K], *, plan: Plan, precedence: Precedence) -> dict[K, dict[str, int]]:
    """The counts by place, one line per place that `place` tells apart."""
    counted: dict[str, Counter[K]] = {
        **_received(of, place),
        **_standing(of, place, plan),
        "final": _final(of, place, plan, precedence),
    }
    places = {one for places in counted.values() for one in places}
    return {one: {name: counted[name][one] for name in _NOBODY} for one in places}


def _received(of: _People, place: Place[K]) -> dict[str, Counter[K]]:
    """Rows; those that wait; and those a person took out, which wait no longer."""
    received, held, excluded = Counter[K](), Counter[K](), Counter[K]()
    for record in of.rows:
        where, times = place(record), of.times(record)
        received[where] += times
        if record.excluded is not None:
            excluded[where] += times
        elif record.held:
            held[where] += times
    return {"received": received, "held": held, "excluded": excluded}


def _standing(of: _People, place: Place[K], plan: Plan) -> dict[str, Counter[K]]:
    """People by whether some record of theirs counts there, and whether it moves them to the delegates."""
    distinct, moved, not_eligible = Counter[K](), Counter[K](), Counter[K]()
    for person in of.people:
        is_delegate = plan.delegate_group in roles.groups(person, plan)
        there = {place(record): record for record in reversed(person)}
        counts = {place(record): record for record in reversed(person) if roles.is_eligible(record)}
        for where, record in there.items():
            times = of.times(counts.get(where, record))
            if where not in counts:
                not_eligible[where] += times
                continue
            distinct[where] += times
            if is_delegate and record.group != plan.delegate_group:
                moved[where] += times
    return {"distinct": distinct, "moved": moved, "not_eligible": not_eligible}


def _final(of: _People, place: Place[K], plan: Plan, precedence: Precedence) -> Counter[K]:
    """People by the groups that keep them, at the agency of the leading post."""
    final = Counter[K]()
    for person in of.people:
        for group in roles.kept(roles.groups(person, plan), plan, precedence):
            leading = roles.leading(person, group)
            final[place(leading)] += of.times(leading)
    return final


def _group(record: PersonRecord) -> str:
    return record.group or ""


def _count(line: Mapping[str, int], expected: int | None) -> Count:
    return Count(expected=expected, gap=None if expected is None else line["distinct"] - expected, **line)


def _place(key: AgencyKey, plan: Plan) -> tuple[int, int, str]:
    group, agency = key
    groups = [g.code for g in plan.groups]
    agencies = [a.code for a in plan.agencies]
    return (
        groups.index(group) if group in groups else len(groups),
        agencies.index(agency) if agency in agencies else len(agencies),
        agency,
    )
