"""Keeps the log of the fieldwork: numbers of a village and day, replacements, what is taken back.

Lines are only ever added, all of an act or none; the rules between them are `sipas.fieldwork`. Belongs to the
newest draw of the survey round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.sipas import keeping
from roster.sipas import fieldwork
from roster.sipas.fieldwork import COUNTED, Kind, Line, Seat, Tally, Village
from roster.sipas.levels import load_levels
from roster.store import queries, sipas_queries, tables

_LONGEST_REASON = 300
MOST = 100_000  # forms in one line


@dataclass(frozen=True, slots=True)
class Field:
    """The fieldwork of a draw: its villages and people, the whole log, the lines in force."""

    draw: tables.SipasDraw
    villages: tuple[Village, ...]
    seats: tuple[Seat, ...]
    log: tuple[Line, ...]
    lines: tuple[Line, ...]

    def tallies(self) -> Mapping[str, Tally]:
        """The sums of every village."""
        return fieldwork.tallies(self.villages, self.seats, self.lines)

    def village(self, code: str) -> Village:
        """The village of this code. Raises `UserError` unknown_village_of_draw."""
        found = next((one for one in self.villages if one.unit_id == code), None)
        if found is None:
            raise UserError(
                "unknown_village_of_draw",
                "In the draw that counts nobody is asked in the unit {unit}. Correct the code.",
                unit=code,
            )
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """What every act needs to know: the plan with its partners, the day it is, and who does it."""

    plan: Plan
    today: date
    by: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What is entered for one village, day and partner: how many of each kind, zeros left out."""

    village: str
    partner: str
    day: date
    numbers: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who is to be replaced: by whom it was found out, on which day, and why."""

    person: str
    partner: str
    day: date
    reason: str


def field(session: Session, number: int | None = None, *, to_write: bool = False) -> Field:
    """The fieldwork of the draw of this number, else of the newest. Raises no_such_draw, nothing_drawn."""
    made = keeping.find(session, number) if number is not None else keeping.newest(session, to_write=to_write)
    design = keeping.document_of(made)["design"]
    last = len(design["stages"])
    above = sipas_queries.above(session, made.id, last_stage=last)
    seats = sipas_queries.seats(session, made.id, last_stage=last) if _gets_forms(design) else ()
    log = sipas_queries.lines(session, made.id)
    return Field(made, _villages(above, seats), seats, log, lines=fieldwork.in_force(log))


def enter(
    session: Session,
    visits: Sequence[Visit],
    leaving: Sequence[Leaving] = (),
    *,
    rules: Rules,
    source: str = "",
) -> tuple[Line, ...]:
    """Add the numbers of visits to the log and replace people by the next reserves in order, all or none.

    Raises every `UserError` there is: unknown_village_of_draw, unknown_partner, future_day,
    bad_number_of_forms, nothing_entered, reason_of_replacement, not_asked, no_reserve_left, and what
    `sipas.fieldwork.faults` finds.
    """
    now = field(session, to_write=True)
    faults = [fault for visit in visits for fault in visit_faults(visit, now, rules)]
    raise_all([*faults, *(fault for one in leaving for fault in leaving_faults(one, rules))])
    said = [
        Line(visit.village, kind, visit.partner, visit.day, number=number, by=rules.by)
        for visit in visits
        for kind, number in visit.numbers.items()
        if number
    ]
    for one in leaving:
        said.append(_exchanged(now, one, (*now.lines, *said), rules.by))
    if not said:
        raise UserError("nothing_entered", "No number was entered. Enter at least one.")
    raise_all(list(fieldwork.faults(now.villages, now.seats, (*now.lines, *said))))
    kept = sipas_queries.add_lines(session, now.draw.id, said, source=source)
    _audit(session, "sipas.entered", kept, by=rules.by)
    return kept


def undo(session: Session, number: int, *, by: str) -> Line:
    """Take a line back by a later one, unless others rest on it.

    Raises `UserError` no_such_line, and what `sipas.fieldwork.faults` finds without the line.
    """
    now = field(session, to_write=True)
    line = next((one for one in now.lines if one.id == number), None)
    if line is None:
        raise UserError(
            "no_such_line",
            "There is no line {line} in force. It may be taken back already, or of an earlier draw.",
            line=number,
        )
    rest = [one for one in now.lines if one is not line]
    raise_all(list(fieldwork.faults(now.villages, now.seats, rest)))
    (kept,) = sipas_queries.add_lines(session, now.draw.id, [replace(line, id=0, undoes=number, by=by)])
    _audit(session, "sipas.undone", [kept], by=by)
    return kept


def visit_faults(visit: Visit, now: Field, rules: Rules) -> list[UserError]:
    """What is wrong with a visit by itself."""
    faults = _faults_of_act(visit.partner, visit.day, rules)
    try:
        now.village(visit.village)
    except UserError as fault:
        faults.append(fault)
    return faults + [
        bad_number(str(number))
        for kind, number in visit.numbers.items()
        if kind not in COUNTED or not 0 <= number <= MOST
    ]


def leaving_faults(leaving: Leaving, rules: Rules) -> list[UserError]:
    """What is wrong with a replacement by itself."""
    faults = _faults_of_act(leaving.partner, leaving.day, rules)
    if not 0 < len(leaving.reason.strip()) <= _LONGEST_REASON:
        faults.append(
            UserError(
                "reason_of_replacement",
                "Say in at most {most} characters why {unit} is replaced.",
                unit=leaving.person,
                most=_LONGEST_REASON,
            )
        )
    return faults


def bad_number(typed: str) -> UserError:
    """The refusal of what is no number of forms."""
    return UserError(
        "bad_number_of_forms",
        "{number} cannot be a number of forms. Enter a whole number from 0 to {most}.",
        number=typed,
        most=MOST,
    )


def unknown_partner(partner: str, plan: Plan) -> UserError:
    """The refusal of a partner that the plan does not name."""
    return UserError(
        "unknown_partner",
        "The plan knows no partner {partner}. Use one of {known}.",
        partner=partner or "–",
        known=", ".join(one.code for one in plan.partners),
    )


def _exchanged(now: Field, leaving: Leaving, lines: Sequence[Line], by: str) -> Line:
    reserve = fieldwork.next_reserve(now.seats, lines, leaving.person)
    village = next(one.village for one in now.seats if one.unit_id == leaving.person)
    line = Line(village, "replaced", leaving.partner, leaving.day, number=1, by=by)
    reason = " ".join(leaving.reason.split())
    return replace(line, person=leaving.person, reserve=reserve.unit_id, reason=reason)


def _faults_of_act(partner: str, day: date, rules: Rules) -> list[UserError]:
    faults = []
    if rules.plan.partner(partner) is None:
        faults.append(unknown_partner(partner, rules.plan))
    if day > rules.today:
        faults.append(
            UserError(
                "future_day",
                "{day} has not come yet. Enter the day on which it was done.",
                day=f"{day:%d/%m/%Y}",
            )
        )
    return faults


def _gets_forms(design: Mapping[str, Any]) -> bool:
    """Whether the units drawn last are asked: people or households, not places with people in them."""
    level = load_levels().level(design["stages"][-1]["level"])
    return level.person or level.code == keeping.HOUSEHOLD


def _villages(above: Sequence[sipas_queries.Above], seats: Sequence[Seat]) -> tuple[Village, ...]:
    units = {one.unit_id: one for one in above}
    found = []
    for code in sorted({one.village for one in seats}):
        chain, at = [], units[code].parent_id if code in units else ""
        while at in units:
            chain.append((units[at].level, at, units[at].name))
            at = units[at].parent_id
        found.append(Village(code, units[code].name if code in units else code, tuple(reversed(chain))))
    return tuple(found)


def _audit(session: Session, action: str, kept: Sequence[Line], *, by: str) -> None:
    """Codes of villages and numbers only."""
    villages = sorted({one.village for one in kept})
    numbers: dict[str, Any] = {"lines": [one.id for one in kept]}
    for one in kept:
        numbers[one.kind] = numbers.get(one.kind, 0) + one.number
    queries.add_audit(session, action, by=by, subjects=[f"village:{v}" for v in villages], detail=numbers)
