"""An invented year from assignment to the final report, through the pages, with six agency accounts."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import BytesIO
from re import findall

import pytest
from flask import Flask
from openpyxl import load_workbook

from roster.plan import Plan
from scoring.assessment import sums
from tests.web.scoring_year import (
    AGENCIES,
    COLUMNS,
    People,
    as_typed,
    components,
    lead_of,
    people,
    point,
    send_file,
    truth,
)

HUNDREDTH = Decimal("0.01")


@pytest.fixture
def at_work(app: Flask, plan: Plan) -> People:
    return people(app, plan)


def stages(found: People) -> dict[str, int]:
    """How many self-scored components stand at each stage."""
    scored = [one.stage for one in found.year().components.values() if not one.survey]
    return {stage: scored.count(stage) for stage in set(scored)}


@pytest.mark.slow
def test_a_year_runs_from_assignment_to_the_final_report(at_work: People) -> None:
    approver, cases = at_work.approver, components()
    assert approver.post("/scoring/catalogue/", data={"name": "training"}).status_code == 303
    agencies_fill_in(at_work)
    office_checks(at_work)
    province_approves(at_work)
    ministry_appraises(at_work)
    text = approver.get("/scoring/year/").text
    assert dict(findall(r'data-sum="(\w+)" data-total="[^"]+"><strong>([\d,]+)', text)) == {
        column: truth()["sums"][column]["total"].replace(".", ",") for column in COLUMNS
    }
    year = at_work.year()
    for column in sums.COLUMNS:
        computed = sums.sums(year, column)
        assert computed is not None
        wanted = truth()["sums"][column]
        fields = {code: rounded(computed.nodes[code].score) for code in wanted["fields"]}
        assert fields == wanted["fields"]
        for code, case in cases.items():
            score = sums.score_of(year.components[code], column)
            known = point(case, column)
            assert score is None if known is None else abs(Fraction(score or 0) - known) < Fraction(1, 10**9)
    report(at_work)


def agencies_fill_in(at_work: People) -> None:
    """Each agency sees its own criteria, enters figures and documents, submits."""
    scored = [code for code, case in components().items() if "published" not in case]
    assert {lead_of(code) for code in scored} == set(AGENCIES)
    for code in scored:
        assert at_work.fill(code).status_code == 303, code
    for agency, client in at_work.agencies.items():
        own = [code for code in scored if lead_of(code) == agency]
        first = own[0]
        wanted = at_work.year().components[first].node.documents[0]
        sent = send_file(
            client,
            f"/scoring/documents/of/{first}",
            "bang-chung.pdf",
            f"%PDF {agency}".encode(),
            title="Bằng chứng",
            number="1/BC",
            in_force="2024-06-30",
            wanted=wanted,
            section="II",
            page="3",
        )
        assert sent.status_code == 303
        text = client.get("/scoring/mine/").text
        assert findall(r'data-component="([\d.]+)"', text) == own
        assert client.post("/scoring/mine/submit", data={"code": own}).status_code == 303
    assert stages(at_work) == {"submitted": len(scored)}


def office_checks(at_work: People) -> None:
    """One is returned and mended; most are accepted as scored, some with other points."""
    approver, cases = at_work.approver, components()
    approver.post("/scoring/checks/1.2.1/return", data={"text": "ghi rõ báo cáo chậm"})
    assert at_work.fill("1.2.1", then="submit").status_code == 303
    special = [code for code, case in cases.items() if "own" in case or case.get("not_applicable")]
    for code in special:
        assert at_work.check(code).status_code == 303, code
    rest = [code for code, case in cases.items() if code not in special and "published" not in case]
    assert approver.post("/scoring/checks/accept", data={"code": rest}).status_code == 303
    assert stages(at_work) == {"accepted": len(rest) + len(special)}


def province_approves(at_work: People) -> None:
    """UBND tỉnh's document is recorded; every component is entered in the Ministry's software."""
    approver = at_work.approver
    form = {"number": "05/TTr-UBND", "day": "2024-12-18"}
    assert approver.post("/scoring/year/approve", data=form).status_code == 303
    assert at_work.agencies["so_khdt"].post("/scoring/mine/1.6.1/software").status_code == 303
    codes = [code for code, case in components().items() if "published" not in case and code != "1.6.1"]
    assert approver.post("/scoring/year/software", data={"code": codes}).status_code == 303
    marked = {code: one.on_software for code, one in at_work.year().components.items() if one.on_software}
    assert len(marked) == len(codes) + 1
    assert {act.agency for act in marked.values() if act} == {"", "so_khdt"}


def ministry_appraises(at_work: People) -> None:
    """Its points are typed, two agencies explain, two components get more."""
    approver, cases = at_work.approver, components()
    points = {code: point(case, "appraised") for code, case in cases.items()}
    typed = {f"points-{code}": as_typed(value) for code, value in points.items() if value is not None}
    assert approver.post("/scoring/appraisal/", data=typed | {"text": "CV 1/BNV"}).status_code == 303
    form = {"until": "2024-12-31", "text": "giải trình"}
    assert approver.post("/scoring/appraisal/explaining", data=form).status_code == 303
    for code in [code for code, case in cases.items() if "final" in case]:
        client = at_work.agencies[lead_of(code)]
        assert client.post(f"/scoring/mine/{code}/respond", data={"response": "vì"}).status_code == 303
        final = as_typed(point(cases[code], "final") or Fraction(0))
        data = {"code": code, "points": final, "text": "CV 2/BNV"}
        assert approver.post("/scoring/appraisal/final/one", data=data).status_code == 303
    assert approver.post("/scoring/appraisal/final").status_code == 303


def report(at_work: People) -> None:
    """The summary table holds the final total."""
    content = at_work.approver.get("/scoring/output/papers/table").data
    values = [str(cell.value) for row in load_workbook(BytesIO(content)).worksheets[0] for cell in row]
    assert truth()["sums"]["final"]["total"] in values


def rounded(value: Decimal) -> str:
    return str(value.quantize(HUNDREDTH, rounding=ROUND_HALF_UP))
