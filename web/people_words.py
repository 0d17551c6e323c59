"""Words of the pages about people: states, fields, flags, acts, in the language in use.

Knows what is said; knows no request and no record.
"""

from collections.abc import Mapping

from roster import places, problems
from roster.messages import N_, _
from roster.model import Source
from roster.plan import Plan
from roster.services import field_labels, people
from web import present

STATES: Mapping[str, str] = {
    "": N_("All"),
    "counted": N_("Counted"),
    "held": N_("Held"),
    "excluded": N_("Excluded"),
    "not_eligible": N_("Not eligible"),
    "by_hand": N_("Added by hand"),
}
ELSEWHERE = people.ELSEWHERE
READINGS: Mapping[str, str] = {
    "hdnd_first": N_("Only delegates come first"),
    "full": N_("All groups in order"),
}


def field(name: str) -> str:
    """What a field of a record is called; also of an act's line about taking out or choosing."""
    if name == "excluded":
        return _("Reason for excluding")
    if name.startswith("seen:"):
        return flag(name.removeprefix("seen:"))
    return _(field_labels.LABELS.get(name.removeprefix("chosen:"), name))


def value(name: str, text: str, plan: Plan) -> str:
    """A clean value as officials write it: dates day first, groups by name."""
    if name == "dob":
        return "/".join(reversed(text.split("-")))
    if name == "group":
        return group(text, plan)
    return text


def group(code: str, plan: Plan) -> str:
    """A group's name; '' for none."""
    return next((present.name(g) for g in plan.groups if g.code == code), code)


def remark(code: str, params: Mapping[str, str]) -> str:
    """What is to be said of a row."""
    return problems.sentence(code, **params)


def flag(code: str) -> str:
    """A flag in few words: what is wrong, without what to do."""
    return problems.sentence(code).partition(". ")[0]


def act(kind: str) -> str:
    """A kind of act."""
    return _(field_labels.KINDS[kind])


def place(source: Source) -> str:
    """Where a row stands."""
    return places.place(source)
