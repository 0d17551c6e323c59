import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.export.cells import plain, sheet_names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\t=1+1", "=1+1"),
        ("\r=1+1", "=1+1"),
        ("Phó\nGiám\u00a0đốc ", "Phó Giám đốc"),
        ("\ud800a\x00b\uffff", "a b"),
        ("- Phụ trách", "- Phụ trách"),
        (None, ""),
    ],
)
def test_plain(text: str | None, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.lists(st.text(max_size=40), max_size=12))
def test_sheet_names_are_what_excel_accepts(wished: list[str]) -> None:
    names = sheet_names(wished)
    assert len({name.casefold() for name in names}) == len(wished)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
