import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.dedupe import name_levels, name_values
from roster.dedupe.columns import NOT_STATED, Column
from roster.dedupe.model import Model
from roster.dedupe.name_values import Names

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấềộợýKHY'’. "


def read(full_names: list[str], model: Model) -> Column[Names]:
    return name_values.read(
        full_names,
        markers=frozenset(model.names.markers),
        always_accented=frozenset(model.names.always_accented),
    )


def levels(left: str, right: str, model: Model) -> list[str]:
    """The level of the two names, and of the two the other way round."""
    names = read([left, right], model)
    found = name_levels.levels(names.values, names.codes, names.codes[::-1])
    return [name_levels.LEVELS[place] for place in found]


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Nguyễn Văn Hòa", "NGUYỄN VĂN HOÀ", "exact"),
        ("K' Choi", "K’Choi", "exact"),
        ("H'Hồng Ayun", "H` Hồng Ayun", "exact"),
        ("Nguyen Van Hoa", "Nguyễn Văn Hòa", "unaccented"),
        ("Cao Thanh Lam", "Cao Thành Lâm", "maybe_unaccented"),
        ("Nguyễn Văn Thanh", "Nguyễn Văn Thành", "accents_differ"),
        ("Y Bhăm", "Y Bhăm Niê", "clan_name"),
        ("H'Hồng", "Rơ Chăm H’Hồng", "clan_name"),
        ("Điểu Đung", "Điểu Đung Ktul", "clan_name"),
        ("Dieu Dung", "Điểu Đung Ktul", "clan_name"),
        ("Thịnh Nguyễn Văn", "Nguyễn Văn Thịnh", "word_order"),
        ("Thinh Nguyen Van", "Nguyễn Văn Thịnh", "word_order"),
        ("Nguyễn Thanh Văn", "Nguyễn Văn Thanh", "same_words"),
        ("Ng. Văn Thịnh", "Nguyễn Văn Thịnh", "initials"),
        ("N.V. Thịnh", "Nguyễn Văn Thịnh", "initials"),
        ("N. Văn Thịnh", "Nguyễn V. Thịnh", "initials"),
        ("Nguyễn Thịnh", "Nguyễn Văn Thịnh", "part_missing"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lam", "one_edit"),
        ("Nguyễn Văm Thịnh", "Nguyễn Văn Thịnh", "one_edit"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Hương", "other_given"),
        ("Trần Thị Lan", "Nguyễn Bích Lan", "same_given"),
        ("Thị Hoa", "Nguyễn Thị Hoa", "same_given"),
        ("Trần Thị Lan", "Nguyễn Văn Hùng", "different"),
    ],
)
def test_level(left: str, right: str, level: str, model: Model) -> None:
    assert levels(left, right, model) == [level, level]


@pytest.mark.parametrize("full_name", ["", " ", "...", "'"])
def test_no_name(full_name: str, model: Model) -> None:
    assert read([full_name], model).codes.tolist() == [NOT_STATED]


@given(st.text(LETTERS, max_size=24), st.text(LETTERS, max_size=24))
def test_symmetric_and_equal_to_itself(model: Model, left: str, right: str) -> None:
    if NOT_STATED in read([left, right], model).codes:
        return
    there, back = levels(left, right, model)
    assert there == back
    assert levels(left, left, model) == ["exact", "exact"]
