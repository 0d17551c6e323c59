"""The two doors of the scenario: every act as a command is typed, or as a page's form is sent.

A refusal ends the scenario. Knows options and addresses; knows nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from re import search

from flask import Flask
from werkzeug.test import TestResponse

from roster.cli import main
from roster.plan import load_plan
from roster.services.rounds import book
from roster.store.session import Database, open_database
from tests.scenario.playing import Row
from tests.web.conftest import signed_in
from tests.web.officer import Officer
from web import house

DONE, OPEN_QUESTIONS = 0, 3


class Commands:
    """Everything typed in a terminal."""

    def __init__(self, folder: Path, place: str, plan: Path) -> None:
        self._out, self._place, self._plan = folder / "out", place, plan
        self._day = date.min

    @cached_property
    def database(self) -> Database:
        plan = load_plan(str(self._plan))
        return book.open_for(open_database(self._place), plan, str(self._plan), by="t")[0]

    def on(self, day: date) -> None:
        self._day = day

    def lists(self, paths: list[Path]) -> None:
        self._do("import", *paths)

    def remind(self, agencies: list[str], channel: str) -> None:
        self._do("collect", "remind", *agencies, "--channel", channel)

    def decide(self, pair: str, verdict: str) -> None:
        self._do("review", "decide", pair, verdict)

    def hand_over(self) -> None:
        self._do("handover", "freeze", "--letter", "--counts", "--out", self._out)

    def addendum(self) -> None:
        self._do("handover", "addendum", "--out", self._out)

    def mark(self, status: str, people: list[str], channel: str) -> None:
        way = ("--channel", channel) if channel else ()
        self._do("followup", "mark", status, *(people or ["--all"]), *way)

    def replace(self, order: Mapping[str, str], texts: Mapping[str, str]) -> None:
        about = ("--reason", order["reason"], "--text", order["text"], "--allowed-by", order["allowed_by"])
        called = ("--with", order["successor"]) if order["successor"] else ()
        fields = [f"{name}={text}" for name, text in texts.items()]
        self._do("replace", "order", order["person"], *fields, *about, *called, "--day", order["day"])

    def reserves(self, group: str, people: list[str]) -> None:
        self._do("replace", "reserve", group, *people)

    def undo_replacement(self, number: int) -> None:
        self._do("replace", "undo", number)

    def correct(self, person: Row, field: str, value: str) -> None:
        place = (
            f"{person.file}:{person.sheet}:{person.row}" if person.sheet else f"{person.file}:{person.row}"
        )
        self._do("edit", "correct", place, f"{field}={value}")

    def answers(self, path: Path) -> None:
        self._do("followup", "answered", path)

    def decide_row(self, act: int, row: int, person: str) -> None:
        self._do("followup", "decide", row, person or "-")

    def call_list(self, recipient: str, purpose: str) -> None:
        self._do("followup", "calls", recipient, "--purpose", purpose, "--out", self._out / "calls.xlsx")

    def _do(self, *words: object) -> None:
        known = ("--plan", self._plan, "--db", self._place, "--today", self._day.isoformat())
        code = main([str(word) for word in (*words, *known)])
        assert code in {DONE, OPEN_QUESTIONS}, words


@dataclass
class Pages:
    """Everything done in a browser, by somebody who may do it."""

    app: Flask
    officer_of: Callable[[Flask, str], Officer] = lambda app, role: Officer(app, signed_in(app, role))

    def __post_init__(self) -> None:
        self.database = house.of(self.app).database

    def on(self, day: date) -> None:
        self._officer = self.officer_of(self.app, "admin")

    def lists(self, paths: list[Path]) -> None:
        self._officer.hand_in(*((path.name, path.read_bytes()) for path in paths))
        for path in paths:
            assert self._officer.put_in(path.name).status_code in {302, 303}, path.name

    def remind(self, agencies: list[str], channel: str) -> None:
        for code in agencies:
            self._post(f"/collecting/agencies/{code}/log", kind="reminded", channel=channel)

    def decide(self, pair: str, verdict: str) -> None:
        page = self._officer.client.get(f"/review/pairs/{pair}")
        state = search(r'data-state="([^"]*)"', page.text)
        assert state
        self._post(f"/review/pairs/{pair}/decide", verdict=verdict, state=state[1])

    def hand_over(self) -> None:
        assert self._send("/export/", letter="on", counts="on").content_type == "application/zip"

    def addendum(self) -> None:
        assert "spreadsheet" in str(self._send("/hand-overs/changes").content_type)

    def mark(self, status: str, people: list[str], channel: str) -> None:
        chosen = {"people": people} if people else {"everybody": "on"}
        self._post("/follow-up/people", status=status, channel=channel, **chosen)

    def replace(self, order: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._post("/replacements/", **order, **texts)

    def reserves(self, group: str, people: list[str]) -> None:
        self._post("/replacements/reserves", group=group, people=" ".join(people))

    def undo_replacement(self, number: int) -> None:
        self._post(f"/replacements/{number}/undo")

    def correct(self, person: Row, field: str, value: str) -> None:
        page = self._officer.client.get(f"/people/{person.key}/edit").text
        version = search(r'name="version" value="([^"]*)"', page)
        assert version
        self._post(f"/people/{person.key}/edit", version=version[1], **{field: value})

    def answers(self, path: Path) -> None:
        with path.open("rb") as file:
            self._post("/follow-up/answers/", file=(file, path.name))

    def decide_row(self, act: int, row: int, person: str) -> None:
        self._post(f"/follow-up/answers/{act}", **{f"row-{row}": person or "-"})

    def call_list(self, recipient: str, purpose: str) -> None:
        made = self._send("/follow-up/calls/", recipient=recipient, purpose=purpose, form="xlsx")
        assert "spreadsheet" in str(made.content_type)

    def _send(self, path: str, **form: object) -> TestResponse:
        return self._officer.client.post(path, data=form)

    def _post(self, path: str, **form: object) -> None:
        """Send a form; where it is refused the next page says so."""
        answer = self._send(path, **form)
        assert answer.status_code in {302, 303}, answer.text
        shown = self._officer.client.get(answer.headers["Location"], follow_redirects=True)
        assert 'class="notice error"' not in shown.text, path
