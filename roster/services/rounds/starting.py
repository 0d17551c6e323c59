"""Last round's roster as the starting point of the next: one delivery per sender, marked as brought over.

A list that arrives takes the place of what stands for its sender (`services.incoming.intake`). Knows what is
brought; who is on the other round's roster is said by the caller, who has looked at that round.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import FileReading, PersonRecord, Respondent, Source
from roster.plan import Plan
from roster.services.incoming import intake
from roster.services.respondents import Overview
from roster.services.rounds.book import Round
from roster.store import queries, records, round_queries, rounds

_FIELDS = (
    *("full_name", "dob", "gender", "phones", "email"),
    *("position", "agency", "agency_code", "unit", "rank", "group", "flags"),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """How many people were brought over, standing for the lists of how many senders."""

    people: int
    senders: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The final roster of a round: a record per person and group, by who sent it ('' where no list says)."""

    round: Round
    records: Mapping[str, Sequence[PersonRecord]]
    people: int


def roster_of(session: Session, one: Round, state: Overview) -> Roster:
    """The final roster of the round of this session; `state` is its fresh overview."""
    senders = {row.file_name: row.sender for row in queries.active_imports(session)}
    by_key = {record.key: record for record in state.records}
    found: dict[str, list[PersonRecord]] = {}
    for respondent in state.respondents:
        record = by_key[respondent.origins["position"]]
        sender = senders.get(record.source.file) or record.agency_code or ""
        found.setdefault(sender, []).append(_as_listed(record, respondent))
    return Roster(one, found, len({respondent.keys for respondent in state.respondents}))


def bring(session: Session, roster: Roster, *, plan: Plan, by: str) -> Brought:
    """Put another round's roster into this one, which has no lists. Raises `UserError` (round_has_lists)."""
    if queries.active_imports(session):
        raise UserError(
            "round_has_lists",
            "The round {round} already has lists, so no other roster can be its starting point.",
            round=plan.code,
        )
    for sender, people in sorted(roster.records.items()):
        reading = _reading(roster.round.code, sender, [_in_plan(p, plan) for p in people], plan=plan)
        row = records.add_import(session, reading, by=by)
        row.brought_from = roster.round.id
    intake.settle(session, ())
    here = round_queries.numbered(session, rounds.needed(session))
    if here:
        here.begun_from = roster.round.id
    done = Brought(roster.people, len(roster.records))
    detail = {"from": roster.round.code, "people": done.people, "senders": done.senders}
    queries.add_audit(session, "round.brought", by=by, subjects=[f"round:{plan.code}"], detail=detail)
    return done


def _as_listed(record: PersonRecord, respondent: Respondent) -> PersonRecord:
    """The record of the role a person keeps, with the values that stood for the person."""
    values = {name: getattr(respondent, name) for name in _FIELDS}
    return replace(record, **values, held=None, excluded=None, chosen=())


def _in_plan(record: PersonRecord, plan: Plan) -> PersonRecord:
    """Without a group that this plan does not have: somebody has to say which one it is now."""
    return record if record.group in {g.code for g in plan.groups} else replace(record, group=None)


def _reading(code: str, sender: str, people: Sequence[PersonRecord], *, plan: Plan) -> FileReading:
    agency = plan.agency(sender)
    name = f"[{code}] {agency.name if agency else sender}".strip()
    placed = [replace(p, source=Source(name, "", n)) for n, p in enumerate(people, start=1)]
    content = hashlib.sha256(f"{code}\n{sender}".encode()).hexdigest()
    known = sender if agency else None
    return FileReading(name, content, people=tuple(placed), total=len(placed), sender=known)
