"""Words of the pages of SIPAS: methods of selection, kinds of lines, what a repeated draw says.

Knows codes and sentences; the rules are `roster.sipas`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from roster.messages import N_, _
from roster.plan import Partner
from roster.services.sipas import parts
from roster.sipas.design import Stage
from roster.sipas.fieldwork import Kind
from web import notices, present, tiles

SELECTIONS: Mapping[str, str] = {
    "all": N_("all of them"),
    "simple": N_("simple random"),
    "systematic": N_("systematic"),
    "pps_systematic": N_("systematic, by size"),
    "pps_sampford": N_("Sampford, by size"),
}
KINDS: Mapping[Kind, str] = {
    "issued": N_("Issued"),
    "collected": N_("Collected"),
    "refused": N_("Refused"),
    "not_reached": N_("Not reached"),
    "replaced": N_("Replaced"),
}


def selection(stage: Stage) -> str:
    """How a stage is drawn."""
    return _(SELECTIONS[stage.method])


def kind(code: Kind) -> str:
    """What a line of the log is about."""
    return _(KINDS[code])


def size(stage: Stage) -> str:
    """How many units a stage draws, with its reserve."""
    if stage.method == "all":
        return _("all")
    if stage.total is not None:
        drawn = _("{n} in all, shared: {allocation}", n=stage.total, allocation=stage.allocation)
    else:
        drawn = _("{n} from each unit above", n=stage.n)
    return _("{drawn}; {reserve} in reserve", drawn=drawn, reserve=stage.reserve) if stage.reserve else drawn


def say_replay(different: Sequence[str]) -> None:
    """Say on the next page whether a repeated draw is the same."""
    for part in different:
        notices.say(_("Different: {what}.", what=parts.said(part)), "error")
    if not different:
        notices.say(_("Equal: the same frame, design and seed give the same units."))


def day(iso: str) -> str:
    """A day of the log as officials write it."""
    return present.day(date.fromisoformat(iso))


def partner(code: str, partners: Sequence[Partner]) -> str:
    """What a partner is called; one that the plan does not name any more by its code."""
    return next((present.name(one) for one in partners if one.code == code), code)


def steps() -> list[tuple[str, str]]:
    """The steps of progress with what each means, for the legend."""
    shares = [("0", 0, 24), ("1", 25, 49), ("2", 50, 74), ("3", 75, 99)]
    known = [
        (step, _("from {low} to {high} percent collected", low=low, high=high)) for step, low, high in shares
    ]
    return [(tiles.NOT_DRAWN, _("not drawn")), *known, ("4", _("all collected"))]
