"""Web archives: all pages of the archive, in their own encodings."""

import pytest

from roster.intake.formats import mht, sniff
from roster.intake.formats.limits import MAX_ENTRIES, Refused

HEAD = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"


def archive(*pages: tuple[str, bytes]) -> bytes:
    parts = [f"--b\r\nContent-Type: {kind}\r\n\r\n".encode() + page + b"\r\n" for kind, page in pages]
    return HEAD.encode() + b"".join(parts) + b"--b--\r\n"


def table(text: str, charset: str) -> bytes:
    return f"<table><tr><td>{text}</td></tr></table>".encode(charset)


def test_every_page_counts() -> None:
    data = archive(
        ("text/html", b"<frameset></frameset>"),
        ('text/html; charset="utf-8"', table("Điểu Thử", "utf-8")),
        ("text/css", b"td {}"),
        ("text/html; charset=utf-16le", table("H'Mẫu", "utf-16-le")),
    )
    assert sniff.flat_kind(data) == "mht"
    sheets = mht.read(data)
    assert [(s.name, s.rows[0].cells) for s in sheets] == [
        ("table 0", ("Điểu Thử",)),
        ("table 1", ("H'Mẫu",)),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(("text/html", b"<p>x</p>")), "no_rows"),
        (archive(*[("text/html", b"x")] * (2 * MAX_ENTRIES)), "too_large"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        mht.read(data)
    assert refusal.value.code == code


def test_a_text_that_begins_like_a_letter_is_a_text() -> None:
    assert sniff.flat_kind("Date: 12/12/2024\nSTT;Họ và tên".encode()) == "text"
