"""The rows of imported lists of who answered: whom they may be; decided one by one, or all clear ones.

A decision names a person of the roster or nobody, has an author, and can be taken back (`acts.undo`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster import name_keys
from roster.errors import UserError
from roster.plan import Plan
from roster.services import paging
from roster.services.followup import acts, roster
from roster.services.followup.answered import TO_DECIDE, Taken
from roster.store import answer_queries, followup_queries, person_queries, queries, tables
from roster.store.answer_queries import Decided
from roster.survey import following
from roster.survey.following import Event


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the roster whom a row may name; `same_name`: name and agency are written alike."""

    person: str
    name: str
    position: str
    agency: str
    status: str
    same_name: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row to look at: where it stands, what it says, whom it may be; `act` decided it, None while open."""

    number: int
    sheet: str
    row: int
    outcome: str
    full_name: str
    dob: str
    position: str
    agency: str
    candidates: tuple[Candidate, ...] = ()
    person: str = ""
    act: int | None = None

    @property
    def clear(self) -> Candidate | None:
        """The only person it may be, if name and agency agree in writing and nothing was decided yet."""
        if self.act is not None or self.outcome != "ask":
            return None
        alike = [one for one in self.candidates if one.same_name]
        fits = len(alike) == 1 and following.is_possible(alike[0].status, "answered")
        return alike[0] if fits else None


def imports(session: Session, *, plan: Plan, page: int, per_page: int) -> tuple[tuple[Taken, ...], int]:
    """A page (the first is 1) of the imported lists, newest first, and how many there are."""
    found, total = acts.newest(session, plan=plan, kind="import", page=page, per_page=per_page)
    numbers = [one.number for one in found]
    counts, waiting = answer_queries.outcomes(session, numbers), answer_queries.open_rows(session, numbers)
    lists = (
        Taken(
            one.number,
            counts.get(one.number, {}),
            at=one.at,
            by=one.by,
            open=0 if one.undone else waiting.get(one.number, 0),
            undone=one.undone,
        )
        for one in found
    )
    return tuple(lists), total


def rows(
    session: Session,
    number: int,
    *,
    plan: Plan,
    outcomes: Sequence[str] = TO_DECIDE,
    page: int = 1,
    per_page: int | None = None,
) -> tuple[tuple[Row, ...], int]:
    """Rows of an imported list in its order, and how many there are. Raises `UserError` (no_such_answers)."""
    _imported(session, number, plan)
    offset = paging.before(page, per_page or 0)
    found, total = answer_queries.rows(session, number, outcomes=outcomes, limit=per_page, offset=offset)
    return _shown(session, found, plan), total


def decide(session: Session, number: int, person: str, *, plan: Plan, by: str) -> int:
    """Say whose row it is: a number ('P000123'), or '' for nobody's on the roster; the number of the act.

    Raises `UserError`s: no_such_row, row_decided, and what `acts` refuses of a person (not_listed,
    not_possible).
    """
    row = answer_queries.row(session, number)
    if row is None or row.row.outcome not in TO_DECIDE:
        raise UserError("no_such_row", "There is no row {number} to decide.", number=number)
    _imported(session, row.row.act_id, plan)
    if row.act is not None:
        raise UserError(
            "row_decided",
            "This row was decided already, as act {number}. Take that one back first.",
            number=row.act,
        )
    roster.ensure(session, plan=plan, by=by)
    chosen = acts.fitting(session, person, "answered", plan=plan) if person else None
    return _decide(session, {number: chosen}, plan=plan, by=by)


def decide_clear(session: Session, number: int, *, plan: Plan, by: str) -> int:
    """Accept every open row of a list that names one person only, name and agency written alike; how many.

    Raises `UserError` (no_such_answers).
    """
    found, _total = rows(session, number, plan=plan, outcomes=("ask",))
    fitting: dict[str, Row] = {}
    for row in found:
        if one := row.clear:
            fitting.setdefault(one.person, row)
    if not fitting:
        return 0
    roster.ensure(session, plan=plan, by=by)
    chosen = {row.number: acts.number_of(person) for person, row in fitting.items()}
    _decide(session, chosen, plan=plan, by=by)
    return len(chosen)


def _decide(session: Session, chosen: Mapping[int, int | None], *, plan: Plan, by: str) -> int:
    """One act for all rows."""
    days = {number: found.row.day for number in chosen if (found := answer_queries.row(session, number))}
    events = [Event(person, "answered", days[row]) for row, person in chosen.items() if person is not None]
    detail = {"rows": len(chosen), "people": len(events)}
    act = tables.FollowupAct(plan=plan.code, kind="decide", detail=detail, by=by)
    number = followup_queries.add_act(session, act, events)
    for row, person in chosen.items():
        answer_queries.add_decision(session, number, row, person)
    roster.refresh(session, {event.person for event in events}, plan=plan)
    queries.add_audit(session, "followup.decide", by=by, detail={"act": number, **detail})
    return number


def _imported(session: Session, number: int, plan: Plan) -> None:
    act = followup_queries.act(session, number, plan=plan.code)
    if act is None or act.kind != "import" or followup_queries.undone(session, [number]):
        raise UserError(
            "no_such_answers", "There is no imported list {number}, or it was taken back.", number=number
        )


def _shown(session: Session, found: Sequence[Decided], plan: Plan) -> tuple[Row, ...]:
    wanted = {int(one["person"]) for row in found for one in row.row.candidates}
    lines: dict[int, tables.Followed] = {}
    for line in followup_queries.lines_of(session, wanted, plan=plan.code):
        lines.setdefault(line.person, line)
    return tuple(_row(one, lines) for one in found)


def _row(one: Decided, lines: dict[int, tables.Followed]) -> Row:
    row = one.row
    found = (lines.get(int(candidate["person"])) for candidate in row.candidates)
    return Row(
        row.id,
        row.sheet,
        row.row,
        row.outcome,
        full_name=row.full_name,
        dob=row.dob or "",
        position=row.position,
        agency=row.agency,
        candidates=tuple(_candidate(line, row) for line in found if line),
        person=person_queries.written(one.person) if one.person is not None else "",
        act=one.act,
    )


def _candidate(line: tables.Followed, row: tables.AnswerRow) -> Candidate:
    alike = name_keys.accent_key(line.name) == name_keys.accent_key(row.full_name)
    return Candidate(
        person_queries.written(line.person),
        line.name,
        line.position,
        line.agency_name,
        line.status,
        same_name=alike and bool(row.agency) and line.agency_name == row.agency,
    )
