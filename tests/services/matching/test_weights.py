from pathlib import Path

import pytest

from roster import datafiles
from roster.dedupe import model
from roster.services.matching import weights


def test_the_weights_are_read_once() -> None:
    assert weights.in_use() is weights.in_use()
    assert weights.in_use() == model.load_model()


def test_a_changed_file_is_read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One's own copy is used as soon as it lies there."""
    before = weights.in_use()
    shipped = datafiles.find(model.MATCHING_FILE).read_text(encoding="utf-8")
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    own = tmp_path / model.MATCHING_FILE
    own.write_text(shipped.replace("ask = -4.0", "ask = -5.0"), encoding="utf-8")
    assert (before.bands.ask, weights.in_use().bands.ask) == (-4.0, -5.0)
