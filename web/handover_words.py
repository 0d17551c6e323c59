"""Words of the hand-over pages by code: kinds of change, faults found, points that were open."""

from collections.abc import Mapping

from roster.messages import N_, _
from roster.places import place as place
from roster.services.handovers.checks import Fault
from roster.services.masks import masked
from roster.survey.changes import Change

_NUMBER = "phone"  # the field that is shown masked

CHANGES: Mapping[str, str] = {
    "added": N_("added"),
    "removed": N_("removed"),
    "changed": N_("changed"),
}
FAULTS: Mapping[str, str] = {
    "file_gone": N_("the kept file {subject} is gone"),
    "file_changed": N_("the kept file {subject} was changed"),
    "row_changed": N_("the line of {subject} was changed in the database"),
    "rows_missing": N_("lines of hand-over {subject} are missing, or there are more"),
    "seal_broken": N_("what hand-over {subject} says of itself was changed, or a hand-over before it"),
}
POINTS: Mapping[str, str] = {"pair": N_("pair to review"), "held": N_("held row")}


def shown(change: Change, field: str) -> tuple[str, str]:
    """The values of before and of now in a column; phone numbers masked, as on all pages."""
    old, new = (str(side) for side in (change.was[field], change.listed.values.get(field, "")))
    return (masked(old), masked(new)) if field == _NUMBER else (old, new)


def fault(found: Fault) -> str:
    """What is wrong, with the file or line it is about."""
    return _(FAULTS[found.code], subject=found.subject)
