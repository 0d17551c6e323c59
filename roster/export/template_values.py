"""What the fields of a letter's template stand for: the counts of a roster, ready to be written.

Knows the document and the form's words for the readings; knows nothing of Word files.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from roster.export.document import RosterDocument
from roster.export.form import Form, fill
from roster.model import Respondent

Values: TypeAlias = Mapping[str, Any]


def values(roster: RosterDocument, form: Form) -> Values:
    """Every field by name; also each text in capitals under its name in capitals. '' is nothing to say."""
    plan = roster.plan
    reading: str = getattr(form.summary.readings, roster.precedence)
    open_points = len(roster.open_pairs) + len(roster.held)
    plain = {
        "province": plan.province,
        "plan": plan.title,
        "year": plan.year,
        "document": plan.document,
        "document_date": f"{plan.document_date:%d/%m/%Y}",
        "total": len(roster.respondents),
        "persons": len({one.keys for one in roster.respondents}),
        "in_two_groups": len(roster.in_two_groups) or "",
        "silent": len(roster.silent) or "",
        "points": open_points or "",
        "reason": roster.allow_reason,
        "reading": fill(form.summary.reading_in_use, reading=reading),
    }
    capitals = {name.upper(): value.upper() for name, value in plain.items() if isinstance(value, str)}
    return {**plain, **capitals, "groups": _groups(roster), "agencies": _agencies(roster)}


def _groups(roster: RosterDocument) -> list[Values]:
    people = Counter(one.group for one in roster.respondents)
    return [
        {
            "stt": number,
            "name": group.name,
            "short": group.short,
            "expected": group.expected,
            "distinct": roster.counts[group.code].distinct,
            "people": people[group.code],
            "reason": roster.gap_reasons.get(group.code, ""),
        }
        for number, group in enumerate(roster.plan.groups, start=1)
    ]


def _agencies(roster: RosterDocument) -> list[Values]:
    """A line per agency in the plan's order, then those it does not know; the delegates are a line apart."""
    plan = roster.plan
    lines: dict[str, Counter[str]] = {}
    for one in roster.respondents:
        lines.setdefault(_line_of(one, roster), Counter())[one.group] += 1
    names = [plan.group(plan.delegate_group).name, *(agency.name for agency in plan.agencies)]
    known = [name for name in names if name in lines]
    ordered = [*known, *sorted(lines.keys() - set(known))]
    return [
        {
            "stt": number,
            "name": name,
            "numbers": [lines[name][group.code] or "" for group in plan.groups],
            "people": lines[name].total(),
        }
        for number, name in enumerate(ordered, start=1)
    ]


def _line_of(one: Respondent, roster: RosterDocument) -> str:
    if one.group == roster.plan.delegate_group:
        return roster.plan.group(one.group).name
    agency = roster.plan.agency(one.agency_code)
    return agency.name if agency else one.agency or "–"
