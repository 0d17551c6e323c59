"""Lists of who has answered come in: matched with the roster, doubtful rows asked about, undone at once.

Sure rows become answers; nothing else is guessed. Knows outcomes and what of a row is kept: ballots' codes
and answers never reach this module.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from roster import positions, problems
from roster.dedupe import lookup
from roster.dedupe.lookup import Hit
from roster.errors import UserError
from roster.intake import answered, reader
from roster.intake.answered import AnsweredList, AnsweredRow
from roster.messages import N_
from roster.plan import Plan
from roster.services.followup import roster
from roster.services.handovers import listed
from roster.services.matching import weights
from roster.store import answer_queries, followup_queries, person_queries, queries, tables
from roster.survey import following
from roster.survey.following import Event
from roster.survey.listed import Listed

TO_DECIDE = answer_queries.TO_DECIDE
OUTCOME_NAMES: Mapping[str, str] = {
    "sure": N_("recognised"),
    "known": N_("recognised, had answered already"),
    "doubled": N_("the same person once more"),
    "ask": N_("to be decided"),
    "unknown": N_("not found on the roster"),
    "held": N_("name, status or day cannot be read"),
    "impossible": N_("recognised, but was replaced"),
    "not_answered": N_("has not answered, says the list"),
    "refused": N_("another province's"),
}
OUTCOMES = tuple(OUTCOME_NAMES)
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """An imported list: its act, how many rows became what, the columns that were left out."""

    act: int
    counts: Mapping[str, int]
    left_out: tuple[str, ...] = ()
    at: datetime | None = None
    by: str = ""
    open: int = 0
    undone: bool = False

    @property
    def rows(self) -> int:
        """How many rows hold a person."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of one row: its outcome, the person it is, whom else it may be."""

    outcome: str
    person: int | None = None
    hits: tuple[Hit, ...] = field(default=())


def take(
    session: Session, path: Path, name: str, *, plan: Plan, today: date, day: date | None = None, by: str
) -> Taken:
    """Read a list of who has answered and enter what is beyond doubt.

    A row without a day of its own counts from `day`, else from today. Raises `UserError`: answers_unread,
    answers_taken (the same file is in force already), not_the_plans_roster where nobody is on the roster.
    """
    (raw,) = reader.read_named([(name, path)])
    said = answered.read(raw, plan=plan, positions=positions.load_positions(), today=today)
    if said.error:
        raise UserError(
            "answers_unread",
            "{file}: {why}",
            file=name,
            why=problems.sentence(said.error.code, **said.error.params),
        )
    _refuse_twice(session, said, plan)
    roster.ensure(session, plan=plan, by=by)
    people = listed.listed(session, plan=plan)
    if not people:
        raise UserError("nobody_listed", "Nobody is on the roster yet. Import the agencies' lists first.")
    fates = _fates(session, said, people, plan=plan, today=today)
    return _keep(session, said, fates, people, plan=plan, days=(day or today, today), by=by)


def _refuse_twice(session: Session, said: AnsweredList, plan: Plan) -> None:
    found, _total = followup_queries.acts(session, plan=plan.code, kind="import", limit=None, offset=0)
    same = [one.id for one in found if one.detail.get("sha256") == said.sha256]
    standing = set(same) - followup_queries.undone(session, same)
    if standing:
        raise UserError(
            "answers_taken",
            "{file} was imported already, as act {number}. Nothing was changed; take that one back first to "
            "import it anew.",
            file=said.name,
            number=min(standing),
        )


