import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.emails import clean_email


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("An.NV@Daknong.gov.vn", "an.nv@daknong.gov.vn"),
        ("an @ daknong.gov.vn", "an@daknong.gov.vn"),
        ("mailto:an@daknong.gov.vn", "an@daknong.gov.vn"),
        ("Email: an@daknong.gov.vn.", "an@daknong.gov.vn"),
        ("<an@daknong.gov.vn>", "an@daknong.gov.vn"),
        ("an＠daknong.gov.vn", "an@daknong.gov.vn"),
        ("an@daknong.gov.vn; binh@gmail.com", "an@daknong.gov.vn"),
        ("an@daknong binh@gmail.com", "binh@gmail.com"),
        ("0905123456/an@daknong.gov.vn", "an@daknong.gov.vn"),
    ],
)
def test_addresses(typed: str, email: str) -> None:
    assert clean_email(typed).value == email
    assert clean_email(typed).flags == ()


@pytest.mark.parametrize(
    "value", ["an", "an@daknong", "an@gmail,com", "nguyễn@gmail.com", "a@b@c.vn", 5, "@gmail.com"]
)
def test_bad_addresses(value: CellValue) -> None:
    assert clean_email(value).value is None
    assert clean_email(value).flags == ("bad_email",)


@pytest.mark.parametrize("value", [None, "", "-", "không có"])
def test_blank_cells(value: CellValue) -> None:
    assert clean_email(value).value is None
    assert clean_email(value).flags == ()


@given(st.text(max_size=30) | st.emails())
def test_cleaning_is_idempotent(typed: str) -> None:
    cleaned = clean_email(typed).value
    assert cleaned is None or clean_email(cleaned).value == cleaned
