"""People typed beside a table are told by their numbers; nothing else of them is kept."""

from roster.intake.beside import people_beside
from roster.intake.vocabulary import load_vocabulary

LINES = (
    "DANH SÁCH LÃNH ĐẠO PHÒNG",
    "3. Giàng Văn Dũng - Trưởng phòng Thanh tra - 0938000299",
    "(12) Lê Thị Hoa, Phó Trưởng phòng",
    "4.",
    "Điểu Thử",
    "Giàng Văn Ký",
    "1. Nơi nhận",
)


def test_numbers_of_who_is_typed_beside_a_table() -> None:
    assert list(people_beside(LINES, load_vocabulary())) == ["3", "12", "4"]
