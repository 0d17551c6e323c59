import re
from pathlib import Path

import pytest

from roster import datafiles
from roster.errors import UserError, UserErrors
from roster.export.form import Form, fill, load_form

SHIPPED = datafiles.shipped("forms/bo-noi-vu.toml").read_text(encoding="utf-8")


def edited(folder: Path, old: str, new: str) -> str:
    assert re.search(old, SHIPPED)
    path = folder / "own.toml"
    path.write_text(re.sub(old, new, SHIPPED, count=1), encoding="utf-8")
    return str(path)


def test_an_unknown_form() -> None:
    with pytest.raises(UserError) as raised:
        load_form("nowhere")
    assert (raised.value.code, raised.value.params["names"]) == ("no_such_form", "bo-noi-vu")


def test_shipped_form(form: Form) -> None:
    assert [column.title for column in form.columns] == [
        *("STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Cơ quan/đơn vị"),
        *("Số điện thoại", "Email", "Nhóm đối tượng", "Ghi chú"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('field = "gender"', 'field = "sex"', "unknown_field", "columns.2.field"),
        ('field = "reason"', 'field = "why"', "unknown_field", "summary.counts.columns.11.field"),
        (r"^issuer", "isuer", "unknown_key", "isuer"),
        (r"width = 5 ", 'width = "wide" ', "wrong_value", "columns.0.width"),
        ("còn {pairs}", "còn {pair}", "unknown_placeholder", "draft"),
        ("còn {pairs}", "còn {", "unknown_placeholder", "draft"),
        (r"còn {pairs}", "còn {pairs.real}", "unknown_placeholder", "draft"),
        ("span = 2", "span = 20", "too_wide", "summary.counts"),
        ("span = 2", "span = 0", "too_wide", "summary.counts"),
    ],
)
def test_faults_name_file_and_key(tmp_path: Path, *, old: str, new: str, code: str, key: str) -> None:
    name = edited(tmp_path, f"(?m){old}", new)
    with pytest.raises((UserError, UserErrors)) as caught:
        load_form(name)
    errors = caught.value.exceptions if isinstance(caught.value, UserErrors) else [caught.value]
    faults = {(e.code, e.params.get("key"), e.params["file"]) for e in errors if isinstance(e, UserError)}
    assert (code, key, "own.toml") in faults


def test_one_column_is_too_few(tmp_path: Path) -> None:
    name = edited(
        tmp_path, r"(?s)columns = \[.*?\n\]", 'columns = [{field = "stt", title = "STT", width = 5}]'
    )
    with pytest.raises(UserError) as caught:
        load_form(name)
    assert caught.value.code == "too_few_columns"


def test_fill_in_capitals() -> None:
    assert fill("{group}: {GROUP}", group="Đại biểu") == "Đại biểu: ĐẠI BIỂU"