def _fates(
    session: Session, said: AnsweredList, people: Sequence[Listed], *, plan: Plan, today: date
) -> tuple[_Fate, ...]:
    asked = [row.record for row in said.rows]
    hits = lookup.find([listed.as_record(one) for one in people], asked, model=weights.in_use())
    numbers = [person_queries.number_of(one.person) for one in people]
    known = {
        line.person: line.status for line in followup_queries.lines_of(session, set(numbers), plan=plan.code)
    }
    met: Counter[int] = Counter()
    fates = []
    for row, found in zip(said.rows, hits, strict=True):
        fate = _fate(row, _each_once(found, numbers), numbers, today)
        if fate.outcome == "sure" and fate.person is not None:
            met[fate.person] += 1
            status = known[fate.person]
            again = "doubled" if met[fate.person] > 1 else "known" if status == "answered" else ""
            possible = following.is_possible(status, "answered")
            fate = _Fate(again or ("sure" if possible else "impossible"), fate.person, fate.hits)
        fates.append(fate)
    return tuple(fates)


def _fate(row: AnsweredRow, hits: tuple[Hit, ...], numbers: Sequence[int], today: date) -> _Fate:
    """What a row is by itself; of two people who may both be meant beyond doubt a person decides."""
    if row.elsewhere:
        return _Fate("refused")
    if row.answered is False:
        return _Fate("not_answered")
    if row.record.held or row.answered is None or (row.day and row.day > today):
        return _Fate("held", hits=hits)
    sure = [hit for hit in hits if hit.band == "same"]
    if len(sure) == 1:
        return _Fate("sure", numbers[sure[0].at], hits)
    return _Fate("ask" if hits else "unknown", hits=hits)


def _each_once(hits: Sequence[Hit], numbers: Sequence[int]) -> tuple[Hit, ...]:
    """The strongest hit of each person: somebody in two groups has two lines."""
    first: dict[int, Hit] = {}
    for hit in hits:
        first.setdefault(numbers[hit.at], hit)
    return tuple(first.values())


def _keep(
    session: Session,
    said: AnsweredList,
    fates: Sequence[_Fate],
    people: Sequence[Listed],
    *,
    plan: Plan,
    days: tuple[date, date],
    by: str,
) -> Taken:
    usual, today = days
    counts = Counter(fate.outcome for fate in fates)
    passed_over = {"columns_left_out": len(said.left_out), "ignored": said.ignored}
    detail: dict[str, Any] = {"sha256": said.sha256, **passed_over, **counts}
    events = [
        Event(fate.person, "answered", _day(row, usual, today))
        for row, fate in zip(said.rows, fates, strict=True)
        if fate.outcome == "sure" and fate.person is not None
    ]
    act = tables.FollowupAct(plan=plan.code, kind="import", detail=detail, by=by)
    number = followup_queries.add_act(session, act, events)
    numbers = [person_queries.number_of(one.person) for one in people]
    rows = [
        _row(row, fate, numbers, _day(row, usual, today)) for row, fate in zip(said.rows, fates, strict=True)
    ]
    answer_queries.add_rows(session, number, rows)
    roster.refresh(session, {event.person for event in events}, plan=plan)
    queries.add_audit(session, "followup.import", by=by, detail={"act": number, **detail})
    waiting = sum(counts[outcome] for outcome in TO_DECIDE)
    return Taken(number, dict(counts), said.left_out, open=waiting)


def _day(row: AnsweredRow, usual: date, today: date) -> date:
    return row.day if row.day and row.day <= today else usual


def _row(row: AnsweredRow, fate: _Fate, numbers: Sequence[int], day: date) -> dict[str, Any]:
    """What is kept: of a row that somebody must decide who it names, of the others only what became of it."""
    record, source = row.record, row.record.source
    asks = fate.outcome in TO_DECIDE
    return {
        "sheet": source.sheet,
        "row": source.row,
        "block": source.block,
        "outcome": fate.outcome,
        "person": fate.person,
        "day": day,
        "full_name": record.full_name if asks else "",
        "dob": record.dob if asks else None,
        "position": (record.position or "") if asks else "",
        "agency": (record.agency or "") if asks else "",
        "candidates": list(_candidates(fate.hits, numbers)) if asks else [],
    }


def _candidates(hits: Sequence[Hit], numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    return ({"person": numbers[hit.at], "weight": round(hit.weight, 2)} for hit in hits[:_MOST_CANDIDATES])
