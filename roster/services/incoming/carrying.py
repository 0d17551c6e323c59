"""What people did to a list follows it into its next delivery, as far as the new list still states the same.

Knows what becomes of each line of an act; how the records of two lists are matched is `same_people`'s matter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.intake import ledger, mending
from roster.model import Problem, Source
from roster.plan import Plan
from roster.problems import PROBLEMS
from roster.services.editing import edit_state
from roster.services.editing.edit_state import CHOSEN, EXCLUDED
from roster.services.incoming import intake, same_people
from roster.store import edit_queries, queries, records, seen_queries, tables
from roster.text import tidy

Outcome: TypeAlias = Literal["kept", "settled", "overtaken"]
_OVERTAKEN = "correction_overtaken"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A correction that counts no longer, because the new list states another value of this field there."""

    source: Source
    field: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the edits of a list when its next delivery took its place, counted by field of a record.

    `kept` follow; `settled` are corrections that the new list now states itself; `overtaken` those it
    contradicts, also noted among what is to be looked at (`correction_overtaken`); `gone` are edits of people
    whom the new list does not name.
    """

    file: str
    kept: int = 0
    settled: int = 0
    overtaken: tuple[Overtaken, ...] = ()
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Resting:
    """How much people did to one list: fields corrected, records taken out, values chosen, pairs decided."""

    file: str
    corrections: int = 0
    exclusions: int = 0
    choices: int = 0
    decisions: int = 0


def carry(
    session: Session, deliveries: Iterable[intake.Delivery], *, plan: Plan, today: date, by: str
) -> tuple[Carried, ...]:
    """Let edits follow into the deliveries just stored; those without any edits are left out.

    They come from the delivery a list took the place of, else from the last one of its content or name that
    was withdrawn. A door calls this in the transaction that stored the lists.
    """
    active = {row.file_name: row for row in queries.active_imports(session)}
    stored = [active[d.reading.name] for d in deliveries if d.outcome in ("added", "replaced")]
    found = []
    for one in stored:
        earlier = _earlier(session, one)
        if earlier:
            found.append(_carry(session, earlier, one, plan=plan, today=today))
            _audit(session, one, found[-1], by=by)
    return tuple(found)


def resting_on(session: Session, name: str) -> Resting:
    """What people did to a delivery in force (a name or path): it is kept when the list is taken out.

    Raises `UserError` (not_imported).
    """
    one = intake.in_force(session, name)
    newest = _newest(edit_queries.lines_in_force(session, one.id))
    kinds = Counter(_kind(field) for _, field in newest)
    keys = {ledger.base(row.key) for row, _ in queries.rows_of(session, one)}
    decided = [
        j
        for j in queries.newest_judgements(session)
        if keys.intersection((ledger.base(j.left), ledger.base(j.right)))
    ]
    return Resting(
        one.file_name,
        corrections=kinds["correction"],
        exclusions=kinds["exclusion"],
        choices=kinds["choice"],
        decisions=len(decided),
    )


def _earlier(session: Session, one: tables.Import) -> tables.Import | None:
    """The delivery whose edits this one takes over, if one has any."""
    replaced = queries.import_replaced_by(session, one.id)
    candidates = [replaced] if replaced else edit_queries.retired(session, one)
    return next((row for row in candidates if edit_queries.lines_in_force(session, row.id)), None)


def _carry(
    session: Session, earlier: tables.Import, one: tables.Import, *, plan: Plan, today: date
) -> Carried:
    before, after = queries.rows_of(session, earlier), queries.rows_of(session, one)
    found = same_people.matches(queries.people(before), queries.people(after))
    place_of = {edit_queries.at(before[left][0]): right for left, right in found}
    stated = {edit_queries.at(row): row for row, _ in before}
    told: Counter[Outcome | Literal["gone"]] = Counter()
    overtaken: list[Overtaken] = []
    places = set()
    for place, lines in edit_queries.lines_in_force(session, earlier.id).items():
        fields = {line.field for line in lines if line.value or line.field in mending.FIELDS}
        if place not in place_of:
            told["gone"] += len(fields)
            continue
        row, name = after[place_of[place]]
        for field in sorted(fields):
            became = _outcome((stated[place], earlier.file_name), (row, name), field)
            told[became] += 1
            if became == "overtaken":
                overtaken.append(Overtaken(Source(name, *edit_queries.at(row)), field))
                _note(session, one, row, field)
            elif became == "kept":
                session.add_all(_moved(line, row) for line in lines if line.field == field)
                places.add((one.id, edit_queries.at(row)))
    edit_state.refresh(session, places, edit_state.rules(plan, today))
    return Carried(one.file_name, told["kept"], told["settled"], tuple(overtaken), told["gone"])


def _outcome(before: tuple[tables.Record, str], after: tuple[tables.Record, str], field: str) -> Outcome:
    """What becomes of the edit of a field, by what both lists state of it."""
    if field not in mending.FIELDS:
        return "kept"
    was, now = records.stated_record(*before), records.stated_record(*after)
    if tidy(mending.stated_text(was, field)) == tidy(mending.stated_text(now, field)):
        return "kept"
    mended = records.person_record(*before)
    same = mending.value_text(mended, field) == mending.value_text(now, field)
    return "settled" if same else "overtaken"


def _note(session: Session, one: tables.Import, row: tables.Record, field: str) -> None:
    """Put it among what is to be looked at in the new list: the value that was given up is not repeated."""
    source = Source(one.file_name, *edit_queries.at(row))
    typed = mending.stated_text(records.stated_record(row, one.file_name), field)
    severity = PROBLEMS[_OVERTAKEN].severity
    edit_state.say_too(session, one, row, Problem(_OVERTAKEN, severity, source, field, typed))


def _moved(line: tables.EditLine, row: tables.Record) -> tables.EditLine:
    """The line of the same act about the same person in the new delivery."""
    return tables.EditLine(
        edit_id=line.edit_id,
        import_id=row.import_id,
        sheet=row.sheet,
        row=row.row,
        block=row.block,
        key=row.key,
        field=line.field,
        old=line.old,
        value=line.value,
    )


def _newest(
    lines: Mapping[edit_queries.At, Sequence[tables.EditLine]],
) -> dict[tuple[edit_queries.At, str], str]:
    """What counts per place and field; what was taken back by an empty reason or choice is left out."""
    found = {(place, line.field): line.value for place, of_one in lines.items() for line in of_one}
    return {at: value for at, value in found.items() if value or at[1] in mending.FIELDS}


def _kind(field: str) -> str:
    if field == EXCLUDED:
        return "exclusion"
    if field.startswith(seen_queries.PREFIX):
        return "seen"
    return "choice" if field.startswith(CHOSEN) else "correction"


def _audit(session: Session, one: tables.Import, carried: Carried, *, by: str) -> None:
    numbers = {
        "kept": carried.kept,
        "settled": carried.settled,
        "overtaken": len(carried.overtaken),
        "gone": carried.gone,
    }
    queries.add_audit(session, "edits.carried", by=by, subjects=[f"import:{one.id}"], detail=numbers)
