"""Who stands in the Ministry's software already: ticked person by person, taken back the same way.

Knows the roster as sent and the ticks; how somebody in the Ministry's own list is recognised is another
module's matter (`entered_lists`). A tick is never deleted: a later line takes it back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.handovers import listed
from roster.store import handover_queries, person_queries, queries
from roster.survey.listed import Listed


@dataclass(frozen=True, slots=True)
class Tick:
    """That somebody is in the Ministry's software: since when and by whom it is known.

    `source` is '' for a tick by hand, else the SHA-256 of the list it was read from.
    """

    at: datetime
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the roster and its tick, None while it is to be entered."""

    listed: Listed
    tick: Tick | None


def entries(session: Session, *, plan: Plan) -> tuple[Entry, ...]:
    """Every line of the roster as sent, with its tick."""
    ticks, roster = ticked(session, plan=plan), listed.listed(session, plan=plan)
    today = person_queries.counting_today(session, [one.person for one in roster])
    return tuple(Entry(one, ticks.get(today[one.person])) for one in roster)


def ticked(session: Session, *, plan: Plan) -> Mapping[str, Tick]:
    """Who is ticked, by the person's number that counts today."""
    lines = handover_queries.entered(session, plan=plan.code)
    today = person_queries.counting_today(session, {person for person, _ in lines})
    newest = {today[person]: row for person, row in lines}
    return {person: Tick(row.at, row.by, row.source) for person, row in newest.items() if row.entered}


def tick(session: Session, persons: Collection[str], *, plan: Plan, by: str, source: str = "") -> int:
    """Tick these people of the roster; how many were not ticked before.

    Raises a `UserError` (not_on_roster) for each who is not on the roster.
    """
    wanted = _today(session, _on_roster(session, persons, plan=plan)) - ticked(session, plan=plan).keys()
    _write(session, wanted, entered=True, plan=plan, by=by, source=source)
    return len(wanted)


def untick(session: Session, persons: Collection[str], *, plan: Plan, by: str) -> int:
    """Take ticks back; how many there were."""
    wanted = ticked(session, plan=plan).keys() & _today(session, persons)
    _write(session, wanted, entered=False, plan=plan, by=by, source="")
    return len(wanted)


def _write(
    session: Session, persons: Collection[str], *, entered: bool, plan: Plan, by: str, source: str
) -> None:
    if not persons:
        return
    handover_queries.add_entered(
        session, sorted(persons), plan=plan.code, entered=entered, by=by, source=source
    )
    action = "handover.entered" if entered else "handover.not_entered"
    detail = {"people": len(persons)} | ({"sha256": source} if source else {})
    queries.add_audit(session, action, by=by, subjects=sorted(persons), detail=detail)


def _today(session: Session, persons: Collection[str]) -> set[str]:
    numbers = filter(person_queries.is_written, persons)  # whatever else a form sends names nobody
    return set(person_queries.counting_today(session, numbers).values())


def _on_roster(session: Session, persons: Collection[str], *, plan: Plan) -> set[str]:
    known = {one.person for one in listed.listed(session, plan=plan)}
    raise_all(
        [
            UserError(
                "not_on_roster",
                "{person} is not on the roster. Take the number from the page of hand-overs, or from roster "
                "handover entered.",
                person=person,
            )
            for person in sorted(set(persons) - known)
        ]
    )
    return set(persons)
