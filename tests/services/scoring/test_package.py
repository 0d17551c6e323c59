"""The evidence package: contents by criterion, every document once, links named, checksums at the end."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from roster.errors import UserError, UserErrors
from roster.plan import Plan, load_plan
from roster.services.scoring import package
from roster.services.scoring.package import Package
from scoring.assessment.model import Attachment
from tests.services.scoring.years import DAY, act, attached, year

CONTENTS, SUMS = "00 Mục lục.xlsx", "99 Kiểm tra SHA-256.txt"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def kept(folder: Path, one: Attachment, content: bytes) -> Attachment:
    """The same attachment, its file on the disk."""
    (folder / one.document.kept).write_bytes(content)
    facts: dict[str, Any] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return replace(one, document=replace(one.document, **facts))


def made(folder: Path, plan: Plan, *attachments: Attachment, name: str = "training") -> Package:
    acts = [act(1, "1.1.2", "filled", answer={"a": "1", "b": "1"}, text="chưa ban hành")]
    return package.of_year(year(acts, attachments, name=name), folder, plan=plan, today=DAY)


def unpacked(packed: Package) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(b"".join(package.stream(packed)))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_a_document_of_two_criteria_is_packed_once_and_listed_twice(tmp_path: Path, plan: Plan) -> None:
    one = kept(tmp_path, attached("1.1.1", "Kế hoạch CCHC năm", 7), b"%PDF mot")
    again = replace(one, number=8, code="1.1.2", section="IV")
    files = unpacked(made(tmp_path, plan, one, again))
    name = "Tài liệu/1.1.1/0007 7.pdf"
    assert list(files) == [CONTENTS, name, SUMS]
    assert files[name] == b"%PDF mot"
    listed = [row for row in rows(files[CONTENTS]) if name in row]
    assert [row[5] for row in listed] == ["II", "IV"]
    assert {row[8] for row in listed} == {one.document.sha256}


@pytest.mark.slow
def test_the_contents_follow_the_criteria_and_say_what_is_missing(tmp_path: Path, plan: Plan) -> None:
    packed = made(tmp_path, plan)
    table = rows(package.contents(packed))
    codes = [row[0] for row in table if row[0] in year().catalogue.by_code]
    assert codes == [node.code for node in year().catalogue.ordered]
    missing = [row for row in table if row[2] == "THIẾU TÀI LIỆU"]
    wanted = [document for leaf in year().catalogue.leaves for document in leaf.documents]
    assert [row[1] for row in missing] == wanted
    assert any("chưa ban hành" in row[1] for row in table)
    assert any("TẬP HUẤN" in row[0] for row in table)


def test_links_are_listed_and_not_fetched(tmp_path: Path, plan: Plan) -> None:
    link = attached(
        "1.1.1", "Kế hoạch CCHC năm", link="https://daknong.gov.vn/kh", kept="", sha256="", size=0
    )
    packed = made(tmp_path, plan, link)
    assert (packed.entries, packed.links) == ((), 1)
    assert any("https://daknong.gov.vn/kh" in row for row in rows(package.contents(packed)))


def test_documents_of_the_nine_sectors_are_packed_too(tmp_path: Path, plan: Plan) -> None:
    one = kept(tmp_path, attached("evidence:7.3", "Văn bản triển khai", 3), b"x")
    files = unpacked(made(tmp_path, plan, one, name="2024-plan"))
    assert "Tài liệu/7.3/0003 3.pdf" in files
    assert any(row[0] == "7.3" for row in rows(files[CONTENTS]))


def test_a_file_that_changed_is_named(tmp_path: Path, plan: Plan) -> None:
    one = kept(tmp_path, attached("1.1.1", "", 1), b"before")
    same = kept(tmp_path, attached("1.1.2", "", 2), b"same")
    (tmp_path / one.document.kept).write_bytes(b"after")
    sums = unpacked(made(tmp_path, plan, one, same))[SUMS].decode()
    assert "# Tài liệu/1.1.1/0001 1.pdf" in sums
    assert "# Tài liệu/1.1.2/0002 2.pdf" not in sums
    assert f"{hashlib.sha256(b'same').hexdigest()}  Tài liệu/1.1.2/0002 2.pdf" in sums.splitlines()


def test_every_file_that_is_gone_is_named_before_anything_is_packed(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(UserErrors) as raised:
        made(tmp_path, plan, attached("1.1.1", "", 1), attached("1.1.2", "", 2))
    errors = [error for error in raised.value.exceptions if isinstance(error, UserError)]
    assert [(error.code, error.params["name"]) for error in errors] == [
        ("document_gone", "1.pdf"),
        ("document_gone", "2.pdf"),
    ]


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("../../etc/passwd", "0001 -.-etc-passwd"),
        ("con:cua?.pdf", "0001 con-cua-.pdf"),
        ("d" * 300 + ".pdf", "0001 " + "d" * 76 + ".pdf"),
    ],
)
def test_names_stay_inside_the_archive_and_short(
    tmp_path: Path, plan: Plan, *, name: str, packed: str
) -> None:
    one = kept(tmp_path, attached("1.1.1", "", 1, name=name), b"x")
    (entry,) = made(tmp_path, plan, one).entries
    assert entry.name == f"Tài liệu/1.1.1/{packed}"


def test_pieces_stay_small_however_large_a_document_is(tmp_path: Path, plan: Plan) -> None:
    one = kept(tmp_path, attached("1.1.1", "", 1), os.urandom(3_000_000))
    assert max(map(len, package.stream(made(tmp_path, plan, one)))) < 300_000


def test_written_whole_or_not_at_all(tmp_path: Path, plan: Plan) -> None:
    one = kept(tmp_path, attached("1.1.1", "", 1), b"x" * 1000)
    packed = made(tmp_path, plan, one)
    heard: list[int] = []
    package.write(packed, tmp_path / "out/goi.zip", done=heard.append)
    assert heard[-1] == (tmp_path / "out/goi.zip").stat().st_size
    (tmp_path / one.document.kept).unlink()
    with pytest.raises(UserError):
        package.write(packed, tmp_path / "second.zip")
    assert not list(tmp_path.glob("second*"))
