"""Commands run in this process, as `main` would run them, with their own data folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from roster.cli import main
from roster.store.session import sqlite_path


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data-folder"
    monkeypatch.setenv("ROSTER_DATA", str(folder))
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("ROSTER_DB", raising=False)
    return folder


@pytest.fixture
def base(database_url: str, own_data_folder: Path) -> Path:
    """Where the files lie that belong to the database."""
    file = sqlite_path(database_url)
    return file.parent if file else own_data_folder


@pytest.fixture
def roster(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
