"""Which of a person's roles stays on the roster, and by which rule of the plan.

Knows how the rule is named; the rule itself is `dedupe.roles`' matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from roster.dedupe import roles
from roster.model import PersonRecord
from roster.plan import Plan

Rule: TypeAlias = Literal["no_group", "one_group", "delegate_first", "no_order", "full_order"]


@dataclass(frozen=True, slots=True)
class KeptRole:
    """The groups a person stands in, those that keep the person, and the rule that says so."""

    stated: tuple[str, ...]
    kept: tuple[str, ...]
    rule: Rule


def of(person: Sequence[PersonRecord], plan: Plan) -> KeptRole:
    """The role kept of a person with these records, under the plan's precedence."""
    stated = roles.groups(tuple(person), plan)
    return KeptRole(stated, roles.kept(stated, plan, plan.precedence), _rule(stated, plan))


def _rule(stated: tuple[str, ...], plan: Plan) -> Rule:
    if len(stated) < 2:
        return "one_group" if stated else "no_group"
    if plan.precedence == "full":
        return "full_order"
    return "delegate_first" if plan.delegate_group in stated else "no_order"
