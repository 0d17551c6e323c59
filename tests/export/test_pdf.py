import os
import stat
import tempfile
from pathlib import Path

import pytest

from roster.errors import UserError
from roster.export import pdf, templates
from roster.export.form import Form
from tests.export.conftest import Make
from tests.tools import need_tool, stand_in_office


@pytest.mark.slow
def test_documents_become_pdf_under_their_names(make: Make, form: Form) -> None:
    need_tool("soffice")
    name = "Công văn – 2024.docx"
    made = pdf.convert({name: templates.write(templates.LETTER, make(), form)})
    assert list(made) == [name]
    assert made[name].startswith(b"%PDF-")


def test_where_libreoffice_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as error:
        pdf.convert({"a.docx": b""})
    assert error.value.code == "no_libreoffice"


@pytest.mark.skipif(os.name == "nt", reason="a script stands for LibreOffice")
def test_where_libreoffice_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as error:
        pdf.convert({"a.docx": b"", "b.docx": b""})
    assert (error.value.code, error.value.params["what"]) == ("not_converted", "a.docx, b.docx")


def test_what_a_killed_process_left_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in_office(monkeypatch, tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new = tmp_path / "roster-pdf-old", tmp_path / "roster-pdf-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "0.xlsx").write_bytes(b"names")
    os.utime(old, (1, 1))
    assert pdf.convert({"a.docx": b""})["a.docx"].startswith(b"%PDF")
    assert [folder.exists() for folder in (old, new)] == [False, True]
