"""People: found by name with or without accents, one person's roles and history, and what is mended."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError
from roster.messages import _
from roster.services import people
from roster.services.editing import additions, edits
from roster.services.people import Numbers, Wanted
from web import access, acting, house, notices, people_words
from web.pages import PER_PAGE, Page

blueprint = Blueprint("people", __name__, url_prefix="/people")

_FILTERS = ("group", "agency", "flag", "state")


@blueprint.get("/")
@access.needs("view")
def index() -> str:
    """A page of the records that fit the words and filters of the address."""
    asked = {name: request.args.get(name, "") for name in ("words", *_FILTERS)}
    number = max(request.args.get("page", 1, type=int), 1)
    here = house.current()
    with here.database.reading() as session:
        found = people.search(session, Wanted(**asked), page=number, per_page=PER_PAGE)
        flags = people.flags(session)
    return render_template(
        "people/index.html",
        found=found,
        page=Page(number, found.total),
        asked=asked,
        flags=flags,
        plan=here.plan,
        words=people_words,
    )


@blueprint.get("/<key>")
@access.needs("view")
def person(key: str) -> str:
    """One person: every record, what is to be said of it, and the history."""
    return _person(key, None)


@blueprint.post("/<key>/numbers")
@access.needs("view")
def unmask(key: str) -> str | Response:
    """The same page with one record's numbers in full; who looked is put on record."""
    with house.current().database.changing() as session:
        numbers = people.unmask(session, key, by=access.author())
    return _person(request.form.get("person", key), (key, numbers))


@blueprint.get("/<key>/edit")
@access.needs("edit")
def edit(key: str) -> str:
    """The form with what stands for each field now."""
    here = house.current()
    with here.database.reading() as session:
        one = people.person(session, key, plan=here.plan)
        texts = people.texts(session, key)
    return render_template(
        "people/edit.html", person=one, role=one.roles[0], texts=texts, plan=here.plan, words=people_words
    )


@blueprint.post("/<key>/edit")
@access.needs("edit")
def correct(key: str) -> Response:
    """Mend what was typed differently; refused where somebody else has changed the person meanwhile."""
    if not _is_unchanged(key):
        return redirect(url_for("people.edit", key=key), code=303)
    with house.current().database.reading() as session:
        now = people.texts(session, key)
    texts = {
        name: given for name in edits.FIELDS if (given := _typed(name)) is not None and given != now.get(name)
    }
    done = acting.attempt(
        lambda session: edits.correct(session, key, texts, **acting.rules()),
        lambda _done: _("The corrections are kept."),
    )
    return redirect(url_for("people.person" if done else "people.edit", key=key), code=303)


@blueprint.post("/<key>/exclude")
@access.needs("edit")
def exclude(key: str) -> Response:
    """Take the chosen rows of the person out, with a reason."""
    keys = request.form.getlist("keys") or [key]
    if _is_unchanged(key):
        acting.attempt(
            lambda session: edits.exclude(session, keys, request.form.get("reason", ""), **acting.rules()),
            lambda _done: _("Excluded from the list. The counts and the workbook show it with the reason."),
        )
    return _to(key)


@blueprint.post("/<key>/readmit")
@access.needs("edit")
def readmit(key: str) -> Response:
    """Put a row back."""
    acting.attempt(
        lambda session: edits.readmit(session, [key], **acting.rules()), lambda _done: _("Back in the list.")
    )
    return _to(request.form.get("person", key))


@blueprint.post("/<key>/undo/<int:number>")
@access.needs("edit")
def undo(key: str, number: int) -> Response:
    """Take one act on the person back, as a whole: it may have changed other rows too."""
    here = house.current()
    with here.database.reading() as session:
        if number not in {act.edit for act in people.person(session, key, plan=here.plan).acts}:
            abort(404)
    undone = acting.attempt(
        lambda session: edits.undo(session, number, **acting.rules()),
        lambda done: _("Taken back: act {number}, {count} rows.", number=done.edit, count=len(done.keys)),
    )
    with house.current().database.reading() as session:
        there = people.exists(session, key)
    return _to(key) if undone is None or there else redirect(url_for("people.index"), code=303)


@blueprint.get("/add")
@access.needs("edit")
def add_form() -> str:
    """The empty form for somebody who stands in no list."""
    return render_template("people/add.html", texts={}, plan=house.current().plan, words=people_words)


@blueprint.post("/add")
@access.needs("edit")
def add() -> Response | tuple[str, int]:
    """Add a person; what was typed is shown again where it is refused."""
    texts = {name: text for name in edits.FIELDS if (text := request.form.get(name, "").strip())}
    done = acting.attempt(
        lambda session: additions.add(session, texts, **acting.rules()),
        lambda _done: _("The person is added."),
    )
    if done is None:
        here = house.current()
        return render_template("people/add.html", texts=texts, plan=here.plan, words=people_words), 422
    return _to(done.keys[0])


def _person(key: str, shown: tuple[str, Numbers] | None) -> str:
    here = house.current()
    with here.database.reading() as session:
        one = people.person(session, key, plan=here.plan)
    return render_template("people/person.html", person=one, shown=shown, plan=here.plan, words=people_words)


def _typed(name: str) -> str | None:
    """What the form says of a field; None where it says nothing: an empty number keeps the one there is."""
    text = request.form.get(name)
    if name not in people.NUMBERS or text is None:
        return text if text is None else text.strip()
    return "" if request.form.get(f"no_{name}") else text.strip() or None


def _is_unchanged(key: str) -> bool:
    """Whether the person is still as the form showed; says so where not."""
    here = house.current()
    with here.database.reading() as session:
        now = people.person(session, key, plan=here.plan).version
    if request.form.get("version", now) == now:
        return True
    sentence = _("Somebody else has changed this person meanwhile. Nothing was changed; look again.")
    notices.say(sentence, "error")
    return False


def _to(key: str) -> Response:
    return redirect(url_for("people.person", key=key), code=303)


@blueprint.errorhandler(UserError)
def refused(error: UserError) -> Response:
    """A person who is not there (any more): back to the search, which says so."""
    if error.code != "no_such_record":
        raise error
    acting.refuse(error)
    return redirect(url_for("people.index"), code=303)
