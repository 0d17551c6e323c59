"""The rows of every table on the summary sheet, as mappings from the form's field names to values.

Knows the document only. None is a value that does not exist (nothing was expected), not a zero.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from roster import places
from roster.export.cells import Value
from roster.export.document import ListedRow, OpenPair, RosterDocument
from roster.export.form import COUNT_FIELDS, Form, fill
from roster.model import Count
from roster.plan import Plan

Record: TypeAlias = Mapping[str, Value | None]


def _count(count: Count) -> dict[str, Value | None]:
    return {field: getattr(count, field) for field in COUNT_FIELDS}


def _counts(roster: RosterDocument, form: Form) -> list[Record]:
    return [
        {
            "group": group.name,
            **_count(roster.counts[group.code]),
            "reason": roster.gap_reasons.get(group.code),
        }
        for group in roster.plan.groups
    ]


def _precedence(roster: RosterDocument, form: Form) -> list[Record]:
    first, full = roster.final["hdnd_first"], roster.final["full"]
    return [
        {
            "group": group.name,
            "hdnd_first": first[group.code],
            "full": full[group.code],
            "difference": full[group.code] - first[group.code],
        }
        for group in roster.plan.groups
    ]


def _agencies(roster: RosterDocument, form: Form) -> list[Record]:
    return [
        {
            "agency": line.agency,
            "group": roster.plan.group(line.group).name,
            **_count(line.count),
            "reason": line.reason,
        }
        for line in roster.agency_counts
    ]


def _silent(roster: RosterDocument, form: Form) -> list[Record]:
    words = form.summary
    return [
        {"agency": s.agency, "remark": fill(words.late, days=s.days_late) if s.days_late else words.in_time}
        for s in roster.silent
    ]


def _in_two_groups(roster: RosterDocument, form: Form) -> list[Record]:
    return [
        {
            "full_name": person.full_name,
            "position": person.position,
            "agency": person.agency,
            "groups": "; ".join(_names((person.group, *person.also_in), roster.plan)),
        }
        for person in roster.in_two_groups
    ]


def _names(codes: Sequence[str], plan: Plan) -> list[str]:
    return [group.name for group in plan.groups if group.code in codes]


def _listed(row: ListedRow) -> dict[str, Value | None]:
    return {
        "full_name": row.full_name,
        "position": row.position,
        "agency": row.agency,
        "file": places.file(row.source.file),
        "sheet": places.sheet(row.source.sheet),
        "row": row.source.row,
        "remark": row.remark,
    }


def _unread(roster: RosterDocument, form: Form) -> list[Record]:
    return [{"file": file.name, "remark": file.sentence} for file in roster.unread]


def pair(pair: OpenPair) -> tuple[Record, Record]:
    """The two lines of an open pair; what they share (the evidence) stands in the first."""
    return {**_listed(pair.left), "remark": "\n".join(pair.evidence)}, _listed(pair.right)


RECORDS: Mapping[str, Callable[[RosterDocument, Form], list[Record]]] = {
    "counts": _counts,
    "precedence": _precedence,
    "agencies": _agencies,
    "silent": _silent,
    "in_two_groups": _in_two_groups,
    "held": lambda roster, form: [_listed(row) for row in roster.held],
    "not_eligible": lambda roster, form: [_listed(row) for row in roster.not_eligible],
    "excluded": lambda roster, form: [_listed(row) for row in roster.excluded],
    "unclassified": lambda roster, form: [_listed(row) for row in roster.unclassified],
    "unread": _unread,
}
TOTALLED: Mapping[str, tuple[str, ...]] = {
    "counts": COUNT_FIELDS,
    "precedence": ("hdnd_first", "full", "difference"),
    "agencies": (
        "received",
        "held",
        "excluded",
        "final",
    ),  # somebody with posts in two agencies is distinct in both
}


def totals(table: str, records: Sequence[Record]) -> Record:
    """The sums of the columns of a table that may be added up; a column with a missing number has no sum."""
    sums: dict[str, Value | None] = {}
    for field in TOTALLED[table]:
        numbers = [value for record in records if isinstance(value := record[field], int)]
        if len(numbers) == len(records):
            sums[field] = sum(numbers)
    return sums
