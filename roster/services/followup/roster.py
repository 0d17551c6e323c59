"""The roster that is followed: made anew when the roster itself has changed; its statuses, after an act.

Knows where the roster comes from and how events become statuses; knows no page.
"""

from collections.abc import Collection, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services.handovers import listed
from roster.services.reviewing import review
from roster.store import finding, followup_queries, handover_queries, person_queries, queries
from roster.survey import following
from roster.survey.following import State
from roster.survey.listed import Listed

_FOLLOWED = "followed"  # the fact in `meta`: by plan, which roster the statuses stand beside


def ensure(session: Session, *, plan: Plan, by: str) -> None:
    """See that what is followed is the roster as last handed over, or the one in force before that."""
    if is_fresh(session, plan=plan):
        return
    if not handover_queries.count(session, plan=plan.code):
        review.ensure_compared(session, by=by)
    rebuild(session, plan=plan)
    stamps = queries.meta(session, _FOLLOWED)
    queries.set_meta(session, _FOLLOWED, {**stamps, plan.code: _stamp(session, plan)})


def is_fresh(session: Session, *, plan: Plan) -> bool:
    """Whether what is followed is that roster already."""
    return bool(queries.meta(session, _FOLLOWED).get(plan.code) == _stamp(session, plan))


def _stamp(session: Session, plan: Plan) -> str:
    """What the followed roster was made from, in short."""
    newest = handover_queries.hand_overs(session, plan=plan.code, limit=1)
    return f"hand_over:{newest[0].id}" if newest else f"{plan.precedence}:{review.state(session)}"


def rebuild(session: Session, *, plan: Plan) -> None:
    """Make the lines and statuses anew from the roster and the events in force."""
    lines = listed.listed(session, plan=plan)
    people = frozenset(person_queries.number_of(line.person) for line in lines)
    into = dict(_resolved(followup_queries.became(session), people))
    events = followup_queries.by_person(followup_queries.events(session, plan=plan.code), into)
    states = {person: following.state(found) for person, found in events.items()}
    followup_queries.replace_followed(session, plan.code, list(_rows(lines, states)))


def refresh(session: Session, people: Collection[int], *, plan: Plan) -> None:
    """Bring the statuses of some people on the roster up to date after an act."""
    into = dict(_resolved(followup_queries.became(session), frozenset(people)))
    numbers = {*people, *(number for number, final in into.items() if final in people)}
    found = followup_queries.events(session, plan=plan.code, people=numbers)
    events = followup_queries.by_person(found, into)
    states = {person: following.state(events.get(person, ())) for person in people}
    followup_queries.set_states(session, plan.code, states)


def _resolved(became: Mapping[int, int], people: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where each number leads that is not on the roster itself: to the first number that is."""
    for number in became:
        at, seen = number, {number}
        while at not in people and at in became and became[at] not in seen:
            at = became[at]
            seen.add(at)
        if at != number and number not in people:
            yield number, at


def _rows(lines: Collection[Listed], states: Mapping[int, State]) -> Iterator[dict[str, Any]]:
    seen: set[int] = set()
    for place, line in enumerate(lines, start=1):
        person = person_queries.number_of(line.person)
        state = states.get(person, State())
        yield {
            "place": place,
            "person": person,
            "is_first": person not in seen,
            "group": line.group,
            "agency": line.agency_code or line.agency,
            "agency_name": line.agency,
            "name": line.name,
            "position": line.position,
            "phone": line.phone,
            "search": finding.search_text(_found_by(line)),
            "status": state.status,
            "since": state.since,
            "reminders": state.reminders,
            "reminded_on": state.reminded_on,
        }
        seen.add(person)


def _found_by(line: Listed) -> SimpleNamespace:
    """What `finding` looks at."""
    return SimpleNamespace(
        full_name=line.name,
        position=line.position,
        group=line.group,
        agency_code=line.agency_code,
        phones=(),
        email=None,
        held=None,
        excluded=None,
        flags=(),
    )
