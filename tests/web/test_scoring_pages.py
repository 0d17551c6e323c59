"""The pages of scoring where something is wrong, is somebody else's, or is taken back."""

from re import findall

import pytest
from flask import Flask

from roster.plan import Plan
from roster.services.scoring.documents import MOST
from tests.web.conftest import signed_in
from tests.web.scoring_year import People, people, send_file
from web import house, scoring_files

PAGES = (
    "/scoring/catalogue/",
    "/scoring/checks/",
    "/scoring/year/",
    "/scoring/appraisal/",
    "/scoring/documents/",
)


@pytest.fixture
def at_work(app: Flask, plan: Plan) -> People:
    """Two agencies and an approver, by the training catalogue."""
    found = people(app, plan, ("so_noi_vu", "so_tu_phap"))
    found.approver.post("/scoring/catalogue/", data={"name": "training"})
    return found


def last_days(at_work: People, *codes: str) -> list[str]:
    windows = [at_work.year().components[code].window for code in codes]
    return [str(window.closes) for window in windows if window]


@pytest.mark.parametrize("path", [*PAGES, "/scoring/mine/"])
def test_before_a_catalogue_is_chosen_the_pages_say_so(app: Flask, plan: Plan, path: str) -> None:
    found = people(app, plan, ("so_noi_vu",))
    client = found.agencies["so_noi_vu"] if "mine" in path else found.approver
    answer = client.get(path)
    assert answer.status_code == 200
    assert "data-no-year" in answer.text


@pytest.mark.parametrize("path", [*PAGES, "/scoring/checks/1.1.1"])
def test_what_is_invented_says_so_on_every_page(at_work: People, path: str) -> None:
    assert 'data-training="true"' in at_work.approver.get(path).text


def test_the_agencys_pages_say_so_too(at_work: People) -> None:
    for path in ("/scoring/mine/", "/scoring/mine/1.1.1"):
        assert 'data-training="true"' in at_work.agencies["so_noi_vu"].get(path).text


def test_the_plans_catalogue_says_what_is_missing(at_work: People) -> None:
    at_work.approver.post("/scoring/catalogue/", data={"name": "2024-plan"})
    text = at_work.approver.get("/scoring/catalogue/").text
    assert int(findall(r'data-missing="(\d+)"', text)[0]) == 45
    assert 'data-training="true"' not in text
    agency = people(at_work.app, house.of(at_work.app).plan, ("so_tai_chinh",)).agencies["so_tai_chinh"]
    assert 'data-task="7.2"' in agency.get("/scoring/mine/").text
    address = "/scoring/documents/of/evidence:7.2"
    form = {"title": "Kết luận", "wanted": "Công tác kiểm tra", "link": "https://daknong.example/kl"}
    assert agency.post(address, data=form).status_code == 303
    assert len(findall("data-attached=", agency.get("/scoring/mine/evidence:7.2").text)) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"v-a": "0", "v-b": "5"}, 'value="5"'),
        ({"v-a": "50", "v-b": "bốn mươi"}, 'value="bốn mươi"'),
        ({"v-a": "50"}, 'value="50"'),
        ({"score": "1,5"}, 'value="1,5"'),
        ({"v-a": "1.250", "v-b": "980"}, 'value="1.250"'),  # 1250 or 1.25: the latter would give the maximum
    ],
)
def test_a_wrong_answer_is_named_and_shown_again(at_work: People, form: dict[str, str], field: str) -> None:
    client = at_work.agencies["so_noi_vu"]
    sent = {"v-form": "1", "explanation": "đã gõ cả đoạn này"} | form
    answer = client.post("/scoring/mine/1.1.2", data=sent)
    assert answer.status_code == 422
    assert 'data-errors="1"' in answer.text
    assert field in answer.text
    assert "đã gõ cả đoạn này" in answer.text
    assert at_work.year().components["1.1.2"].history == ()


