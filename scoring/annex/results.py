"""Results of surveys from the rows of a sheet: points as published, or the mean or percent they come of.

Knows fields and sentences; knows nothing of workbooks. Everything that is wrong is said by row, at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roster.errors import UserError, raise_all
from roster.messages import N_
from scoring import answers, compute, formulas, numbers
from scoring.annex.model import AnnexRow
from scoring.annex.reading import row_code
from scoring.assessment.model import Assessment, Component
from scoring.compute import Result


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What one component's survey came to: the answer as given, the points, where it stands."""

    code: str
    answer: Mapping[str, str]
    points: Decimal
    source: str


def of_rows(rows: Sequence[AnnexRow], year: Assessment) -> tuple[SurveyResult, ...]:
    """The results in the rows that hold any figure.

    Raises `UserError` or `UserErrors`, each naming file, sheet and row: no_survey_code, code_twice,
    one_figure, only_points, no_source, bad_figure, and those of `answers.check`.
    """
    errors: list[UserError] = []
    found: dict[str, SurveyResult] = {}
    filled = [row for row in rows if row.text("published") or row.text("figure")]
    for row in filled:
        wrong = list(_faults(row, year, found))
        errors += wrong
        if not wrong:
            code = row_code(row)
            outcome = of_figures(year, code, _answer(row, year.components[code]), row.text("source"))
            errors += [row.placed(error) for error in outcome.errors]
            found |= {code: outcome.result} if outcome.result else {}
    if not filled:
        errors.append(
            UserError("no_results", "The file holds no result. Fill in points or figures, then import it.")
        )
    raise_all(errors)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, or what is wrong with its figures."""

    result: SurveyResult | None
    errors: tuple[UserError, ...] = ()


def of_figures(year: Assessment, code: str, answer: Mapping[str, str], source: str) -> Outcome:
    """What the figures of one survey component come to by its formula."""
    checked, errors = answers.check(year.catalogue, year.knowledge, {code: answer})
    if errors or code not in checked:
        return Outcome(None, tuple(errors))
    worked: Result = compute.of_component(year.catalogue, year.catalogue.by_code[code], checked)
    return Outcome(SurveyResult(code, dict(answer), worked.score, source))


def figure_of(component: Component) -> str:
    """The variable a survey's formula asks for: 'mean', 'percent', '' where only points can be entered."""
    formula = component.node.formula
    wanted = formulas.variables(formula) if formula else ()
    return wanted[0].name if len(wanted) == 1 else ""


def _faults(row: AnnexRow, year: Assessment, found: Mapping[str, SurveyResult]) -> Iterator[UserError]:
    code = row_code(row)
    component = year.components.get(code)
    if component is None or not component.survey:
        yield _wrong(
            row,
            "no_survey_code",
            N_("{place}: {code} is no component judged by a survey. Correct the code or remove the row."),
        )
        return
    if code in found:
        yield _wrong(row, "code_twice", N_("{place}: {code} stands here a second time. Keep one row of it."))
    if bool(row.text("published")) == bool(row.text("figure")):
        yield _wrong(
            row,
            "one_figure",
            N_("{place}: {code} has both points and a result of the survey. Keep the one that is published."),
        )
    if row.text("figure") and not figure_of(component):
        yield _wrong(row, "only_points", N_("{place}: {code} has no formula. Enter its points as published."))
    if not row.text("source"):
        yield _wrong(
            row, "no_source", N_("{place}: {code} has no source. Name the document the result stands in.")
        )
    for field in ("published", "figure"):
        if row.text(field) and number(row, field) is None:
            yield UserError(
                "bad_figure",
                "{place}: '{value}' is not a number. Write it as 2,50.",
                place=row.place,
                value=row.text(field),
            )


def _answer(row: AnnexRow, component: Component) -> dict[str, str]:
    field = "published" if row.text("published") else "figure"
    value = number(row, field)
    name = "published" if field == "published" else figure_of(component)
    return {name: "" if value is None else numbers.plain(value)}


def number(row: AnnexRow, field: str) -> Decimal | None:
    """The figure in a cell as officials type it, a percent sign left out; None for anything else."""
    typed = row.cells.get(field)
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return numbers.typed(str(typed))
    return numbers.points_by_hand(row.text(field).removesuffix("%").strip())


def _wrong(row: AnnexRow, code: str, message: str) -> UserError:
    return UserError(code, message, place=row.place, code=row_code(row) or "–")
