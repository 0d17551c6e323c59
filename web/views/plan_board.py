"""The plan on one page: tasks and duties with their state, what is late, difficulties and their way."""

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.plan_board import board as boards
from roster.services.plan_board import difficulties as log
from roster.services.plan_board import marks
from roster.services.scoring.plan_tasks import tasks_of
from web import access, acting, house, plan_forms, plan_words, refusals, scoring_forms

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Answer: TypeAlias = Response | tuple[str, int]

blueprint = Blueprint("plan_board", __name__, url_prefix="/plan")
blueprint.register_error_handler(UserError, refusals.answer)


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """The annex's table, the duties beside it, what is late, the difficulties that are open."""
    here = house.current()
    with here.database.reading() as session:
        state = boards.board(session, plan=here.plan, today=here.today())
    return render_template("plan_board/index.html", board=state, plan=here.plan, words=plan_words)


@blueprint.get("/tasks/<code>")
@access.needs("view")
def task(code: str) -> str:
    """One row: who does it until when, what was entered about it, its difficulties."""
    return _task_page(code, [])


@blueprint.post("/tasks/<code>/done")
@access.needs("edit")
def mark(code: str) -> Answer:
    """Enter that an agency has done its task; refused, what was typed is shown again."""
    rules, agency = acting.rules(), request.form.get("agency", "")
    refused = scoring_forms.refusals_of(
        lambda session: marks.done(session, code, plan_forms.said(), agency=agency, **rules)
    )
    if refused:
        return _task_page(code, refused), 422
    return scoring_forms.say_and_go(
        _("Entered as done: task {task}.", task=code), url_for("plan_board.task", code=code)
    )


@blueprint.post("/tasks/<code>/due")
@access.needs("edit")
def ask(code: str) -> Answer:
    """Enter until when a task was asked for; refused, what was typed is shown again."""
    here = house.current()

    def act(session: "Session") -> date:
        said = plan_forms.said()
        marks.ask(session, code, said, plan=here.plan, by=access.author())
        return said.day

    day, refused = scoring_forms.outcome_of(act)
    if day is None:
        return _task_page(code, refused), 422
    return scoring_forms.say_and_go(
        _("Task {task} is asked for by {day}.", task=code, day=f"{day:%d/%m/%Y}"),
        url_for("plan_board.task", code=code),
    )


@blueprint.get("/difficulties")
@access.needs("view")
def difficulties() -> str:
    """The log: every difficulty, the open ones first, and a form for a new one."""
    return _difficulties_page([])


@blueprint.get("/difficulties/<int:number>")
@access.needs("view")
def difficulty(number: int) -> str:
    """One difficulty's way: raised, proposed, answered, settled."""
    return _difficulty_page(number, [])


@blueprint.post("/difficulties")
@access.needs("edit")
def raise_one() -> Answer:
    """Enter a difficulty; refused, what was typed is shown again."""
    rules, form = acting.rules(), request.form
    told = {name: form.get(name, "").strip() for name in ("task", "agency")}
    number, refused = scoring_forms.outcome_of(
        lambda session: log.raise_one(session, plan_forms.said(), **told, **rules)
    )
    if number is None:
        return _difficulties_page(refused), 422
    return scoring_forms.say_and_go(
        _("Difficulty {number} is entered.", number=number), url_for("plan_board.difficulty", number=number)
    )


@blueprint.post("/difficulties/<int:number>/steps")
@access.needs("edit")
def step(number: int) -> Answer:
    """Enter what followed on a difficulty; refused, what was typed is shown again."""
    here, kind = house.current(), request.form.get("kind", "")
    refused = scoring_forms.refusals_of(
        lambda session: log.step(
            session, number, kind, plan_forms.said(), today=here.today(), by=access.author()
        )
    )
    if refused:
        return _difficulty_page(number, refused), 422
    return scoring_forms.say_and_go(
        _("Entered: {step}.", step=plan_words.step(kind)), url_for("plan_board.difficulty", number=number)
    )


@blueprint.post("/lines/<int:number>/undo")
@access.needs("edit")
def undo(number: int) -> Response:
    """Take a line about a task or a difficulty back."""
    taken = acting.attempt(
        lambda session: marks.undo(session, number, by=access.author()),
        lambda line: _("Taken back: line {number}.", number=line.id),
    )
    return redirect(_after(taken.kind, taken.task, taken.about) if taken else _after("", "", None), code=303)


def _after(kind: str, task: str, about: int | None) -> str:
    """Where somebody goes on after a line was taken back."""
    if about is not None:
        return url_for("plan_board.difficulty", number=about)
    if kind in {"done", "due"}:
        return url_for("plan_board.task", code=task)
    return url_for("plan_board.difficulties")


def _task_page(code: str, errors: list[str]) -> str:
    here = house.current()
    marks.task_of(here.plan, code)
    with here.database.reading() as session:
        state = boards.board(session, plan=here.plan, today=here.today())
        entered = boards.marks_of(session, code, plan=here.plan)
    return _page(
        "task",
        errors,
        line=next(one for one in (*state.tasks, *state.duties) if one.task.code == code),
        entered=entered,
        raised=[one for one in state.difficulties if one.task == code],
        asking=request.endpoint == "plan_board.ask",
    )


def _difficulties_page(errors: list[str]) -> str:
    here = house.current()
    with here.database.reading() as session:
        found = log.all_of(session)
    tasks, task = tasks_of(here.plan).to_do, request.args.get("task", "")
    return _page("difficulties", errors, raised=found, tasks=tasks, task=task)


def _difficulty_page(number: int, errors: list[str]) -> str:
    with house.current().database.reading() as session:
        found = log.one(session, number)
    return _page("difficulty", errors, one=found)


def _page(name: str, errors: list[str], **more: object) -> str:
    """A page of the board with what was typed and why it was refused."""
    here = house.current()
    return render_template(
        f"plan_board/{name}.html",
        plan=here.plan,
        today=here.today(),
        errors=errors,
        sent=request.form,
        words=plan_words,
        **more,
    )
