"""The letter and the count appendix, from the shipped templates and from those of somebody's hands."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Length

from roster import datafiles, settings
from roster.errors import UserError, UserErrors
from roster.export import template_values, templates
from roster.export.form import Form
from tests.export.conftest import OPEN, Make


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The officer's own copy of the letter's template, to be changed."""
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    path = settings.user_data_dir() / "forms/documents/cong-van.docx"
    path.parent.mkdir(parents=True)
    shutil.copy(datafiles.shipped("forms/documents/cong-van.docx"), path)
    return path


def change(path: Path, old: str, new: str) -> None:
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def test_the_letter_has_the_parts_of_decree_30_and_the_counts(make: Make, form: Form) -> None:
    said = words(templates.write(templates.LETTER, make(), form))
    for part in (
        "UBND TỈNH ĐẮK NÔNG",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:",
        "V/v gửi danh sách",
        "Đắk Nông, ngày",
        "Kính gửi: Bộ Nội vụ",
        "845/KH-UBND ngày 10/12/2024",
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "danh sách gồm 3 người",
        "cộng theo nhóm là 4 lượt người",
        "còn 2 cơ quan, đơn vị chưa cung cấp",
    ):
        assert part in said
    assert "{" not in said
    assert "đang được xác minh" not in said


def test_the_layout_is_that_of_decree_30(make: Make, form: Form) -> None:
    document = Document(BytesIO(templates.write(templates.LETTER, make(), form)))
    (section,) = document.sections
    assert [round(Length(side or 0).mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    top, bottom, left, right = (round(Length(side or 0).mm) for side in margins)
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_open_points_are_said_with_their_reason(make: Make, form: Form) -> None:
    said = words(templates.write(templates.LETTER, make(allow_reason="chờ Sở Y tế", **OPEN), form))
    assert "còn 3 nội dung đang được xác minh (chờ Sở Y tế)" in said


def test_the_appendix_adds_up(make: Make, form: Form) -> None:
    roster = make()
    values = template_values.values(roster, form)
    assert [line["people"] for line in values["groups"]] == [1, 1, 1, 1]
    assert [line["name"] for line in values["agencies"]] == [
        "Đại biểu HĐND tỉnh",
        "Sở Nội vụ",
        "UBND huyện Đắk Mil",
    ]
    assert sum(line["people"] for line in values["agencies"]) == values["total"] == 4
    said = words(templates.write(templates.COUNTS, roster, form))
    assert re.search(r"\n2\nSở Nội vụ\n\n1\n1\n\n2", said)


def test_the_fields_named_are_those_there_are(make: Make, form: Form) -> None:
    given = {name for name in template_values.values(make(), form) if name.islower()}
    for name in (templates.LETTER, templates.COUNTS):
        assert set(templates.load(name).fields) == given


def test_unknown_and_missing_fields_all_at_once(own: Path, make: Make, form: Form) -> None:
    change(own, "{{ persons }}", "{{ nguoi }} {{ tong }}")
    with pytest.raises(UserErrors) as errors:
        templates.write(templates.LETTER, make(), form)
    found = [(e.code, e.params["field"]) for e in errors.value.exceptions if isinstance(e, UserError)]
    assert found == [
        ("unknown_template_field", "nguoi"),
        ("unknown_template_field", "tong"),
        ("missing_template_field", "persons"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ persons }} {{ silent",
        "{{ persons }} silent }}",
        "{{ persons.__class__.__mro__ }}",
        "{{ groups[0].nope }} {{ persons }}",
        "{% for x in groups %}{{ persons }}",
        "{{ persons | nope }}",
    ],
)
def test_a_template_that_cannot_be_used(own: Path, make: Make, form: Form, text: str) -> None:
    change(own, "{{ persons }}", text)
    with pytest.raises(UserError) as error:
        templates.write(templates.LETTER, make(), form)
    assert error.value.code == "bad_template"


def test_a_file_that_is_no_word_document(own: Path, make: Make, form: Form) -> None:
    own.write_bytes(b"not a document")
    with pytest.raises(UserError) as error:
        templates.write(templates.LETTER, make(), form)
    assert error.value.code == "bad_template"


def test_signs_of_markup_stay_text(make: Make, form: Form) -> None:
    said = words(templates.write(templates.LETTER, make(allow_reason="<b>&{{ total }}", **OPEN), form))
    assert "<b>&{{ total }}" in said