def test_another_agencys_criterion_does_not_open(at_work: People) -> None:
    other = at_work.agencies["so_tu_phap"]
    assert other.get("/scoring/mine/1.1.1").status_code == 422
    assert other.get("/scoring/mine/9.9.9").status_code == 422
    assert other.post("/scoring/mine/1.1.1", data={"v-yes": "true"}).status_code == 303
    assert at_work.year().components["1.1.1"].history == ()
    assert "1.1.1" not in findall(r'data-component="([\d.]+)"', other.get("/scoring/mine/").text)


def test_an_account_without_an_agency_sees_nothing(app: Flask) -> None:
    assert signed_in(app, "agency").get("/scoring/mine/").status_code == 422


def test_figures_are_explained_before_they_are_kept(at_work: People) -> None:
    client = at_work.agencies["so_noi_vu"]
    text = client.post("/scoring/mine/1.1.2/tried", data={"v-a": "50", "v-b": "45"}).text
    assert "0,90" in text
    assert "data-worked" in text
    assert at_work.year().components["1.1.2"].history == ()


def test_a_submission_is_taken_back_on_its_page(at_work: People) -> None:
    client = at_work.agencies["so_noi_vu"]
    at_work.fill("1.1.1", then="submit")
    assert at_work.year().components["1.1.1"].stage == "submitted"
    (address,) = findall(r'action="(/scoring/mine/1\.1\.1/undo/\d+)"', client.get("/scoring/mine/1.1.1").text)
    client.post(address)
    assert at_work.year().components["1.1.1"].stage == "filled"
    at_work.fill("1.1.1", then="submit")
    at_work.approver.post("/scoring/checks/accept", data={"code": ["1.1.1"]})
    assert "/scoring/mine/1.1.1/undo" not in client.get("/scoring/mine/1.1.1").text
    assert "/scoring/checks/1.1.1/undo" in at_work.approver.get("/scoring/checks/1.1.1").text


@pytest.mark.parametrize(
    ("form", "count"),
    [({"points": "9", "text": "x"}, 1), ({"points": "hai"}, 1), ({"points": "0,1"}, 1)],
)
def test_wrong_points_of_the_check_are_shown_again(at_work: People, form: dict[str, str], count: int) -> None:
    at_work.fill("1.1.1", then="submit")
    answer = at_work.approver.post("/scoring/checks/1.1.1/accept", data=form)
    assert answer.status_code == 422
    assert f'data-errors="{count}"' in answer.text
    assert f'value="{form["points"]}"' in answer.text
    assert at_work.year().components["1.1.1"].stage == "submitted"


def test_approval_before_all_is_checked_is_refused(at_work: People) -> None:
    answer = at_work.approver.post("/scoring/year/approve", data={"number": "05/TTr", "day": "2024-12-18"})
    assert answer.status_code == 422
    assert 'value="05/TTr"' in answer.text
    assert 'data-open="71"' in answer.text


def test_a_document_is_streamed_in_and_out(at_work: People) -> None:
    client, content = at_work.agencies["so_noi_vu"], b"%PDF-1.7" + b"x" * 700_000
    sent = send_file(client, "/scoring/documents/of/1.1.1", "kế hoạch.pdf", content, title="Kế hoạch")
    assert sent.status_code == 303
    with at_work.app.app_context():
        (path,) = scoring_files.folder().iterdir()
    assert (path.stat().st_mode & 0o777, path.stat().st_size) == (0o600, len(content))
    given = client.get("/scoring/documents/mine/1")
    assert given.data == content
    assert given.headers["Content-Disposition"].startswith("attachment")
    given.close()
    of_office = at_work.approver.get("/scoring/documents/1")
    assert of_office.data == content
    of_office.close()
    assert at_work.agencies["so_tu_phap"].get("/scoring/documents/mine/1").status_code == 422
    assert 'data-document="1"' in at_work.approver.get("/scoring/documents/").text
    client.post("/scoring/documents/of/1.1.2/known", data={"document": "1", "section": "III", "page": "7"})
    assert len(findall("data-attached=", client.get("/scoring/mine/1.1.2").text)) == 1
    client.post("/scoring/documents/attached/1/detach")
    for browser, address in ((client, "/scoring/mine/1.1.1"), (at_work.approver, "/scoring/checks/1.1.1")):
        text = browser.get(address).text
        assert findall("data-attached=", text) == []
        assert findall(r'data-kind="(\w+)" data-document="1"', text) == ["detached", "attached"]


