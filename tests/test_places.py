import pytest

from roster import messages, places
from roster.model import Source


@pytest.mark.parametrize(
    ("source", "vi", "en"),
    [
        (Source("a.xlsx", "Sheet1", 9), "a.xlsx, trang tính Sheet1, dòng 9", "a.xlsx, sheet Sheet1, row 9"),
        (Source("a.docx", "table 0", 2), "a.docx, bảng 1, dòng 2", "a.docx, table 1, row 2"),
        (Source("a.csv", "", 3), "a.csv, dòng 3", "a.csv, line 3"),
    ],
)
def test_place(source: Source, vi: str, en: str) -> None:
    assert places.place(source) == vi
    messages.set_language("en")
    try:
        assert places.place(source) == en
    finally:
        messages.set_language(messages.DEFAULT_LANGUAGE)


@pytest.mark.parametrize(
    ("name", "shown"), [("", ""), ("DS", "DS"), ("table 11", "bảng 12"), ("table x", "table x")]
)
def test_sheet(name: str, shown: str) -> None:
    assert places.sheet(name) == shown
