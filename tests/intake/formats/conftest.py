"""Files for the formats' tests: made here, by the libraries people use, or taken apart and changed."""

import io
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake import packages

Repack = Callable[..., bytes]
Workbook = Callable[[Callable[[Worksheet], object]], bytes]


@pytest.fixture
def zipped() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """A zip of the given parts."""
    return packages.zipped


@pytest.fixture
def repack() -> Repack:
    """A package with texts replaced in all its parts and parts added."""
    return packages.repacked


@pytest.fixture
def workbook() -> Workbook:
    """An xlsx of one sheet called 'DS' that the given function fills."""

    def make(fill: Callable[[Worksheet], object]) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "DS"
        fill(sheet)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make
