"""Documents of a year: kept as files or links, attached to several components, taken off, refused."""

import tempfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.services.scoring import documents
from roster.services.scoring.documents import About, Place
from roster.services.shelf import Shelf
from tests.services.scoring.acting import Agency, at, codes_of


def test_a_file_proves_several_components(year: Session, agency: Agency, tmp_path: Path) -> None:
    actor, where = agency("so_noi_vu"), Shelf(tmp_path / "scoring")
    about = About(
        "Kế hoạch CCHC",
        number="12/KH-UBND",
        in_force=date(2024, 1, 5),
        name="ke-hoach.pdf",
        file=BytesIO(b"%PDF-1.4 noi dung"),
    )
    place = Place("1.1.1", "Kế hoạch năm", "Mục II", "5")
    number = documents.add(year, about, place, where=where, actor=actor)
    documents.attach(year, number, replace(place, section="Mục III", page="9", wanted=""), actor=actor)
    one = at(year, "1.1.1")
    assert [(a.section, a.page, a.wanted) for a in one.attachments] == [
        ("Mục II", "5", "Kế hoạch năm"),
        ("Mục III", "9", ""),
    ]
    found = documents.find(year, number)
    path = documents.path_of(where.folder, found)
    assert path.read_bytes() == b"%PDF-1.4 noi dung"
    assert (path.stat().st_mode & 0o777, found.size, len(found.sha256)) == (0o600, 17, 64)
    assert found.in_force == date(2024, 1, 5)
    assert found.at.date() != found.in_force
    documents.detach(year, one.attachments[0].number, actor=actor)
    assert at(year, "1.1.1").missing == ("Kế hoạch năm", "Báo cáo")
    assert documents.find(year, number) == found
    other = agency("so_tu_phap")
    assert codes_of(lambda: documents.attach(year, number, Place("1.1.2"), actor=other)) == [
        "no_such_document"
    ]
    assert codes_of(lambda: documents.find(year, number, agency="so_tu_phap")) == ["no_such_document"]
    path.unlink()
    assert codes_of(lambda: documents.path_of(where.folder, found)) == ["document_gone"]


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        (About("", link="https://a.example"), ["title_needed"]),
        (About("x"), ["file_or_link"]),
        (About("x", link="javascript:alert(1)"), ["bad_link"]),
        (About("x", name="a.pdf", file=BytesIO(b"")), ["empty_file"]),
    ],
)
def test_a_bad_document_is_refused(year: Session, agency: Agency, about: About, codes: list[str]) -> None:
    def add() -> None:
        where = Shelf(Path(tempfile.mkdtemp()))
        documents.add(year, about, Place("1.1.1"), where=where, actor=agency("so_noi_vu"))

    assert codes_of(add) == codes
    assert at(year, "1.1.1").attachments == ()


def test_the_same_file_is_not_kept_twice(year: Session, agency: Agency, tmp_path: Path) -> None:
    def add() -> None:
        about = About("x", name="a.pdf", file=BytesIO(b"a"))
        documents.add(year, about, Place("1.1.1"), where=Shelf(tmp_path), actor=agency("so_noi_vu"))

    add()
    assert codes_of(add) == ["document_known"]


def test_a_document_that_is_not_asked_for_is_refused(year: Session, agency: Agency, tmp_path: Path) -> None:
    about, actor = About("x", link="https://a.example"), agency("so_tu_phap")

    def add(code: str, wanted: str) -> list[str]:
        place = Place(code, wanted)
        return codes_of(lambda: documents.add(year, about, place, where=Shelf(tmp_path), actor=actor))

    assert add("1.1.2", "Sổ") == ["not_asked_for"]
    assert add("evidence:7.1", "Sổ") == ["not_asked_for"]
    assert add("evidence:7.2", "") == ["no_such_task"]
    assert add("evidence:7.1", "Văn bản triển khai") == []
