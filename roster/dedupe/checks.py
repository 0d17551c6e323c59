"""Counts per group and agency: received, distinct people, moved to the delegates, final, gap.

Knows records, clusters and the plan; knows no weights and no files. Whatever is counted here can be shown
row by row: every number is a number of rows or of clusters.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from roster.dedupe import roles
from roster.dedupe.roles import Person
from roster.model import Count, PersonRecord
from roster.plan import PRECEDENCES, Plan, Precedence

AgencyKey = tuple[str, str]  # group code, agency code or the agency's own words
_ROW = ["group", "agency", "held", "excluded"]
_STANDING = ["group", "agency", "person", "eligible", "moved"]
_PLACE = ["group", "agency"]
_NOBODY = dict.fromkeys(("received", "held", "distinct", "moved", "not_eligible", "excluded", "final"), 0)


def count_groups(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    *,
    plan: Plan,
    precedence: Precedence,
) -> dict[str, Count]:
    """One line per group of the plan, in its order.

    `received` are rows stating the group, also those `held` and those a person took out (`excluded`);
    `distinct` people with at least one eligible record in it; `moved` those of them who are counted as
    delegates; `not_eligible` people whose every record in it is outside the survey;
    `gap = distinct - expected`.
    """
    rows = [r for r in records if r.group]
    lines = _lines(rows, roles.people(rows, clusters), ["group"], plan=plan, precedence=precedence)
    return {g.code: _count(lines.get(g.code, _NOBODY), g.expected) for g in plan.groups}


def count_agencies(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    *,
    plan: Plan,
    precedence: Precedence,
    expected: Mapping[AgencyKey, int] | None = None,
) -> dict[AgencyKey, Count]:
    """One line per group and agency met or expected, in the plan's order.

    Delegates are counted under the agency that sends their list, not under their workplaces. A person with
    posts in two agencies of one group is distinct in both and final in one, so that finals add up to the
    group's. `expected` are the totals the senders declare themselves; the plan has none per agency.
    """
    declared = expected or {}
    rows = [r for r in records if r.group]
    lines = _lines(rows, roles.people(rows, clusters), _PLACE, plan=plan, precedence=precedence)
    keys = sorted({*lines, *declared}, key=lambda key: _place(key, plan))
    return {key: _count(lines.get(key, _NOBODY), declared.get(key)) for key in keys}


def final_counts(
    records: Iterable[PersonRecord], clusters: Iterable[Sequence[str]], plan: Plan
) -> dict[str, dict[str, int]]:
    """Final numbers per group under both readings of the plan's precedence."""
    people = roles.people(records, clusters)
    final = {reading: _kept(people, plan, reading)["group"].value_counts() for reading in PRECEDENCES}
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


def _lines(
    rows: Sequence[PersonRecord],
    people: Sequence[Person],
    by: list[str],
    *,
    plan: Plan,
    precedence: Precedence,
) -> dict[Any, dict[str, int]]:
    """The counts by place, one line per place that `by` tells apart."""
    received = _table([(*agency_key(r, plan), *_apart(r)) for r in rows], _ROW).groupby(by)
    standings = _standings(people, plan)
    eligible = standings[standings["eligible"]]
    outside = ~standings.groupby([*by, "person"])["eligible"].any()
    columns = {
        "received": received.size(),
        "held": received["held"].sum(),
        "distinct": eligible.groupby(by)["person"].nunique(),
        "moved": eligible[eligible["moved"]].groupby(by)["person"].nunique(),
        "not_eligible": outside.groupby(by).sum(),
        "excluded": received["excluded"].sum(),
        "final": _kept(people, plan, precedence).groupby(by).size(),
    }
    return pd.DataFrame(columns).fillna(0).astype(int).to_dict("index")  # type: ignore[return-value]  # its columns are named


def _apart(record: PersonRecord) -> tuple[bool, bool]:
    """Whether the record waits, and whether a person took it out: then it waits no longer."""
    excluded = record.excluded is not None
    return bool(record.held) and not excluded, excluded


def _standings(people: Sequence[Person], plan: Plan) -> pd.DataFrame:
    """One line per record of a person: where it stands, and whether it moves its person to the delegates."""
    delegates = {n for n, person in enumerate(people) if plan.delegate_group in roles.groups(person, plan)}
    return _table(
        [
            (*agency_key(r, plan), n, roles.is_eligible(r), n in delegates and r.group != plan.delegate_group)
            for n, person in enumerate(people)
            for r in person
        ],
        _STANDING,
    )


def _kept(people: Iterable[Person], plan: Plan, precedence: Precedence) -> pd.DataFrame:
    """One line per person and group that keeps the person, at the agency of the leading post."""
    return _table(
        [
            agency_key(roles.leading(person, group), plan)
            for person in people
            for group in roles.kept(roles.groups(person, plan), plan, precedence)
        ],
        _PLACE,
    )


def _table(lines: Sequence[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame.from_records(lines, columns=columns)
    return table.astype({c: bool for c in columns if c in {"held", "excluded", "eligible", "moved"}})


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
