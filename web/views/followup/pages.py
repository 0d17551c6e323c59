"""Follow-up: response rates and the line over days, the people with what became of them, what was entered."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services.followup import acts, people, rates, texts
from roster.services.followup.acts import Mark, Marked
from roster.services.followup.people import Wanted
from web import access, acting, chart, followup_words, house, refusals
from web.dates import typed_day
from web.following import followed
from web.pages import PER_PAGE, Page

blueprint = Blueprint("followup", __name__, url_prefix="/follow-up")
blueprint.register_error_handler(UserError, refusals.answer)

_ANY = "any"  # as a status looked for
_FILTERS = ("words", "group", "agency")


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """Rates by group and agency, answers by day, the forecast, messages, the acts so far."""
    here = house.current()
    number = max(request.args.get("page", 1, type=int), 1)
    asked = {name: request.args.get(name, "") for name in ("group", "agency")}
    with followed() as session:
        state = rates.rates(session, plan=here.plan, today=here.today(), **asked)
        done, total = acts.newest(session, plan=here.plan, page=number, per_page=PER_PAGE)
    deadline = state.deadline.day if state.deadline else None
    return render_template(
        "followup/index.html",
        state=state,
        asked=asked,
        chart=chart.draw(state.days, goal=state.total.eligible, deadline=deadline),
        acts=done,
        page=Page(number, total),
        texts=texts.texts(here.plan, today=here.today()),
        text_names=texts.NAMES,
        plan=here.plan,
        words=followup_words,
    )


@blueprint.get("/people")
@access.needs("view")
def listed() -> str:
    """A page of the roster, with a form to enter what happened."""
    here = house.current()
    asked = _asked(request.args.to_dict())
    number = max(request.args.get("page", 1, type=int), 1)
    with followed() as session:
        found, total = people.search(session, _wanted(asked), plan=here.plan, page=number, per_page=PER_PAGE)
    return render_template(
        "followup/people.html",
        found=found,
        asked=asked,
        page=Page(number, total),
        plan=here.plan,
        today=here.today(),
        words=followup_words,
    )


@blueprint.get("/people/<person>")
@access.needs("view")
def person(person: str) -> str:
    """One person's history."""
    here = house.current()
    with followed() as session:
        one = people.person(session, person, plan=here.plan)
    return render_template(
        "followup/person.html", one=one, plan=here.plan, today=here.today(), words=followup_words
    )


@blueprint.post("/people")
@access.needs("edit")
def mark() -> Response:
    """Enter a status for the people ticked, or for everybody the filters find."""
    rules, form = acting.rules(), request.form
    made = Mark(
        form.get("status", ""), typed_day(form.get("day", ""), rules["today"]), form.get("channel", "")
    )
    asked = _asked(form.to_dict())
    if form.get("everybody"):
        acting.attempt(lambda session: acts.mark_found(session, _wanted(asked), made, **rules), _done)
    else:
        chosen = form.getlist("people")
        acting.attempt(lambda session: acts.mark(session, _some(chosen), made, **rules), _done)
    back = form.get("person")
    if back:
        return redirect(url_for("followup.person", person=back), code=303)
    values: dict[str, Any] = {**asked, "page": form.get("page", 1, type=int)}
    return redirect(url_for("followup.listed", **values), code=303)


@blueprint.post("/acts/<int:number>/undo")
@access.needs("edit")
def undo(number: int) -> Response:
    """Take an act back as a whole."""
    here = house.current()
    acting.attempt(
        lambda session: acts.undo(session, number, plan=here.plan, by=access.author()),
        lambda done: _("Taken back: act {number}, {count} people.", number=done.act, count=done.people),
    )
    return redirect(url_for("followup.index"), code=303)


def _done(made: Marked) -> str:
    if made.passed_over:
        return _(
            "Entered for {people} people; for {others} it cannot be and nothing was entered.",
            people=made.people,
            others=made.passed_over,
        )
    return _("Entered for {people} people.", people=made.people)


def _some(chosen: list[str]) -> list[str]:
    if not chosen:
        raise UserError(
            "nobody_chosen", "Nobody is ticked. Tick the people, or enter it for everybody found."
        )
    return chosen


def _asked(given: dict[str, str]) -> dict[str, str]:
    asked = {name: given.get(name, "") for name in _FILTERS}
    return {**asked, "state": given.get("state", _ANY)}


def _wanted(asked: dict[str, str]) -> Wanted:
    state = asked["state"]
    return Wanted(
        asked["words"], group=asked["group"], agency=asked["agency"], status=None if state == _ANY else state
    )
