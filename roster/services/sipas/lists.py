"""The people to ask in a village: masked for the pages; in full only to who asks for them, put on record.

Knows the fieldwork; how lists look on paper is `export.fieldwork_lists`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster.services.sipas import fieldwork
from roster.services.sipas.fieldwork import Field, Rules
from roster.sipas.fieldwork import Seat, Tally, Village, asked
from roster.store import queries


@dataclass(frozen=True, slots=True)
class VillageList:
    """A village with whom to ask there now, the reserves not in use in their order, and its sums."""

    village: Village
    asked: tuple[Seat, ...]
    reserves: tuple[Seat, ...]
    tally: Tally


def of_village(now: Field, code: str) -> VillageList:
    """The list of one village; names in it are not for everybody. Raises unknown_village_of_draw."""
    village = now.village(code)
    there = [one for one in now.seats if one.village == code]
    to_ask = asked(there, now.lines)
    used = {line.reserve for line in now.lines}
    free = (one for one in there if one.role == "reserve" and one.unit_id not in used)
    return VillageList(
        village, to_ask, tuple(sorted(free, key=lambda one: one.order)), now.tallies()[village.unit_id]
    )


def of_villages(now: Field, codes: Sequence[str]) -> tuple[VillageList, ...]:
    """The lists of these villages, of all where none is named. Raises unknown_village_of_draw."""
    return tuple(of_village(now, code) for code in codes or [one.unit_id for one in now.villages])


def show(session: Session, code: str, *, by: str) -> VillageList:
    """The list of one village with names; who looked is put on record. Raises unknown_village_of_draw."""
    found = of_village(fieldwork.field(session), code)
    queries.add_audit(session, "sipas.names_shown", by=by, subjects=[f"village:{code}"])
    return found


def give(session: Session, villages: Sequence[str], *, partner: str, rules: Rules) -> tuple[VillageList, ...]:
    """The lists of some villages (all for none named) with names, for a partner; put on record.

    Raises unknown_partner, unknown_village_of_draw, nothing_drawn.
    """
    named(rules, partner)
    found = of_villages(fieldwork.field(session), villages)
    detail = {"partner": partner, "people": sum(len(one.asked) + len(one.reserves) for one in found)}
    subjects = [f"village:{one.village.unit_id}" for one in found]
    queries.add_audit(session, "sipas.lists_given", by=rules.by, subjects=subjects, detail=detail)
    return found


def named(rules: Rules, partner: str) -> str:
    """What a partner of the plan is called. Raises `UserError` unknown_partner."""
    found = rules.plan.partner(partner)
    if found is None:
        raise fieldwork.unknown_partner(partner, rules.plan)
    return found.name
