"""The Ministry's points in a file: the workbook to enter them in, and a filled one taken whole."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.services.scoring import appraisal, assessments, entry_files
from roster.services.scoring.recording import Actor
from scoring.annex.model import AnnexRow
from scoring.annex.reading import row_code
from scoring.annex.results import number
from scoring.assessment import steps
from scoring.assessment.model import Assessment

_NEEDED = ("code", "points")


def template(session: Session, *, today: date) -> bytes:
    """A workbook with a row for every component. Raises `UserError` (no_scoring_year)."""
    year = assessments.needed(session)
    form = year.knowledge.appraisal_file
    return entry_files.template(form, year.components.values(), title=year.catalogue.title, today=today)


def take(session: Session, path: Path, name: str, *, actor: Actor) -> tuple[int, ...]:
    """Enter the points in a file; rows without points are passed over. The acts.

    Raises `UserError` or `UserErrors` naming sheet and row: unknown_code_in_row, code_twice, bad_figure,
    those of `appraisal.appraise`; no_results, no_result_heading, why the file cannot be read.
    """
    year = assessments.needed(session)
    rows = entry_files.rows(path, name, year.knowledge.appraisal_file, needed=_NEEDED)
    filled = [row for row in rows if row.text("points")]
    if not filled:
        raise UserError("no_results", "The file holds no result. Fill in points or figures, then import it.")
    raise_all([fault for at, row in enumerate(filled) for fault in _faults(row, filled[:at], year)])
    by_source: dict[str, dict[str, Decimal]] = {}
    for row in filled:
        by_source.setdefault(row.text("source") or name, {})[row_code(row)] = _points(row)
    return tuple(
        act
        for source, points in by_source.items()
        for act in appraisal.appraise(session, points, text=source, actor=actor)
    )


def _faults(row: AnnexRow, before: Sequence[AnnexRow], year: Assessment) -> Iterator[UserError]:
    code = row_code(row)
    component = year.components.get(code)
    if component is None:
        yield UserError(
            "unknown_code_in_row",
            "{place}: the catalogue has no component {code}. Correct the code or remove the row.",
            place=row.place,
            code=code or "–",
        )
        return
    if code in map(row_code, before):
        yield UserError(
            "code_twice",
            "{place}: {code} stands here a second time. Keep one row of it.",
            place=row.place,
            code=code,
        )
    points = number(row, "points")
    if points is None:
        yield UserError(
            "bad_figure",
            "{place}: '{value}' is not a number. Write it as 2,50.",
            place=row.place,
            value=row.text("points"),
        )
        return
    for fault in steps.to_appraise(component, points):
        yield row.placed(fault)


def _points(row: AnnexRow) -> Decimal:
    found = number(row, "points")
    assert found is not None  # noqa: S101 - `_faults` has seen to it
    return found
