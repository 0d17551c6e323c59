"""The Ministry's points: entered or imported, the explanation round, the final points."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, raise_all
from roster.messages import _
from roster.services.scoring import appraisal, appraisal_files, assessments
from scoring.assessment.model import Assessment
from web import access, acting, handed_in, house, scoring_forms, scoring_words, without_year
from web.dates import typed_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("scoring_appraisal", __name__, url_prefix="/scoring/appraisal")
blueprint.register_error_handler(UserError, without_year.answer)

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIELD = "points-"  # before a component's code


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Every component the Ministry may judge now, its points in all columns, forms."""
    with house.current().database.reading() as session:
        return _page(assessments.needed(session), [])


@blueprint.get("/template")
@access.needs("view")
def template() -> Response:
    """The workbook to enter the points in."""
    with house.current().database.reading() as session:
        made = appraisal_files.template(session, today=house.current().today())
    name = _("Points of the Ministry.xlsx")
    return send_file(BytesIO(made), _WORKBOOK, as_attachment=True, download_name=name)


@blueprint.post("/")
@access.needs("decide")
def enter() -> Response | tuple[str, int]:
    """Enter the points typed, all or none; refused, they are shown again."""

    def act(session: "Session") -> int:
        given, text = _typed_points(), request.form.get("text", "")
        return len(appraisal.appraise(session, given, text=text, actor=scoring_forms.actor()))

    return _done_or_again(act, _("The Ministry's points are entered."))


@blueprint.post("/file")
@access.needs("decide")
def take() -> Response:
    """Enter the points in a file, all or none; every mistake is named with its row."""
    with acting.refusing(), handed_in.needed() as path:
        acting.attempt(
            lambda session: appraisal_files.take(session, path, path.name, actor=scoring_forms.actor()),
            lambda done: _("{count} components have points of the Ministry now.", count=len(done)),
        )
    return _back()


@blueprint.post("/explaining")
@access.needs("decide")
def explaining() -> Response | tuple[str, int]:
    """Ask the agencies for explanations until a day."""

    def act(session: "Session") -> int:
        until = typed_day(request.form.get("until", ""), house.current().today())
        return appraisal.open_explaining(
            session, until, request.form.get("text", ""), actor=scoring_forms.actor()
        )

    return _done_or_again(act, _("The explanation round is open."))


@blueprint.post("/final/one")
@access.needs("decide")
def final() -> Response | tuple[str, int]:
    """Enter the final points of a component."""
    code = request.form.get("code", "")

    def act(session: "Session") -> int:
        points = scoring_forms.points(request.form.get("points", ""), code)
        if points is None:
            raise UserError("points_needed_final", "{code}: enter the final points.", code=code)
        text = request.form.get("text", "")
        return appraisal.end(session, code, points, text, actor=scoring_forms.actor())

    return _done_or_again(act, _("{code} is final.", code=code))


@blueprint.post("/final")
@access.needs("decide")
def end_the_rest() -> Response:
    """Take the Ministry's points as final wherever nothing else was entered."""
    acting.attempt(
        lambda session: appraisal.end_the_rest(session, actor=scoring_forms.actor()),
        lambda done: _("{count} components are final.", count=len(done)),
    )
    return _back()


def _typed_points() -> dict[str, Decimal]:
    """By code what was typed in the table; what is empty is left as it is."""
    found: dict[str, Decimal] = {}
    errors: list[UserError] = []
    for name, text in request.form.items():
        code = name.removeprefix(_FIELD)
        if name == code:
            continue
        try:
            points = scoring_forms.points(text, code)
        except UserError as error:
            errors.append(error)
            continue
        if points is not None:
            found[code] = points
    raise_all(errors)
    if not found:
        raise UserError("no_points_typed", "No points are typed. Enter those of one component at least.")
    return found


def _done_or_again(act: "Callable[[Session], object]", done: str) -> Response | tuple[str, int]:
    refused = scoring_forms.refusals_of(act)
    if refused:
        with house.current().database.reading() as session:
            return _page(assessments.needed(session), refused), 422
    return scoring_forms.say_and_go(done, url_for("scoring_appraisal.index"))


def _page(year: Assessment, errors: list[str]) -> str:
    open_ = ("approved", "appraised")
    return render_template(
        "scoring/appraisal.html",
        year=year,
        errors=errors,
        judged=[one for one in year.components.values() if one.stage in (*open_, "final") or one.survey],
        open=open_,
        appraised=[one for one in year.components.values() if one.stage == "appraised"],
        lost=[
            one
            for one in year.components.values()
            if one.stage == "appraised" and one.own_score is not None and one.appraised != one.own_score
        ],
        field_name=_FIELD,
        sent=request.form,
        today=house.current().today(),
        words=scoring_words,
    )


def _back() -> Response:
    return redirect(url_for("scoring_appraisal.index"), code=303)
