import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services import audit
from roster.store import queries
from tests.store.tampering import tamper
from web import audit_words, house


def lines(client: FlaskClient, query: str = "") -> list[tuple[int, str]]:
    text = client.get(f"/audit/?{query}").text
    return [
        (int(number), action)
        for number, action in re.findall(r'data-line="(\d+)" data-action="([^"]+)"', text)
    ]


def test_newest_first_paged_and_by_action(client: FlaskClient, filled: Flask) -> None:
    with filled.app_context(), house.current().database.changing() as session:
        for number in range(60):
            queries.add_audit(session, "gap.reason", by="t", subjects=[str(number)])
    first, second = lines(client), lines(client, "page=2")
    numbers = [number for number, _ in first + second]
    assert numbers == sorted(numbers, reverse=True)
    assert len(first) == 50
    assert {action for _, action in lines(client, "action=import.added")} == {"import.added"}
    assert len(lines(client, "action=gap.reason&page=2")) == 10
    assert lines(client, "action=nothing") == []


@pytest.mark.parametrize("role", ["viewer", "editor", "approver", "agency"])
def test_only_administrators_look(clients: Callable[[str], FlaskClient], role: str) -> None:
    assert clients(role).get("/audit/").status_code == 403


def line(action: str, **detail: object) -> audit.AuditLine:
    return audit.AuditLine(1, datetime(2024, 12, 18, tzinfo=UTC), "t", action, (), detail)


def test_facts_leave_out_what_says_nothing() -> None:
    assert audit_words.facts({"a": None, "b": [], "c": 0, "d": ["x", 1]}) == (("c", "0"), ("d", "x, 1"))


def test_decisions_are_told_in_words() -> None:
    ((_, code),) = audit_words.facts({"verdict": "else"})
    ((_, words),) = audit_words.facts({"verdict": "same"})
    assert code == "else"
    assert words != "same"


def test_a_line_is_a_sentence_with_its_numbers_and_no_checksum() -> None:
    facts = {"people": 12, "held": 3, "ignored": 7, "total": 22, "sha256": "f" * 64, "error": None}
    told = audit_words.sentence(line("import.added", **facts))
    assert [int(number) for number in re.findall(r"\d+", told)] == [12, 3, 7]
    unread = audit_words.sentence(line("import.added", **{**facts, "error": "scanned_pdf"}))
    assert unread not in ("", told)


def test_a_line_without_the_facts_of_its_sentence_says_what_was_done() -> None:
    assert audit_words.sentence(line("edits.carried")) == audit_words.action("edits.carried")
    assert audit_words.sentence(line("something.new", x=1)) == "something.new"


def test_every_action_that_services_write_has_words() -> None:
    written = {
        action
        for path in Path("roster/services").rglob("*.py")
        for action in re.findall(r'audit\(\s*(?:session, )?"([a-z_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(written) > 12
    assert written <= audit_words.ACTIONS.keys()


def test_files_and_accounts_are_named_and_the_rest_folds_out(client: FlaskClient, filled: Flask) -> None:
    client.post("/users/", data={"name": "Chị Hoa", "role": "viewer"})
    text = client.get("/audit/").text
    for name in ("so-y-te.xlsx", "scan.pdf", "Chị Hoa"):
        assert f"<strong>{name}</strong>" in text
    told = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    assert "a" * 64 in text
    assert "a" * 64 not in told
    assert "import:1" not in told


def test_the_page_says_whether_the_log_is_whole(client: FlaskClient, filled: Flask) -> None:
    assert 'data-audit="whole"' in client.get("/audit/").text
    tamper(house.of(filled).database, "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert 'data-audit="broken"' in client.get("/audit/").text
