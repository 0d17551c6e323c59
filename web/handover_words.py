"""Words of the hand-over pages by code: kinds of change, points that were open, places, values of before."""

from collections.abc import Mapping

from roster.messages import N_
from roster.places import place as place
from roster.services.handovers.checks import sentence as sentence
from roster.services.masks import masked
from roster.survey.changes import Change

_NUMBER = "phone"  # the field that is shown masked

CHANGES: Mapping[str, str] = {
    "added": N_("added"),
    "removed": N_("removed"),
    "changed": N_("changed"),
}
POINTS: Mapping[str, str] = {"pair": N_("pair to review"), "held": N_("held row")}


def shown(change: Change, field: str) -> tuple[str, str]:
    """The values of before and of now in a column; phone numbers masked, as on all pages."""
    old, new = (str(side) for side in (change.was[field], change.listed.values.get(field, "")))
    return (masked(old), masked(new)) if field == _NUMBER else (old, new)
