"""The people of an invented year of scoring at their browsers, and the truth computed by hand."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from roster.plan import Plan
from roster.services.credentials import accounts, web_sessions
from roster.services.scoring import assessments
from roster.services.scoring.catalogues import open_catalogue
from scoring.assessment.model import Assessment
from tests.web.conftest import signed_in
from web import house, sessions

AGENCIES = ("so_noi_vu", "van_phong_ubnd", "so_tu_phap", "so_tai_chinh", "so_tttt", "so_khdt")
COLUMNS = ("self", "own", "appraised", "final")
_TRUTH = Path(__file__).parents[1] / "cases/scoring_year.toml"


@cache
def truth() -> dict[str, dict[str, Any]]:
    """What is entered to each component and what it comes to, by code; `sums` of the columns."""
    return tomllib.loads(_TRUTH.read_text(encoding="utf-8"))


def components() -> dict[str, dict[str, Any]]:
    """The same without the sums."""
    return {code: case for code, case in truth().items() if code != "sums"}


def point(case: Mapping[str, Any], column: str) -> Fraction | None:
    """A component's points in a column: those of the column before where nothing else is written."""
    if column in ("appraised", "final") and "published" in case:
        return Fraction(case["published"])
    before = COLUMNS[: COLUMNS.index(column) + 1]
    found = [Fraction(case[name]) for name in before if name in case]
    return found[-1] if found else None


def lead_of(code: str) -> str:
    """The agency that answers for a component of the training catalogue."""
    catalogue = open_catalogue("training").catalogue
    return catalogue.lead(catalogue.by_code[code])


def as_typed(points: Fraction) -> str:
    """Points as an official types them; thirds with ten decimals."""
    return f"{float(points):.10f}".rstrip("0").rstrip(".").replace(".", ",")


@dataclass
class People:
    """The browsers of the agencies, by code, and of the approver."""

    app: Flask
    agencies: Mapping[str, FlaskClient]
    approver: FlaskClient

    def year(self) -> Assessment:
        with self.app.app_context(), house.current().database.reading() as session:
            return assessments.needed(session)

    def fill(self, code: str, **more: str) -> TestResponse:
        """An agency enters what the truth says of a component."""
        case = components()[code]
        form = {f"v-{name}": value for name, value in case.get("typed", {}).items()}
        if case.get("not_applicable"):
            form["not_applicable"] = "1"
        form |= {"v-form": "1", "explanation": "Tài liệu gửi kèm công văn"}
        return self.agencies[lead_of(code)].post(f"/scoring/mine/{code}", data=form | more)

    def check(self, code: str) -> TestResponse:
        """Sở Nội vụ accepts a component with the points of the truth."""
        case = components()[code]
        points = point(case, "own")
        form = {"points": "" if points is None else as_typed(points), "text": case.get("remark", "")}
        return self.approver.post(f"/scoring/checks/{code}/accept", data=form)


def send_file(client: FlaskClient, address: str, name: str, content: bytes, **form: str) -> TestResponse:
    """A form with a file; the client itself would leave a temporary file open for large ones."""
    field = {"file": FileStorage(BytesIO(content), name), **form}
    boundary, body = encode_multipart(field)
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def people(app: Flask, plan: Plan, agencies: Iterable[str] = AGENCIES) -> People:
    """Accounts for the agencies and an approver, signed in."""
    approver = signed_in(app, "approver")
    return People(app, {code: _browser(app, plan, code) for code in agencies}, approver)


def _browser(app: Flask, plan: Plan, agency: str) -> FlaskClient:
    known = plan.agency(agency)
    with house.of(app).database.changing() as session:
        account = accounts.make(session, f"Cán bộ {known.name if known else agency}", "agency", by="test")
        accounts.set_agency(session, account.id, agency, plan=plan, by="test")
        token = web_sessions.begin(session, {}, user_id=account.id, now=datetime.now(UTC))
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    return client
