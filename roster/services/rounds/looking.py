"""Two rounds seen at once: what a door needs for bringing over a roster and for comparing two.

Each round is compared first if something has changed in it, and looked at in a transaction of its own. For
doors only, like `book.open_for`.
"""

from dataclasses import dataclass
from datetime import date

from roster.errors import UserError, UserErrors
from roster.plan import Plan, load_plan
from roster.services import respondents
from roster.services.reviewing import review
from roster.services.rounds import book, differences, starting
from roster.services.rounds.book import Round
from roster.services.rounds.differences import Differences, Person
from roster.services.rounds.starting import Brought, Roster
from roster.store.session import Database


@dataclass(frozen=True, slots=True)
class Reading:
    """A round's plan with the day to reckon from and who looks."""

    plan: Plan
    today: date
    by: str


def roster_of(database: Database, reading: Reading) -> Roster:
    """The final roster of a plan's round. Raises `UserError` (no_such_round)."""
    one, ours = _round_of(database, reading.plan)
    with ours.changing() as session:
        review.ensure_compared(session, by=reading.by)
        state = respondents.overview(session, plan=reading.plan, today=reading.today)
        return starting.roster_of(session, one, state)


def plan_of(one: Round) -> Plan:
    """The plan of a round, by the name it was begun with. Raises `UserError` (round_without_plan)."""
    try:
        plan = load_plan(one.plan_name)
    except (UserError, UserErrors):
        plan = None
    if plan is None or plan.code != one.code:
        raise UserError(
            "round_without_plan",
            "The plan of the round {round} cannot be found as {name} any more. Put its file back, then try "
            "again.",
            round=one.code,
            name=one.plan_name or "–",
        )
    return plan


def check(database: Database, plan: Plan) -> None:
    """Raises `UserError` (no_such_round) where the plan's round is not in this database."""
    _round_of(database, plan)


def begin_from(database: Database, earlier: Reading, plan: Plan) -> Brought:
    """Bring the final roster of an earlier round into this database's round, that of `plan`."""
    roster = roster_of(database, earlier)
    with database.changing() as session:
        return starting.bring(session, roster, plan=plan, by=earlier.by)


def compare(database: Database, before: Reading, after: Reading) -> Differences:
    """What became of one round's final roster in another. Raises `UserError` (no_such_round)."""
    earlier, later = (_people(database, reading) for reading in (before, after))
    return differences.differences(earlier, later)


def _people(database: Database, reading: Reading) -> tuple[Round, tuple[Person, ...]]:
    one, ours = _round_of(database, reading.plan)
    with ours.changing() as session:
        review.ensure_compared(session, by=reading.by)
        state = respondents.overview(session, plan=reading.plan, today=reading.today)
        return one, differences.people_of(session, state)


def _round_of(database: Database, plan: Plan) -> tuple[Round, Database]:
    with database.reading() as session:
        one = book.find(session, plan.code)
    return one, database.of_round(one.id)
