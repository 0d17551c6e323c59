"""The audit log: who did what when, newest first."""

from flask import Blueprint, render_template, request

from roster.services import audit
from web import access, audit_words, house
from web.pages import PER_PAGE, Page

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("/")
@access.needs("manage")
def index() -> str:
    """A page of the log, of all actions or of one."""
    number = max(request.args.get("page", 1, type=int), 1)
    action = request.args.get("action", "")
    with house.current().database.reading() as session:
        found = audit.lines(session, page=number, per_page=PER_PAGE, action=action or None)
        actions = audit.actions(session)
        verdict = audit.check(session)
    return render_template(
        "audit/index.html",
        found=found,
        page=Page(number, found.total),
        action=action,
        actions=actions,
        verdict=verdict,
        words=audit_words,
    )
