"""The fields of a record as people read them, for every door that shows one record or two side by side.

Knows labels, dates as written and masked numbers; compares nothing.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from roster import dates
from roster.messages import N_, language
from roster.model import PersonRecord
from roster.plan import Plan
from roster.services.masks import masked

ShowNumber: TypeAlias = Callable[[str], str]

FIELDS: Mapping[str, str] = {
    "full_name": N_("Full name"),
    "dob": N_("Date of birth"),
    "gender": N_("Gender"),
    "phones": N_("Phone"),
    "cccd": N_("Card number"),
    "email": N_("Email"),
    "position": N_("Position"),
    "agency": N_("Agency"),
    "unit": N_("Unit"),
    "group": N_("Group"),
}


def value(person: PersonRecord, name: str, plan: Plan, *, number: ShowNumber = masked) -> str:
    """A field as it is shown: a group by its name, '' for nothing; `number` shows phone and card numbers."""
    match name:
        case "dob":
            return dates.written(person.dob)
        case "phones":
            return ", ".join(number(phone) for phone in person.phones)
        case "cccd":
            return number(person.cccd) if person.cccd else ""
        case "group":
            return group_name(person.group, plan) if person.group else ""
        case _:
            return str(getattr(person, name) or "")


def group_name(code: str, plan: Plan) -> str:
    """A group's name in the language in use."""
    group = plan.group(code)
    return group.name_en if language() == "en" else group.name


def in_full(number: str) -> str:
    """A phone or card number as it is: only for who asked to see it, which is written down."""
    return number
