"""What an agency sees of the plan: its own tasks, and the difficulties it raises itself."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.plan_board import own
from web import access, house, plan_forms, plan_words, refusals, scoring_forms

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("plan_mine", __name__, url_prefix="/plan/mine")
blueprint.register_error_handler(UserError, refusals.answer)


@blueprint.get("/")
@access.needs("own")
def index() -> str:
    """The tasks the account's agency leads, its difficulties, a form for a new one."""
    return _page([])


@blueprint.post("/difficulties")
@access.needs("own")
def raise_one() -> Response | tuple[str, int]:
    """Raise a difficulty; refused, what was typed is shown again."""
    actor, plan = scoring_forms.of_agency(), house.current().plan

    def act(session: "Session") -> int:
        return own.raise_one(
            session,
            plan_forms.said(),
            agency=actor.agency,
            plan=plan,
            today=actor.today,
            by=actor.by,
            task=request.form.get("task", "").strip(),
        )

    number, refused = scoring_forms.outcome_of(act)
    if number is None:
        return _page(refused), 422
    return scoring_forms.say_and_go(
        _("Difficulty {number} is entered.", number=number), url_for("plan_mine.difficulty", number=number)
    )


@blueprint.get("/difficulties/<int:number>")
@access.needs("own")
def difficulty(number: int) -> str:
    """One difficulty of the agency: what was proposed to UBND tỉnh about it and what became of it."""
    actor = scoring_forms.of_agency()
    with house.current().database.reading() as session:
        found = own.one(session, number, agency=actor.agency)
    return render_template(
        "plan_board/difficulty_mine.html",
        one=found,
        may_take_back=own.may_take_back(found, actor.by),
        plan=house.current().plan,
        today=actor.today,
        words=plan_words,
    )


@blueprint.post("/difficulties/<int:number>/undo")
@access.needs("own")
def undo(number: int) -> Response | tuple[str, int]:
    """Take a difficulty back that the account raised, while nothing followed on it."""
    actor = scoring_forms.of_agency()
    refused = scoring_forms.refusals_of(
        lambda session: own.take_back(session, number, agency=actor.agency, by=actor.by)
    )
    if refused:
        return _page(refused), 422
    return scoring_forms.say_and_go(
        _("Taken back: line {number}.", number=number), url_for("plan_mine.index")
    )


def _page(errors: list[str]) -> str:
    here, actor = house.current(), scoring_forms.of_agency()
    with here.database.reading() as session:
        state = own.of_agency(session, actor.agency, plan=here.plan, today=actor.today)
    return render_template(
        "plan_board/mine.html",
        state=state,
        agency=here.plan.agency_name(actor.agency),
        errors=errors,
        sent=request.form,
        plan=here.plan,
        today=actor.today,
        words=plan_words,
    )
