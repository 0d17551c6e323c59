import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.dedupe import name_levels
from roster.dedupe.model import Model
from roster.dedupe.name_levels import NameValue

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấềộợýKHY'’. "


def value(full_name: str, model: Model) -> NameValue | None:
    return name_levels.read(
        full_name,
        markers=frozenset(model.names.markers),
        always_accented=frozenset(model.names.always_accented),
    )


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
    a, b = value(left, model), value(right, model)
    assert a
    assert b
    assert name_levels.level(a, b) == level
    assert name_levels.level(b, a) == level


@pytest.mark.parametrize("full_name", ["", " ", "...", "'"])
def test_no_name(full_name: str, model: Model) -> None:
    assert value(full_name, model) is None


@given(st.text(LETTERS, max_size=24), st.text(LETTERS, max_size=24))
def test_symmetric_and_equal_to_itself(model: Model, left: str, right: str) -> None:
    a, b = value(left, model), value(right, model)
    if a and b:
        assert name_levels.level(a, b) == name_levels.level(b, a)
        assert name_levels.level(a, a) == "exact"
