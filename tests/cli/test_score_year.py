"""`roster score report|package|surveys`: the papers of a year, results of surveys, as an officer has them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from roster.plan import load_plan
from roster.services.rounds import book
from roster.services.scoring import documents, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import shelf
from roster.store.session import open_database
from tests.cli.conftest import Ran

Roster = Callable[..., Ran]
DAY = date(2025, 1, 10)
TODAY = ("--today", DAY.isoformat())


@pytest.fixture
def begun(database_url: str, base: Path) -> tuple[str, ...]:
    """The options for a database in which a year is begun and one document handed in."""
    database, _how = book.open_for(open_database(database_url), load_plan(), "daknong-2024", by="t")
    with shelf(base / documents.FOLDER) as where, database.changing() as session:
        years.choose(session, "training", plan=load_plan(), actor=Actor("t", DAY))
        about = About("Kế hoạch", name="kh.pdf", file=BytesIO(b"%PDF"))
        agency = Actor("t", DAY, "so_noi_vu")
        documents.add(session, about, Place("1.1.1", "Kế hoạch CCHC năm"), where=where, actor=agency)
    database.close()
    return ("--db", database_url, *TODAY)


def test_report_and_package(roster: Roster, begun: tuple[str, ...], tmp_path: Path) -> None:
    assert roster("score", "report", "--out", tmp_path / "out", *begun).code == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".xlsx"]
    assert roster("score", "package", "--out", tmp_path / "goi.zip", *begun).code == 0
    with ZipFile(tmp_path / "goi.zip") as archive:
        assert len(archive.namelist()) == 3


def test_nothing_is_packed_where_a_document_is_gone(
    roster: Roster, begun: tuple[str, ...], base: Path, tmp_path: Path
) -> None:
    for path in (base / documents.FOLDER).iterdir():
        path.unlink()
    ran = roster("score", "package", "--out", tmp_path / "goi.zip", *begun)
    assert ran.code == 2
    assert "kh.pdf" in ran.err
    assert not (tmp_path / "goi.zip").exists()


def test_surveys_are_entered_and_imported(roster: Roster, begun: tuple[str, ...], tmp_path: Path) -> None:
    given = ("--figure", "percent", "--source", "CV 99")
    assert roster("score", "surveys", "enter", "8.1.1", "81,5", *given, *begun).code == 0
    assert roster("score", "surveys", "enter", "8.1.1", "120", *given, *begun).code == 2
    assert roster("score", "surveys", "template", "--out", tmp_path / "mau.xlsx", *begun).code == 0
    book_ = load_workbook(tmp_path / "mau.xlsx")
    book_.worksheets[0].cell(2, 3, 0.25)
    book_.worksheets[0].cell(2, 5, "CV 100")
    book_.save(tmp_path / "mau.xlsx")
    assert roster("score", "surveys", "import", tmp_path / "mau.xlsx", *begun).code == 0
    shown = roster("score", "surveys", "list", *begun).out
    assert "CV 99" in shown
    assert "CV 100" in shown


def test_without_a_year(roster: Roster, tmp_path: Path) -> None:
    for words in (
        ("report", "--out", tmp_path),
        ("package", "--out", tmp_path / "x.zip"),
        ("surveys", "list"),
    ):
        assert roster("score", *words, *TODAY).code == 2
