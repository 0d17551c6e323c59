"""`roster token`: made once, listed without itself, revoked."""

import json
from collections.abc import Callable
from pathlib import Path

from roster.cli.failures import Exit
from tests.cli.conftest import Ran


def test_a_token_from_the_command_line(database_url: str, roster: Callable[..., Ran]) -> None:
    db = ("--db", database_url)
    made = roster("token", "make", "LGSP", "--scope", "status", "--days", "2", *db)
    text = made.out.strip()
    assert (made.code, text.startswith("roster_")) == (Exit.DONE, True)
    assert roster("token", "make", "x", "--scope", "all", *db).code == Exit.WRONG_USE
    listed = roster("token", "list", *db)
    assert "LGSP" in listed.out
    assert text not in listed.out
    assert roster("token", "revoke", "1", *db).code == Exit.DONE
    assert roster("token", "revoke", "2", *db).code == Exit.WRONG_USE


def test_the_description_is_printed_as_it_is_kept(roster: Callable[..., Ran]) -> None:
    kept = json.loads(Path("docs/openapi.json").read_text(encoding="utf-8"))
    assert json.loads(roster("token", "describe").out) == kept
