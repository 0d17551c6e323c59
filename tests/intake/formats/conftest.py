"""Files for the formats' tests: made here, by the libraries people use, or taken apart and changed."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

Repack = Callable[..., bytes]
Workbook = Callable[[Callable[[Worksheet], object]], bytes]


@pytest.fixture
def zipped() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """A zip of the given parts."""

    def make(parts: Mapping[str, str | bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return out.getvalue()

    return make


@pytest.fixture
def repack(zipped: Callable[[Mapping[str, str | bytes]], bytes]) -> Repack:
    """A package with texts replaced in all its parts and parts added."""

    def change(
        data: bytes, *, replace: Iterable[tuple[str, str]] = (), add: Mapping[str, str | bytes] | None = None
    ) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
        for old, new in replace:
            assert any(old.encode() in content for content in parts.values() if isinstance(content, bytes))
            parts = {
                name: content.replace(old.encode(), new.encode()) if isinstance(content, bytes) else content
                for name, content in parts.items()
            }
        return zipped(parts | dict(add or {}))

    return change


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
