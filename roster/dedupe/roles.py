"""Which groups a person stands in, and in which of them the plan's precedence keeps the person.

The one place where precedence is decided; respondents and counts both ask here. Knows the plan; knows no
weights.
"""

from collections.abc import Iterable, Sequence

from roster.model import PersonRecord
from roster.plan import Plan, Precedence

NOT_ELIGIBLE = "not_eligible"

Person = tuple[PersonRecord, ...]


def people(records: Iterable[PersonRecord], clusters: Iterable[Sequence[str]]) -> list[Person]:
    """The records of each cluster, in the order of their sources, without those that do not take part."""
    by_key = {r.key: r for r in records if r.takes_part}
    found = (tuple(by_key[key] for key in keys if key in by_key) for keys in clusters)
    return [tuple(sorted(person, key=lambda r: r.source)) for person in found if person]


def is_eligible(record: PersonRecord) -> bool:
    """Whether the record puts its person into its group."""
    return record.group is not None and record.takes_part and NOT_ELIGIBLE not in record.flags


def groups(person: Person, plan: Plan) -> tuple[str, ...]:
    """The groups a person stands in, in the plan's order."""
    stated = {r.group for r in person if is_eligible(r)}
    return tuple(g.code for g in plan.groups if g.code in stated)


def kept(stated: tuple[str, ...], plan: Plan, precedence: Precedence) -> tuple[str, ...]:
    """The groups that keep a person who stands in these ones.

    'hdnd_first': the delegates' group alone, else all of them, because the plan orders no others (Kế hoạch
    845/KH-UBND, mục II.2.a, Lưu ý). 'full': the first in the plan's `full_order`.
    """
    if precedence == "full":
        return tuple(code for code in plan.full_order if code in stated)[:1]
    return (plan.delegate_group,) if plan.delegate_group in stated else stated


def leading(person: Person, group: str) -> PersonRecord:
    """The record that speaks for a person in a group: the one chosen, the highest post, the first list."""
    standing = (r for r in person if is_eligible(r) and r.group == group)
    return min(standing, key=lambda r: ("position" not in r.chosen, r.rank))
