"""The interface described as OpenAPI 3.1: made from the shapes, scopes and parameters that the code uses.

`docs/openapi.json` is this description; a test holds them together.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

import roster
from roster.services.api import answers, tokens
from roster.services.api.tokens import Scope
from web.api import parameters, problem
from web.api.parameters import Code, Number

_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    "400": "A parameter is unknown, given twice or does not fit.",
    "401": "There is no token, or it is not in force.",
    "403": "The token has not the scope.",
    "429": "Too many requests.",
    "503": "The database cannot be used just now, or records are being compared anew: see Retry-After.",
}
_NOT_FOUND = {"404": "The plan has no such group or agency."}
_ABOUT: dict[Scope, tuple[str, type]] = {
    "status": ("How far the work is.", answers.Status),
    "counts": ("Counts per group and per agency.", answers.Counts),
    "roster": (
        "The roster by pages; names and numbers hidden unless the token also has the scope personal.",
        answers.RosterPage,
    ),
}


def openapi() -> dict[str, Any]:
    """The whole description."""
    schemas: dict[str, Any] = {"Problem": _problem_schema()}
    paths = {
        f"/api/v1/{scope}": {"get": _operation(scope, about, shape, schemas)}
        for scope, (about, shape) in _ABOUT.items()
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "roster",
            "version": roster.__version__,
            "description": "Read-only: the roster of respondents, its counts and how far the work is. "
            "Counts and status are of the survey round that the server was started with.",
        },
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": _security()}},
    }


def _operation(scope: Scope, about: str, shape: type, schemas: dict[str, Any]) -> dict[str, Any]:
    schema = TypeAdapter(shape).json_schema(ref_template=_REF, mode="serialization")
    schemas |= schema.pop("$defs", {})
    schemas[shape.__name__] = schema
    known = parameters.ROSTER if scope == "roster" else ()
    refused = {**_PROBLEMS, **(_NOT_FOUND if known else {})}
    answered = {"description": about, "content": {"application/json": {"schema": _ref(shape.__name__)}}}
    return {
        "operationId": scope,
        "summary": about,
        "security": [{"token": [scope]}],
        "parameters": _parameters(known),
        "responses": {"200": answered, **{status: _refusal(refused[status]) for status in sorted(refused)}},
    }


def _parameters(known: Sequence[Number | Code]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "in": "query", "required": False, "description": one.about, "schema": one.schema()}
        for one in known
    ]


def _refusal(about: str) -> dict[str, Any]:
    return {"description": about, "content": {problem.MEDIA_TYPE: {"schema": _ref("Problem")}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(model=name)}


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }


def _security() -> dict[str, str]:
    scopes = "; ".join(f"{scope}: {about}" for scope, about in tokens.SCOPES.items())
    return {"type": "http", "scheme": "bearer", "description": f"A token with scopes. {scopes}."}
