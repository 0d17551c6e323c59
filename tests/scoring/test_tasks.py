"""The plan's board: every row of the annex is there, and what is late on a day."""

import re
from datetime import date
from pathlib import Path

import pytest

from roster.errors import UserError
from roster.plan import load_plan
from roster.text import fold
from scoring.tasks import Task, TaskPlan, late, load_tasks, standing

ANNEX = Path(__file__).parents[1] / "cases" / "annex-845.txt"  # the plan's own text, typed off by nobody


@pytest.fixture(scope="module")
def tasks() -> TaskPlan:
    return load_tasks("daknong-2024")


def rows_of_the_annex() -> list[list[str]]:
    """The table's rows without its repeated heading, as the document has them."""
    lines = [line.split("\t") for line in ANNEX.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [line for line in lines if line[0] != "Stt"]


def test_every_row_of_the_annex_is_there_in_its_order(tasks: TaskPlan) -> None:
    texts = [fold(re.sub("<[^>]+>", "", row[1])) for row in rows_of_the_annex()]
    known = [fold(text) for task in tasks.task for text in (task.name, task.detail) if text]
    assert texts == known


def test_numbers_as_in_the_annex(tasks: TaskPlan) -> None:
    last = [re.split(r"[.]", task.code)[-1] for task in tasks.task if "-" not in task.code]
    numbered = [row[0].split(".")[-1] for row in rows_of_the_annex() if row[0].strip("- ")]
    assert last == numbered


def test_who_leads_and_when(tasks: TaskPlan) -> None:
    """The cells of the annex, those merged over several rows carried down within their block."""
    plan = load_plan()
    by_text = {fold(text): task for task in tasks.task for text in (task.name, task.detail) if text}
    lead, when = "", ""
    for row in rows_of_the_annex():
        task = by_text[fold(re.sub("<[^>]+>", "", row[1]))]
        cells = [cell.strip() for cell in row]
        lead, when = cells[2] or lead, cells[4] or when
        if not task.lead or (task.detail and not cells[2]):
            continue
        agency = plan.agency(task.lead[0])
        assert agency is not None
        assert (agency.name, task.window.text if task.window else "") == (lead, when)
        assert task.product
        assert task.cooperating


def test_headings_are_nobodys_task(tasks: TaskPlan) -> None:
    headings = {task.code for task in tasks.task if not task.lead}
    assert headings == {"I", *(f"I.{at}" for at in range(1, 8)), "I.4.2", "I.6.2", "II"}
    codes = {task.code for task in tasks.task}
    assert all(task.parent in codes for task in tasks.task if task.parent)
    assert len(codes) == len(tasks.task) == 38


def test_the_duties_stand_beside_it(tasks: TaskPlan) -> None:
    assert [duty.code for duty in tasks.duty] == [f"III.{at}" for at in range(1, 7)]
    assert all(duty.source and duty.lead for duty in tasks.duty)
    assert "Báo Đắk Nông" in tasks.duty[4].lead


def test_leads_are_agencies_of_the_plan_or_named(tasks: TaskPlan) -> None:
    plan = load_plan()
    assert all(plan.agency(lead) or " " in lead for task in tasks.to_do for lead in task.lead)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 20), {}),
        (date(2024, 12, 21), {"II.1": 1}),
        (date(2025, 1, 11), {"II.1": 22, "III.3": 1, "III.4": 1}),
        (date(2025, 1, 14), {"II.1": 25, "III.3": 4, "III.4": 4, "III.6": 1}),
    ],
)
def test_what_is_late_on_a_day(tasks: TaskPlan, day: date, expected: dict[str, int]) -> None:
    found = late(tasks.to_do, day, {})
    assert {one.task.code: one.days for one in found} == expected
    assert [one.days for one in found] == sorted(expected.values(), reverse=True)


def test_what_is_done_is_not_late(tasks: TaskPlan) -> None:
    day = date(2024, 12, 25)
    assert late(tasks.to_do, day, {"II.1": date(2024, 12, 20)}) == ()
    assert [one.task.code for one in late(tasks.to_do, day, {"II.1": date(2024, 12, 26)})] == ["II.1"]


def test_in_february_all_dated_tasks_are_late(tasks: TaskPlan) -> None:
    dated = {task.code for task in tasks.to_do if task.window and task.window.closes}
    assert {one.task.code for one in late(tasks.to_do, date(2025, 2, 1), {})} == dated
    assert dated.isdisjoint({"II.2", "IV", "III.1", "III.2", "III.5"})


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("I.1.1", date(2024, 11, 30), "to_come"),
        ("I.1.1", date(2024, 12, 1), "running"),
        ("I.1.1", date(2025, 1, 31), "running"),
        ("I.1.1", date(2025, 2, 1), "late"),
        ("IV", date(2025, 2, 1), "on_request"),
        ("III.5", date(2025, 2, 1), "on_request"),
    ],
)
def test_standing(tasks: TaskPlan, code: str, day: date, expected: str) -> None:
    task: Task = next(one for one in tasks.to_do if one.code == code)
    assert standing(task, day, None) == expected
    assert standing(task, day, day) == "done"


def test_a_plan_without_a_table() -> None:
    with pytest.raises(UserError) as raised:
        load_tasks("2031")
    assert raised.value.code == "no_tasks"
