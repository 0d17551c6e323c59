from pathlib import Path

import pytest

from roster import error_log


def fail(value: str) -> Exception:
    try:
        raise ValueError(value)
    except ValueError as error:
        return error


def test_one_fault_has_one_reference_and_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    first, second = (error_log.record(fail(value)) for value in ("Nguyễn Văn An", "0912345678"))
    log = (tmp_path / error_log.NAME).read_text(encoding="utf-8")
    assert first == second
    assert log.count(first) == len(log.splitlines()) == 2
    assert "An" not in log
    assert "0912345678" not in log


def test_a_log_that_cannot_be_written_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path / "file" / "below"))
    assert error_log.record(fail("x"))
