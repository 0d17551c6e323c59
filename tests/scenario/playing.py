"""Plays the script act by act on the day of each, through a door: the commands or the pages.

Knows the script and who of the invented province is whom in the database; knows no door.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Protocol

import time_machine
from openpyxl import Workbook

from roster.cli import main
from roster.plan import Plan, load_plan
from roster.services.followup import answer_rows, rates, roster
from roster.services.replacements import history
from roster.services.reviewing import review
from roster.store import person_queries, queries
from roster.store.session import Database

OFFICE = timezone(timedelta(hours=7))
HEADS = {
    "full_name": "Họ và tên",
    "dob": "Ngày sinh",
    "position": "Chức vụ",
    "agency": "Cơ quan",
    "phone": "Số điện thoại",
    "answered_on": "Ngày trả lời",
    "province": "Tỉnh/thành phố",
}
Act = Mapping[str, Any]


class Door(Protocol):
    """One way to do what an officer does; `day` is the day on which it is done."""

    @property
    def database(self) -> Database: ...
    def lists(self, paths: list[Path]) -> None: ...
    def remind(self, agencies: list[str], channel: str) -> None: ...
    def decide(self, pair: str, verdict: str) -> None: ...
    def hand_over(self) -> None: ...
    def addendum(self) -> None: ...
    def mark(self, status: str, people: list[str], channel: str) -> None: ...
    def reserves(self, group: str, people: list[str]) -> None: ...
    def replace(self, order: Mapping[str, str], texts: Mapping[str, str]) -> None: ...
    def undo_replacement(self, number: int) -> None: ...
    def correct(self, person: "Row", field: str, value: str) -> None: ...
    def answers(self, path: Path) -> None: ...
    def decide_row(self, act: int, row: int, person: str) -> None: ...
    def call_list(self, recipient: str, purpose: str) -> None: ...
    def on(self, day: date) -> None: ...


@dataclass(frozen=True)
class Row:
    """A row of a list, as the two doors name it."""

    file: str
    sheet: str
    row: int
    key: str


@dataclass
class Player:
    """The script on a database behind a door, with the invented lists and the truth about them."""

    door: Door
    plan: Plan
    told: Mapping[str, Any]
    province: Mapping[str, Any]
    lists: Path
    folder: Path
    rates: dict[str, Any] = field(default_factory=dict)

    def play(self) -> None:
        """Everything, each act on its day, an hour after the one before it."""
        of_day: Counter[date] = Counter()
        for act in self.told["act"]:
            moment = datetime.combine(act["day"], time(8 + of_day[act["day"]]), OFFICE)
            of_day[act["day"]] += 1
            with time_machine.travel(moment):
                self.door.on(act["day"])
                getattr(self, f"_{act['kind']}")(act)

    def numbers(self) -> dict[str, str]:
        """The number of everybody the script names, by the script's own name."""
        rows = self._rows()
        of_row = {(row["file"], row["sheet"], row["row"]): row["person"] for row in self.province["rows"]}
        new = {one["full_name"]: name for name, one in self.told["people"].items()}
        found = {}
        for place, (number, full_name, _key) in rows.items():
            name = of_row.get(place) or new.get(full_name)
            if name and number is not None:
                found[name] = person_queries.written(number)
        return found

    def _rows(self) -> dict[tuple[str, str, int], tuple[int | None, str, str]]:
        with self.door.database.reading() as session:
            return {
                (file, row.sheet, row.row): (row.cluster or row.person, row.full_name, row.key)
                for row, file in queries.active_rows(session)
            }

    def _lists(self, act: Act) -> None:
        senders = {name: one["sender"] for name, one in self.province["files"].items()}
        wanted = act.get("senders") or set(senders.values()) - set(act["all_but"])
        self.door.lists([self.lists / name for name, sender in senders.items() if sender in wanted])

    def _remind_agencies(self, act: Act) -> None:
        self.door.remind(act["agencies"], act["channel"])

    def _settle_pairs(self, _act: Act) -> None:
        """Answer every question as the province's truth has it, until none is left."""
        of_row = {(row["file"], row["sheet"], row["row"]): row["person"] for row in self.province["rows"]}
        while asked := self._first_question():
            left, right = (
                of_row[one.source.file, one.source.sheet, one.source.row] for one in (asked.left, asked.right)
            )
            self.door.decide(asked.id, "same" if left == right else "different")

    def _first_question(self) -> review.Question | None:
        with self.door.database.changing() as session:
            review.ensure_compared(session, by="scenario")
            return next(iter(review.questions(session)), None)

    def _hand_over(self, _act: Act) -> None:
        self.door.hand_over()

    def _addendum(self, _act: Act) -> None:
        self.door.addendum()

    def _mark(self, act: Act) -> None:
        numbers = self.numbers()
        people = [numbers[name] for name in act.get("people", ())]
        self.door.mark(act["status"], people, act.get("channel", ""))

    def _reserves(self, act: Act) -> None:
        numbers = self.numbers()
        self.door.reserves(act["group"], [numbers[name] for name in act["people"]])

    def _replace(self, act: Act) -> None:
        order = {name: act[name] for name in ("reason", "text", "allowed_by")}
        numbers, successor = self.numbers(), act.get("successor", "")
        order |= {"person": numbers[act["person"]], "day": act["day"].isoformat()}
        order |= {"successor": numbers.get(successor, successor)}
        texts = dict(self.told["people"][act["into"]]) if "into" in act else {}
        if texts:
            home = next(row for row in self.province["rows"] if row["person"] == act["person"])
            texts |= {"agency": home["agency"]}
        self.door.replace(order, texts)

    def _undo_replacement(self, act: Act) -> None:
        number = self.numbers()[act["person"]]
        with self.door.database.reading() as session:
            (one,) = (o for o in history.ordered(session) if o.act.out[0].person == number)
        self.door.undo_replacement(one.act.number)

    def _correct(self, act: Act) -> None:
        home = next(row for row in self.province["rows"] if row["person"] == act["person"])
        place = (home["file"], home["sheet"], home["row"])
        self.door.correct(Row(*place, self._rows()[place][2]), act["field"], act["value"])

    def _answers(self, act: Act) -> None:
        path = self.folder / act["file"]
        _write(path, [*self._said(act), *(odd["row"] for odd in act["odd"])])
        self.door.answers(path)
        with self.door.database.reading() as session:
            (newest, *_), _total = answer_rows.imports(session, plan=self.plan, page=1, per_page=1)
            waiting, _total = answer_rows.rows(session, newest.act, plan=self.plan)
        numbers = self.numbers()
        decided = {odd["row"]["full_name"]: odd["decide"] for odd in act["odd"] if "decide" in odd}
        for row in waiting:
            name = decided[row.full_name]
            self.door.decide_row(newest.act, row.number, numbers[name] if name else "")
        self._look_at_rates(act["day"])

    def _look_at_rates(self, day: date) -> None:
        with self.door.database.changing() as session:
            roster.ensure(session, plan=self.plan, by="scenario")
            found = rates.rates(session, plan=self.plan, today=day)
        agencies = {one.name: [one.tally.answered, one.tally.eligible] for one in found.agencies}
        groups = {code: [one.answered, one.eligible] for code, one in found.groups.items()}
        self.rates[day.isoformat()] = {"groups": groups, "agencies": agencies}

    def _said(self, act: Act) -> Iterator[dict[str, str]]:
        people = {one["id"]: one for one in self.province["people"]}
        rows = {row["person"]: row for row in self.province["rows"]}
        for one in act["days"]:
            for name in one["people"]:
                person, row = people[name], rows[name]
                yield {
                    "full_name": person["full_name"],
                    "dob": f"{date.fromisoformat(person['dob']):%d/%m/%Y}",
                    "position": row["position"],
                    "agency": row["agency"] or "",
                    "phone": "0" + person["phone"].removeprefix("+84"),
                    "answered_on": f"{one['day']:%d/%m/%Y}",
                    "province": self.plan.province,
                }

    def _call_list(self, act: Act) -> None:
        self.door.call_list(act["recipient"], act["purpose"])


def plan_of(told: Mapping[str, Any], folder: Path) -> Path:
    """The file of the script's plan with the reserves that the script asks for; its code is that plan's."""
    groups = [asdict(group) for group in load_plan(told["plan"]).groups]
    for group in groups:
        group |= {"reserve": told["reserves"].get(group["code"], 0), "reserve_source": "december.toml"}
    lines = [f'extends = "{told["plan"]}"']
    for group in groups:
        said = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in group.items())
        lines += ["[[groups]]", *said]
    path = folder / "plan.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def invented(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The invented province's lists in a folder, and what is true of them."""
    assert main(["demo", str(folder / "lists")]) == 0
    return folder / "lists", json.loads((folder / "lists-truth.json").read_text(encoding="utf-8"))


def _write(path: Path, rows: list[Mapping[str, str]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", *HEADS.values()])
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *(row.get(name, "") for name in HEADS)])
    book.save(path)