def test_a_wrong_document_keeps_what_was_typed(at_work: People) -> None:
    form = {"title": "Kế hoạch", "number": "12/KH", "section": "Điều 5", "link": "khong-phai"}
    answer = at_work.agencies["so_noi_vu"].post("/scoring/documents/of/1.1.1", data=form)
    assert answer.status_code == 422
    for value in form.values():
        assert f'value="{value}"' in answer.text
    with at_work.app.app_context():
        assert not scoring_files.folder().exists()


def test_a_document_that_cannot_be_attached_again_keeps_what_was_typed(at_work: People) -> None:
    client = at_work.agencies["so_noi_vu"]
    client.post("/scoring/documents/of/1.1.1", data={"title": "Kế hoạch", "link": "https://a.example/1"})
    form = {"document": "99", "section": "Điều 5", "page": "7"}
    answer = client.post("/scoring/documents/of/1.1.2/known", data=form)
    assert answer.status_code == 422
    assert 'value="Điều 5"' in answer.text
    assert findall(r'<details id="known" data-known="(\d+)" open>', answer.text) == ["1"]


def test_of_many_documents_the_newest_are_offered_and_others_found(at_work: People) -> None:
    client = at_work.agencies["so_noi_vu"]
    for number in range(MOST + 2):
        about = {"title": f"Kế hoạch số {number}", "link": f"https://a.example/{number}"}
        client.post("/scoring/documents/of/1.1.1", data=about)

    def offered(words: str = "") -> list[str]:
        text = client.get("/scoring/mine/1.1.2", query_string={"words": words}).text
        return findall(r'<option value="\d+">\d+\. Kế hoạch số (\d+)', text)

    assert offered() == [str(number) for number in range(MOST + 1, 1, -1)]
    assert offered("ke hoach 1") == [str(n) for n in (*range(19, 9, -1), 1)]
    assert offered("so 0") == ["0"]
    assert offered("khac") == []
    refused = client.post(
        "/scoring/documents/of/1.1.2/known", data={"document": "1", "wanted": "Không có tài liệu này"}
    )
    assert refused.status_code == 422
    assert '<option value="1" selected>' in refused.text  # what was chosen stays chosen, however old


def test_a_last_day_that_cannot_be_moved_keeps_what_was_typed(at_work: People) -> None:
    form = {"code": "99.9", "until": "2025-02-28", "text": "Chờ số liệu"}
    answer = at_work.approver.post("/scoring/checks/extend", data=form)
    assert answer.status_code == 422
    for value in form.values():
        assert f'value="{value}"' in answer.text


def test_the_ministrys_points_in_a_file(at_work: People) -> None:
    bad = "Mã;Điểm thẩm định\n8.1.1;9\n9.9;1\n1.1.1;0,5\n8.1.2;x\n8.1.3;1\n8.1.3;1\n".encode()
    send_file(at_work.approver, "/scoring/appraisal/file", "diem.csv", bad)
    assert len(findall('data-notice="error"', at_work.approver.get("/scoring/appraisal/").text)) == 5
    assert at_work.year().components["8.1.3"].appraised is None
    good = "Mã;Điểm thẩm định;Nguồn\n8.1.1;2,05;CV 5/BNV\n8.1.2;;\n".encode()
    send_file(at_work.approver, "/scoring/appraisal/file", "diem.csv", good)
    one = at_work.year().components["8.1.1"]
    assert (str(one.appraised), one.stage, one.history[-1].text) == ("2.05", "appraised", "CV 5/BNV")
    assert at_work.approver.get("/scoring/appraisal/template").status_code == 200


