"""Corrections typed while a file still waits to be put in: kept beside it, shown as if made, then made.

They become acts of who typed them, once the list is put in; the list's own text stays. Knows the file they
stand in and where each is meant; what a correction does is `edits`' matter.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from roster import writing
from roster.errors import UserError
from roster.intake import mending
from roster.model import PersonRecord, Problem, Source
from roster.plan import Plan
from roster.services.editing import edit_acts, edit_state, edits
from roster.services.incoming import intake, understanding
from roster.services.incoming.understanding import Understood
from roster.services.incoming.uploads import MENDED
from roster.store import edit_queries
from roster.store.edit_queries import At


@dataclass(frozen=True, slots=True)
class Correction:
    """The text that is to stand for a field of one row, as typed, and who typed it."""

    sheet: str
    row: int
    block: str
    field: str
    text: str
    by: str

    @property
    def place(self) -> At:
        """Where in the file."""
        return self.sheet, self.row, self.block


def of_upload(path: Path) -> tuple[Correction, ...]:
    """What was typed for the upload at this path."""
    try:
        return tuple(Correction(**one) for one in json.loads(_beside(path).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()


def add(path: Path, one: Correction, *, plan: Plan) -> None:
    """Keep a correction, in the place of an earlier one of the same cell.

    Raises `UserError`: no_such_field, no_such_group, `writing.refusal`.
    """
    edit_acts.check({one.field: one.text}, plan)
    _write(path, (*_without(path, one.place, one.field), one))


def take_back(path: Path, place: At, field: str) -> None:
    """Forget the correction of a cell. Raises `UserError` (`writing.refusal`)."""
    _write(path, _without(path, place, field))


def as_mended(one: Understood, made: Sequence[Correction], *, plan: Plan, today: date) -> Understood:
    """What the file says with these corrections; those of rows in which nobody stands change nothing."""
    texts = _by_place(made)
    if not texts:
        return one
    setting = edit_state.rules(plan, today)
    people: list[PersonRecord] = []
    said = [p for p in one.reading.problems if edit_queries.at(p.source) not in texts]
    for person in one.reading.people:
        found = texts.get(edit_queries.at(person.source))
        if found is None:
            people.append(person)
            continue
        mended = mending.mend(person, _of(one.reading.problems, person.source), found, setting)
        people.append(mended.record)
        said += mended.problems
    nobody = texts.keys() - {edit_queries.at(person.source) for person in people}
    said += [p for p in one.reading.problems if edit_queries.at(p.source) in nobody]
    ordered = tuple(sorted(said, key=lambda problem: problem.source))
    return understanding.with_reading(one, replace(one.reading, people=tuple(people), problems=ordered))


def make(session: Session, name: str, made: Sequence[Correction], *, plan: Plan, today: date) -> None:
    """Make the corrections in the delivery in force of this name, an act for each who typed some."""
    delivery = intake.in_force(session, name)
    for by in dict.fromkeys(one.by for one in made):
        texts = _by_place(one for one in made if one.by == by)
        rows = edit_queries.rows_numbered(session, delivery, {row for _, row, _ in texts})
        of_key = {row.key: texts[edit_queries.at(row)] for row, _ in rows if edit_queries.at(row) in texts}
        try:
            edits.correct_several(session, of_key, plan=plan, today=today, by=by)
        except UserError as refusal:  # the list says so itself
            if refusal.code != "nothing_to_change":
                raise


def _by_place(made: Iterable[Correction]) -> dict[At, Mapping[str, str]]:
    found: dict[At, dict[str, str]] = {}
    for one in made:
        found.setdefault(one.place, {})[one.field] = one.text
    return dict(found)


def _of(problems: Iterable[Problem], source: Source) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.source == source)


def _without(path: Path, place: At, field: str) -> tuple[Correction, ...]:
    return tuple(one for one in of_upload(path) if (one.place, one.field) != (place, field))


def _write(path: Path, made: Sequence[Correction]) -> None:
    target = _beside(path)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        number = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as out:
            json.dump([asdict(one) for one in made], out, ensure_ascii=False)
        unfinished.replace(target)
    except OSError as fault:
        raise writing.refusal(str(target), fault) from None


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{MENDED}")
