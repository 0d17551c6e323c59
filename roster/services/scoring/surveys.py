"""Results of the leader survey and of SIPAS, entered or imported, with how many answered beside.

Their points are the Ministry's (`appraisal`); from a mean or a percent they are computed by the formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.followup import rates
from roster.services.scoring import appraisal, assessments, entry_files
from roster.services.scoring.recording import Actor
from roster.services.sipas import status
from roster.services.sipas.status import Status
from roster.survey.response import Tally
from scoring import numbers
from scoring.annex import results
from scoring.annex.results import SurveyResult
from scoring.assessment.model import Act, Assessment, Component

_NEEDED = ("code", "source")


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A component judged by a survey: its points and what they were entered from, None while there are none.

    `figure` is the name of what its formula computes with ('mean', 'percent', '' for points only).
    """

    component: Component
    method: str
    figure: str
    points: Decimal | None
    entered: Act | None


@dataclass(frozen=True, slots=True)
class Surveys:
    """All of them, what they come to together, and how many answered: the leader survey by group, SIPAS by
    the forms of the newest draw (None where nothing is drawn).
    """

    year: Assessment
    lines: tuple[SurveyLine, ...]
    points: Decimal
    maximum: Decimal
    total: Tally
    groups: Mapping[str, Tally]
    sipas: Status | None


def surveys(session: Session, *, plan: Plan, today: date) -> Surveys:
    """The year's survey components beside the follow-up's counts, which `roster.ensure` has seen to.

    Raises `UserError` (no_scoring_year).
    """
    year = assessments.needed(session)
    lines = tuple(_line(year, one) for one in year.components.values() if one.survey)
    state = rates.rates(session, plan=plan, today=today)
    return Surveys(
        year,
        lines,
        numbers.total(line.points for line in lines if line.points is not None),
        numbers.total(line.component.node.max or numbers.ZERO for line in lines),
        state.total,
        state.groups,
        status.if_drawn(session),
    )


def enter(session: Session, code: str, figure: str, value: str, *, source: str, actor: Actor) -> SurveyResult:
    """Enter one result: `figure` is 'published' for points, else what the formula computes with.

    Raises `UserError` or `UserErrors`: not_a_survey_component, no_source, bad_figure, those of
    `answers.check` and of `appraisal.appraise`.
    """
    year = assessments.needed(session)
    component = year.components.get(code)
    if component is None or not component.survey:
        raise UserError(
            "not_a_survey_component",
            "{code} is no component judged by a survey. Choose one of the list.",
            code=code,
        )
    typed = numbers.points_by_hand(value.strip().removesuffix("%").strip())
    raise_all(_wrong_entry(code, value, source, understood=typed is not None))
    plain = numbers.plain(typed) if typed is not None else ""
    outcome = results.of_figures(year, code, {figure: plain}, source.strip())
    raise_all(outcome.errors)
    assert outcome.result is not None  # noqa: S101 - without errors there is one
    _keep(session, [outcome.result], actor=actor)
    return outcome.result


def take(session: Session, path: Path, name: str, *, actor: Actor) -> tuple[SurveyResult, ...]:
    """Enter the results in a file (.xlsx, .ods, .csv …), all or none; `name` is what it is called.

    Raises `UserError` or `UserErrors` naming sheet and row (`results.of_rows`), no_result_heading, why
    the file cannot be read, and those of `appraisal.appraise`.
    """
    year = assessments.needed(session)
    rows = entry_files.rows(path, name, year.knowledge.survey_file, needed=_NEEDED)
    found = results.of_rows(rows, year)
    _keep(session, found, actor=actor)
    return found


def template(session: Session, *, today: date) -> bytes:
    """A workbook with a row for every component judged by a survey. Raises `UserError` (no_scoring_year)."""
    year = assessments.needed(session)
    surveyed = (one for one in year.components.values() if one.survey)
    form = year.knowledge.survey_file
    return entry_files.template(form, surveyed, title=year.catalogue.title, today=today)


def _line(year: Assessment, component: Component) -> SurveyLine:
    entered = [act for act in component.history if act.kind == "appraised" and not act.undone]
    method = year.knowledge.method(year.catalogue.method(component.node))
    points = component.final if component.final is not None else component.appraised
    return SurveyLine(
        component,
        method.shown if method else "",
        results.figure_of(component),
        points,
        entered[-1] if entered else None,
    )


def _wrong_entry(code: str, value: str, source: str, *, understood: bool) -> list[UserError]:
    errors = []
    if not source.strip():
        errors.append(
            UserError("no_source", "{code} has no source. Name the document the result stands in.", code=code)
        )
    if not understood:
        errors.append(
            UserError(
                "bad_figure", "{code}: '{value}' is not a number. Write it as 2,50.", code=code, value=value
            )
        )
    return errors


def _keep(session: Session, found: Sequence[SurveyResult], *, actor: Actor) -> None:
    """Enter results, all or none; those of one source together."""
    by_source: dict[str, list[SurveyResult]] = {}
    for one in found:
        by_source.setdefault(one.source, []).append(one)
    for source, group in by_source.items():
        appraisal.appraise(
            session,
            {one.code: one.points for one in group},
            text=source,
            actor=actor,
            figures={one.code: one.answer for one in group},
        )
