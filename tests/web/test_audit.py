import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.store import queries
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


def test_facts_leave_out_what_says_nothing() -> None:
    assert audit_words.facts({"a": None, "b": [], "c": 0, "d": ["x", 1]}) == "c: 0; d: x, 1"


def test_decisions_are_told_in_words() -> None:
    code, words = audit_words.facts({"verdict": "else"}), audit_words.facts({"verdict": "same"})
    assert code.endswith(": else")
    assert not words.endswith(": same")
