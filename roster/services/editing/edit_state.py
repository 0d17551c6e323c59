"""Makes records what their lists state and people's edits in force make of them.

Knows how lines of edits come together in one record; who made them and when is the matter of
`services.editing.edits`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from roster.intake import mending
from roster.intake.setting import Setting
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Words
from roster.memo import by_identity
from roster.model import BY_HAND, PersonRecord, Problem, Source
from roster.plan import Plan
from roster.positions import Positions, load_positions
from roster.store import edit_queries, records, tables
from roster.store.edit_queries import At

EXCLUDED = "excluded"
CHOSEN = "chosen:"


@dataclass(frozen=True, slots=True)
class Stated:
    """A record as its list states it, and what the reader said of it."""

    record: PersonRecord
    problems: tuple[Problem, ...] = ()


def rules(plan: Plan, today: date) -> Setting:
    """What mended fields are cleaned and classified by."""
    words, known = _tables(plan)
    return Setting("", "", words, known, today)


@by_identity
def _tables(plan: Plan) -> tuple[Words, Positions]:
    return Words(load_vocabulary(), plan), load_positions()


def stated(session: Session, one: tables.Import, row: tables.Record) -> Stated:
    """What the list itself says of a record of this delivery, whatever people did to it since."""
    place = edit_queries.at(row)
    if row.stated is None:
        now = records.person_record(row, one.file_name)
        return Stated(now, edit_queries.problems_at(session, one, place))
    source = Source(one.file_name, *place)
    record = records.from_values(row.stated["record"] | {"key": row.key}, source)
    return Stated(record, tuple(Problem(source=source, **said) for said in row.stated["problems"]))


def refresh(session: Session, places: Iterable[tuple[int, At]], setting: Setting) -> None:
    """Bring records up to date with the edits in force; `places` are deliveries' numbers and rows in them.

    What was added by hand and is undone goes; its lines stay.
    """
    by_import: dict[int, set[At]] = defaultdict(set)
    for import_id, place in places:
        by_import[import_id].add(place)
    session.flush()
    for import_id, wanted in sorted(by_import.items()):
        one = edit_queries.locked(session, import_id)
        lines = edit_queries.lines_in_force(session, import_id, {place[1] for place in wanted})
        for row, _ in edit_queries.rows_numbered(session, one, {place[1] for place in wanted}):
            if (place := edit_queries.at(row)) in wanted:
                _renew(session, one, row, lines=lines.get(place, ()), setting=setting)
        _count(session, one)


def say_too(session: Session, one: tables.Import, row: tables.Record, problem: Problem) -> None:
    """Add something to look at to what was said of a row, as if the reader had said it."""
    known = stated(session, one, row)
    flags = tuple(dict.fromkeys((*known.record.flags, problem.code)))
    fresh = Stated(replace(known.record, flags=flags), (*known.problems, problem))
    if row.stated is not None:
        row.stated = _snapshot(fresh)
    edit_queries.set_problems(
        session,
        one,
        edit_queries.at(row),
        (*edit_queries.problems_at(session, one, edit_queries.at(row)), problem),
    )
    records.set_flags(row, dict.fromkeys((*row.flags, problem.code)))


def _renew(
    session: Session,
    one: tables.Import,
    row: tables.Record,
    *,
    lines: Sequence[tables.EditLine],
    setting: Setting,
) -> None:
    if one.file_name == BY_HAND and not lines:
        edit_queries.set_problems(session, one, edit_queries.at(row), ())
        session.delete(row)
        return
    base = stated(session, one, row)
    newest = {line.field: line.value for line in lines}
    texts = {field: text for field, text in newest.items() if field in mending.FIELDS}
    mended = mending.Mended(base.record, base.problems)
    if texts:
        mended = mending.mend(base.record, base.problems, texts, setting)
    chosen = sorted(f.removeprefix(CHOSEN) for f, on in newest.items() if on and f.startswith(CHOSEN))
    record = replace(mended.record, excluded=newest.get(EXCLUDED) or None, chosen=tuple(chosen))
    records.write(row, record)
    row.stated = _snapshot(base) if lines else None
    edit_queries.set_problems(session, one, edit_queries.at(row), mended.problems)


def _snapshot(base: Stated) -> dict[str, Any]:
    said = [{k: v for k, v in asdict(one).items() if k != "source"} for one in base.problems]
    return {"record": records.values_of(base.record), "problems": said}


def _count(session: Session, one: tables.Import) -> None:
    """The delivery's own numbers: a mended row is held no longer; what is added by hand is all there is."""
    session.flush()
    total, one.held = edit_queries.count_held(session, one.id)
    one.people = total - one.held
    if one.file_name == BY_HAND:
        one.total = total
    session.flush()
