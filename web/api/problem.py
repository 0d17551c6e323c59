"""What another system is told when something goes wrong: problem details as RFC 9457 has them.

Knows the form of the answer only.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response

ROOT = "/api/"
MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:roster:problem:"


def answer(status: int, detail: str, *, code: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response. `code` says which of several problems with this status it is."""
    title = HTTPStatus(status).phrase
    kind = f"{_TYPE}{code}" if code else "about:blank"
    body = json.dumps({"type": kind, "title": title, "status": status, "detail": detail}, ensure_ascii=False)
    return Response(body, status=status, content_type=MEDIA_TYPE, headers=headers)
