"""Which group a record stands in: what the list declares comes first, then the rules.

Knows declarations and the outcome of the rules; knows nothing of cells or sheets.
"""

from dataclasses import dataclass

from roster.intake.sections import Stack, groups_of
from roster.plan import Agency, Plan
from roster.positions import Classification
from roster.text import says_nothing
from roster.units import declared_groups

_ELIGIBILITY = ("not_eligible", "eligibility_open")
_OF_THE_LIST = ("sheet", "title", "file", "sender")  # said of most people, not of each of them


@dataclass(frozen=True, slots=True)
class Declared:
    """The groups a list names for a row and where; more than one leaves the choice to the rules."""

    groups: tuple[str, ...] = ()
    origin: str = ""
    unread: bool = False  # the group column holds words that name no group

    @property
    def group(self) -> str | None:
        """The group, when exactly one is declared."""
        return self.groups[0] if len(self.groups) == 1 else None


@dataclass(frozen=True, slots=True)
class Decision:
    """A record's group, what it rests on, and what is to be looked at."""

    group: str | None
    origin: str | None
    flags: tuple[str, ...] = ()


def declared(column_text: str, stack: Stack, *, sender: Agency | None, plan: Plan) -> Declared:
    """The declaration nearest to the row: group column, section row, sheet, title, file, then the sender."""
    in_column = declared_groups(column_text, plan) if column_text else ()
    if in_column:
        return Declared(in_column, "column")
    unread = not says_nothing(column_text)
    groups, origin = groups_of(stack)
    if groups:
        return Declared(groups, origin, unread)
    if sender and sender.declares:
        return Declared((sender.declares,), "sender", unread)
    return Declared(unread=unread)


def decide(said: Declared, rule: Classification, plan: Plan) -> Decision:
    """The declared group, else the rules' one; a difference is flagged, except for the delegates.

    A title, or the name of a sheet or file, speaks of most people: one of a lower group keeps it, as the head
    of a division in 'DANH SÁCH LÃNH ĐẠO SỞ'; a 'Giám đốc' in a list of divisions may be one of theirs. A
    group column that names no group is flagged too. A delegates' list shows day jobs, so neither their group
    nor their eligibility says anything there.
    """
    if said.group == plan.delegate_group:
        flags = tuple(flag for flag in rule.flags if flag not in _ELIGIBILITY)
        return Decision(said.group, f"declared:{said.origin}", flags)
    if said.group and not _is_of_lower_group(said, rule, plan):
        differs = said.unread or (rule.group is not None and rule.group != said.group)
        flags = (*rule.flags, "group_differs") if differs else rule.flags
        return Decision(said.group, f"declared:{said.origin}", flags)
    if rule.group is None:
        outside_plan = "not_eligible" in rule.flags
        return Decision(None, None, rule.flags if outside_plan else (*rule.flags, "group_unknown"))
    outside = said.unread or (bool(said.groups) and rule.group not in said.groups)
    flags = (*rule.flags, "group_differs") if outside else rule.flags
    return Decision(rule.group, f"rule:{rule.rule}", flags)


def _is_of_lower_group(said: Declared, rule: Classification, plan: Plan) -> bool:
    """Whether the post is of a group below the one by which the list as a whole is called."""
    if said.group is None or rule.group is None or said.origin not in _OF_THE_LIST:
        return False
    return plan.full_order.index(rule.group) > plan.full_order.index(said.group)
