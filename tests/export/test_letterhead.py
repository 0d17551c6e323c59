import pytest

from roster.export import letterhead
from roster.export.form import Form
from tests.export.conftest import OPEN, Make

HELD = OPEN["held"]
PAIRS = OPEN["open_pairs"]


@pytest.mark.parametrize(
    ("pairs", "held", "warning"),
    [
        ((), (), ""),
        (PAIRS, (), "BẢN NHÁP – còn 2 cặp chưa xem"),
        (PAIRS, HELD, "BẢN NHÁP – còn 2 cặp chưa xem, 1 dòng đang giữ lại"),
        ((), HELD, "BẢN NHÁP – còn 1 dòng đang giữ lại"),
    ],
)
def test_a_draft_says_what_is_left(
    make: Make, form: Form, *, pairs: tuple[object, ...], held: tuple[object, ...], warning: str
) -> None:
    assert letterhead.banner(make(open_pairs=pairs, held=held), form) == warning
