import os
import shlex
from pathlib import Path

import pytest

from roster import settings
from roster.plan import DEFAULT_PLAN
from roster.services import commands


@pytest.fixture(autouse=True)
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    monkeypatch.delenv("ROSTER_DB", raising=False)
    return settings.default_database()


def test_the_usual_needs_no_options(usual: str) -> None:
    assert commands.options(plan=DEFAULT_PLAN, address=usual, place="roster.db") == ""


def test_what_is_not_usual_is_named_as_it_was_given(usual: str) -> None:
    assert commands.options(plan="my.toml", address=usual, place="roster.db") == " --plan my.toml"
    assert commands.options(plan=DEFAULT_PLAN, address="x.db", place="x.db") == " --db x.db"


@pytest.mark.skipif(os.name == "nt", reason="how words are quoted differs")
def test_the_options_can_be_typed_as_they_stand() -> None:
    written = commands.options(plan="kế hoạch/a b.toml", address="it's.db", place="it's.db")
    assert shlex.split(written) == ["--plan", "kế hoạch/a b.toml", "--db", "it's.db"]
