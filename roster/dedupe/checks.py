"""Counts per group and agency: received, distinct people, moved to the delegates, final, gap.

Knows records, clusters and the plan; knows no weights and no files. Whatever is counted here can be shown
row by row: every number is a number of rows or of clusters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from roster.dedupe import roles
from roster.dedupe.roles import Person
from roster.model import Count, PersonRecord
from roster.plan import PRECEDENCES, Plan, Precedence

AgencyKey = tuple[str, str]  # group code, agency code or the agency's own words
Alike = Mapping[
    str, int
]  # record key -> for how many records of its kind, each a person's only one, it speaks
NONE_ALIKE: Alike = MappingProxyType({})
_ROW = ["group", "agency", "held", "excluded", "times"]
_STANDING = ["group", "agency", "person", "eligible", "moved", "times"]
_PLACE = ["group", "agency"]
_KEPT = [*_PLACE, "times"]
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
    lines = _lines(people, ["group"], plan=plan, precedence=precedence)
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
    lines = _lines(_people(records, clusters, alike), _PLACE, plan=plan, precedence=precedence)
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
    final = {reading: _kept(people, plan, reading).groupby("group")["times"].sum() for reading in PRECEDENCES}
    return {
        reading: {g.code: int(counts.get(g.code, 0)) for g in plan.groups}
        for reading, counts in final.items()
    }


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


def _lines(of: _People, by: list[str], *, plan: Plan, precedence: Precedence) -> dict[Any, dict[str, int]]:
    """The counts by place, one line per place that `by` tells apart."""
    received = _table([(*agency_key(r, plan), *_apart(r), of.times(r)) for r in of.rows], _ROW)
    standings = _standings(of, plan)
    eligible = standings[standings["eligible"]].drop_duplicates([*by, "person"])
    stand = standings.groupby([*by, "person"]).agg({"eligible": "any", "times": "first"})
    counted = {
        "received": received,
        "held": received[received["held"]],
        "distinct": eligible,
        "moved": eligible[eligible["moved"]],
        "not_eligible": stand[~stand["eligible"]],
        "excluded": received[received["excluded"]],
        "final": _kept(of, plan, precedence),
    }
    columns = {name: lines.groupby(by)["times"].sum() for name, lines in counted.items()}
    return pd.DataFrame(columns).fillna(0).astype(int).to_dict("index")  # type: ignore[return-value]  # its columns are named


def _apart(record: PersonRecord) -> tuple[bool, bool]:
    """Whether the record waits, and whether a person took it out: then it waits no longer."""
    excluded = record.excluded is not None
    return bool(record.held) and not excluded, excluded


def _standings(of: _People, plan: Plan) -> pd.DataFrame:
    """One line per record of a person: where it stands, and whether it moves its person to the delegates."""
    delegates = {n for n, person in enumerate(of.people) if plan.delegate_group in roles.groups(person, plan)}
    return _table(
        [
            (
                *agency_key(r, plan),
                n,
                roles.is_eligible(r),
                n in delegates and r.group != plan.delegate_group,
                of.times(r),
            )
            for n, person in enumerate(of.people)
            for r in person
        ],
        _STANDING,
    )


def _kept(of: _People, plan: Plan, precedence: Precedence) -> pd.DataFrame:
    """One line per person and group that keeps the person, at the agency of the leading post."""
    return _table(
        [
            (*agency_key(leading, plan), of.times(leading))
            for person in of.people
            for group in roles.kept(roles.groups(person, plan), plan, precedence)
            for leading in (roles.leading(person, group),)
        ],
        _KEPT,
    )


def _table(lines: Sequence[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame.from_records(lines, columns=columns)
    return table.astype(
        {c: bool for c in columns if c in {"held", "excluded", "eligible", "moved"}} | {"times": int}
    )


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
