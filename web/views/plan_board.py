"""The plan on one page: tasks and duties with their state, what is late, difficulties and their way."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.plan_board import board as boards
from roster.services.plan_board import difficulties as log
from roster.services.plan_board import marks
from roster.services.plan_board.marks import Said
from roster.services.scoring.plan_tasks import tasks_of
from web import access, acting, house, plan_words, refusals
from web.dates import typed_day

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
    here = house.current()
    marks.task_of(here.plan, code)
    with here.database.reading() as session:
        state = boards.board(session, plan=here.plan, today=here.today())
        entered = boards.marks_of(session, code, plan=here.plan)
    line = next(one for one in (*state.tasks, *state.duties) if one.task.code == code)
    return render_template(
        "plan_board/task.html",
        line=line,
        entered=entered,
        raised=[one for one in state.difficulties if one.task == code],
        plan=here.plan,
        today=here.today(),
        words=plan_words,
    )


@blueprint.post("/tasks/<code>/done")
@access.needs("edit")
def mark(code: str) -> Response:
    """Enter that an agency has done its task."""
    rules, said, agency = acting.rules(), _said(), request.form.get("agency", "")
    acting.attempt(
        lambda session: marks.done(session, code, said, agency=agency, **rules),
        lambda _number: _("Entered as done: task {task}.", task=code),
    )
    return redirect(url_for("plan_board.task", code=code), code=303)


@blueprint.post("/tasks/<code>/due")
@access.needs("edit")
def ask(code: str) -> Response:
    """Enter until when a task was asked for."""
    here, said = house.current(), _said()
    acting.attempt(
        lambda session: marks.ask(session, code, said, plan=here.plan, by=access.author()),
        lambda _number: _("Task {task} is asked for by {day}.", task=code, day=f"{said.day:%d/%m/%Y}"),
    )
    return redirect(url_for("plan_board.task", code=code), code=303)


@blueprint.get("/difficulties")
@access.needs("view")
def difficulties() -> str:
    """The log: every difficulty, the open ones first, and a form for a new one."""
    here = house.current()
    with here.database.reading() as session:
        found = log.all_of(session)
    return render_template(
        "plan_board/difficulties.html",
        raised=found,
        tasks=tasks_of(here.plan).to_do,
        task=request.args.get("task", ""),
        plan=here.plan,
        today=here.today(),
        words=plan_words,
    )


@blueprint.get("/difficulties/<int:number>")
@access.needs("view")
def difficulty(number: int) -> str:
    """One difficulty's way: raised, proposed, answered, settled."""
    here = house.current()
    with here.database.reading() as session:
        found = log.one(session, number)
    return render_template(
        "plan_board/difficulty.html", one=found, plan=here.plan, today=here.today(), words=plan_words
    )


@blueprint.post("/difficulties")
@access.needs("edit")
def raise_one() -> Response:
    """Enter a difficulty."""
    rules, form = acting.rules(), request.form
    said = _said()
    told = {name: form.get(name, "").strip() for name in ("task", "agency")}
    number = acting.attempt(
        lambda session: log.raise_one(session, said, **told, **rules),
        lambda made: _("Difficulty {number} is entered.", number=made),
    )
    if number is None:
        return redirect(url_for("plan_board.difficulties"), code=303)
    return redirect(url_for("plan_board.difficulty", number=number), code=303)


@blueprint.post("/difficulties/<int:number>/steps")
@access.needs("edit")
def step(number: int) -> Response:
    """Enter what followed on a difficulty."""
    here, said, kind = house.current(), _said(), request.form.get("kind", "")
    acting.attempt(
        lambda session: log.step(session, number, kind, said, today=here.today(), by=access.author()),
        lambda _made: _("Entered: {step}.", step=plan_words.step(kind)),
    )
    return redirect(url_for("plan_board.difficulty", number=number), code=303)


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


def _said() -> Said:
    form, today = request.form, house.current().today()
    return Said(typed_day(form.get("day", ""), today), form.get("text", ""), form.get("document", ""))
