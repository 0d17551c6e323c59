"""Which remembered mapping answers to a header or to a list without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.intake.columns import letters
from roster.intake.mapping import (
    ColumnMapping,
    MappedColumn,
    column_of,
    fields_to_choose,
    fits_list,
    headless,
    recognise,
)
from roster.intake.vocabulary import load_vocabulary

NAME = MappedColumn("B", ("full_name",), "Nhân sự", "full_name")
POST = MappedColumn("C", ("position",), "Chức vụ", "position")
CODE = MappedColumn("D", (), "Mã số", "")
HEADED = ColumnMapping("f" * 16, (MappedColumn("A", ("stt",), "STT", "stt"), NAME, POST, CODE))
BARE = ColumnMapping(
    headless(3), (NAME, MappedColumn("C", ("phone",), "", "phone"), MappedColumn("D", ("note",)))
)


@given(st.integers(0, 20_000))
def test_letters_and_numbers_of_columns_are_the_same(number: int) -> None:
    assert column_of(letters(number)) == number


def test_the_same_fingerprint_gives_the_fields_by_letter() -> None:
    found = recognise("f" * 16, {}, [HEADED])
    assert found is not None
    assert found.fields == {0: ("stt",), 1: ("full_name",), 2: ("position",), 3: ()}
    assert (found.new, found.gone) == ((), ())


def test_moved_columns_are_found_by_their_headings() -> None:
    found = recognise("0" * 16, {0: "stt", 1: "chuc vu", 2: "nhan su", 3: "ngay sinh", 4: "ma so"}, [HEADED])
    assert found is not None
    assert found.fields == {0: ("stt",), 1: ("position",), 2: ("full_name",), 4: ()}
    assert (found.new, found.gone) == ((3,), ())


def test_a_missing_column_is_told_only_if_it_was_read() -> None:
    found = recognise("0" * 16, {0: "stt", 1: "nhan su", 2: "chuc vu"}, [HEADED])
    assert found is not None
    assert found.gone == ()  # 'Mã số' was not read
    found = recognise("0" * 16, {0: "stt", 1: "nhan su", 2: "ma so"}, [HEADED])
    assert found is not None
    assert found.gone == (POST,)


@pytest.mark.parametrize(
    "headings", [{}, {0: "stt", 1: "chuc vu"}, dict(enumerate(["stt", "nhan su", "chuc vu", *"abcd"]))]
)
def test_too_few_headings_in_common_are_another_layout(headings: dict[int, str]) -> None:
    assert recognise("0" * 16, headings, [HEADED, BARE]) is None


@pytest.mark.parametrize(
    ("looks", "fits"),
    [
        ({1: "full_name", 2: "phone", 3: ""}, True),
        ({1: "full_name", 2: "phone"}, True),  # the last column is empty this time
        ({1: "full_name", 2: "", 3: ""}, True),  # no phone at all
        ({1: "full_name", 2: "dob", 3: ""}, False),
        ({1: "phone", 2: "full_name", 3: ""}, False),
        ({1: "full_name", 2: "phone", 3: "cccd"}, False),
        ({0: "stt", 1: "full_name", 2: "phone", 3: ""}, False),  # wider than the mapped one
    ],
)
def test_a_list_without_header_must_look_as_it_did(looks: dict[int, str], fits: bool) -> None:
    assert fits_list(BARE, looks=looks, headings={}) is fits


def test_headings_of_an_unknown_header_must_be_the_same() -> None:
    looks = {1: "full_name", 2: "phone"}
    assert fits_list(BARE, looks=looks, headings={1: "NHÂN SỰ"})
    assert not fits_list(BARE, looks=looks, headings={1: "Người lập"})


def test_fields_to_choose_are_those_of_the_headings_file_and_parts() -> None:
    fields = fields_to_choose(load_vocabulary())
    assert {"full_name", "dob_male", "gender_female", "dropped"} <= set(fields)
    assert "heading" not in fields
    assert len(fields) == len(set(fields))
