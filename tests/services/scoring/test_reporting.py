"""The year's summary table and report: every node, every column, groups, what is missing, training said."""

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from roster.plan import Plan, load_plan
from roster.services.plan_board.difficulties import Difficulty, Line
from roster.services.scoring import boards, reporting
from roster.services.scoring.boards import Boards
from tests.services.scoring.test_reminders import texts_of
from tests.services.scoring.years import AT, DAY, act, attached, year


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="module")
def board(plan: Plan) -> Boards:
    acts = [
        act(1, "1.1.1", "filled", answer={"yes": True}),
        act(2, "1.1.1", "submitted"),
        act(3, "1.1.1", "accepted", points=Decimal("0.4")),
        act(4, "8.1.1", "appraised", points=Decimal("2.125"), text="SIPAS"),
        act(5, "1.1.1", "on_software"),
    ]
    return boards.of_year(year(acts), plan=plan, today=DAY)


def rows(content: bytes) -> list[list[object]]:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_table_has_a_line_per_node_and_the_totals(board: Boards, plan: Plan) -> None:
    found = rows(reporting.table(board, plan=plan))
    heads = next(at for at, row in enumerate(found) if row[0] == "Mã")
    lines = {str(row[0]): row for row in found[heads + 1 :] if row[0]}
    assert [code for code in lines if code in board.year.catalogue.by_code] == [
        node.code for node in board.year.catalogue.ordered
    ]
    at = found[heads].index
    first = lines["1.1.1"]
    assert first[at("Sở Nội vụ thẩm tra")] == pytest.approx(0.4)
    assert first[at("Tình trạng")] == "Đã thẩm tra"
    assert first[at("Đã cập nhật lên phần mềm")] == "20/12/2024"
    assert lines["1.1.2"][at("Tự đánh giá")] is None
    assert lines["8.1.1"][at("Bộ Nội vụ thẩm định, điều tra")] == pytest.approx(2.13)  # half up
    total = next(row for row in found if row[1] == "Tổng điểm")
    assert total[at("Điểm tối đa")] == 100
    assert any("dưới các nhóm A, B, C" in str(row[0]) for row in found)


def test_training_is_said_on_the_sheet_and_in_the_report(board: Boards, plan: Plan) -> None:
    book = load_workbook(BytesIO(reporting.table(board, plan=plan)))
    assert "TẬP HUẤN" in str(book.worksheets[0]["A1"].value)
    header = book.worksheets[0].oddHeader
    assert header is not None
    assert "TẬP HUẤN" in str(header.center.text)
    assert "TẬP HUẤN" in texts_of(reporting.report(board, [], plan=plan))
    real = boards.of_year(year(name="2024-plan"), plan=plan, today=DAY)
    assert "TẬP HUẤN" not in texts_of(reporting.report(real, [], plan=plan))


def test_the_report_says_results_risks_and_difficulties(board: Boards, plan: Plan) -> None:
    raised = Line(1, "raised", DAY, "", "Chưa có tài khoản.", AT, "t")
    proposed = Line(2, "proposed", DAY, "TTr 3", "Đề nghị cấp tài khoản.", AT, "t")
    text = texts_of(
        reporting.report(board, [Difficulty(1, "I.4.1", "so_tai_chinh", raised, (proposed,))], plan=plan)
    )
    assert "845/KH-UBND" in text
    assert "84,66" in text  # 2022, with its source
    assert "bqlkcn.daknong.gov.vn" in text
    assert "Sở Tài chính: Chưa có tài khoản." in text
    assert "Đề nghị cấp tài khoản." in text
    assert f"Còn {len(board.risks)} tiêu chí" in text
    assert all(risk.code in text for risk in board.risks)
    assert "{" not in text


def test_the_report_names_tasks_whose_documents_are_missing(plan: Plan) -> None:
    wanted = ("Văn bản triển khai", "Công tác kiểm tra", "Các kết luận thanh tra, kiểm tra")
    supplied = [attached("evidence:7.3", one) for one in wanted]
    made = boards.of_year(year(attachments=supplied, name="2024-plan"), plan=plan, today=DAY)
    text = texts_of(reporting.report(made, [], plan=plan))
    assert "Còn 8 nhiệm vụ" in text
    assert "lĩnh vực Tài chính (Sở Tài chính)" in text
    assert "lĩnh vực Tài nguyên và Môi trường" not in text  # it has them all


def test_the_report_gives_final_points_by_field(plan: Plan) -> None:
    acts = [
        act(1, "8.1.1", "appraised", points=Decimal("2.125"), text="SIPAS"),
        act(2, "8.1.1", "final", points=Decimal("2.25")),
    ]
    made = boards.of_year(year(acts), plan=plan, today=DAY)
    lines = Document(BytesIO(reporting.report(made, [], plan=plan))).tables[1].rows
    assert [cell.text for cell in lines[0].cells][-1] == "Kết quả cuối cùng"
    assert [cell.text for cell in lines[8].cells][-2:] == ["2,13", "2,25"]


def test_the_report_before_anybody_has_scored(plan: Plan) -> None:
    text = texts_of(reporting.report(boards.of_year(year(), plan=plan, today=DAY), [], plan=plan))
    assert "Chưa có tiêu chí nào có điểm." in text
    assert "Không có khó khăn" in text


def test_a_report_is_a4_in_times_new_roman(board: Boards, plan: Plan) -> None:
    document = Document(BytesIO(reporting.report(board, [], plan=plan)))
    page = document.sections[0]
    sizes = (page.page_width, page.page_height, page.left_margin, page.right_margin)
    assert [round(size.mm) for size in sizes if size] == [210, 297, 30, 20]
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text]
    assert {run.font.name for run in runs} == {"Times New Roman"}