def test_wrong_points_of_the_ministry_are_shown_again(at_work: People) -> None:
    form = {"points-8.1.1": "99", "points-8.1.2": "hai"}
    answer = at_work.approver.post("/scoring/appraisal/", data=form)
    assert answer.status_code == 422
    assert 'value="hai"' in answer.text
    assert at_work.approver.post("/scoring/appraisal/", data={}).status_code == 422


def test_the_last_day_is_moved_and_a_viewer_changes_nothing(
    at_work: People,
) -> None:
    at_work.approver.post("/scoring/checks/extend", data={"code": "1", "until": "2025-02-28"})
    assert last_days(at_work, "1.7.2", "2.1.1") == ["2025-02-28", "2025-01-31"]
    at_work.approver.post("/scoring/checks/extend", data={"code": "", "until": "2025-02-10"})
    assert last_days(at_work, "1.7.2", "2.1.1") == ["2025-02-28", "2025-02-10"]
    text = at_work.approver.get("/scoring/checks/").text
    assert findall(r'data-moved="([^"]*)"', text) == ["1", ""]
    for address in findall(r'action="(/scoring/checks/moved/\d+/undo)"', text):
        assert at_work.approver.post(address).status_code == 303
    assert last_days(at_work, "1.7.2", "2.1.1") == ["2025-01-31", "2025-01-31"]
    assert "data-moved" not in at_work.approver.get("/scoring/checks/").text
    viewer = signed_in(at_work.app, "viewer")
    for path in (*PAGES, "/scoring/checks/1.1.1"):
        assert 'method="post"' not in viewer.get(path).text.split("<main")[1], path


def test_the_annex_template_and_a_wrong_annex(at_work: People) -> None:
    template = at_work.approver.get("/scoring/catalogue/template")
    assert template.status_code == 200
    address = "/scoring/catalogue/annex"
    answer = send_file(at_work.approver, address, "phu-luc.csv", b"a;b\n1;2\n", verified="1")
    assert answer.status_code == 422
    assert 'data-errors="1"' in answer.text
    assert 'name="verified" value="1" checked' in answer.text
    assert at_work.approver.post(address, data={"verified": "1"}).status_code == 422  # no file
    assert at_work.year().catalogue.training


@pytest.mark.parametrize("name", ["..", "", "C:\\\\thư mục\\\\phụ lục.csv", "ă" * 300 + ".csv"])
def test_a_file_may_be_called_anything(at_work: People, name: str) -> None:
    answer = send_file(at_work.approver, "/scoring/catalogue/annex", name, b"a;b\n1;2\n")
    assert answer.status_code == 422
    assert 'data-errors="1"' in answer.text


def test_a_catalogue_that_cannot_be_chosen_stays_ticked(at_work: People) -> None:
    at_work.fill("1.1.1", then="submit")
    answer = at_work.approver.post("/scoring/catalogue/", data={"name": "2024-plan"})
    assert answer.status_code == 422
    assert 'value="2024-plan" checked' in answer.text
    assert at_work.year().catalogue.training


def test_a_task_of_the_plan_belongs_to_the_training_year_too(at_work: People) -> None:
    health = people(at_work.app, house.of(at_work.app).plan, ("so_y_te",)).agencies["so_y_te"]
    assert 'data-task="7.7"' in health.get("/scoring/mine/").text
    form = {"title": "Quyết định phân cấp", "wanted": "Văn bản triển khai", "link": "https://a.example/1"}
    assert health.post("/scoring/documents/of/evidence:7.7", data=form).status_code == 303
    office = at_work.approver.get("/scoring/checks/evidence:7.7").text
    assert len(findall("data-attached=", office)) == 1
    assert 'data-missing="2"' in office
    assert at_work.approver.get("/scoring/checks/evidence:9.9").status_code == 404
    assert 'href="/scoring/checks/evidence:7.7"' in at_work.approver.get("/scoring/board/").text
