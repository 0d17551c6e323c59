"""Why a PDF is refused."""

import zlib

import pytest

from roster.intake.formats import pdf
from roster.intake.formats.limits import Refused

TEXT = b"BT /F1 12 Tf 72 720 Td (Danh s\\341ch) Tj ET"
IMAGE = b"q 595 0 0 842 0 0 cm /Im0 Do Q"


def document(content: bytes, *, head: bytes = b"") -> bytes:
    return b"%PDF-1.4\n" + head + b"1 0 obj << >>\nstream\r\n" + content + b"\nendstream endobj"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (document(TEXT), "not_a_spreadsheet"),
        (document(zlib.compress(TEXT)), "not_a_spreadsheet"),
        (document(IMAGE) + document(TEXT), "not_a_spreadsheet"),
        (document(zlib.compress(IMAGE)), "scanned_pdf"),
        (b"%PDF-1.4", "scanned_pdf"),
        (document(TEXT, head=b"<< /Encrypt 5 0 R >>"), "password"),
        (document(zlib.compress(bytes(2**20))) * 101, "too_large"),
    ],
)
def test_why(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        pdf.refuse(data)
    assert refusal.value.code == code
