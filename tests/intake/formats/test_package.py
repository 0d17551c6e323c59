"""Zips that lie, cost too much or hide something are refused before anything parses them."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from roster.intake.formats.limits import Refused
from roster.intake.formats.package import Package

Zipped = Callable[[dict[str, str | bytes]], bytes]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        Package(data)
    return refused.value.code


def test_parts_are_read(zipped: Zipped) -> None:
    package = Package(zipped({"a.xml": "<a/>", "b/c.bin": b"\1\2"}))
    assert set(package.names) == {"a.xml", "b/c.bin"}
    assert package.read("b/c.bin") == b"\1\2"


def test_what_is_searched_may_lie_across_two_pieces(zipped: Zipped) -> None:
    part = b"<a>" + b" " * (2**20 - 6) + b"<!ENTITY x 'y'></a>"
    assert refusal(zipped({"a.xml": part})) == "xml_entity"


def test_a_zip_bomb(zipped: Zipped) -> None:
    assert refusal(zipped({"a.bin": bytes(301 * 2**20)})) == "too_large"


def test_too_many_entries(zipped: Zipped) -> None:
    assert refusal(zipped({f"{i}.xml": "" for i in range(1_001)})) == "too_large"


def test_a_size_that_lies_is_found_by_the_checksum(zipped: Zipped) -> None:
    data = bytearray(zipped({"a.xml": "<a>" + "x" * 1_000 + "</a>"}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)  # APPNOTE 4.3.12: uncompressed size
    assert refusal(bytes(data)) == "corrupt"


@pytest.mark.parametrize(
    "name", ["../../etc/x.xml", "/etc/x.xml", "..\\..\\x.xml", "C:\\x.xml", "a/../../x.xml"]
)
def test_names_outside_of_the_package(zipped: Zipped, name: str) -> None:
    assert refusal(zipped({name: "<a/>"})) == "corrupt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
)
def test_declarations(zipped: Zipped, declaration: str, encoding: str) -> None:
    assert refusal(zipped({"xl/workbook.xml": declaration.encode(encoding)})) == "xml_entity"


def test_the_document_type_old_openoffice_wrote_is_let_through(zipped: Zipped) -> None:
    manifest = (
        '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    )
    assert Package(zipped({"META-INF/manifest.xml": manifest})).names


def test_an_encrypted_entry_asks_for_the_password(zipped: Zipped) -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == "password"


@pytest.mark.parametrize("kept", [4, 30, 200, -1, -30])
def test_a_truncated_zip(zipped: Zipped, kept: int) -> None:
    whole = zipped({"xl/workbook.xml": "<a>" + "x" * 500 + "</a>", "b.xml": "<b/>"})
    assert refusal(whole[:kept]) == "corrupt"


def test_every_flipped_bit_of_a_stored_part_is_noticed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.xml", "<a>Điểu Thử</a>")
    start = out.getvalue().index(b"<a>")
    for offset in range(12):
        data = bytearray(out.getvalue())
        data[start + offset] ^= 0x10
        assert refusal(bytes(data)) == "corrupt"
