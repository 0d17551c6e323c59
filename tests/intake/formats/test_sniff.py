"""What a file is, by its content."""

import pytest

from roster.intake.formats import sniff
from roster.intake.formats.limits import Refused

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def directory(*names: str) -> bytes:
    return OLE2 + b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in ("Root Entry", *names))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"STT,H\xe1\xbb\x8d", "text"),
        (b"<3 a;b", "text"),
        ("STT;Họ".encode("utf-16"), "text"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "html"),
        ("<html><table>".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"<TABLE border=1>", "html"),
        (b"%PDF-1.7", "pdf"),
        (directory("Workbook"), "xls"),
        (directory("Book"), "xls"),
    ],
)
def test_files_that_are_no_zip(data: bytes, kind: str) -> None:
    assert sniff.flat_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xff\xfe", "empty"),
        (directory("EncryptedPackage", "EncryptionInfo"), "password"),
        (directory("WordDocument"), "not_a_spreadsheet"),
        (OLE2, "corrupt"),
        (b"\x89PNG\r\n", "not_a_spreadsheet"),
        (b"{\\rtf1", "not_a_spreadsheet"),
        (b"Rar!\x1a", "not_a_spreadsheet"),
        (b"<?xml version='1.0'?><a/>", "not_a_spreadsheet"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml_entity"),
    ],
)
def test_files_that_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        sniff.flat_kind(data)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["xl/workbook.xml"], "xlsx"),
        (["xl\\workbook.xml"], "xlsx"),
        (["xl/workbook.bin", "xl/worksheets/sheet1.bin"], "xlsb"),
        (["word/document.xml", "word/embeddings/a.xlsx"], "docx"),
        (["mimetype", "content.xml"], "ods"),
    ],
)
def test_zips(names: list[str], kind: str) -> None:
    assert sniff.zip_kind(names) == kind


def test_a_zip_of_lists_is_no_list() -> None:
    with pytest.raises(Refused) as refusal:
        sniff.zip_kind(["So Noi vu.xlsx"])
    assert refusal.value.code == "not_a_spreadsheet"


@pytest.mark.parametrize(
    ("name", "kind", "differs"),
    [("a.XLSX", "xlsx", False), ("a.xlsm", "xlsx", False), ("a.xls", "html", True), ("a", "text", True)],
)
def test_names_that_promise_another_kind(name: str, kind: sniff.Kind, differs: bool) -> None:
    assert sniff.suffix_differs(name, kind) is differs
