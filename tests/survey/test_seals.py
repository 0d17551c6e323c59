from dataclasses import fields, replace
from typing import Any

import pytest

from roster.survey import seals
from roster.survey.hand_over import HandedFile, Point, Rendering
from tests.services.handovers.test_listed import SENT
from tests.survey.test_changes import line

PDF = Rendering(HandedFile("ds.pdf", "0" * 64, 1, "0" * 32), SENT.at, "t", seal="")
LATER = {
    "plan": "other",
    "number": 2,
    "addendum": 1,
    "day": SENT.day.replace(day=1),
    "at": SENT.at.replace(second=1),
    "by": "u",
    "precedence": "full",
    "allow_reason": "",
    "points": (*SENT.points, Point("pair", "a", "b")),
    "form": "other",
    "form_sha256": "0" * 64,
    "counts": {"lanh_dao_so": 2},
    "rows_sha256": "0" * 64,
    "files": (HandedFile("ds.xlsx", "b" * 64, 12, "0" * 32),),
}


def test_every_part_of_a_hand_over_is_sealed() -> None:
    assert LATER.keys() == {field.name for field in fields(SENT)} - {"id", "seal", "renderings"}


@pytest.mark.parametrize(
    "changed",
    [
        {"file": replace(PDF.file, name="x.pdf")},
        {"file": replace(PDF.file, sha256="1" * 64)},
        {"file": replace(PDF.file, size=2)},
        {"file": replace(PDF.file, kept="1" * 32)},
        {"at": PDF.at.replace(second=1)},
        {"by": "u"},
    ],
)
def test_a_pdf_made_later_has_a_seal_of_its_own(changed: dict[str, Any]) -> None:
    seal = seals.of_rendering(PDF, of=SENT.seal)
    assert seals.of_rendering(replace(PDF, **changed), of=SENT.seal) != seal
    assert seals.of_rendering(PDF, of="x") != seal
    assert seals.of_rendering(replace(PDF, seal="x"), of=SENT.seal) == seal
    added = replace(SENT, renderings=(PDF,))
    assert seals.of_hand_over(added, before="") == seals.of_hand_over(SENT, before="")


@pytest.mark.parametrize("part", LATER)
def test_another_value_gives_another_seal(part: str) -> None:
    changed = replace(SENT, **{part: LATER[part]})  # type: ignore[arg-type]  # test data
    assert seals.of_hand_over(changed, before="") != seals.of_hand_over(SENT, before="")


def test_the_seal_rests_on_the_one_before_and_not_on_itself() -> None:
    assert seals.of_hand_over(SENT, before="x") != seals.of_hand_over(SENT, before="")
    assert seals.of_hand_over(replace(SENT, id=7, seal="x"), before="") == seals.of_hand_over(SENT, before="")


def test_a_row_with_its_change() -> None:
    one = line(1, "A")
    plain = seals.of_row(one, "", None)
    assert plain == seals.of_row(line(1, "A"), "", None)
    assert len({plain, seals.of_row(one, "changed", {"phone": "2"}), seals.of_row(one, "removed", {})}) == 3
    assert seals.of_rows(["a", "b"]) != seals.of_rows(["b", "a"])
