from datetime import date

import pytest

from roster.cleaned import CellValue
from roster.intake.value_looks import are_phones, have_mobiles, have_no_letters


@pytest.mark.parametrize(
    ("values", "phones", "mobiles"),
    [
        (["0905000001", 905000002, "02613 888 999"], True, True),
        (["02613888999"], True, False),
        (["0905000001"] * 4 + ["không có"], True, True),
        (["0905000001", "không có"], False, True),
        (["Phòng 1", "Phòng 2"], False, False),
        ([date(1970, 1, 2)], False, False),
        ([], False, False),
    ],
)
def test_phones(values: list[CellValue], phones: bool, mobiles: bool) -> None:
    assert (are_phones(values), have_mobiles(values)) == (phones, mobiles)


def test_letters_beside_a_number() -> None:
    assert have_no_letters(["(0261) 3.888-999", 2613888999])
    assert not have_no_letters(["Sở Y tế: 02613888999"])
