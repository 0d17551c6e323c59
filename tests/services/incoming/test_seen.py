"""What needs no mending is marked as seen; it is back when that is undone or the cell says something else."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import PersonRecord, Problem, Source
from roster.plan import Plan
from roster.services.editing import edit_history, edits
from roster.services.incoming import carrying, deliveries, intake, lists, seen
from roster.store import queries
from tests.services.conftest import TODAY
from tests.services.lists import person, reading

PEOPLE = (person("Nguyễn Văn An", "1970-01-02"), person("Trần Thị Bình", "1975-03-04"))


def told(name: str, row: int, value: str, code: str = "bad_phone", *, severity: str = "warning") -> Problem:
    return Problem(code, severity, Source(name, "Sheet1", row), "phone", value)  # type: ignore[arg-type]


def put(
    session: Session, *problems: Problem, name: str = "so.xlsx", people: tuple[PersonRecord, ...] = PEOPLE
) -> int:
    made = reading(name, *people, problems=problems)
    intake.supersede(session, [made], by="t")
    return lists.number_of(session, name) or 0


@pytest.fixture
def number(session: Session) -> int:
    return put(
        session,
        told("so.xlsx", 2, "091"),
        told("so.xlsx", 3, "092"),
        told("so.xlsx", 3, "x", "dob_two_digit_year"),
    )


def open_rows(session: Session, number: int) -> list[tuple[int, list[str]]]:
    rows, total = lists.to_do(session, number, page=1, per_page=9)
    assert total == len(rows)
    return [(row.source.row, [problem.code for problem in row.problems]) for row in rows]


def test_one_of_a_row_then_all_and_the_list_has_nothing_left(session: Session, number: int) -> None:
    seen.mark(session, number, "bad_phone", ("Sheet1", 3, ""), by="Lan")
    assert open_rows(session, number) == [(2, ["bad_phone"]), (3, ["dob_two_digit_year"])]
    seen.mark(session, number, "bad_phone", by="Lan")
    seen.mark(session, number, "dob_two_digit_year", by="Minh")
    assert open_rows(session, number) == []
    assert lists.find(session, number).to_do == {}
    assert [(one.by, one.code, one.rows) for one in seen.of_list(session, number)] == [
        ("Minh", "dob_two_digit_year", 1),
        ("Lan", "bad_phone", 1),
        ("Lan", "bad_phone", 1),
    ]


def test_it_is_taken_back(session: Session, number: int, plan: Plan) -> None:
    before = open_rows(session, number)
    done = seen.mark(session, number, "bad_phone", by="Lan")
    edits.undo(session, done.edit, plan=plan, today=TODAY, by="Lan")
    assert open_rows(session, number) == before
    assert seen.of_list(session, number) == ()


def test_what_was_seen_or_is_not_said_cannot_be_marked(session: Session, number: int) -> None:
    seen.mark(session, number, "bad_phone", by="Lan")
    for code, at in (("bad_phone", number), ("bad_email", number), ("bad_phone", 99)):
        with pytest.raises(UserError) as refusal:
            seen.mark(session, at, code, by="Lan")
        assert refusal.value.code == "nothing_to_see"


def test_what_holds_a_row_stays(session: Session) -> None:
    held = replace(PEOPLE[0], held="lost_characters")
    number = put(session, told("so.xlsx", 2, "?", "lost_characters", severity="error"), people=(held,))
    with pytest.raises(UserError) as refusal:
        seen.mark(session, number, "lost_characters", by="Lan")
    assert refusal.value.code == "held_stays"


@pytest.mark.parametrize(("value", "open_again"), [("091", False), ("093", True)])
def test_it_follows_the_person_while_the_cell_says_the_same(
    session: Session, number: int, plan: Plan, value: str, *, open_again: bool
) -> None:
    seen.mark(session, number, "bad_phone", ("Sheet1", 2, ""), by="Lan")
    people = (PEOPLE[1], PEOPLE[0])
    later = reading("so 2.xlsx", *people, problems=(told("so 2.xlsx", 3, value),))
    done = deliveries.put_in_place(session, later, "so.xlsx", by="t")
    carrying.carry(session, [done], plan=plan, today=TODAY, by="t")
    again = lists.number_of(session, "so 2.xlsx") or 0
    assert bool(open_rows(session, again)) is open_again
    assert carrying.resting_on(session, "so 2.xlsx").corrections == 0


def test_the_history_names_the_act_and_repeats_no_number(session: Session, number: int) -> None:
    seen.mark(session, number, "bad_phone", ("Sheet1", 2, ""), by="Lan")
    ((record, _),) = [pair for pair in queries.active_rows(session) if pair[0].row == 2]
    (act,) = edit_history.of_records(session, [record.key])
    assert (act.kind, act.by, [(line.field, line.value) for line in act.lines]) == (
        "see",
        "Lan",
        [("seen:bad_phone", "")],
    )
