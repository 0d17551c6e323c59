"""Which replacements there are, who stands by, and what the roster was at any moment since it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.messages import N_
from roster.plan import Plan
from roster.store import base, handover_queries, replacement_queries, tables
from roster.survey import replacing
from roster.survey.hand_over import HandOver
from roster.survey.listed import Listed
from roster.survey.replacing import Replacement, Reserve

_FIRST, _LAST = date(1970, 1, 2), date(9000, 1, 1)  # clocks know no day before or after
REASONS: Mapping[str, str] = {  # of `replacing.Reason`
    "retired": N_("retired"),
    "moved": N_("moved to another post"),
    "appointed": N_("somebody else was appointed"),
    "left": N_("left the service"),
    "other": N_("another reason"),
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """A replacement as it is shown: what was done, why, from which day, who allowed it, whether it counts."""

    act: Replacement
    by: str
    day: date
    reason: str
    text: str
    allowed_by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class StandingBy:
    """The reserves of one group: how many the plan asks for and where, who they are, who is next."""

    group: str
    wanted: int
    source: str
    people: tuple[Reserve, ...]
    next: Reserve | None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The roster of a moment, and the hand-over it goes back to."""

    until: datetime
    hand_over: HandOver
    lines: tuple[Listed, ...]


def ordered(session: Session) -> tuple[Ordered, ...]:
    """Every replacement, the newest first."""
    rows = replacement_queries.all_rows(session)
    undone = {row.undoes for row in rows}
    shown = (_ordered(row, undone=row.id in undone) for row in reversed(rows) if row.undoes is None)
    return tuple(shown)


def acts(session: Session) -> tuple[Replacement, ...]:
    """Every act in order, for the survey's rules."""
    return tuple(map(replacement_queries.replacement, replacement_queries.all_rows(session)))


def as_of(session: Session, until: datetime, *, plan: Plan) -> AsOf:
    """The roster as it was shown at a moment: what was sent last before it, and what was ordered since.

    Raises `UserError` (not_handed_over_then).
    """
    sent = [one for one in handover_queries.hand_overs(session, plan=plan.code) if one.at <= until]
    if not sent:
        raise UserError(
            "not_handed_over_then",
            "Nothing had been handed over by then, so there was no roster to replace anybody on. Hand the "
            "list over first, or choose a later day.",
        )
    then = handover_queries.roster(session, sent[0].id)
    lines = replacing.roster(then, acts(session), since=sent[0].at, until=until)
    return AsOf(until, sent[0], lines)


def on_day(session: Session, day: date, *, plan: Plan) -> AsOf:
    """The roster at the end of a day, by the clock of this computer. Raises as `as_of`."""
    known = min(max(day, _FIRST), _LAST)
    midnight = datetime.combine(known + timedelta(days=1), time()).astimezone()
    return as_of(session, midnight.astimezone(UTC) - timedelta(microseconds=1), plan=plan)


def today() -> date:
    """The day by which hand-overs and replacements are dated: that of this computer, not of a plan."""
    return base.now().astimezone().date()


def standing_by(session: Session, *, plan: Plan) -> tuple[StandingBy, ...]:
    """The reserves of every group for which the plan asks for some; none where it asks for none."""
    everybody = replacement_queries.reserves(session)
    drawn = drawn_people(session)
    return tuple(
        StandingBy(
            group=group.code,
            wanted=group.reserve,
            source=group.reserve_source,
            people=tuple(one for one in everybody if one.group == group.code),
            next=replacing.next_reserve(everybody, group.code, drawn=drawn),
        )
        for group in plan.groups
        if group.reserve
    )


def drawn_people(session: Session) -> frozenset[str]:
    """The numbers of those who came onto the roster by a replacement in force."""
    known = replacing.in_force(acts(session))
    return frozenset(one.person for act in known for one in act.into)


def _ordered(row: tables.Replacement, *, undone: bool) -> Ordered:
    act = replacement_queries.replacement(row)
    day, reason, text, allowed_by = replacement_queries.facts(row)
    return Ordered(act, row.by, day, reason, text, allowed_by, undone)
