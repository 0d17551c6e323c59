"""The addresses of the interface: status, counts, roster, and the description of them."""

import json
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from roster import messages
from roster.errors import UserError, UserErrors
from roster.messages import _
from roster.services.api import answers
from roster.services.api.answers import Wanted
from web import access, comparing, house, standing
from web.api import bearer, description, parameters, problem

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/openapi.json")
@access.public
def openapi() -> Response:
    """The description; there is nobody's data in it."""
    return _json(description.openapi())


@blueprint.get("/status")
@bearer.needs("status")
def status() -> Response:
    """How far the work is."""
    parameters.read(request.args)
    board = standing.now()
    with house.current().database.reading() as session:
        return _json(asdict(answers.status(session, board)))


@blueprint.get("/counts")
@bearer.needs("counts")
def counts() -> Response:
    """Counts per group and agency."""
    parameters.read(request.args)
    return _json(asdict(answers.counts(standing.now())))


@blueprint.get("/roster")
@bearer.needs("roster")
def roster() -> Response:
    """A page of the roster, names and numbers hidden where the token may not see them."""
    wanted = Wanted(**parameters.read(request.args, parameters.ROSTER))
    plan = house.current().plan
    if wanted.group and wanted.group not in {group.code for group in plan.groups}:
        return problem.answer(404, _("The plan has no group of this code."), code="no_such_group")
    if wanted.agency and plan.agency(wanted.agency) is None:
        return problem.answer(404, _("The plan has no agency of this code."), code="no_such_agency")
    with comparing.compared() as session:
        page = answers.roster(session, wanted, plan=plan, personal=bearer.may("personal"))
    return _json(asdict(page))


@blueprint.errorhandler(UserError)
def refused(error: UserError) -> Response:
    """One parameter that does not fit, or a database that cannot be used."""
    if error.code.startswith("database_"):
        return problem.answer(503, messages.sentence(error), code=error.code)
    return problem.answer(400, messages.sentence(error), code=error.code)


@blueprint.errorhandler(UserErrors)
def refused_each(errors: UserErrors) -> Response:
    """Several parameters that do not fit: all are said at once."""
    found = [one for one in errors.exceptions if isinstance(one, UserError)]
    return problem.answer(400, "\n".join(map(messages.sentence, found)), code=found[0].code)


def _json(value: dict[str, Any]) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), content_type="application/json")
