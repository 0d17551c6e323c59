"""Formulas without results: some are a list's, millions are refused before they are looked at."""

from collections.abc import Callable, Mapping

import pytest

from roster.intake.formats.limits import Refused
from roster.intake.formats.package import Package
from roster.intake.formats.xlsx_formulas import check_formulas

Zipped = Callable[[Mapping[str, str | bytes]], bytes]


@pytest.mark.parametrize(
    "cell", ["<c><f>1</f></c>", "<c><f t='shared'/></c>", "<x:c><x:f>1</x:f><x:v></x:v></x:c>"]
)
def test_millions_are_too_many(zipped: Zipped, cell: str) -> None:
    package = Package(zipped({"s.xml": f"<a>{cell * 300_000}</a>"}))
    with pytest.raises(Refused) as refusal:
        check_formulas(package, "s.xml")
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize(
    ("cell", "times"), [("<c><f>1</f><v>1</v></c>", 300_000), ("<c><f>1</f></c>", 200_000)]
)
def test_results_and_thousands_are_fine(zipped: Zipped, cell: str, times: int) -> None:
    check_formulas(Package(zipped({"s.xml": f"<a>{cell * times}</a>"})), "s.xml")
