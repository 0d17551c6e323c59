"""The columns of the Ministry's form: given out as a workbook, tried on the roster, put in use, put back."""

from pathlib import PurePath
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.handovers import forms
from web import access, acting, handing_over, house

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("handover_form", __name__, url_prefix="/hand-overs/columns")


@blueprint.get("/")
@access.needs("export")
def index() -> str:
    """The columns in use."""
    here = house.current()
    return render_template("handovers/columns.html", form=forms.in_use(here.plan), plan=here.plan)


@blueprint.get("/workbook")
@access.needs("export")
def workbook() -> Response:
    """The columns in use as a workbook to be changed."""
    here = house.current()
    content = forms.as_workbook(here.plan, today=here.today())
    return handing_over.file(f"{_('Columns')} {PurePath(here.plan.form).stem}.xlsx", content)


@blueprint.post("/")
@access.needs("export")
def attempt() -> Response | str:
    """How the list would look with other columns; every mistake at once."""
    here = house.current()
    try:
        name, content = handing_over.given_file()
        asked = forms.read(content, name)
    except (UserError, UserErrors) as refusal:
        acting.refuse(refusal)
        return redirect(url_for("handover_form.index"), code=303)
    with here.database.reading() as session:
        preview = forms.preview(session, asked, plan=here.plan)
    return render_template("handovers/columns_tried.html", asked=asked, preview=preview)


@blueprint.post("/use")
@access.needs("export")
def use() -> Response:
    """Put the columns that were shown in use."""
    here = house.current()

    def act(session: "Session") -> object:
        asked = forms.checked(_rows(), _("the page"))
        return forms.use(session, asked, plan=here.plan, today=here.today(), by=access.author())

    acting.attempt(act, lambda _path: _("The list is written with these columns from now on."))
    return redirect(url_for("handover_form.index"), code=303)


@blueprint.post("/reset")
@access.needs("export")
def reset() -> Response:
    """Use the shipped columns again."""
    plan = house.current().plan
    acting.attempt(
        lambda session: forms.put_back(session, plan=plan, by=access.author()),
        lambda there: _("The shipped columns are in use again.") if there else _("They are in use already."),
    )
    return redirect(url_for("handover_form.index"), code=303)


def _rows() -> tuple[tuple[str, str, str], ...]:
    """Field, heading and width of each column, as the page that was tried sent them.

    Raises `UserError` (form_incomplete).
    """
    fields, titles, widths = (request.form.getlist(name) for name in ("field", "title", "width"))
    if not len(fields) == len(titles) == len(widths) > 0:
        raise UserError(
            "form_incomplete",
            "The page was sent without the columns it showed. Try the file again, then use the columns.",
        )
    return tuple(zip(fields, titles, widths, strict=True))
