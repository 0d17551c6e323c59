"""What an agency still has to do for the year's scoring, as a message and a letter that name nobody.

Knows components as they stand and tasks that only supply documents; the words are data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.export import score_table, templates
from roster.export.form import fill
from roster.export.reminder_form import ScoreMessages, load_score_messages
from roster.plan import Plan
from roster.services.scoring import assessments
from scoring.assessment.model import Assessment, Component
from scoring.catalogue.model import EvidenceTask, Window

_LETTER = "don-doc-cham-diem"
_OPEN = frozenset({"empty", "filled", "returned"})
_UNKNOWN = "……"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One component or task with what is left to do, and its last day as it is written ('' for none)."""

    code: str
    name: str
    wanted: str
    last: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder of one agency; the message is empty where nothing is left to do.

    `values` are what the letter's fields stand for.
    """

    code: str
    agency: str
    lines: tuple[ToDo, ...]
    late: bool
    file_name: str
    message: str
    values: Mapping[str, Any]


def agencies(year: Assessment) -> tuple[str, ...]:
    """Who can be reminded: who leads a component or supplies documents, in the catalogue's order."""
    leads = [one.lead for one in year.components.values() if one.lead and not one.survey]
    return tuple(dict.fromkeys([*leads, *(task.lead for task in year.catalogue.evidence)]))


def reminder_of(session: Session, code: str, *, plan: Plan, today: date) -> Reminder:
    """The reminder an agency gets today. Raises `UserError` (no_scoring_year, no_such_agency) and as
    `load_score_messages` and `templates.render` do.
    """
    return of_year(assessments.needed(session), code, plan=plan, today=today)


def of_year(year: Assessment, code: str, *, plan: Plan, today: date) -> Reminder:
    """The same from a year as it stands."""
    known = agencies(year)
    if code not in known:
        raise UserError(
            "no_such_agency",
            "There is no agency {agency} with anything to score. Use one of {agencies}.",
            agency=code,
            agencies=", ".join(known),
        )
    words = load_score_messages()
    lines = tuple(_lines(year, code, words))
    days = [line.day for line in lines if line.day]
    left = (min(days) - today).days if days else 0
    name = year.catalogue.agency(code)
    values = {
        "agency": name,
        "plan": plan.title,
        "document": plan.document,
        "province": plan.province,
        "deadline": f"{min(days):%d/%m/%Y}" if days else _UNKNOWN,
        "days": abs(left),
        "count": len(lines),
    }
    return Reminder(
        code,
        name,
        lines,
        left < 0,
        fill(words.letter_name, agency=name) + ".docx",
        _message(words, lines, values, late=left < 0) if lines else "",
        _fields(year, lines, {**values, "late": left < 0}),
    )


def letter(reminder: Reminder) -> bytes:
    """The reminder as a Word document. Raises as `templates.render` does."""
    return templates.render(_LETTER, reminder.values)


def _fields(year: Assessment, lines: tuple[ToDo, ...], values: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = [
        {"stt": at, "code": one.code, "name": one.name, "wanted": one.wanted, "last": one.last}
        for at, one in enumerate(lines, start=1)
    ]
    capitals = {name.upper(): value.upper() for name, value in values.items() if isinstance(value, str)}
    training = score_table.load_form().training if year.catalogue.training else ""
    return {**values, **capitals, "lines": rows, "training": training}


def _message(
    words: ScoreMessages, lines: tuple[ToDo, ...], values: Mapping[str, object], *, late: bool
) -> str:
    said = "\n".join(fill(words.line, code=one.code, name=one.name, wanted=one.wanted) for one in lines)
    return fill(words.late if late else words.before, **values, lines=said).strip()


def _lines(year: Assessment, code: str, words: ScoreMessages) -> Iterator[ToDo]:
    for one in year.of_agency(code):
        if wanted := "; ".join(_of_component(one, words)):
            yield _to_do(one.code, one.node.name, wanted, one.window)
    for task in year.tasks_of(code):
        if wanted := _of_task(year, task, words):
            yield _to_do(task.code, task.name, wanted, task.window or year.catalogue.window)


def _of_component(one: Component, words: ScoreMessages) -> Iterator[str]:
    """What is left: nothing for a component that does not apply or is past the agency's hands."""
    if not one.applies or one.stage not in _OPEN:
        return
    yield getattr(words, one.stage)
    if one.missing:
        yield fill(words.missing, documents=", ".join(one.missing))
        if one.stage != "empty" and not one.explanation:
            yield words.unexplained


def _of_task(year: Assessment, task: EvidenceTask, words: ScoreMessages) -> str:
    missing = year.missing_of(task)
    return fill(words.missing, documents=", ".join(missing)) if missing else ""


def _to_do(code: str, name: str, wanted: str, window: Window | None) -> ToDo:
    day = window.closes if window else None
    return ToDo(code, name, wanted, f"{day:%d/%m/%Y}" if day else "", day)
